"""Results as the coordinator makes them, built from the real project, for the tests of what consumes them."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from autograder import notebooks
from autograder.exercise import BACKENDS
from autograder.project import Assignment, Project

OUTCOMES = ("failed", "error", "timeout", "memory", "missing")
ENVIRONMENT = {"python": "3.11.2", "numpy": "2.4.6", "torch": "2.13.0", "autograder": "0.1.0"}
NASTY = (
    '<script>alert("x")</script><img src=x onerror=alert(1)>\x00\x1b[31m\u202etxt.exe\ud800\n=1+1'
)


def project() -> Project:
    """This repository."""
    return Project.find(Path(__file__))


def assignment_of(slug: str = "softmax_stable") -> Assignment:
    """The assignment that holds an exercise, whatever else exists."""
    return next(
        a for a in project().assignments.values() if any(e.slug == slug for e in a.exercises)
    )


def result(
    assignment: Assignment,
    student: str = "s01",
    seed: int = 0,
    ability: float = 0.7,
    **changes: Any,
) -> dict[str, Any]:
    """A graded result in which each check passes with probability `ability`."""
    rng = random.Random(f"{student}/{assignment.name}/{seed}")
    books = {
        backend: {
            "handed_in": True,
            "cpu_seconds": round(rng.uniform(0.05, 0.6), 3),
            "exercises": {
                e.slug: [_check(c, rng, ability) for c in e.checks(backend)]
                for e in assignment.exercises
            },
        }
        for backend in BACKENDS
    }
    made: dict[str, Any] = {
        "schema_version": 1,
        "student": student,
        "assignment": assignment.name,
        "title": assignment.title,
        "part": assignment.part,
        "status": "graded",
        "reason": "",
        "score": 0.0,
        "max_score": sum(assignment.points(b) for b in BACKENDS),
        "graded_at": "2026-11-22T19:30:00+00:00",
        "seed": f"{seed:032x}",
        "fingerprint": f"{seed:064x}",
        "isolation": "bwrap",
        "limits": {"seconds": 10.0, "memory_mb": 2048},
        "environment": dict(ENVIRONMENT),
        "problems": [],
        "notebooks": books,
    }
    made |= changes
    if made["status"] == "graded":
        made["score"] = score(made)
    return made


def score(made: dict[str, Any]) -> float:
    """The sum of a result's points."""
    return sum(c["points"] for c in checks(made))


def checks(made: dict[str, Any]) -> list[dict[str, Any]]:
    """All checks of a result."""
    return [c for n in made["notebooks"].values() for e in n["exercises"].values() for c in e]


def set_outcome(check: dict[str, Any], outcome: str, message: str = "") -> None:
    """Change a check's outcome; the caller mends the score."""
    check["outcome"], check["message"] = outcome, message
    check["points"] = check["max_points"] if outcome == "passed" else 0.0


def could_not_grade(assignment: Assignment, student: str, reason: str) -> dict[str, Any]:
    """A result without a grade."""
    return result(
        assignment, student, status="could_not_grade", reason=reason, score=None, notebooks={}
    )


def not_handed_in(made: dict[str, Any], backend: str) -> dict[str, Any]:
    """The same result with one notebook absent."""
    book = made["notebooks"][backend]
    book["handed_in"], book["cpu_seconds"] = False, 0.0
    for check in (c for e in book["exercises"].values() for c in e):
        set_outcome(check, "missing", "the notebook was not handed in")
        check["cpu_seconds"] = 0.0
    made["score"] = score(made)
    return made


def nasty(assignment: Assignment, student: str = "mallory") -> dict[str, Any]:
    """A result whose every text that can come from a student is an attack."""
    made = result(assignment, student, ability=0.0, problems=[f"numpy.ipynb: {NASTY}", NASTY * 200])
    for check in checks(made):
        check["message"] = "=cmd()\n" + NASTY * 20
    return made


def hand_in(folder: Path, assignment: Assignment, answers: bool = True) -> Path:
    """A student's folder with both notebooks, the reference answers (or the stubs) in them."""
    folder.mkdir(parents=True, exist_ok=True)
    for backend in BACKENDS:
        book = json.loads(notebooks.dumps(notebooks.student_notebook(assignment, backend)))
        for exercise in assignment.exercises if answers else ():
            name = notebooks.answer_id(exercise.slug)
            cell = next(
                c
                for c in book["cells"]
                if c["metadata"].get("nbgrader", {}).get("grade_id") == name
            )
            cell["source"] = exercise.answer(backend)
        (folder / f"{backend}.ipynb").write_text(json.dumps(book))
    return folder


def _check(check: Any, rng: random.Random, ability: float) -> dict[str, Any]:
    outcome = "passed" if rng.random() < ability else rng.choice(OUTCOMES)
    return {
        "check": check.name,
        "visible": check.visible,
        "points": float(check.points) if outcome == "passed" else 0.0,
        "max_points": float(check.points),
        "outcome": outcome,
        "message": "" if outcome == "passed" else _message(check, outcome),
        "hint": check.hint,
        "cpu_seconds": round(rng.expovariate(100), 3),
    }


def _message(check: Any, outcome: str) -> str:
    secret = "" if check.visible else "SECRET-EXPECTED-VALUE "
    return (
        f"result\nexpected  {secret}[[0.2689414214, 0.7310585786]]\ngot       [[nan, nan]]\n"
        f"after     softmax([[1000., 1001.]])  ({outcome} in {check.name})"
    )
