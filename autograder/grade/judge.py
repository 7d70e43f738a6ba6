"""The judge: holds checks and references, runs in a process of its own, one for each worker.

`python -m autograder.grade.judge` reads jobs as JSON lines and answers each with one line. It
owns a warm server in the sandbox, and believes nothing that comes out of it.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from autograder import kit, sandbox
from autograder.errors import AutograderError
from autograder.evaluate import ExerciseJudge
from autograder.grade.remote import Line, Remote, student_error
from autograder.project import Assignment, Project
from autograder.sandbox import CouldNotStart, Limits, Server, Session, Stopped

MAX_RESTARTS = 5
SERVER_TRIES = 3
BUDGET_FACTOR = 12  # CPU seconds of one notebook, in units of the limit for one check
FORKS_PER_SERVER = 500
STOPPED = {"timeout": "ran too long", "memory": "used too much memory", "died": "ended the process",
           "protocol": "broke the connection"}  # fmt: skip


class Notebook:
    """One hand-in on trial: its session, the working copy, and what it has spent."""

    def __init__(self, owner: Judge, cells: list[tuple[str, str]], backend: str, seed: str) -> None:
        self.owner, self.cells, self.backend = owner, cells, backend
        self.cell_seed = zlib.crc32(seed.encode())
        self.line = Line(backend)
        self.session: Session | None = None
        self.problems: list[str] = []
        self.skipped: set[int] = set()
        self.spent = 0.0
        self.restarts = 0

    # -- running the cells
    def start(self) -> None:
        """A session whose cells have run; a cell that kills it is left out, and it starts again.

        Raises:
            Stopped: the notebook cannot be brought to life.
            CouldNotStart: the sandbox failed; our fault.
        """
        while True:
            self._end_session()
            self.session = self.owner.session()
            try:
                self._run_cells()
                return
            except Stopped as stopped:
                self.restarts += 1
                if self.restarts > MAX_RESTARTS:
                    raise Stopped(stopped.reason, "too many cells had to be stopped") from None

    def _run_cells(self) -> None:
        assert self.session is not None
        left = [n for n in range(len(self.cells)) if n not in self.skipped]
        pipe = self.session.open("cells")
        current = -1
        try:
            pipe.send({"cells": [self.cells[n][1] for n in left], "seed": self.cell_seed})
            while True:
                message, _ = pipe.receive()
                if message.get("op") == "done":
                    return
                number = message.get("cell")
                if type(number) is not int or not 0 <= number < len(left):
                    raise Stopped("protocol", "the notebook's process sent nonsense")
                current = left[number]
                if message.get("op") == "begin":
                    pipe.begin()
                elif message.get("error") is not None:
                    self._note_error(current, message["error"])
        except Stopped as stopped:
            if current >= 0:
                self.skipped.add(current)
                label, source = self.cells[current]
                first = next((line.strip() for line in source.splitlines() if line.strip()), "")
                self._note(
                    f'{label} {STOPPED[stopped.reason]}: {stopped}. It begins "{first[:60]}".'
                )
            raise
        finally:
            pipe.close()

    def _note_error(self, number: int, error: Any) -> None:
        shown = student_error(self.cells[number][0], error)
        if shown.outcome != "missing":
            self._note(f"{shown} {shown.trace}".strip())

    def _note(self, text: str) -> None:
        if text not in self.problems and len(self.problems) < 40:
            self.problems.append(text[:600])

    # -- the working copy
    def ready(self) -> None:
        """Make sure that there is a working copy to ask; a fresh one after a kill."""
        if self.line.pipe is not None and not self.line.broken:
            return
        if self.session is not None and self.line.pipe is not None:
            self.line.pipe.close()
            self.line.pipe = None
            try:
                self.session.kill_copies()
            except Stopped:
                self._end_session()
        if self.session is None:
            self._start_again()
        assert self.session is not None
        try:
            self.line.pipe = self.session.open("work")
        except Stopped:
            self._end_session()  # the next check begins with a new session
            raise
        self.line.broken = False

    def _start_again(self) -> None:
        self.restarts += 1
        if self.restarts > MAX_RESTARTS:
            raise Stopped("died", "the notebook's process ended too often")
        self.start()

    def defined(self, names: list[str]) -> set[str]:
        """Which of these names the notebook defines as functions."""
        reply, _ = self.line.ask({"op": "defined", "names": names}, lambda _: {})
        found = reply.get("names")
        return {n for n in found if type(n) is str} if type(found) is list else set()

    def around(self, name: str, run: Callable[[], tuple[str, str]]) -> tuple[str, str, float]:
        """Run one check under its limits; returns outcome, message, CPU seconds."""
        budget = BUDGET_FACTOR * self.owner.limits.seconds
        if self.spent > budget:
            return "timeout", f"the notebook had used up its {budget:g} s of CPU time", 0.0
        try:
            self.ready()
        except Stopped as stopped:
            return "error", str(stopped), 0.0
        assert self.line.pipe is not None
        self.line.pipe.begin()
        outcome, message = run()
        used = self.line.pipe.used()
        self.spent += used
        return outcome, message, round(used, 3)

    def _end_session(self) -> None:
        if self.line.pipe is not None:
            self.line.pipe.close()
            self.line.pipe = None
        if self.session is not None:
            session, self.session = self.session, None
            self.owner.end(session)

    def close(self) -> None:
        """End everything that belongs to this notebook."""
        self._end_session()


class Judge:
    """Grades notebooks with one warm server, which is replaced when it fails or is worn out."""

    def __init__(self, project: Project, limits: Limits, isolation: str, slot: int) -> None:
        self.project, self.limits, self.isolation, self.slot = project, limits, isolation, slot
        self.server: Server | None = None
        self.forks = 0
        self.cpu = 0.0
        self._exercises: dict[str, ExerciseJudge] = {}

    def exercise(self, slug: str) -> ExerciseJudge:
        """The checks of one exercise, loaded once."""
        if slug not in self._exercises:
            self._exercises[slug] = ExerciseJudge(self.project.exercise(slug))
        return self._exercises[slug]

    def session(self) -> Session:
        """A fresh session, from a new server where the old one has failed."""
        for attempt in range(SERVER_TRIES):
            if self.forks >= FORKS_PER_SERVER:
                self.stop()
            if self.server is None:
                self.server, self.forks = sandbox.start(self.isolation, self.slot), 0
            try:
                self.forks += 1
                return self.server.session(self.limits)
            except CouldNotStart:
                self.stop()
                if attempt == SERVER_TRIES - 1:
                    raise
        raise AssertionError("unreachable")

    def end(self, session: Session) -> None:
        """Close a session; a server that cannot account for it is replaced."""
        try:
            self.cpu += session.close()
        except CouldNotStart:
            self.stop()

    def stop(self) -> None:
        """End the server."""
        if self.server is not None:
            server, self.server = self.server, None
            server.__exit__()

    def grade(self, job: dict[str, Any]) -> dict[str, Any]:
        """Grade one notebook: {"exercises": …, "problems": …, "cpu_seconds": …}."""
        assignment = self.project.assignment(job["assignment"])
        self.cpu = 0.0
        cells = [(label, source) for label, source in job["cells"]]
        notebook = Notebook(self, cells, job["backend"], job["seed"])
        try:
            exercises = self._run(notebook, assignment, job)
        finally:
            notebook.close()
        return {
            "exercises": exercises,
            "problems": notebook.problems,
            "cpu_seconds": round(self.cpu, 3),
            "isolation": self.server.level if self.server else self.isolation,
        }

    def _run(
        self, notebook: Notebook, assignment: Assignment, job: dict[str, Any]
    ) -> dict[str, Any]:
        names = [f for e in assignment.exercises for f in e.functions]
        try:
            notebook.start()
            notebook.ready()
            defined = notebook.defined(names)
        except (Stopped, kit.StudentError) as stopped:
            notebook.problems.append(f"no function could be called: {stopped}")
            defined = set()
        results = {}
        for exercise in assignment.exercises:
            student = {n: Remote(n, notebook.line, n in defined) for n in exercise.functions}
            judged = self.exercise(exercise.slug).judge(
                job["backend"], student, job["seed"], notebook.around
            )
            results[exercise.slug] = [r.as_dict() for r in judged]
        return results


def main() -> int:
    """Serve jobs until standard input closes. The real standard output carries answers only."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    settings = json.loads(sys.stdin.readline())
    import torch

    torch.set_num_threads(1)
    from pathlib import Path

    judge = Judge(
        Project(Path(settings["root"])),
        Limits(**settings["limits"]),
        settings["isolation"],
        settings["slot"],
    )

    def answer(message: dict[str, Any]) -> None:
        answers.write(json.dumps(message) + "\n")
        answers.flush()

    try:
        judge.server = sandbox.start(judge.isolation, judge.slot)
        answer({"ready": True, "isolation": judge.server.level})
        for line in sys.stdin:
            job = json.loads(line)
            try:
                answer(judge.grade(job))
            except (CouldNotStart, AutograderError) as error:
                answer({"could_not_run": str(error)})
    except AutograderError as error:
        answer({"failed": str(error), "exit_code": error.exit_code})
        return error.exit_code
    finally:
        with suppress(Exception):
            judge.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
