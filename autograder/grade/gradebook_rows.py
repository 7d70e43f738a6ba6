"""The gradebook's rows for an assignment: what `nbgrader generate_assignment` would put there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from autograder import notebooks
from autograder.errors import AutograderError, EnvironmentProblem
from autograder.exercise import BACKENDS
from autograder.grade import course_folder
from autograder.project import Assignment


@dataclass(frozen=True)
class Tables:
    """nbgrader's tables, as its own models declare them."""

    assignment: sa.Table
    notebook: sa.Table
    base_cell: sa.Table
    grade_cells: sa.Table
    solution_cells: sa.Table
    source_cell: sa.Table
    student: sa.Table
    submitted_assignment: sa.Table
    submitted_notebook: sa.Table
    grade: sa.Table
    comment: sa.Table


@cache
def tables() -> Tables:
    """The tables; the first call imports nbgrader."""
    from nbgrader.api import Base  # imported late: it takes two seconds

    return Tables(**{name: Base.metadata.tables[name] for name in Tables.__dataclass_fields__})


def prepare(connection: Connection) -> None:
    """Make nbgrader's tables where they are missing, mark their version, name the course.

    nbgrader's own way runs the program `alembic`, which is not found unless the virtual
    environment is activated.

    Raises:
        EnvironmentProblem: the tables are those of another version of nbgrader.
    """
    import nbgrader
    from alembic.script import ScriptDirectory
    from nbgrader.api import Base

    head = ScriptDirectory(str(Path(nbgrader.__file__).parent / "alembic")).get_current_head()
    version = sa.Table("alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32)))
    Base.metadata.create_all(connection)
    version.create(connection, checkfirst=True)
    found = connection.execute(sa.select(version.c.version_num)).scalar()
    if found is None:  # new, or killed while the tables were made
        connection.execute(sa.insert(version).values(version_num=head))
    elif found != head:
        raise EnvironmentProblem(
            f"gradebook: its tables have version {found}, this nbgrader needs {head}. "
            "Keep a copy of the database, then run 'nbgrader db upgrade'."
        )
    ensure(connection, Base.metadata.tables["course"], {"id": course_folder.COURSE})


def ensure(connection: Connection, table: sa.Table, key: dict[str, Any], **values: Any) -> str:
    """The id of the row with this unique key, with these values in it; made if it is not there."""
    where = [table.c[name] == value for name, value in key.items()]
    found = connection.execute(sa.select(table.c.id).where(*where)).scalar()
    if found is None:
        made = connection.execute(sa.insert(table).values(**key, **values))
        row = made.inserted_primary_key
        assert row is not None  # every table here has one
        return str(row[0])
    if values:
        connection.execute(sa.update(table).where(table.c.id == found).values(**values))
    return str(found)


@dataclass(frozen=True)
class Register:
    """Ids of one assignment's rows: notebooks by backend, cells by (backend, slug)."""

    assignment: str
    notebooks: dict[str, str]
    grade_cells: dict[tuple[str, str], str]
    solution_cells: dict[tuple[str, str], str]


def register(connection: Connection, assignment: Assignment) -> Register:
    """Make or refresh the rows that `nbgrader generate_assignment` would make.

    Raises:
        AutograderError: an exercise is gone in which a person has entered scores.
    """
    table = tables()
    key = ensure(
        connection, table.assignment, {"name": assignment.name}, course_id=course_folder.COURSE
    )
    found = Register(key, {}, {}, {})
    for backend in BACKENDS:
        book = _released(assignment, backend)
        kernel = json.dumps(book.metadata["kernelspec"])
        notebook = ensure(
            connection, table.notebook, {"name": backend, "assignment_id": key}, kernelspec=kernel
        )
        found.notebooks[backend] = notebook
        _remove_strangers(connection, notebook, book, f"{assignment.name}/{backend}")
        for cell in book.cells:
            _register_cell(connection, notebook, cell, backend, found)
    return found


def _register_cell(
    connection: Connection, notebook: str, cell: Any, backend: str, found: Register
) -> None:
    from nbgrader import utils

    table, meta = tables(), cell.metadata.get("nbgrader", {})
    if not (meta.get("grade") or meta.get("solution") or meta.get("locked")):
        return
    name = meta["grade_id"]
    kind = {"cell_type": cell.cell_type}
    ensure(
        connection,
        table.source_cell,
        {"name": name, "notebook_id": notebook},
        **kind,
        locked=utils.is_locked(cell),
        source=cell.source,
        checksum=meta["checksum"],
    )
    base = {"name": name, "notebook_id": notebook}
    if meta.get("grade"):
        key = ensure(connection, table.base_cell, {**base, "type": "GradeCell"})
        ensure(connection, table.grade_cells, {"id": key}, **kind, max_score=float(meta["points"]))
        found.grade_cells[backend, name] = key
    if meta.get("solution"):
        key = ensure(connection, table.base_cell, {**base, "type": "SolutionCell"})
        ensure(connection, table.solution_cells, {"id": key})
        found.solution_cells[backend, name.removesuffix("__answer")] = key


def _released(assignment: Assignment, backend: str) -> Any:
    """The notebook as nbgrader records it: answers cut out, hidden checks in, checksums."""
    from nbgrader import utils

    book = notebooks.source_notebook(assignment, backend)
    stubs = {c.id: c.source for c in notebooks.student_notebook(assignment, backend).cells}
    for cell in book.cells:
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("solution"):
            cell.source = stubs[cell.id]
        if meta:
            meta["checksum"] = utils.compute_checksum(cell)
    return book


def _remove_strangers(connection: Connection, notebook: str, book: Any, where: str) -> None:
    """Delete the rows of cells that the notebook no longer has, unless a person has graded them."""
    table = tables()
    names = {c.metadata["nbgrader"]["grade_id"] for c in book.cells if "nbgrader" in c.metadata}
    cells = table.base_cell
    old = connection.execute(
        sa.select(cells.c.id, cells.c.name).where(cells.c.notebook_id == notebook)
    ).all()
    gone = {row.id: row.name for row in old if row.name not in names}
    if gone:
        _refuse_to_lose(connection, gone, where)
        for child, column in (
            (table.grade, "cell_id"),
            (table.comment, "cell_id"),
            (table.grade_cells, "id"),
            (table.solution_cells, "id"),
            (table.base_cell, "id"),
        ):
            connection.execute(sa.delete(child).where(child.c[column].in_(list(gone))))
    source = table.source_cell
    connection.execute(
        sa.delete(source).where(source.c.notebook_id == notebook, source.c.name.not_in(names))
    )


def _refuse_to_lose(connection: Connection, gone: dict[str, str], where: str) -> None:
    table = tables()
    entered = (
        (table.grade, table.grade.c.manual_score),
        (table.grade, table.grade.c.extra_credit),
        (table.comment, table.comment.c.manual_comment),
    )
    for child, column in entered:
        query = sa.select(child.c.cell_id).where(
            child.c.cell_id.in_(list(gone)), column.is_not(None)
        )
        first = connection.execute(query.limit(1)).scalar()
        if first is not None:
            raise AutograderError(
                f"gradebook: {where} no longer has {gone[first]!r}, but a person has entered scores or "
                "comments there. Grade into a new --out, or bring the exercise back."
            )
