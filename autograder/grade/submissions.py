"""Hand-ins as data: find them, and take from a notebook only the sources that are the student's.

Nothing here trusts a submission. A notebook is bytes until `read_notebook` has checked size and
structure; metadata, outputs, tags and the cells that are ours are dropped.
"""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder import notebooks
from autograder.errors import UsageError, did_you_mean
from autograder.exercise import BACKENDS
from autograder.project import Assignment, Project

MAX_BYTES = 20 << 20
MAX_CELLS = 2000
MAX_SOURCE = 200_000
MAX_TOKENS = 500_000  # brackets, colons and commas: each may stand for 100 bytes of memory
MAX_PROBLEMS = 40
STUDENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}")


@dataclass(frozen=True)
class Submission:
    """One student's folder for one assignment; `refused` says why it cannot be graded."""

    student: str
    assignment: str
    folder: Path
    refused: str = ""


@dataclass
class Program:
    """What will be run for one notebook: (label, source) in order, and what was odd about it."""

    cells: list[tuple[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class BrokenNotebook(Exception):
    """A file that cannot be read as a notebook; the message is for student and instructor."""


_one_at_a_time = threading.Lock()  # a hostile file costs memory once, however many workers read


def find(root: Path, project: Project, only: list[str]) -> list[Submission]:
    """All submissions below `root`, sorted.

    Raises:
        UsageError: root is missing, a file, or holds no submission; an unknown assignment.
    """
    for name in only:
        project.assignment(name)
    if not root.exists():
        raise UsageError(
            f"{root}: no such folder; expected <student>/<assignment>/<notebook>.ipynb."
        )
    if not root.is_dir():
        raise UsageError(f"{root} is a file; expected the folder that holds the students' folders.")
    found = []
    for student in sorted(root.iterdir()):
        hidden = student.name.startswith(".")  # a tool's, unless hand-ins lie in it
        if student.is_dir() and not (hidden and not _holds_any(student, project)):
            found += list(_of_student(student, project, only))
    if not found:
        hint = ""
        if any(root.glob("*.ipynb")) or any(root.glob("*/*.ipynb")):
            hint = " Notebooks lie there, but not two folders deep."
        raise UsageError(
            f"{root}: no submissions; expected <student>/<assignment>/<notebook>.ipynb.{hint}"
        )
    return found


def _holds_any(folder: Path, project: Project) -> bool:
    return any((folder / assignment).is_dir() for assignment in project.assignments)


def _of_student(student: Path, project: Project, only: list[str]) -> list[Submission]:
    found = []
    linked = student.is_symlink()  # it may lead anywhere: only our own names are looked for in it
    inside = [student / a for a in project.assignments] if linked else student.iterdir()
    for folder in sorted(p for p in inside if not p.name.startswith(".")):
        if not folder.is_dir() or (only and folder.name not in only):
            continue
        refused = ""
        if linked:
            refused = f"{student.name} is a symbolic link; hand in a real folder"
        elif not STUDENT.fullmatch(student.name):
            refused = (
                f"student folder {student.name!r}: expected letters, digits and . _ @ + - only"
            )
        elif folder.name not in project.assignments:
            refused = f"unknown assignment {folder.name!r}.{did_you_mean(folder.name, project.assignments)}"
        elif folder.is_symlink():
            refused = f"{folder.name} is a symbolic link; hand in a real folder"
        found.append(Submission(student.name, folder.name, folder, refused))
    return found


def read_bytes(submission: Submission, backend: str) -> bytes | None:
    """The bytes of one notebook, None when it was not handed in.

    Raises:
        BrokenNotebook: a link, not a file, or too large.
    """
    path = submission.folder / f"{backend}.ipynb"
    if path.is_symlink():
        raise BrokenNotebook("is a symbolic link; hand in the file itself")
    if not path.exists():
        return None
    if not path.is_file():
        raise BrokenNotebook("is not a file")
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BrokenNotebook(
            f"has {path.stat().st_size / 1e6:.0f} MB, at most {MAX_BYTES >> 20} MB are read. "
            "Clear all outputs and hand it in again"
        )
    return data


def read_notebook(data: bytes) -> list[dict[str, Any]]:
    """The cells of a notebook, format 3 or 4, as checked dictionaries.

    Raises:
        BrokenNotebook: not JSON, not a notebook, or beyond the limits.
    """
    if sum(map(data.count, (b"[", b"{", b":", b","))) > MAX_TOKENS:
        raise BrokenNotebook(
            "has too many values in its outputs. Clear all outputs and hand it in again"
        )
    with _one_at_a_time:
        return _cells(_parsed(data))


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        tree = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        detail = str(error) if isinstance(error, json.JSONDecodeError) else type(error).__name__
        raise BrokenNotebook(
            f"is not valid JSON ({detail}). Open it in Jupyter and save it again"
        ) from None
    if not isinstance(tree, dict):
        raise BrokenNotebook("is not a notebook: the file holds no JSON object")
    return tree


def _cells(tree: dict[str, Any]) -> list[dict[str, Any]]:
    cells = tree.get("cells")
    if cells is None and isinstance(tree.get("worksheets"), list) and tree["worksheets"]:
        sheet = tree["worksheets"][0]
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
    if not isinstance(cells, list):
        raise BrokenNotebook("is not a notebook: the file holds no list of cells")
    if len(cells) > MAX_CELLS:
        raise BrokenNotebook(f"has {len(cells)} cells, at most {MAX_CELLS} are read")
    return [_cell(c, number) for number, c in enumerate(cells, 1)]


def _cell(cell: Any, number: int) -> dict[str, Any]:
    if not isinstance(cell, dict):
        raise BrokenNotebook(f"is not a notebook: cell {number} is no object")
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list) and all(isinstance(s, str) for s in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise BrokenNotebook(f"is not a notebook: cell {number} has no text")
    if len(source) > MAX_SOURCE:
        raise BrokenNotebook(
            f"cell {number} has {len(source)} characters, at most {MAX_SOURCE} are read"
        )
    source = source.encode("utf-8", "replace").decode("utf-8")
    return {"name": _name(cell), "code": cell.get("cell_type") == "code", "source": source}


def _name(cell: dict[str, Any]) -> str:
    """The grade_id; where a tool has dropped the metadata, the cell's own id stands for it."""
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    if not isinstance(name, str):
        name = cell.get("id")
    return name if isinstance(name, str) else ""


def program(assignment: Assignment, backend: str, data: bytes) -> Program:
    """What to run: our set-up and given code, the student's answers and free cells.

    Raises:
        BrokenNotebook: see read_notebook.
    """
    cells = read_notebook(data)
    ours = assignment.own_cells[backend]
    names = set(ours.values())
    answers = {notebooks.answer_id(e.slug): e for e in assignment.exercises}
    result = Program([("set-up", f'{notebooks.SETUP_CODE[backend]}\nBACKEND = "{backend}"')])
    given: set[str] = set()
    seen: set[str] = set()
    for number, cell in enumerate(cells, 1):
        name = ours.get(cell["name"], cell["name"])
        slug = name.removesuffix("__answer").removesuffix("__given")
        exercise = next((e for e in assignment.exercises if e.slug == slug), None)
        wanted = exercise and name in (notebooks.given_id(slug), notebooks.answer_id(slug))
        if exercise and wanted and slug not in given and exercise.given(backend):
            given.add(slug)
            result.cells.append((f"given code of {slug}", exercise.given(backend)))
        if name in answers:
            if name in seen:
                result.problems.append(
                    f"cell {number}: a second answer cell for {slug}; both were run"
                )
            seen.add(name)
        elif name in names:
            continue
        if cell["code"] and cell["source"].strip():
            result.cells.append((f"cell {number}", cell["source"]))
        elif name in answers and not cell["code"]:
            result.problems.append(
                f"cell {number}: the answer cell for {slug} is no code cell any more"
            )
    if len(result.problems) > MAX_PROBLEMS:
        result.problems[MAX_PROBLEMS:] = [f"and {len(result.problems) - MAX_PROBLEMS} more"]
    missing = [e.slug for n, e in answers.items() if n not in seen]
    if missing and len(missing) == len(answers):
        result.problems.append(
            "no answer cell has its mark any more; all code cells were run in order"
        )
    elif missing:
        result.problems.append(f"answer cells are missing for: {', '.join(missing)}")
    return result


__all__ = ["BACKENDS", "BrokenNotebook", "Program", "Submission", "find", "program", "read_bytes"]
