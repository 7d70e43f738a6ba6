"""The class report: one page, made from the results alone.

It goes through the results twice, once for the numbers and once for the table of students, and
writes the table while it reads: a class of 10,000 needs no more memory than one of ten.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from autograder.errors import UsageError
from autograder.exercise import BACKENDS
from autograder.grade import feedback, pages, results
from autograder.grade.statistics import AssignmentNumbers, CheckKey, CheckNumbers, Notes, Statistics
from autograder.grade.text import number, one_line
from autograder.notebooks import LIBRARY
from autograder.project import PARTS

MAX_TEXT = 300


@dataclass(frozen=True)
class Link:
    """A feedback page: where, which notebook, what it earned."""

    href: str
    text: str


@dataclass(frozen=True)
class Cell:
    """One student's result for one assignment."""

    text: str
    links: list[Link]
    graded: bool


def write(out: Path) -> Path:
    """Write DIR/report.html; returns its path. Called after grading, and by `autograder report`.

    Raises:
        UsageError: the folder is missing or holds no results.
        AutograderError: a result in it cannot be read.
    """
    if not out.is_dir():
        raise UsageError(f"{out}: no such folder; expected the --out of 'autograder grade'.")
    numbers = Statistics()
    for result in results.iterate(out):
        numbers.add(result)
    if not numbers.students:
        raise UsageError(
            f"{out}: no results; expected {out / 'results'}/<student>/<assignment>.json. "
            "Run 'autograder grade SUBMISSIONS --out DIR' first."
        )
    target = out / "report.html"
    page = pages.template("report.html")
    with results.replacing(target) as stream:
        stream.writelines(page.generate(**_content(out, numbers)))
    return target


def _content(out: Path, numbers: Statistics) -> dict[str, Any]:
    assignments = _in_order(numbers)
    return {
        "numbers": numbers,
        "summary": _summary(numbers),
        "attention": _attention(numbers),
        "assignments": assignments,
        "plots": list(_plots(numbers, assignments)),
        "hardest": [_hard(key, n) for key, n in numbers.hardest()],
        "outcomes": pages.OUTCOMES,
        "slow_checks": [(*_names(key), f"{n.mean_cpu:.3f}") for key, n in numbers.slowest_checks()],
        "slow_hand_ins": [
            (one_line(student), one_line(name), f"{seconds:.2f}")
            for seconds, student, name in numbers.slowest_hand_ins()
        ],
        "students": _students(out, [a.name for a in assignments]),
    }


def _in_order(numbers: Statistics) -> list[AssignmentNumbers]:
    """As in the book: by part, then by name; an unknown assignment comes last."""

    def place(a: AssignmentNumbers) -> tuple[int, str]:
        return (PARTS.index(a.part) if a.part in PARTS else len(PARTS), a.name)

    return sorted(numbers.assignments.values(), key=place)


def _summary(numbers: Statistics) -> list[tuple[str, str]]:
    return [
        ("students", str(numbers.students)),
        ("assignments", str(len(numbers.assignments))),
        ("graded", str(numbers.graded)),
        ("could not grade", str(numbers.could_not_grade)),
        ("CPU seconds", f"{numbers.cpu_seconds:.1f}"),
    ]


def _attention(numbers: Statistics) -> list[dict[str, Any]]:
    """What a person should look at, gravest first."""
    kinds: list[tuple[str, str, Notes]] = [
        (
            "Could not be graded",
            "No score was given. Mend the cause and grade again.",
            numbers.refused,
        ),
        (
            "Checks that could not be run",
            "The fault is the grader's. The points are not given yet; grade again.",
            numbers.unsure,
        ),
        ("Odd hand-ins", "Graded, but something about them was unusual.", numbers.odd),
    ]
    return [
        {
            "title": title,
            "text": text,
            "total": notes.total,
            "left_out": notes.left_out,
            "items": [(one_line(s), one_line(a), one_line(t, MAX_TEXT)) for s, a, t in notes.items],
        }
        for title, text, notes in kinds
        if notes.total
    ]


def _plots(numbers: Statistics, assignments: list[AssignmentNumbers]) -> Iterator[dict[str, Any]]:
    from autograder.grade import plots  # matplotlib takes half a second to import

    for place, assignment in enumerate(a for a in assignments if a.graded):
        rows = [
            (
                slug,
                numbers.mean_share(assignment.name, slug, "numpy"),
                numbers.mean_share(assignment.name, slug, "torch"),
            )
            for slug in numbers.exercises(assignment.name)
        ]
        title = one_line(assignment.title)
        yield {
            "title": title,
            "text": f"{pages.plural(assignment.graded, 'hand-in')}, mean {100 * assignment.mean:.0f} %",
            "histogram": plots.histogram(f"h{place}", title, assignment.bins),
            "exercises": plots.paired_bars(f"e{place}", title, rows) if rows else Markup(),
        }


def _names(key: CheckKey) -> tuple[str, str, str]:
    """Check, exercise and library, for people."""
    _, slug, check, backend = key
    return check.removeprefix("test_").replace("_", " "), slug, LIBRARY[backend]


def _hard(key: CheckKey, n: CheckNumbers) -> dict[str, Any]:
    total = n.judged or 1
    parts = [
        (outcome, words, n.outcomes[outcome], f"{100 * n.outcomes[outcome] / total:.2f}")
        for outcome, words in pages.OUTCOMES.items()
        if n.outcomes[outcome] and outcome != "could_not_run"
    ]
    return {
        "names": _names(key),
        "visible": n.visible,
        "rate": f"{100 * n.pass_rate:.0f} %",
        "judged": n.judged,
        "parts": parts,
        "lost": ", ".join(
            f"{count} {words}" for outcome, words, count, _ in parts if outcome != "passed"
        ),
    }


def _students(out: Path, names: list[str]) -> Iterator[tuple[str, list[Cell | None]]]:
    """One row a student, made while the results are read."""
    rows = itertools.groupby(results.iterate(out), key=lambda result: result["student"])
    for student, group in rows:
        found = {result["assignment"]: _cell(out, result) for result in group}
        yield one_line(student), [found.get(name) for name in names]


def _cell(out: Path, result: dict[str, Any]) -> Cell:
    graded = result["status"] == "graded"
    score = (
        f"{number(result['score'])} of {number(result['max_score'])}" if graded else "not graded"
    )
    links = []
    for backend in BACKENDS:
        page = feedback.path(out, result["student"], result["assignment"], backend)
        if page.exists():
            href = "/".join(quote(part, safe="") for part in page.relative_to(out).parts)
            links.append(Link(href, LIBRARY[backend]))
    return Cell(score, links, graded)
