"""`autograder export`: grades as CSV files that Canvas and Moodle import.

DIR/export/canvas.csv               Gradebook > Import, all assignments
DIR/export/moodle.csv               Grades > Import > CSV file, all assignments
DIR/export/moodle_<assignment>.csv  the assignment's own "Upload grading worksheet", where the
                                    participants' numbers are known (`autograder collect` learns them)

Scores come from the gradebook, so manual scores, extra credit and late penalties are in them; they
are nbgrader's, as `nbgrader export` writes them. What still waits for a person is left empty: both
platforms take an empty cell for "no change". The columns are those that the platforms' own
importers ask for: Canvas's lib/gradebook_importer.rb and Moodle's grade/import/csv and
mod/assign/feedback/offline/importgradeslib.php; docs/instructor.md tells what each one reads.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from autograder.errors import AutograderError, EnvironmentProblem, UsageError, did_you_mean
from autograder.grade import results
from autograder.grade.gradebook_rows import tables
from autograder.grade.people import People
from autograder.grade.text import csv_field, number

MAX_FIELD = 500


@dataclass(frozen=True)
class Score:
    """One student's points for one assignment; None while a person has to look."""

    points: float | None


@dataclass
class Grades:
    """What the gradebook says: full points by assignment, scores by student and assignment."""

    assignments: dict[str, float] = field(default_factory=dict)
    scores: dict[str, dict[str, Score]] = field(default_factory=dict)

    def text(self, student: str, assignment: str) -> str:
        """The points as a cell; empty for none."""
        score = self.scores[student].get(assignment)
        return "" if score is None or score.points is None else number(score.points)

    def waiting(self) -> list[str]:
        """Hand-ins without a final score."""
        return [
            f"{student}/{name}"
            for student, row in self.scores.items()
            for name, score in row.items()
            if score.points is None
        ]


def write(
    out: Path, url: str, people: People, titles: dict[str, str], only: Sequence[str] = ()
) -> tuple[list[Path], Grades]:
    """Write all files; returns their paths and the grades.

    Args:
        out: DIR of `autograder grade`.
        url: the gradebook.
        people: the platforms' names and numbers.
        titles: assignment -> its name on the platform; its own name where none is given.
        only: these assignments; all if empty.
    Raises:
        UsageError: no gradebook there, or an unknown assignment.
    """
    grades = read(url, only)
    unknown = [name for name in titles if name not in grades.assignments]
    if unknown:
        raise UsageError(
            f"--title: unknown assignment {unknown[0]!r}.{did_you_mean(unknown[0], grades.assignments)}"
        )
    folder = out / "export"
    written = [
        _write(folder / "canvas.csv", _canvas(grades, people, titles)),
        _write(folder / "moodle.csv", _moodle(grades, people, titles)),
    ]
    for name in grades.assignments:
        rows = list(_worksheet(grades, people, name))
        if len(rows) > 1:
            safe = results.component(name, "assignment")
            written.append(_write(folder / f"moodle_{safe}.csv", iter(rows)))
    return written, grades


# --- the gradebook ---------------------------------------------------------------------------------
def read(url: str, only: Sequence[str] = ()) -> Grades:
    """All final scores, from two queries."""
    parsed = make_url(url)
    if parsed.drivername.startswith("sqlite") and not Path(parsed.database or "").is_file():
        raise UsageError(
            f"{parsed.database}: no gradebook; expected the --out of 'autograder grade', or --gradebook URL."
        )
    shown = parsed.render_as_string(hide_password=True)
    try:
        engine = sa.create_engine(url)
        try:
            with engine.connect() as connection:
                return _grades(connection, only)
        finally:
            engine.dispose()
    except sa.exc.SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise EnvironmentProblem(f"gradebook {shown}: {cause}.") from None


def _grades(connection: sa.Connection, only: Sequence[str]) -> Grades:
    grades = Grades({str(name): float(full) for name, full in connection.execute(_full()).all()})
    for name in only:
        if name not in grades.assignments:
            raise UsageError(
                f"unknown assignment {name!r}.{did_you_mean(name, grades.assignments)} "
                f"The gradebook has: {', '.join(grades.assignments)}."
            )
    if only:
        grades.assignments = {n: f for n, f in grades.assignments.items() if n in only}
    for student, assignment, points, needs, penalty in connection.execute(_scores()).all():
        row = grades.scores.setdefault(student, {})
        if assignment in grades.assignments:
            final = None if needs else max(0.0, round(float(points) - float(penalty), 6))
            row[assignment] = Score(final)
    if not grades.scores:
        raise AutograderError("the gradebook holds no graded hand-in yet.")
    return grades


def _full() -> sa.Select[Any]:
    """Assignments with their full points."""
    t = tables()
    return (
        sa.select(t.assignment.c.name, sa.func.sum(t.grade_cells.c.max_score))
        .join(t.notebook, t.notebook.c.assignment_id == t.assignment.c.id)
        .join(t.base_cell, t.base_cell.c.notebook_id == t.notebook.c.id)
        .join(t.grade_cells, t.grade_cells.c.id == t.base_cell.c.id)
        .group_by(t.assignment.c.name)
        .order_by(t.assignment.c.name)
    )


def _scores() -> sa.Select[Any]:
    """Student, assignment, points, how many cells wait for a person, late penalty."""
    from nbgrader.api import Grade

    t = tables()
    books = t.submitted_notebook
    by_book = (
        sa.select(
            Grade.notebook_id.label("book"),
            sa.func.coalesce(sa.func.sum(Grade.score), 0.0).label("points"),
            sa.func.sum(sa.case((Grade.needs_manual_grade, 1), else_=0)).label("needs"),
        )
        .group_by(Grade.notebook_id)
        .subquery()
    )
    return (
        sa.select(
            t.submitted_assignment.c.student_id,
            t.assignment.c.name,
            sa.func.coalesce(sa.func.sum(by_book.c.points), 0.0),
            sa.func.coalesce(sa.func.sum(by_book.c.needs), 0),
            sa.func.coalesce(sa.func.sum(books.c.late_submission_penalty), 0.0),
        )
        .join(t.assignment, t.assignment.c.id == t.submitted_assignment.c.assignment_id)
        .join(books, books.c.assignment_id == t.submitted_assignment.c.id)
        .outerjoin(by_book, by_book.c.book == books.c.id)
        .group_by(t.submitted_assignment.c.student_id, t.assignment.c.name)
        .order_by(t.submitted_assignment.c.student_id, t.assignment.c.name)
    )


# --- the files -------------------------------------------------------------------------------------
def _write(target: Path, rows: Iterator[Sequence[str]]) -> Path:
    with results.replacing(target, durable=False) as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerows([csv_field(cell, MAX_FIELD) for cell in row] for row in rows)
    return target


def _canvas(grades: Grades, people: People, titles: dict[str, str]) -> Iterator[Sequence[str]]:
    names = list(grades.assignments)
    heads = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    yield [*heads, *(titles.get(name, name) for name in names)]
    yield ["Points Possible", "", "", "", "", *(number(grades.assignments[n]) for n in names)]
    for student in grades.scores:
        login = people.get(student, "sis_login_id")
        numbers = [people.get(student, column) for column in ("canvas_id", "sis_user_id")]
        if not any(numbers):
            login = login or student
        name = people.get(student, "name") or student
        yield [name, *numbers, login, "", *(grades.text(student, n) for n in names)]


def _moodle(grades: Grades, people: People, titles: dict[str, str]) -> Iterator[Sequence[str]]:
    names = list(grades.assignments)
    yield ["Username", "ID number", "Email address", *(titles.get(n, n) for n in names)]
    for student in grades.scores:
        who = [people.get(student, column) for column in ("username", "idnumber", "email")]
        if not any(who):
            who[0] = student
        yield [*who, *(grades.text(student, n) for n in names)]


def _worksheet(grades: Grades, people: People, name: str) -> Iterator[Sequence[str]]:
    """Moodle reads "Identifier", "Grade" and "Last modified (grade)"; all three must be there."""
    yield ["Identifier", "Full name", "Grade", "Maximum grade", "Last modified (grade)"]
    for student, row in grades.scores.items():
        participant = people.get(student, "moodle_id")
        if participant and name in row:
            full = number(grades.assignments[name])
            who = [f"Participant {participant}", people.get(student, "name")]
            yield [*who, grades.text(student, name), full, ""]
