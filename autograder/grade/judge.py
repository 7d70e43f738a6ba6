"""The judge: holds checks and references, runs in a process of its own, one for each worker.

`python -m autograder.grade.judge` reads jobs as JSON lines and answers each with one line. It
owns a warm server in the sandbox, and believes nothing that comes out of it.
"""

from __future__ import annotations

import json
import os
import re
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from autograder import kit, sandbox
from autograder.errors import AutograderError, CouldNotStart
from autograder.evaluate import CheckResult, ExerciseJudge
from autograder.grade.guard import guarded
from autograder.grade.remote import Line, Remote, student_error
from autograder.pipe import Pipe, Stopped
from autograder.project import Assignment, Project
from autograder.sandbox import Limits, Server, Session

MAX_RESTARTS = 5
SERVER_TRIES = 3
BUDGET_FACTOR = 12  # CPU seconds for all cells, and for all checks, in units of one's limit
OWN_FACTOR = 3  # CPU seconds of the judge's own for one check, in the same units
MAX_MESSAGE = 4000
MAX_OUTPUT = 4000  # characters kept of what one cell printed
MAX_OUTPUTS = 20_000  # and of what all cells of a notebook printed
FORKS_PER_SERVER = 500
STOPPED = {"timeout": "ran too long", "memory": "used too much memory", "disk": "filled the disk", "died": "ended the process",
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
        self.ended: set[int] = set()  # cells in which the process has ended once
        self._first_end = False
        self.failed: dict[int, str] = {}  # why a cell did not do what it should, by its number
        self.shown: dict[int, dict[str, str]] = {}  # what cells printed, by their number
        self.spent = 0.0
        self.spent_on_cells = 0.0
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
                self.restarts += not self._first_end
                if self.restarts > MAX_RESTARTS:
                    raise Stopped(stopped.reason, "too many cells had to be stopped") from None

    def _run_cells(self) -> None:
        assert self.session is not None
        current, self._first_end = -1, False
        pipe = self.session.open("cells")
        try:
            pipe.send({"seed": self.cell_seed})
            for current in range(len(self.cells)):
                if current in self.skipped:
                    continue
                if self.spent_on_cells > self.budget:
                    self._note(f"the cells had used up their {self.budget:g} s; {self.cells[current][0]} and later ones were not run")  # fmt: skip
                    return
                self._run_cell(pipe, current)
        except Stopped as stopped:
            self._first_end = stopped.reason == "died" and current not in self.ended
            if self._first_end:
                self.ended.add(current)  # whoever ended it: the second time, the cell is at fault
            elif current >= 0:
                self.skipped.add(current)
                label, source = self.cells[current]
                self.failed[current] = f"{label} {STOPPED[stopped.reason]}"
                first = next((line.strip() for line in source.splitlines() if line.strip()), "")
                said = f'{label} {STOPPED[stopped.reason]}: {stopped}. It begins "{first[:60]}".'
                self._note(said)
                self.shown[current] = {"label": label, "output": "", "error": said}
            raise
        finally:
            pipe.close()

    def _run_cell(self, pipe: Pipe, number: int) -> None:
        label, source = self.cells[number]
        pipe.begin()
        try:
            pipe.send({"cell": source, "label": label})
            message, _ = pipe.receive()
        finally:
            self.spent_on_cells += self._charged(pipe.cost()[1])
        if message.get("error") is not None:
            self.failed[number] = f"{label} stopped with an error"
            self._note_error(number, message["error"])
        output, error = (_shortened(message.get(key)) for key in ("output", "traceback"))
        self.shown[number] = {"label": label, "output": output, "error": error}

    def output(self) -> list[dict[str, str]]:
        """What the cells printed, and their errors, as the student's side tells it; bounded."""
        found, left = [], MAX_OUTPUTS
        for number in sorted(self.shown):
            cell = self.shown[number]
            size = len(cell["output"]) + len(cell["error"])
            left -= size
            if left < 0:
                said = f"(all cells together printed more than {MAX_OUTPUTS} characters)"
                found.append({"label": cell["label"], "output": said, "error": ""})
                break
            if size > 0:
                found.append(cell)
        return found

    @property
    def budget(self) -> float:
        """CPU seconds for all cells, and again for all checks."""
        return BUDGET_FACTOR * self.owner.limits.seconds

    def _charged(self, seconds: float) -> float:
        """What one cell or check costs of the budget: never more than the limit it ran under.

        On a machine that hardly lets us run, a fork bomb is stopped late; that is not its budget's
        fault, and less so that of the cells before it, which are run again.
        """
        return min(seconds, self.owner.limits.seconds)

    def _note_error(self, number: int, error: Any) -> None:
        shown = student_error(self.cells[number][0], error)
        if shown.outcome != "missing":
            self._note(f"{shown} {shown.trace}".strip())

    def explained(self, result: CheckResult) -> CheckResult:
        """The result; where a function is missing because its cell failed, it names that cell."""
        if result.outcome != "missing":
            return result
        for number, why in self.failed.items():
            for name in re.findall(r"^(?:def|class) (\w+)", self.cells[number][1], re.MULTILINE):
                if result.message == f"{name} is not defined":
                    return replace(result, message=f"{result.message}: {why}")
        return result

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

    def begin(self, names: list[str]) -> set[str]:
        """Run the cells, make a working copy; returns which of these names are functions."""
        for last in (False, True):
            self.line.died = False
            try:
                self.start()
                self.ready()
                return self.defined(names)
            except (Stopped, kit.StudentError) as error:
                died = self.line.died or (isinstance(error, Stopped) and error.reason == "died")
                if last or not died:
                    self.problems.append(f"no function could be called: {error}")
                    break
        return set()

    def around(self, name: str, run: Callable[[], tuple[str, str]]) -> tuple[str, str, float]:
        """Run one check under its limits; returns outcome, message, CPU seconds."""
        if self.spent > self.budget:
            return "timeout", f"the notebook had used up its {self.budget:g} s", 0.0
        outcome, message, used = self._try(run)
        if self.line.died:  # by its own doing or another's: a process that ends twice is at fault
            outcome, message, again = self._try(run)
            used += again
        return outcome, message[:MAX_MESSAGE], round(used, 3)

    def _try(self, run: Callable[[], tuple[str, str]]) -> tuple[str, str, float]:
        self.line.died = False
        try:
            self.ready()
        except Stopped as stopped:
            self.line.died = stopped.reason == "died"
            return "error", str(stopped), 0.0
        assert self.line.pipe is not None
        self.line.pipe.begin()
        try:
            with guarded(OWN_FACTOR * self.owner.limits.seconds):
                outcome, message = run()
        finally:
            used, cost = self.line.pipe.cost()
            self.spent += self._charged(cost)
        return outcome, message, used

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
            "cells": notebook.output(),
            "cpu_seconds": round(self.cpu, 3),
            "isolation": self.server.level if self.server else self.isolation,
        }

    def _run(
        self, notebook: Notebook, assignment: Assignment, job: dict[str, Any]
    ) -> dict[str, Any]:
        defined = notebook.begin([f for e in assignment.exercises for f in e.functions])
        results: dict[str, Any] = {e.slug: [] for e in assignment.exercises}
        # All visible checks come first. The feedback page shows what they say, so a student's
        # code must not have met a hidden check's inputs by then.
        for visible in (True, False):
            for exercise in assignment.exercises:
                student = {n: Remote(n, notebook.line, n in defined) for n in exercise.functions}
                judged = self.exercise(exercise.slug).judge(
                    job["backend"], student, job["seed"], notebook.around, visible
                )
                judged = [notebook.explained(r) for r in judged]
                results[exercise.slug] += [r.as_dict() for r in judged]
        return results


def _shortened(text: Any) -> str:
    """Text from a cell, its middle left out when it is long; "" when it is no text."""
    if type(text) is not str or len(text) <= MAX_OUTPUT:
        return text if type(text) is str else ""
    half = MAX_OUTPUT // 2 - 20
    return f"{text[:half]}\n… {len(text) - 2 * half} left out …\n{text[-half:]}"


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
