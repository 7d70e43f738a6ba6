"""The notebooks that a person looks at in formgrader: the student's answers among our own cells.

DIR/autograded/<student>/<assignment>/<backend>.ipynb. A hand-in is data: only the sources of its
cells are taken. Cells of ours are put back as we made them, a student's outputs, metadata and ids
are dropped, and a student's Markdown is shown as source, for formgrader would render its HTML.
Under each checks cell stands the verdict. Of hidden checks it says no more than the feedback page
does, since nbgrader's "generate feedback" would hand it on; names and messages are in grades.csv.
"""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from autograder import notebooks
from autograder.exercise import BACKENDS
from autograder.grade import pages, results, submissions
from autograder.grade.submissions import BrokenNotebook, Submission
from autograder.grade.text import clean, number
from autograder.project import Assignment

MAX_SOURCE = 100_000  # of one cell shown; a longer one is cut
MAX_MESSAGE = 2000
ABSENT = "# This cell was not in the hand-in."


@dataclass
class Answers:
    """A student's sources by the cell of ours that they belong to or follow ("": none yet)."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    free: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def path(out: Path, student: str, assignment: str, backend: str) -> Path:
    """Where formgrader looks for a graded notebook."""
    folder = out / "autograded" / results.component(student, "student")
    return folder / results.component(assignment, "assignment") / f"{backend}.ipynb"


def frames(assignment: Assignment) -> dict[str, Any]:
    """The notebooks as students get them, by backend: no answers, no hidden checks."""
    return {b: notebooks.student_notebook(assignment, b) for b in BACKENDS}


def write(out: Path, result: dict[str, Any], frames: dict[str, Any], folder: Path | None) -> None:
    """Write a notebook for each that was handed in, and remove what an earlier run left."""
    for backend, frame in frames.items():
        target = path(out, result["student"], result["assignment"], backend)
        handed_in = result["notebooks"].get(backend, {"handed_in": True})["handed_in"]
        if not handed_in:
            target.unlink(missing_ok=True)
            continue
        cells = _cells_of(result, folder, backend)
        notebook = build(result, frame, backend, cells)
        results.write_file(target, json.dumps(notebook, ensure_ascii=False))


def _cells_of(result: dict[str, Any], folder: Path | None, backend: str) -> list[dict[str, Any]]:
    if folder is None or folder.is_symlink():
        return []
    submission = Submission(result["student"], result["assignment"], folder)
    try:
        data = submissions.read_bytes(submission, backend)
        return submissions.read_notebook(data) if data is not None else []
    except (BrokenNotebook, OSError):
        return []  # the result says why: it was read before


def build(result: dict[str, Any], frame: Any, backend: str, cells: list[dict[str, Any]]) -> Any:
    """The notebook for one student, from cells as `submissions.read_notebook` gives them."""
    taken = _sort(frame, cells)
    made = [_note(result)] if result["status"] != "graded" else []
    made += _free(taken, "")
    for cell in map(copy.copy, frame.cells):
        name = _name(cell)
        if name != notebooks.KIT:  # the checks' tools: 400 lines that no person wants to read here
            made.append(_fill(cell, name, taken, result, backend))
        made += _free(taken, name)
    for place, cell in enumerate(made):
        cell["id"] = f"cell-{place}"
    notebook = copy.copy(frame)
    notebook.cells = made
    return notebook


def _name(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", cell.id))


def _sort(frame: Any, cells: list[dict[str, Any]]) -> Answers:
    by_id = {cell.id: _name(cell) for cell in frame.cells}
    names = set(by_id.values())
    taken, last = Answers(), ""
    for cell in cells:
        name = by_id.get(cell["name"], cell["name"])
        if name in names:
            last = name
            if not name.endswith("__answer"):
                continue  # ours: put back as we made it
            if name not in taken.answers and cell["code"]:
                taken.answers[name] = cell
                continue
        if cell["source"].strip():
            taken.free.setdefault(last, []).append(cell)
    return taken


def _free(taken: Answers, name: str) -> list[Any]:
    return [_student_cell(cell) for cell in taken.free.get(name, [])]


def _student_cell(cell: dict[str, Any]) -> Any:
    source = clean(cell["source"], MAX_SOURCE)
    return (
        nbformat.v4.new_code_cell(source) if cell["code"] else _quote("Text in the hand-in", source)
    )


def _note(result: dict[str, Any]) -> Any:
    return _quote("This hand-in could not be graded", clean(result["reason"], MAX_MESSAGE))


def _quote(title: str, text: str) -> Any:
    """Text shown letter for letter, in a fence longer than any in it."""
    fence = "`" * (1 + max([2, *(len(run) for run in re.findall("`+", text))]))
    return nbformat.v4.new_markdown_cell(f"{title}:\n\n{fence}\n{text}\n{fence}")


def _fill(cell: Any, name: str, taken: Answers, result: dict[str, Any], backend: str) -> Any:
    """Our cell with the student's answer, or our verdict, in it."""
    if name.endswith("__answer"):
        answer = taken.answers.get(name)
        cell.source = clean(answer["source"], MAX_SOURCE) if answer else ABSENT
    elif cell.metadata.get("nbgrader", {}).get("grade"):
        text = verdict(result, backend, name)
        cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=text)]
    return cell


def verdict(result: dict[str, Any], backend: str, slug: str) -> str:
    """What the judge found for one exercise, as plain text."""
    notebook = result["notebooks"].get(backend)
    checks = notebook["exercises"].get(slug, []) if notebook else []
    if not checks:
        return "No verdict: the hand-in could not be graded.\n"
    earned, possible = (sum(c[key] for c in checks) for key in ("points", "max_points"))
    lines, hidden = [f"{number(earned)} of {number(possible)} points"], 0
    for check in checks:
        hidden += not check["visible"]
        name = check["check"] if check["visible"] else f"hidden check {hidden}"
        words = pages.OUTCOMES[check["outcome"]]
        lines.append(
            f"  {words}: {name} ({number(check['points'])} of {number(check['max_points'])})"
        )
        if check["visible"] and check["outcome"] != "passed":
            lines += [f"    {line}" for line in clean(check["message"], MAX_MESSAGE).splitlines()]
    return "\n".join(lines) + "\n"
