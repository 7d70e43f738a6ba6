"""nbgrader's gradebook: the coordinator writes it here, and nobody else does.

    with Writer(url, out, project) as book:
        book.write(result, folder)

One hand-in is one transaction: killed at any moment, the database holds all of it or nothing.
What a person enters in formgrader (manual scores, comments, extra credit) is never touched. The
statements name rows by indexed columns only, so that a hand-in costs the same in a class of any
size; nbgrader's own methods commit after every row and scan whole tables.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url

from autograder.errors import EnvironmentProblem, UsageError
from autograder.grade import autograded, course_folder, late
from autograder.grade.gradebook_rows import Register, ensure, prepare, register, tables
from autograder.grade.submissions import STUDENT
from autograder.project import Assignment, Project

BUSY_SECONDS = 30.0  # how long SQLite waits for another program's lock
NO_RESPONSE = "No response."  # nbgrader's own words


@dataclass(frozen=True)
class Verdict:
    """What the gradebook keeps of one exercise."""

    score: float | None  # None: not graded
    unsure: bool  # a person must look
    comment: str | None


class Writer:
    """The open gradebook of one run.

    Args:
        url: any SQLAlchemy URL, "sqlite:///DIR/gradebook.db" by default.
        out: DIR, the folder that formgrader opens.
        project: for the assignments' notebooks.
        busy_seconds: how long to wait for a lock (SQLite).
    Raises:
        UsageError: the URL is no database URL.
        EnvironmentProblem: the database cannot be opened or written.
    """

    def __init__(
        self, url: str, out: Path, project: Project, busy_seconds: float = BUSY_SECONDS
    ) -> None:
        self.url, self.out, self.project = url, out, project
        self.shown = _shown(url)
        self._known: dict[str, tuple[Register, dict[str, Any]]] = {}
        self.late = late.Tally()
        with self._explained():
            out.mkdir(parents=True, exist_ok=True)
            self.engine = _open(url, busy_seconds)
        course_folder.write_config(out, url)
        self.policy = late.Policy(out)

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.engine.dispose()

    def write(self, result: dict[str, Any], folder: Path | None) -> None:
        """Write one hand-in: its files for formgrader, then its grades in one transaction.

        An unknown assignment, or a student whose name formgrader's addresses cannot hold, is not
        written: such a hand-in is in summary.csv and in the report's list for a person.

        Args:
            result: as `results.write` takes it.
            folder: where the hand-in lies, for its date and the student's cells; None if nowhere.
        Raises:
            EnvironmentProblem: the database failed; nothing of this hand-in was changed in it.
        """
        assignment = self.project.assignments.get(result["assignment"])
        if assignment is None or not STUDENT.fullmatch(result["student"]):
            return
        rows, frames = self._register(assignment)
        when = self._date(result, folder)
        autograded.write(self.out, result, frames, folder)
        with self._explained(), self.engine.begin() as connection:
            hand_in = HandIn(connection, rows, result["student"])
            key = hand_in.write(when, _verdicts(result))
            found = late.assess(connection, self.policy, key, course_folder.stamp(folder))
        self._count(found)

    def refresh(self, result: dict[str, Any], folder: Path) -> None:
        """An unchanged hand-in: write it if the gradebook lacks it, else its date and penalty.

        Due dates, extensions, manual scores and stamps change without anything to grade anew.

        Args:
            result: of an earlier run.
            folder: where the hand-in lies.
        Raises:
            EnvironmentProblem: the database failed; nothing of this hand-in was changed in it.
        """
        if not self.holds(result["student"], result["assignment"]):
            self.write(result, folder)
            return
        when, rows = self._date(result, folder), tables().submitted_assignment
        with self._explained(), self.engine.begin() as connection:
            old = connection.execute(_one(result["student"], result["assignment"])).one()
            if old.timestamp != when:
                change = sa.update(rows).where(rows.c.id == old.id)
                connection.execute(change.values(timestamp=when))
            found = late.assess(connection, self.policy, old.id, course_folder.stamp(folder))
        self._count(found)

    def _date(self, result: dict[str, Any], folder: Path | None) -> datetime.datetime:
        """When it was handed in; also written where formgrader compares it with the gradebook."""
        graded_at = datetime.datetime.fromisoformat(result["graded_at"]).astimezone(datetime.UTC)
        when = course_folder.handed_in_at(folder, graded_at.replace(tzinfo=None))
        names = (result["student"], result["assignment"])
        course_folder.write_stamp(self.out, *names, when, folder)
        return when

    def _count(self, found: tuple[float, float]) -> None:
        seconds, points = found
        self.late.hand_ins += seconds > 0
        self.late.points += points

    def holds(self, student: str, assignment: str) -> bool:
        """Whether the gradebook has this hand-in. A new or deleted one may lack what DIR has."""
        with self._explained(), self.engine.connect() as connection:
            return connection.execute(_one(student, assignment)).first() is not None

    def _register(self, assignment: Assignment) -> tuple[Register, dict[str, Any]]:
        if assignment.name not in self._known:
            course_folder.write_source(self.out, assignment)
            with self._explained(), self.engine.begin() as connection:
                rows = register(connection, assignment)
            self._known[assignment.name] = (rows, autograded.frames(assignment))
        return self._known[assignment.name]

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.NoSuchModuleError as error:
            raise UsageError(
                f"gradebook {self.shown}: {error}. SQLAlchemy knows no such kind."
            ) from None
        except ModuleNotFoundError as error:
            raise EnvironmentProblem(
                f"gradebook {self.shown}: its driver {error.name!r} is not installed. Install it with pip."
            ) from None
        except sa.exc.SQLAlchemyError as error:
            cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
            raise EnvironmentProblem(
                f"gradebook {self.shown}: {cause}. Nothing of this hand-in was changed in it. Close what "
                "else writes there (formgrader, sqlite3), check that it can be written and is a gradebook "
                "of nbgrader's, and run the same command again: what was graded is kept."
            ) from None


def _shown(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except sa.exc.ArgumentError:
        raise UsageError(
            "--gradebook: expected an SQLAlchemy URL such as sqlite:////home/me/gradebook.db; got one "
            "that cannot be read."
        ) from None


def _open(url: str, busy_seconds: float) -> Engine:
    """An engine on a database with nbgrader's tables, made if there are none."""
    parsed = make_url(url)
    waits = parsed.get_backend_name() == "sqlite" and "timeout" not in parsed.query
    engine = sa.create_engine(url, connect_args={"timeout": busy_seconds} if waits else {})
    with engine.begin() as connection:
        prepare(connection)
    return engine


def _one(student: str, assignment: str) -> sa.Select[Any]:
    table = tables()
    rows = table.submitted_assignment
    return (
        sa.select(rows.c.id, rows.c.timestamp)
        .join(table.assignment, table.assignment.c.id == rows.c.assignment_id)
        .where(table.assignment.c.name == assignment, rows.c.student_id == student)
    )


def _verdicts(result: dict[str, Any]) -> dict[tuple[str, str], Verdict]:
    """(backend, slug) -> what to write; nothing for a hand-in that could not be graded."""
    if result["status"] != "graded":
        return {}
    found = {}
    for backend, notebook in result["notebooks"].items():
        for slug, checks in notebook["exercises"].items():
            outcomes = {c["outcome"] for c in checks}
            found[backend, slug] = Verdict(
                score=round(sum(c["points"] for c in checks), 6),
                unsure="could_not_run" in outcomes,
                comment=NO_RESPONSE if outcomes == {"missing"} else None,
            )
    return found


# --- one hand-in's rows ------------------------------------------------------------------------
class HandIn:
    """One student's rows for one assignment, inside a transaction that the caller holds."""

    def __init__(self, connection: Connection, rows: Register, student: str) -> None:
        self.connection, self.rows, self.student = connection, rows, student

    def write(self, when: datetime.datetime, verdicts: dict[tuple[str, str], Verdict]) -> str:
        """All rows of the hand-in; an exercise without a verdict waits for a person.

        Returns:
            The id of its row in submitted_assignment.
        """
        table = tables()
        ensure(self.connection, table.student, {"id": self.student})
        key = ensure(
            self.connection,
            table.submitted_assignment,
            {"assignment_id": self.rows.assignment, "student_id": self.student},
            timestamp=when,
        )
        for backend, notebook in self.rows.notebooks.items():
            book = ensure(
                self.connection,
                table.submitted_notebook,
                {"notebook_id": notebook, "assignment_id": key},
            )
            self._grades(book, _chosen(self.rows.grade_cells, backend, verdicts))
            self._comments(book, _chosen(self.rows.solution_cells, backend, verdicts))
        return key

    def _grades(self, book: str, verdicts: dict[str, Verdict]) -> None:
        values = {
            cell: {"auto_score": v.score, "needs_manual_grade": v.unsure}
            for cell, v in verdicts.items()
        }
        self._put(tables().grade, book, values, _grade_update())

    def _comments(self, book: str, verdicts: dict[str, Verdict]) -> None:
        comment = tables().comment
        values = {cell: {"auto_comment": v.comment} for cell, v in verdicts.items()}
        update = _at(comment).values(auto_comment=sa.bindparam("new_auto_comment"))
        self._put(comment, book, values, update)

    def _put(
        self, table: sa.Table, book: str, values: dict[str, dict[str, Any]], update: sa.Update
    ) -> None:
        """Update the rows of these cells that exist, and insert the others: two statements."""
        there = sa.select(table.c.cell_id).where(
            table.c.notebook_id == book, table.c.cell_id.in_(list(values))
        )
        old = set(self.connection.execute(there).scalars())
        fresh = [
            {"cell_id": c, "notebook_id": book, **v} for c, v in values.items() if c not in old
        ]
        if fresh:
            self.connection.execute(sa.insert(table), fresh)
        if old:
            changes = [
                {"this_cell": c, "this_notebook": book} | {f"new_{k}": x for k, x in v.items()}
                for c, v in values.items()
                if c in old
            ]
            self.connection.execute(update, changes)


def _chosen(
    cells: dict[tuple[str, str], str], backend: str, verdicts: dict[tuple[str, str], Verdict]
) -> dict[str, Verdict]:
    """Cell id -> verdict, for the cells of one notebook."""
    waiting = Verdict(None, True, None)
    return {cell: verdicts.get(key, waiting) for key, cell in cells.items() if key[0] == backend}


def _at(table: sa.Table) -> sa.Update:
    return sa.update(table).where(
        table.c.cell_id == sa.bindparam("this_cell"),
        table.c.notebook_id == sa.bindparam("this_notebook"),
    )


def _grade_update() -> sa.Update:
    """A new automatic score; where a person overruled another one, they should look again."""
    grade = tables().grade
    score = sa.bindparam("new_auto_score", type_=sa.Float)
    unsure = sa.bindparam("new_needs_manual_grade", type_=sa.Boolean)
    needs = sa.case(
        (unsure, sa.true()),
        (grade.c.manual_score.is_(None), sa.false()),
        (grade.c.auto_score.is_distinct_from(score), sa.true()),
        else_=grade.c.needs_manual_grade,
    )
    return _at(grade).values(auto_score=score, needs_manual_grade=needs)
