"""DIR/report/*.csv: the class report's tables, for spreadsheets and scripts.

assignments.csv     assignment,title,graded,could_not_grade,mean_percent,bin_0_10,…,bin_90_100
exercises.csv       assignment,exercise,notebook,hand_ins,mean_percent
checks.csv          assignment,exercise,check,notebook,visible,pass_percent,mean_cpu_seconds,<outcomes>
wrong_answers.csv   assignment,exercise,notebook,hand_ins,tried,failed_checks,named,why,students
alike.csv           assignment,notebook,first,second,same_text,alike_percent,pieces
slowest.csv         student,assignment,cpu_seconds
attention.csv       kind,student,assignment,text
graded_with.csv     what,value,hand_ins

For the instructor: hidden checks are named. A student's text is made harmless for spreadsheets.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.grade import results
from autograder.grade.mistakes import Mistake
from autograder.grade.pages import OUTCOMES
from autograder.grade.similarity import Pair
from autograder.grade.statistics import BINS, Place, Signature, Statistics
from autograder.grade.text import csv_field, number

MAX_FIELD = 2000


@dataclass(frozen=True)
class Group:
    """Hand-ins that fail the same checks of an exercise, and the known mistakes that do."""

    place: Place
    failed: frozenset[str]
    signature: Signature
    mistakes: list[Mistake]


@dataclass(frozen=True)
class Extras:
    """What the report knows besides the results; `trouble` says why mistakes have no names."""

    groups: list[Group]
    pairs: list[Pair]
    trouble: str


def write(out: Path, numbers: Statistics, extras: Extras) -> list[Path]:
    """Write every table; returns their paths."""
    bins = [f"bin_{100 * i // BINS}_{100 * (i + 1) // BINS}" for i in range(BINS)]
    tables: dict[str, tuple[Sequence[str], Iterable[Sequence[str]]]] = {
        "assignments": (
            ["assignment", "title", "graded", "could_not_grade", "mean_percent", *bins],
            _assignments(numbers),
        ),
        "exercises": (
            ["assignment", "exercise", "notebook", "hand_ins", "mean_percent"],
            _exercises(numbers),
        ),
        "checks": (
            ["assignment", "exercise", "check", "notebook", "visible", "pass_percent",
             "mean_cpu_seconds", *OUTCOMES],
            _checks(numbers),
        ),
        "wrong_answers": (
            ["assignment", "exercise", "notebook", "hand_ins", "tried", "failed_checks", "named",
             "why", "students"],
            _wrong_answers(numbers, extras.groups),
        ),
        "alike": (
            ["assignment", "notebook", "first", "second", "same_text", "alike_percent",
             "pieces"],
            _alike(extras.pairs),
        ),
        "slowest": (["student", "assignment", "cpu_seconds"], _slowest(numbers)),
        "attention": (["kind", "student", "assignment", "text"], _attention(numbers)),
        "graded_with": (["what", "value", "hand_ins"], _graded_with(numbers)),
    }  # fmt: skip
    return [_write(out, name, head, rows) for name, (head, rows) in tables.items()]


def _write(out: Path, name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    target = out / "report" / f"{name}.csv"
    with results.replacing(target, durable=False) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(head)
        writer.writerows([csv_field(cell, MAX_FIELD) for cell in row] for row in rows)
    return target


def _percent(share: float) -> str:
    return number(round(100 * share, 1))


def _assignments(numbers: Statistics) -> Iterator[list[str]]:
    for a in numbers.assignments.values():
        mean = _percent(a.mean) if a.graded else ""
        counts = [str(n) for n in a.bins]
        yield [a.name, a.title, str(a.graded), str(a.could_not_grade), mean, *counts]


def _exercises(numbers: Statistics) -> Iterator[list[str]]:
    for (assignment, slug, backend), (count, total) in numbers.shares.items():
        yield [assignment, slug, backend, str(count), _percent(total / count)]


def _checks(numbers: Statistics) -> Iterator[list[str]]:
    for (assignment, slug, check, backend), n in numbers.checks.items():
        counts = [str(n.outcomes[outcome]) for outcome in OUTCOMES]
        rate = _percent(n.pass_rate) if n.judged else ""
        visible = "true" if n.visible else "false"
        yield [assignment, slug, check, backend, visible, rate, f"{n.mean_cpu:.4f}", *counts]


def _wrong_answers(numbers: Statistics, groups: list[Group]) -> Iterator[list[str]]:
    for group in groups:
        tried = numbers.signatures[group.place].tried
        yield [
            *group.place,
            str(group.signature.count),
            str(tried),
            "; ".join(sorted(group.failed)),
            "; ".join(m.name for m in group.mistakes),
            " ".join(m.why for m in group.mistakes),
            "; ".join(group.signature.students),
        ]


def _alike(pairs: list[Pair]) -> Iterator[list[str]]:
    for p in pairs:
        same = "true" if p.same_text else "false"
        alike = _percent(p.likeness)
        yield [p.assignment, p.backend, p.first, p.second, same, alike, str(p.pieces)]


def _slowest(numbers: Statistics) -> Iterator[list[str]]:
    for seconds, student, assignment in numbers.slowest_hand_ins():
        yield [student, assignment, number(seconds)]


def _attention(numbers: Statistics) -> Iterator[list[str]]:
    kinds = {
        "could_not_grade": numbers.refused,
        "could_not_run": numbers.unsure,
        "odd": numbers.odd,
    }
    for kind, notes in kinds.items():
        for student, assignment, text in notes.items:
            yield [kind, student, assignment, text]


def _graded_with(numbers: Statistics) -> Iterator[list[str]]:
    for what, found in [("isolation", numbers.levels), *sorted(numbers.versions.items())]:
        for value, count in found.most_common():
            yield [what, value, str(count)]
