"""The generated notebooks: fresh, valid, pleasant to work in, and taken by plain nbgrader."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder import notebooks, sample_class
from autograder.exercise import BACKENDS

HIDDEN_MARKS = ("BEGIN HIDDEN", "BEGIN SOLUTION", "_reference =")


def run(notebook, folder):
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return {c.metadata.nbgrader.grade_id: _text(c) for c in notebook.cells if c.cell_type == "code"}


def _text(cell):
    for output in cell.outputs:
        assert output.output_type != "error", f"{output.ename}: {output.evalue}"
    return "".join(o.get("text", "") for o in cell.outputs)


@pytest.mark.filterwarnings("ignore::Warning")  # zmq and the kernel's own, not ours
class TestInJupyter:
    def test_right_answers_pass_and_say_so(self, doubling, tmp_path):
        assignment = doubling.assignment("doubling")
        for backend in BACKENDS:
            notebook = sample_class.hand_in(assignment, backend, sample_class.reference)
            text = run(notebook, tmp_path)
            assert "2 of 2 points" in text["double"] and "passed   small example" in text["double"]
            assert "2 of 2   all visible checks" in text["summary"]

    def test_a_failure_shows_expected_got_the_call_and_the_hint(self, doubling, tmp_path):
        assignment = doubling.assignment("doubling")
        text = run(sample_class.hand_in(assignment, "numpy", sample_class.wrong(0)), tmp_path)[
            "double"
        ]
        assert "FAILED   small example (0 of 1 point)" in text
        for line in (
            "expected  [[ 2., -4.]]",
            "got       [[ 1., -2.]]",
            "after     double(",
            "hint: h",
        ):
            assert line in text
        assert "Traceback" not in text and "kit" not in text

    def test_an_empty_notebook_runs_to_its_end_with_no_points(self, doubling, tmp_path):
        notebook = notebooks.student_notebook(doubling.assignment("doubling"), "torch")
        text = run(notebook, tmp_path)
        assert "0 of 2 points" in text["double"] and "not written yet" in text["double"]

    def test_an_exception_shows_the_students_line(self, doubling, tmp_path):
        notebook = sample_class.hand_in(
            doubling.assignment("doubling"),
            "numpy",
            lambda e, b: "def double(x):\n    return x @ x\n",
        )
        text = run(notebook, tmp_path)["double"]
        assert "double raised ValueError" in text and "return x @ x" in text


def test_the_committed_notebooks_are_fresh(project):
    assert notebooks.build_all(project, check_only=True) == 0


def test_a_stale_notebook_is_noticed(doubling, capsys):
    assert notebooks.build_all(doubling, check_only=True) == 1
    assert "stale; run 'autograder build'" in capsys.readouterr().out


@pytest.mark.parametrize("backend", BACKENDS)
def test_every_notebook_is_valid_and_holds_nothing_secret(project, backend):
    for assignment in project.assignments.values():
        notebook = notebooks.student_notebook(assignment, backend)
        nbformat.validate(notebook)
        text = notebooks.dumps(notebook)
        assert not any(mark in text.replace("kit.py", "") for mark in HIDDEN_MARKS[:2])
        ids = [c.id for c in notebook.cells]
        assert len(ids) == len(set(ids))
        graded = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]
        assert [c.metadata.nbgrader.grade_id for c in graded] == [
            e.slug for e in assignment.exercises
        ]
        assert sum(c.metadata.nbgrader.points for c in graded) == assignment.points(backend)


def nbgrader(course, *arguments):
    programs = Path(sys.executable).parent  # nbgrader calls alembic by name
    done = subprocess.run(
        [programs / "nbgrader", *arguments],
        cwd=course,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_plain_nbgrader_gives_the_same_scores(doubling, judge, tmp_path):
    """generate_assignment takes our source tree; autograde agrees with us on perfect and empty."""
    from nbgrader.api import Gradebook

    course = tmp_path / "course"
    notebooks.write_source_tree(doubling, course)
    nbgrader(course, "generate_assignment", "doubling")
    assignment = doubling.assignment("doubling")
    authors = {"perfect": sample_class.reference, "empty": sample_class.stub}
    for student, author in authors.items():
        folder = course / "submitted" / student / "doubling"
        folder.mkdir(parents=True)
        for backend in BACKENDS:
            text = notebooks.dumps(sample_class.hand_in(assignment, backend, author))
            (folder / f"{backend}.ipynb").write_text(text)
    nbgrader(course, "autograde", "doubling")
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        scores = {s: book.find_submission("doubling", s).score for s in authors}
    full = sum(assignment.points(b) for b in BACKENDS)
    assert scores == {"perfect": full, "empty": 0.0}


def test_released_by_nbgrader_nothing_hidden_is_left(doubling, tmp_path):
    course = tmp_path / "course"
    notebooks.write_source_tree(doubling, course)
    nbgrader(course, "generate_assignment", "doubling")
    for backend in BACKENDS:
        released = (Path(course) / "release/doubling" / f"{backend}.ipynb").read_text()
        assert not any(mark in released for mark in (*HIDDEN_MARKS, "test_equals_the_reference"))
        assert "return 2 * x" not in released
