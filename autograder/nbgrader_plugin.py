"""Our judge behind nbgrader's own "autograde": the command, and the button in formgrader.

In the course's nbgrader_config.py, after `nbgrader generate_assignment` from our source tree:

    c.Autograde.sanitize_preprocessors = ["autograder.nbgrader_plugin.Judged"]
    c.Autograde.autograde_preprocessors = [
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
    ]
    c.Judged.project = "/path/to/the/repository"

The hand-in's cells are then run in the sandbox and judged outside it, exactly as by `autograder
grade`; nbgrader starts no kernel. What nbgrader goes on with is a notebook of our own making, with
the student's sources in it and our points as the output of each graded cell, from which
SaveAutoGrades reads them: nothing that a student wrote is taken for a grade.

nbgrader itself reads the file with nbformat before it calls this, and grades one hand-in at a
time. A hand-in that cannot be judged is listed by nbgrader as failed and gets no score.
"""

from __future__ import annotations

import atexit
import secrets
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Enum, Float, Integer, Unicode

from autograder import canary, sandbox
from autograder.errors import AutograderError
from autograder.exercise import BACKENDS
from autograder.grade import autograded, hand_in, submissions
from autograder.grade.submissions import BrokenNotebook, Submission
from autograder.grade.text import number
from autograder.grade.workers import JudgeProcess
from autograder.project import Project
from autograder.sandbox import Limits

IDLE_SECONDS = 60.0  # formgrader lives long; the judge and its sandbox need not
SLOT = 200  # its sandbox's user: not one that `autograder grade` takes on the same machine


class Judged(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Replaces a submitted notebook by the graded one; nbgrader's last steps take it from there."""

    project = Unicode("", help="The repository; found from the working folder when empty.").tag(
        config=True
    )
    isolation = Enum(sandbox.ISOLATIONS, default_value="auto").tag(config=True)
    limit_seconds = Float(10.0, help="CPU seconds for one cell or check.").tag(config=True)
    memory_mb = Integer(2048, help="Memory of one student's processes.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """nbconvert calls this with the notebook as it read it, which is not looked at.

        Raises:
            AutograderError: the hand-in cannot be judged; nbgrader lists it as failed.
        """
        who = resources["nbgrader"]
        project = Project.find(Path(self.project).expanduser() if self.project else None)
        assignment = project.assignment(who["assignment"])
        backend = who["notebook"]
        if backend not in BACKENDS:
            raise AutograderError(f"{backend}.ipynb: expected numpy.ipynb or torch.ipynb.")
        folder = Path(resources["metadata"]["path"])
        submission = Submission(who["student"], assignment.name, folder)
        result = self._judge(project, submission, backend)
        data = submissions.read_bytes(submission, backend)
        cells = submissions.read_notebook(data) if data is not None else []
        frame = autograded.frames(assignment)[backend]
        book = autograded.build(result, frame, backend, cells)
        return _with_points(book, result, backend), resources

    def _judge(self, project: Project, submission: Submission, backend: str) -> dict[str, Any]:
        """The result for one notebook; the other one is judged by a call of its own."""
        where = f"{submission.student}/{submission.assignment}/{backend}.ipynb"
        try:
            data = submissions.read_bytes(submission, backend)
        except BrokenNotebook as error:
            raise AutograderError(f"{where} {error}.") from None
        job = hand_in.Job(
            submission.student,
            submission.assignment,
            {**dict.fromkeys(BACKENDS), backend: data},
            {},
        )
        limits = Limits(seconds=self.limit_seconds, memory_mb=self.memory_mb)
        assignment = project.assignment(submission.assignment)
        answer = _shared.judge(project, limits, self.isolation, job, assignment)
        result = hand_in.verdict(answer)
        if result["status"] != "graded":
            raise AutograderError(f"{where}: {result['reason']}.")
        if hand_in.is_unsure(result):
            raise AutograderError(
                f"{where}: a check could not be run, by no fault of the student's. "
                "Run it again; 'autograder doctor' says whether the sandbox is sound."
            )
        for problem in result["problems"]:
            self.log.warning("%s: %s", submission.student, problem)
        return result


def _with_points(book: Any, result: dict[str, Any], backend: str) -> Any:
    """The points as the value of each graded cell, and nbgrader's mark for an unwritten answer."""
    exercises = result["notebooks"][backend]["exercises"]
    for cell in book.cells:
        meta = cell.metadata.get("nbgrader", {})
        checks = exercises.get(str(meta.get("grade_id", "")).removesuffix("__answer"), [])
        if meta.get("grade"):
            value = {"text/plain": number(sum(c["points"] for c in checks))}
            cell.outputs.append(nbformat.v4.new_output("execute_result", value, execution_count=1))
        elif meta.get("solution") and {c["outcome"] for c in checks} == {"missing"}:
            # nbgrader writes "No response." where a cell still has the checksum it came with
            meta["checksum"] = utils.compute_checksum(cell)
    return book


class _Shared:
    """One judge for all hand-ins of this process, ended when nobody has asked for a minute."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.settings: Any = None
        self.process: JudgeProcess | None = None
        self.timer: threading.Timer | None = None
        self.seed = secrets.token_hex(16)

    def judge(
        self, project: Project, limits: Limits, isolation: str, job: hand_in.Job, assignment: Any
    ) -> dict[str, Any]:
        """`hand_in.judge` with the shared process."""
        settings = (project.root, tuple(asdict(limits).items()), isolation)
        with self.lock:
            if self.timer is not None:
                self.timer.cancel()
            if self.process is None or settings != self.settings:
                self._end()
                level = canary.require(isolation)
                self.process = JudgeProcess(project.root, limits, level, SLOT)
                self.settings = settings
            try:
                return hand_in.judge(job, assignment, self.seed, self.process.ask)
            finally:
                self.timer = threading.Timer(IDLE_SECONDS, self.end)
                self.timer.daemon = True
                self.timer.start()

    def _end(self) -> None:
        if self.process is not None:
            process, self.process = self.process, None
            process.end(patience_seconds=5)

    def end(self) -> None:
        """End the judge; a later call starts another."""
        with self.lock:
            self._end()


_shared = _Shared()
atexit.register(_shared.end)
