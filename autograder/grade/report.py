"""The class report: one page, made from the results alone.

It goes through the results twice, once for the numbers and once for the table of students, and
writes the table while it reads: a class of 10,000 needs no more memory than one of ten. Only the
search for alike answers keeps something of each hand-in: a few kilobytes.

DIR/report/*.csv hold the same numbers. They are written first: the page links to them.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from autograder.errors import AutograderError, UsageError
from autograder.exercise import BACKENDS
from autograder.grade import feedback, mistakes, pages, report_tables, results, similarity
from autograder.grade.mistakes import Mistake
from autograder.grade.report_tables import Extras, Group
from autograder.grade.statistics import AssignmentNumbers, CheckKey, CheckNumbers, Notes, Statistics
from autograder.grade.text import number, one_line
from autograder.notebooks import LIBRARY
from autograder.project import PARTS, Project

MAX_TEXT = 300
MAX_GROUPS = 20  # of hand-ins that fail the same checks, on the page; all are in the CSV


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


def write(out: Path, project: Project | None = None) -> Path:
    """Write DIR/report.html; returns its path. Called after grading, and by `autograder report`.

    Args:
        out: the folder that `autograder grade` wrote.
        project: names the mistakes and knows what students were given; found if None.
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
    extras = _extras(out, numbers, project)
    tables = report_tables.write(out, numbers, extras)
    target = out / "report.html"
    page = pages.template("report.html")
    with results.replacing(target) as stream:
        stream.writelines(page.generate(**_content(out, numbers, extras, tables)))
    return target


def _extras(out: Path, numbers: Statistics, project: Project | None) -> Extras:
    """What the results alone do not hold: named mistakes, alike answers."""
    found: mistakes.Found = {}
    given: dict[tuple[str, str], str] = {}
    trouble = ""
    try:
        project = project or Project.find()
        given = _given(project, numbers)
        slugs = {slug for (_, slug, _), s in numbers.signatures.items() if s.failing}
        found = mistakes.find(project, sorted(slugs))
    except AutograderError as error:  # the report is still worth having
        trouble = str(error)
    groups = [
        Group(place, failed, signature, found.get((place[1], place[2], failed), []))
        for place, signatures in numbers.signatures.items()
        for failed, signature in signatures.failing.items()
    ]
    groups.sort(key=lambda g: (-g.signature.count, not g.mistakes, g.place, sorted(g.failed)))
    return Extras(groups, similarity.pairs(out, given), trouble)


def _given(project: Project, numbers: Statistics) -> dict[tuple[str, str], str]:
    """(assignment, backend) -> the text that every student began with."""
    return {
        (name, backend): "\n".join(
            e.given(backend) + "\n" + e.stub(backend) for e in assignment.exercises
        )
        for name in numbers.assignments
        if (assignment := project.assignments.get(name)) is not None
        for backend in BACKENDS
    }


def _content(out: Path, numbers: Statistics, extras: Extras, tables: list[Path]) -> dict[str, Any]:
    assignments = _in_order(numbers)
    return {
        "tables": [f"report/{table.name}" for table in tables],
        "groups": [_group(g, numbers) for g in extras.groups if _worth(g)][:MAX_GROUPS],
        "trouble": extras.trouble,
        "alike": [_alike(pair) for pair in extras.pairs],
        "graded_with": list(_graded_with(numbers)),
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


def _worth(group: Group) -> bool:
    """On the page stands what several did, or what has a name."""
    return group.signature.count > 1 or bool(group.mistakes)


def _group(group: Group, numbers: Statistics) -> dict[str, Any]:
    _, slug, backend = group.place
    count, students = group.signature.count, group.signature.students
    more = count - len(students)
    return {
        "count": pages.plural(count, "student"),
        "of": numbers.signatures[group.place].tried,
        "lost": pages.plural(len(group.failed), "failed check"),
        "exercise": slug,
        "library": LIBRARY[backend],
        "mistakes": [_mistake(m) for m in group.mistakes],
        "failed": [name.removeprefix("test_").replace("_", " ") for name in sorted(group.failed)],
        "students": [one_line(s) for s in students],
        "more": more,
    }


def _mistake(mistake: Mistake) -> tuple[str, str]:
    return mistake.name, one_line(mistake.why, MAX_TEXT)


def _alike(pair: similarity.Pair) -> dict[str, Any]:
    links = [
        f"autograded/{quote(s, safe='')}/{quote(pair.assignment, safe='')}/{pair.backend}.ipynb"
        for s in (pair.first, pair.second)
    ]
    return {
        "students": list(zip((one_line(pair.first), one_line(pair.second)), links)),
        "where": f"{one_line(pair.assignment)}, {LIBRARY[pair.backend]}",
        "likeness": "the same text" if pair.same_text else f"{100 * pair.likeness:.0f} %",
        "pieces": pair.pieces,
    }


def _graded_with(numbers: Statistics) -> Iterator[tuple[str, str]]:
    """Isolation and versions, with how many hand-ins each where they differ."""
    yield "isolation", _mix(numbers.levels)
    for name in sorted(numbers.versions):
        yield one_line(name, 40), _mix(numbers.versions[name])


def _mix(found: Counter[str]) -> str:
    if len(found) == 1:
        return one_line(next(iter(found)), 60)
    return ", ".join(
        f"{one_line(v, 60)} ({pages.plural(n, 'hand-in')})" for v, n in found.most_common()
    )


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
