"""`autograder grade`: hands notebooks to judges, and alone writes what comes of it.

It never runs student code and imports no torch. Each worker is one judge process; a judge that
dies is replaced, and its notebook tried once more. Results are written one submission at a time,
atomically, so that a run stopped at any moment is continued by the next one.
"""

from __future__ import annotations

import argparse
import datetime
import errno
import hashlib
import importlib.metadata
import json
import os
import platform
import queue
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from autograder import canary
from autograder.errors import AutograderError, EnvironmentProblem
from autograder.exercise import BACKENDS
from autograder.grade import feedback, gradebook, report, results, submissions
from autograder.grade.submissions import BrokenNotebook, Submission
from autograder.project import Assignment, Project
from autograder.sandbox import Limits

JUDGE_TRIES = 2
GROUNDS = ("kit.py", "evaluate.py", "exercise.py", "sandbox.py", "syscalls.py",
           "grade/judge.py", "grade/remote.py", "grade/submissions.py")  # fmt: skip
PACKAGES = ("numpy", "torch", "matplotlib", "ipython")


@dataclass(frozen=True)
class Options:
    """What the command line asks for."""

    submissions: Path
    out: Path
    assignments: list[str]
    workers: int
    isolation: str
    limits: Limits
    gradebook: str
    force: bool

    @classmethod
    def from_arguments(cls, a: argparse.Namespace) -> Options:
        """From the parsed command line."""
        limits = Limits(seconds=a.limit_seconds, memory_mb=a.memory_mb)
        url = a.gradebook or f"sqlite:///{a.out.resolve() / 'gradebook.db'}"
        return cls(a.submissions, a.out, a.assignment, a.workers, a.isolation, limits, url, a.force)


def grade(project: Project, options: Options) -> int:
    """Grade what is missing or has changed; returns the exit code."""
    found = submissions.find(options.submissions, project, options.assignments)
    _prepare(options.out)
    isolation = canary.require(options.isolation)
    run = Run(project, options, isolation)
    waiting = [s for s in found if not run.is_done(s)]
    print(
        f"{len(found)} submissions, {len(found) - len(waiting)} already graded and unchanged; "
        f"isolation: {isolation}",
        flush=True,
    )
    try:
        with gradebook.Writer(options.gradebook, options.out, project) as book:
            for submission in found:
                _register(run, book, submission)
            _grade_all(run, book, waiting)
        results.write_tables(options.out)
        page = report.write(options.out)
    except OSError as error:
        raise _environment(error, options.out) from None
    return _say(options.out, page)


def _prepare(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".write_test"
        probe.write_bytes(b"x")
        probe.unlink()
    except FileExistsError:
        raise EnvironmentProblem(f"--out {out} is a file; name a folder.") from None
    except OSError as error:
        raise _environment(error, out) from None


def _environment(error: OSError, out: Path) -> EnvironmentProblem:
    if error.errno == errno.ENOSPC:
        what = "the disk is full. Free some space and run the same command again: what was graded is kept"
    else:
        what = f"{error.strerror or error}. Choose a folder that can be written with --out"
    return EnvironmentProblem(f"{out}: {what}.")


def _say(out: Path, page: Path) -> int:
    graded, trouble = 0, []
    for result in results.iterate(out):
        unsure = any(
            c["outcome"] == "could_not_run"
            for n in result["notebooks"].values()
            for checks in n["exercises"].values()
            for c in checks
        )
        if result["status"] != "graded" or unsure:
            reason = result["reason"] or "a check could not run"
            trouble.append(f"{result['student']}/{result['assignment']}: {reason}")
        else:
            graded += 1
    for line in trouble:
        print(f"needs a human: {line}")
    print(f"{graded} graded, {len(trouble)} need a human. Report: {page}")
    return 1 if trouble else 0


# --- one run -----------------------------------------------------------------------------------
class Run:
    """What stays the same for all submissions of a run."""

    def __init__(self, project: Project, options: Options, isolation: str) -> None:
        self.project, self.options, self.isolation = project, options, isolation
        self.seed = secrets.token_hex(16)
        self.environment = {"python": platform.python_version()} | {
            name: importlib.metadata.version(name) for name in PACKAGES
        }
        self.environment["autograder"] = importlib.metadata.version("large-models-checked")
        self._grounds: dict[str, str] = {}

    def fingerprint(self, submission: Submission) -> str:
        """A hash of all that a grade depends on: the hand-in, the checks, the environment."""
        digest = hashlib.sha256(self._ground(submission.assignment).encode())
        for backend in BACKENDS:
            try:
                data = submissions.read_bytes(submission, backend)
                digest.update(b"absent" if data is None else hashlib.sha256(data).digest())
            except (BrokenNotebook, OSError) as error:
                digest.update(str(error).encode())
        return digest.hexdigest()

    def _ground(self, assignment: str) -> str:
        if assignment not in self._grounds:
            digest = hashlib.sha256(
                json.dumps([self.environment, asdict(self.options.limits)]).encode()
            )
            digest.update(self.isolation.encode())
            root = self.project.root
            package = Path(__file__).parent.parent
            files = [package / name for name in GROUNDS] + sorted((package / "box").glob("*.py"))
            for room in ("exercises", "solutions"):
                folder = root / room / assignment
                files += sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".md"))
            for path in files:
                digest.update(path.name.encode() + path.read_bytes())
            self._grounds[assignment] = digest.hexdigest()
        return self._grounds[assignment]

    def is_done(self, submission: Submission) -> bool:
        """Whether an earlier run's result still holds. What could not be run is tried again."""
        if self.options.force:
            return False
        with suppress(AutograderError, OSError, ValueError, KeyError):
            old = self.old_result(submission)
            text = json.dumps(old["notebooks"])
            return (
                bool(old["fingerprint"] == self.fingerprint(submission))
                and "could_not_run" not in text
            )
        return False

    def old_result(self, submission: Submission) -> dict[str, Any]:
        """What an earlier run left for this submission."""
        names = (results.stand_in(submission.student), results.stand_in(submission.assignment))
        return results.read(results.path(self.options.out, *names))

    def empty_result(self, submission: Submission) -> dict[str, Any]:
        """A result without a grade yet."""
        assignment = self.project.assignments.get(submission.assignment)
        return {
            "schema_version": 1,
            "student": results.stand_in(submission.student),
            "assignment": results.stand_in(submission.assignment),
            "title": assignment.title if assignment else results.stand_in(submission.assignment),
            "part": assignment.part if assignment else "",
            "status": "could_not_grade",
            "reason": "",
            "score": None,
            "max_score": sum(assignment.points(b) for b in BACKENDS) if assignment else 0.0,
            "graded_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "seed": self.seed,
            "fingerprint": self.fingerprint(submission),
            "isolation": self.isolation,
            "limits": asdict(self.options.limits),
            "environment": self.environment,
            "problems": [],
            "notebooks": {},
        }


def _register(run: Run, book: gradebook.Writer, submission: Submission) -> None:
    """Give a gradebook that is new or was deleted the grades of an earlier run."""
    if submission.assignment not in run.project.assignments:
        return
    try:
        old = run.old_result(submission)
    except (AutograderError, OSError, ValueError):
        return  # never graded, or its result cannot be read: it is graded below
    if not submission.refused and not book.holds(submission.student, submission.assignment):
        book.write(old, submission.folder)


def _grade_all(run: Run, book: gradebook.Writer, waiting: list[Submission]) -> None:
    if not waiting:
        return
    todo: queue.Queue[Submission] = queue.Queue()
    for submission in waiting:
        todo.put(submission)
    done: queue.Queue[tuple[Submission, dict[str, Any]] | BaseException] = queue.Queue(maxsize=64)
    workers = [
        Worker(run, slot, todo, done) for slot in range(min(run.options.workers, len(waiting)))
    ]
    for worker in workers:
        worker.start()
    bar = tqdm(total=len(waiting), unit="hand-in", disable=not sys.stderr.isatty())
    problems = 0
    try:
        for _ in waiting:
            item = done.get()
            if isinstance(item, BaseException):
                raise item
            submission, result = item
            _keep(run, book, submission, result)
            problems += result["status"] != "graded"
            bar.set_postfix(problems=problems)
            bar.update()
    except BaseException:
        for worker in workers:
            worker.stop()
        raise
    finally:
        bar.close()
        for worker in workers:
            worker.join(timeout=20)


def _keep(run: Run, book: gradebook.Writer, submission: Submission, result: dict[str, Any]) -> None:
    """Gradebook, feedback, then the result file: it is the mark that all of it is done."""
    book.write(result, submission.folder)
    assignment = run.project.assignments.get(submission.assignment)
    if assignment is not None:
        feedback.write(run.options.out, result, assignment)
    results.write(run.options.out, result)


# --- workers -----------------------------------------------------------------------------------
class Worker(threading.Thread):
    """Feeds one judge process, and replaces it when it dies."""

    def __init__(
        self,
        run: Run,
        slot: int,
        todo: queue.Queue[Submission],
        done: queue.Queue[tuple[Submission, dict[str, Any]] | BaseException],
    ) -> None:
        super().__init__(daemon=True)
        self.run_of, self.slot, self.todo, self.done = run, slot, todo, done
        self.process: subprocess.Popen[str] | None = None
        self.stopping = False

    def run(self) -> None:
        """Until the queue is empty."""
        try:
            for submission in self._submissions():
                self.done.put((submission, self._result(submission)))
        except BaseException as error:
            if not self.stopping:
                self.done.put(error)
        finally:
            self._end(patience_seconds=10)

    def _submissions(self) -> Iterator[Submission]:
        while not self.stopping:
            try:
                yield self.todo.get_nowait()
            except queue.Empty:
                return

    def _result(self, submission: Submission) -> dict[str, Any]:
        result = self.run_of.empty_result(submission)
        if submission.refused:
            return {**result, "reason": submission.refused}
        assignment = self.run_of.project.assignment(submission.assignment)
        broken = []
        for backend in BACKENDS:
            try:
                result["notebooks"][backend] = self._notebook(
                    submission, assignment, backend, result
                )
            except BrokenNotebook as error:
                broken.append(f"{backend}.ipynb {error}")
            except OSError as error:
                broken.append(f"{backend}.ipynb cannot be read: {error.strerror}")
        if broken:
            return {**result, "reason": "; ".join(broken)[:2000]}
        checks = [
            c for n in result["notebooks"].values() for e in n["exercises"].values() for c in e
        ]
        if not any(n["handed_in"] for n in result["notebooks"].values()):
            wanted = " or ".join(f"{b}.ipynb" for b in BACKENDS)
            return {**result, "reason": f"no notebook was handed in; expected {wanted}"}
        score = round(sum(c["points"] for c in checks), 6)
        return {**result, "status": "graded", "score": score}

    def _notebook(
        self, submission: Submission, assignment: Assignment, backend: str, result: dict[str, Any]
    ) -> dict[str, Any]:
        data = submissions.read_bytes(submission, backend)
        if data is None:
            return {
                "handed_in": False,
                "cpu_seconds": 0.0,
                "exercises": _all_checks(
                    assignment, backend, "missing", "the notebook was not handed in"
                ),
            }
        program = submissions.program(assignment, backend, data)
        job = {
            "assignment": assignment.name,
            "backend": backend,
            "cells": program.cells,
            "seed": f"{self.run_of.seed}/{submission.student}",
        }
        answer = self._ask(job)
        found = program.problems + answer.get("problems", [])
        result["problems"] += [f"{backend}.ipynb: {p}" for p in found]
        if "could_not_run" in answer:
            exercises = _all_checks(assignment, backend, "could_not_run", answer["could_not_run"])
            return {"handed_in": True, "cpu_seconds": 0.0, "exercises": exercises}
        return {
            "handed_in": True,
            "cpu_seconds": answer["cpu_seconds"],
            "exercises": answer["exercises"],
        }

    def _ask(self, job: dict[str, Any]) -> dict[str, Any]:
        for _ in range(JUDGE_TRIES):
            with suppress(OSError):
                process = self._judge()
                assert process.stdin is not None and process.stdout is not None
                process.stdin.write(json.dumps(job) + "\n")
                process.stdin.flush()
                line = process.stdout.readline()
                if line.endswith("\n"):
                    answer = json.loads(line)
                    if "failed" in answer:
                        raise EnvironmentProblem(answer["failed"])
                    return dict(answer)
            if self.stopping:
                raise SystemExit
            self._end()
        return {"could_not_run": f"the judge's process died {JUDGE_TRIES} times"}

    def _judge(self) -> subprocess.Popen[str]:
        if self.process is not None:
            return self.process
        self.process = subprocess.Popen(
            [sys.executable, "-m", "autograder.grade.judge"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""},
            start_new_session=True,  # Ctrl-C reaches the coordinator, which then ends the judges
        )
        assert self.process.stdin is not None and self.process.stdout is not None
        settings = {
            "root": str(self.run_of.project.root),
            "limits": asdict(self.run_of.options.limits),
            "isolation": "none" if self.run_of.isolation == "none" else "auto",
            "slot": self.slot,
        }
        self.process.stdin.write(json.dumps(settings) + "\n")
        self.process.stdin.flush()
        first = self.process.stdout.readline()
        if not first.endswith("\n"):
            raise BrokenPipeError("the judge died before it was ready")
        answer = json.loads(first)
        if "failed" in answer:
            self._end()
            raise EnvironmentProblem(answer["failed"])
        return self.process

    def stop(self) -> None:
        """End the judge now; called by the main thread."""
        self.stopping = True
        self._end()

    def _end(self, patience_seconds: float = 0) -> None:
        """End the judge; it goes by itself when its input closes, and its sandbox with it."""
        process, self.process = self.process, None
        if process is None:
            return
        assert process.stdin is not None and process.stdout is not None
        with suppress(OSError):
            process.stdin.close()
        try:
            process.wait(timeout=patience_seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def _all_checks(assignment: Assignment, backend: str, outcome: str, message: str) -> dict[str, Any]:
    return {
        exercise.slug: [
            {
                "check": c.name,
                "visible": c.visible,
                "points": 0.0,
                "max_points": float(c.points),
                "outcome": outcome,
                "message": message,
                "hint": c.hint,
                "cpu_seconds": 0.0,
            }
            for c in exercise.checks(backend)
        ]
        for exercise in assignment.exercises
    }
