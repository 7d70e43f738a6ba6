"""One hand-in on its way to a verdict: its bytes, the judge's answers, what they add up to.

`read` runs where the files are, `judge` where a judge is: in a thread of the coordinator or on a
Dask worker. Bytes of a student's are taken apart by `submissions` and nothing else; a job and an
answer are plain data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.exercise import BACKENDS
from autograder.grade import submissions
from autograder.grade.submissions import BrokenNotebook, Submission
from autograder.project import Assignment

Ask = Callable[[dict[str, Any]], dict[str, Any]]
MAX_REASON = 2000
UNSURE = "a check could not run"


@dataclass(frozen=True)
class Job:
    """A hand-in as data: no path, and nothing of anybody else's."""

    student: str
    assignment: str
    notebooks: dict[str, bytes | None]  # None: not handed in
    unreadable: dict[str, str]  # why a notebook has no bytes although there is something


def read(submission: Submission) -> Job:
    """Read the notebooks of a hand-in; one that cannot be read is noted, never raised."""
    found: dict[str, bytes | None] = {}
    unreadable = {}
    for backend in BACKENDS:
        try:
            found[backend] = submissions.read_bytes(submission, backend)
        except BrokenNotebook as error:
            unreadable[backend] = str(error)
        except OSError as error:
            unreadable[backend] = f"cannot be read: {error.strerror}"
    return Job(submission.student, submission.assignment, found, unreadable)


def judge(job: Job, assignment: Assignment, seed: str, ask: Ask) -> dict[str, Any]:
    """Have every notebook of a hand-in judged.

    Args:
        job: from `read`.
        assignment: the one that the job names.
        seed: the run's; the student's random inputs follow from it.
        ask: sends one notebook's program to a judge and returns its answer.
    Returns:
        {"notebooks": backend -> as in a result, "problems": […], "broken": […], "isolation": level
        or "" when no student code ran}.
    """
    answer: dict[str, Any] = {"notebooks": {}, "problems": [], "broken": [], "isolation": ""}
    for backend in BACKENDS:
        if backend in job.unreadable:
            answer["broken"].append(f"{backend}.ipynb {job.unreadable[backend]}")
            continue
        try:
            answer["notebooks"][backend] = _notebook(job, assignment, backend, seed, ask, answer)
        except BrokenNotebook as error:
            answer["broken"].append(f"{backend}.ipynb {error}")
    return answer


def could_not_run(job: Job, assignment: Assignment, reason: str) -> dict[str, Any]:
    """The answer where no judge could give one: nobody's zero, and tried again by the next run."""

    def ask(_: dict[str, Any]) -> dict[str, Any]:
        return {"could_not_run": reason}

    return judge(job, assignment, "", ask)


def _notebook(
    job: Job, assignment: Assignment, backend: str, seed: str, ask: Ask, answer: dict[str, Any]
) -> dict[str, Any]:
    data = job.notebooks[backend]
    if data is None:
        nothing = _all_checks(assignment, backend, "missing", "the notebook was not handed in")
        return {"handed_in": False, "cpu_seconds": 0.0, "exercises": nothing}
    program = submissions.program(assignment, backend, data)
    said = ask(
        {
            "assignment": assignment.name,
            "backend": backend,
            "cells": program.cells,
            "seed": f"{seed}/{job.student}",
        }
    )
    odd = program.problems + said.get("problems", [])
    answer["problems"] += [f"{backend}.ipynb: {p}" for p in odd]
    if "could_not_run" in said:
        exercises = _all_checks(assignment, backend, "could_not_run", said["could_not_run"])
        return {"handed_in": True, "cpu_seconds": 0.0, "exercises": exercises}
    answer["isolation"] = said["isolation"]
    keys = [key for key in ("cpu_seconds", "exercises", "cells") if key in said]
    return {"handed_in": True} | {key: said[key] for key in keys}


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


def verdict(answer: dict[str, Any]) -> dict[str, Any]:
    """Status, reason, score and notebooks of a result, from `judge`'s answer."""
    parts = {"notebooks": answer["notebooks"], "problems": answer["problems"]}
    reason = "; ".join(answer["broken"])[:MAX_REASON]
    if not reason and not any(n["handed_in"] for n in answer["notebooks"].values()):
        wanted = " or ".join(f"{b}.ipynb" for b in BACKENDS)
        reason = f"no notebook was handed in; expected {wanted}"
    if reason:
        return {**parts, "status": "could_not_grade", "reason": reason, "score": None}
    score = round(sum(c["points"] for c in _checks(answer)), 6)
    return {**parts, "status": "graded", "reason": "", "score": score}


def needs_a_human(result: dict[str, Any]) -> str:
    """Why a person must look at a result; empty when nobody must."""
    return str(result["reason"]) or (UNSURE if is_unsure(result) else "")


def is_unsure(result: dict[str, Any]) -> bool:
    """Whether a check could not be run: our fault, and to be tried again."""
    return any(c["outcome"] == "could_not_run" for c in _checks(result))


def _checks(result: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        check
        for notebook in result["notebooks"].values()
        for checks in notebook["exercises"].values()
        for check in checks
    ]
