"""Feedback pages: what passed, what failed and why, for the student who handed in.

DIR/feedback/<student>/<assignment>/<backend>.html, where nbgrader keeps its own.

Promises: everything that a student wrote is escaped and the page runs no script; of a hidden
check it shows only what became of it and, if it failed, its hint.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.exercise import BACKENDS
from autograder.grade import pages, results
from autograder.grade.text import clean, number
from autograder.notebooks import LIBRARY
from autograder.project import Assignment

MAX_MESSAGE = 2000
MAX_PROBLEM = 500
FOR_THE_EXCHANGE = ("timestamp.txt", "submission_secret.txt")
MAX_SMALL_BYTES = 1000
MAX_CELLS = 40  # of the student's own outputs shown
MAX_OUTPUT = 3000  # characters of one of them
HINTED = {"failed", "error", "timeout", "memory"}  # one that is not written needs no hint
NO_FAULT = "This is not your fault, and no points are lost for good: a person looks at it."


@dataclass(frozen=True)
class Line:
    """One check, or several hidden ones, as the page shows it."""

    name: str
    passed: bool
    verdict: str
    points: float
    max_points: float
    message: str
    hint: str


@dataclass(frozen=True)
class Printed:
    """What one of the student's cells printed, and the error that ended it."""

    label: str
    output: str
    error: str


@dataclass
class Section:
    """One exercise as the page shows it."""

    title: str
    lines: list[Line] = field(default_factory=list)

    @property
    def points(self) -> float:
        """Points earned."""
        return sum(line.points for line in self.lines)

    @property
    def max_points(self) -> float:
        """Points that can be earned."""
        return sum(line.max_points for line in self.lines)


def path(out: Path, student: str, assignment: str, backend: str) -> Path:
    """Where the feedback on one notebook lies."""
    folder = out / "feedback" / results.component(student, "student")
    return folder / results.component(assignment, "assignment") / f"{backend}.html"


def write(out: Path, result: dict[str, Any], assignment: Assignment) -> list[Path]:
    """Write one page a notebook; returns their paths. The coordinator calls it for each result."""
    written = []
    for backend in BACKENDS:
        target = path(out, result["student"], result["assignment"], backend)
        results.write_file(target, render(result, assignment, backend))
        written.append(target)
    _tell_the_exchange(out, written[0].parent)
    return written


def _tell_the_exchange(out: Path, folder: Path) -> None:
    """Put beside the pages what `nbgrader release_feedback` wants to find there.

    Where DIR is the course's own folder, nbgrader's exchange has left two small files with the
    hand-in. They are the student's: their bytes go back to that student, and nothing is read out.
    """
    source = out / "submitted" / folder.parent.name / folder.name
    for name in FOR_THE_EXCHANGE:
        with suppress(OSError, UnicodeDecodeError):  # not there, or no plain small text
            descriptor = os.open(source / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(descriptor, "rb") as stream:
                data = stream.read(MAX_SMALL_BYTES + 1)
            if len(data) <= MAX_SMALL_BYTES:
                results.write_file(folder / name, data.decode())


def render(result: dict[str, Any], assignment: Assignment, backend: str) -> str:
    """The page on one notebook, as text."""
    notebook = result["notebooks"].get(backend, {"handed_in": True, "exercises": {}})
    sections = [_section(e.slug, e.title, notebook) for e in assignment.exercises]
    return pages.template("feedback.html").render(
        student=clean(result["student"]),
        title=assignment.title,
        library=LIBRARY[backend],
        backend=backend,
        others=[(b, LIBRARY[b], _points(result, b)) for b in BACKENDS if b != backend],
        graded=result["status"] == "graded",
        reason=clean(result["reason"], MAX_MESSAGE),
        handed_in=notebook["handed_in"],
        problems=_problems(result, backend),
        unprotected=result["isolation"] == "none",
        sections=[s for s in sections if s.lines],
        printed=_printed(notebook),
        more_printed=max(0, len(_loud(notebook)) - MAX_CELLS),
        points=_points(result, backend),
        total=_total(result),
        graded_at=result["graded_at"][:16].replace("T", " "),
        environment=", ".join(
            f"{name} {clean(version, 40)}"
            for name, version in sorted(result["environment"].items())
        ),
    )


def _section(slug: str, title: str, notebook: dict[str, Any]) -> Section:
    """Visible checks one by one; hidden ones with nothing to say share a line."""
    checks = notebook["exercises"].get(slug, [])
    section = Section(title, [_visible(c) for c in checks if c["visible"]])
    shared: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for place, check in enumerate((c for c in checks if not c["visible"]), 1):
        hinted = check["outcome"] in HINTED
        shared.setdefault(f"hinted {place}" if hinted else check["outcome"], []).append(
            (place, check)
        )
    section.lines += [_hidden(group) for group in shared.values()]
    return section


def _visible(check: dict[str, Any]) -> Line:
    name = check["check"].removeprefix("test_").replace("_", " ")
    return _line(name, [check], clean(check["message"], MAX_MESSAGE))


def _hidden(group: list[tuple[int, dict[str, Any]]]) -> Line:
    """What a student may see of hidden checks: their places, never names or messages."""
    places = ", ".join(str(place) for place, _ in group)
    return _line(f"hidden check{'s' if len(group) > 1 else ''} {places}", [c for _, c in group], "")


def _line(name: str, checks: list[dict[str, Any]], message: str) -> Line:
    outcome = checks[0]["outcome"]
    if outcome == "could_not_run":
        message = NO_FAULT  # the check's own message is about our machine
    return Line(
        name=name,
        passed=outcome == "passed",
        verdict=pages.OUTCOMES[outcome],
        points=sum(c["points"] for c in checks),
        max_points=sum(c["max_points"] for c in checks),
        message="" if outcome == "passed" else message,
        hint=clean(checks[0]["hint"]) if outcome in HINTED else "",
    )


def _loud(notebook: dict[str, Any]) -> list[dict[str, str]]:
    return [c for c in notebook.get("cells", []) if c["output"].strip() or c["error"].strip()]


def _printed(notebook: dict[str, Any]) -> list[Printed]:
    """The student's own output, cut to what a page can hold."""
    return [
        Printed(
            clean(cell["label"], 100),
            clean(cell["output"], MAX_OUTPUT).strip("\n"),
            clean(cell["error"], MAX_OUTPUT).strip("\n"),
        )
        for cell in _loud(notebook)[:MAX_CELLS]
    ]


def _problems(result: dict[str, Any], backend: str) -> list[str]:
    """The problems of this notebook, and those of none in particular."""
    elsewhere = tuple(f"{b}.ipynb" for b in BACKENDS if b != backend)
    return [clean(p, MAX_PROBLEM) for p in result["problems"] if not p.startswith(elsewhere)]


def _points(result: dict[str, Any], backend: str) -> str:
    checks = [
        c
        for e in result["notebooks"].get(backend, {"exercises": {}})["exercises"].values()
        for c in e
    ]
    if result["status"] != "graded" or not checks:
        return ""
    return f"{number(sum(c['points'] for c in checks))} of {number(sum(c['max_points'] for c in checks))}"


def _total(result: dict[str, Any]) -> str:
    if result["score"] is None:
        return ""
    return f"{number(result['score'])} of {number(result['max_score'])}"
