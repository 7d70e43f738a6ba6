"""Write a class of hand-ins to try the grader on: `python -m autograder.sample_class FOLDER`.

Every hand-in is made from the exercises' own files: the references, their stubs, the named wrong
answers. The rest of the class breaks its notebooks, its process, or the rules.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat

from autograder import markers, notebooks
from autograder.exercise import BACKENDS, Exercise
from autograder.project import Assignment, Project

Author = Callable[[Exercise, str], str]
Editor = Callable[[Any, Assignment, str], None]

LOOP = "while True:\n    pass\n"
KILL = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n"
SNOOP = """
import os, socket, subprocess

def _look_around():
    found = []
    for folder in ("/", "/root", "/home", "/srv", os.getcwd(), "/proc"):
        try:
            found += os.listdir(folder)
        except OSError as error:
            found.append(str(error))
    for address in (("127.0.0.1", 80), ("10.0.0.1", 53)):
        try:
            socket.create_connection(address, timeout=1)
        except OSError as error:
            found.append(str(error))
    return found

print(_look_around())
"""


def reference(exercise: Exercise, backend: str) -> str:
    """The right answer."""
    return markers.drop(exercise.answer(backend))


def stub(exercise: Exercise, backend: str) -> str:
    """Nothing written yet."""
    return exercise.stub(backend)


def wrong(number: int) -> Author:
    """The number-th named wrong answer of each exercise."""

    def author(exercise: Exercise, backend: str) -> str:
        known = [a for a in exercise.wrong_answers if backend in a.backends]
        return reference(exercise, backend) + "\n\n" + known[number % len(known)].source

    return author


def other_form(exercise: Exercise, backend: str) -> str:
    """A right answer in another form, where there is one."""
    known = [a for a in exercise.right_answers if backend in a.backends]
    return reference(exercise, backend) + ("\n\n" + known[-1].source if known else "")


def first_half(exercise: Exercise, backend: str) -> str:
    """The easier exercises only."""
    return (
        stub(exercise, backend) if exercise.difficulty == "free" else reference(exercise, backend)
    )


def killer(exercise: Exercise, backend: str) -> str:
    """Functions that end their own process when they are called."""
    body = "    import os, signal\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    return "".join(f"def {name}(*args, **kwargs):\n{body}\n" for name in exercise.functions)


def constant(exercise: Exercise, backend: str) -> str:
    """Objects that claim to equal everything."""
    lines = ["class Same(float):", "    def __eq__(self, other): return True", ""]
    lines += [
        f"def {name}(*args, **kwargs):\n    return Same(1.0)\n" for name in exercise.functions
    ]
    return "\n".join(lines)


def no_edit(notebook: Any, assignment: Assignment, backend: str) -> None:
    """Leave the other cells alone."""


def loop_in_first_answer(notebook: Any, assignment: Assignment, backend: str) -> None:
    """An endless loop below the first answer, in the same cell."""
    cell = _cell(notebook, notebooks.answer_id(assignment.exercises[0].slug))
    cell.source += "\n" + LOOP


def kill_cell(notebook: Any, assignment: Assignment, backend: str) -> None:
    """A cell of its own that ends the process."""
    notebook.cells.append(nbformat.v4.new_code_cell(KILL, id="bye"))


def edit_checks(notebook: Any, assignment: Assignment, backend: str) -> None:
    """Make every check pass, and have nbgrader skip what is left."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.metadata.nbgrader.get("grade"):
            cell.source = "100.0"
            cell.metadata.tags = ["skip-execution"]
            cell.metadata.nbgrader.points = 1000


def snoop_cell(notebook: Any, assignment: Assignment, backend: str) -> None:
    """Look for the network and for other people's files."""
    notebook.cells.insert(3, nbformat.v4.new_code_cell(SNOOP, id="snoop"))


CLASS: dict[str, tuple[Author, Editor]] = {
    "s01_perfect": (reference, no_edit),
    "s02_empty": (stub, no_edit),
    "s03_mistakes": (wrong(0), no_edit),
    "s04_mistakes": (wrong(1), no_edit),
    "s05_mistakes": (wrong(2), no_edit),
    "s06_another_way": (other_form, no_edit),
    "s07_first_half": (first_half, no_edit),
    "s08_endless_loop": (reference, loop_in_first_answer),
    "s09_kills_itself": (killer, kill_cell),
    "s10_broken_json": (reference, no_edit),
    "s11_edited_checks": (constant, edit_checks),
    "s12_snoops": (reference, snoop_cell),
}


def write(project: Project, folder: Path) -> list[str]:
    """Write the class below `folder`, replacing it; returns the students."""
    shutil.rmtree(folder, ignore_errors=True)
    for student, (author, editor) in CLASS.items():
        for assignment in project.assignments.values():
            target = folder / student / assignment.name
            target.mkdir(parents=True)
            for backend in BACKENDS:
                notebook = hand_in(assignment, backend, author)
                editor(notebook, assignment, backend)
                text = notebooks.dumps(notebook)
                if student == "s10_broken_json" and backend == "torch":
                    text = text[: len(text) // 2]
                (target / f"{backend}.ipynb").write_text(text)
    return list(CLASS)


def hand_in(assignment: Assignment, backend: str, author: Author) -> Any:
    """A student's notebook with the author's answers."""
    notebook = notebooks.student_notebook(assignment, backend)
    for exercise in assignment.exercises:
        cell = _cell(notebook, notebooks.answer_id(exercise.slug))
        cell.source = author(exercise, backend)
    return notebook


def _cell(notebook: Any, grade_id: str) -> Any:
    return next(
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    students = write(Project.find(), folder)
    print(f"wrote {len(students)} students to {folder}")


if __name__ == "__main__":
    main()
