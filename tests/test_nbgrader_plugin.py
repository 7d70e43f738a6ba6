"""nbgrader's own "autograde", set up as docs/instructor.md says: our judge, our scores."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from test_grade import LIMITS, STUDENTS, autograder, rows

from autograder import notebooks, sample_class
from autograder.exercise import BACKENDS
from autograder.project import Project

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),
]
DOC = Path(__file__).parent.parent / "docs" / "instructor.md"


def _nbgrader(course: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course, capture_output=True, text=True, env={**os.environ, "PATH": path},
    )  # fmt: skip


def _configuration(root: Path) -> str:
    """What the instructor's guide tells to add to nbgrader_config.py, letter for letter."""
    (block,) = re.findall(r"```python\n(c\.Autograde\.sanitize.*?)```", DOC.read_text(), re.S)
    return block.replace("/path/to/the/repository", str(root))


def _hand_in(project: Project, course: Path, student: str, author: Any, editor: Any) -> None:
    assignment = project.assignment("doubling")
    folder = course / "submitted" / student / "doubling"
    folder.mkdir(parents=True)
    for backend in BACKENDS:
        book = sample_class.hand_in(assignment, backend, author)
        editor(book, assignment, backend)
        (folder / f"{backend}.ipynb").write_text(notebooks.dumps(book))


@pytest.fixture(scope="module")
def course(doubling: Project, isolation: str, tmp_path_factory) -> Path:
    """A course folder of nbgrader's with the class of test_grade, released and autograded."""
    course = tmp_path_factory.mktemp("course")
    notebooks.write_source_tree(doubling, course)
    config = course / "nbgrader_config.py"
    limits = "c.Judged.limit_seconds = 2.0\nc.Judged.memory_mb = 512\n"
    config.write_text(config.read_text() + _configuration(doubling.root) + limits)
    for student in ("perfect", "empty", "mistaken", "editor"):
        _hand_in(doubling, course, student, *STUDENTS[student])
    _hand_in(doubling, course, "numpy_only", sample_class.reference, sample_class.no_edit)
    (course / "submitted/numpy_only/doubling/torch.ipynb").unlink()
    _hand_in(doubling, course, "broken", sample_class.reference, sample_class.no_edit)
    (course / "submitted/broken/doubling/torch.ipynb").write_text('{"cells": [')
    made = _nbgrader(course, "generate_assignment", "doubling")
    assert made.returncode == 0, made.stderr
    done = _nbgrader(course, "autograde", "doubling")
    assert done.returncode == 1, done.stderr  # the broken one, as nbgrader does it
    assert "error processing assignment 'doubling' for student 'broken'" in done.stderr
    return course


def _scores(course: Path) -> dict[str, float]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return {s.student.id: s.score for s in book.assignment_submissions("doubling")}


def test_scores_are_those_of_autograder_grade(
    course: Path, doubling: Project, tmp_path: Path
) -> None:
    """Why: which button an instructor presses must not change a grade."""
    done = autograder(doubling, "grade", course / "submitted", "--out", tmp_path / "out", *LIMITS)
    ours = rows(tmp_path / "out")
    theirs = _scores(course)
    assert theirs["perfect"] == 9 and theirs["editor"] == theirs["empty"] == 0
    assert ours["broken"]["score"] == "", done.stdout
    for student in theirs.keys() - {"broken"}:
        assert theirs[student] == pytest.approx(float(ours[student]["score"])), student
    assert theirs.keys() == ours.keys()


def test_points_and_words_come_from_the_judge_alone(course: Path) -> None:
    """Why: with nbgrader's own executor this hand-in sets its own points."""
    book = json.loads((course / "autograded/editor/doubling/numpy.ipynb").read_text())
    (graded,) = [c for c in book["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]
    assert graded["metadata"]["nbgrader"]["points"] == 4
    assert "test_small_example" in "".join(graded["source"])
    kinds = [o["output_type"] for o in graded["outputs"]]
    assert kinds == ["stream", "execute_result"]
    assert "".join(graded["outputs"][1]["data"]["text/plain"]) == "0"
    assert "skip-execution" not in json.dumps(book)


def test_untouched_answers_are_marked(course: Path) -> None:
    """Why: graders look for nbgrader's own words under an answer that was never begun."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        comments = {
            student: book.find_comment("double__answer", "numpy", "doubling", student).auto_comment
            for student in ("empty", "perfect")
        }
    assert comments == {"empty": "No response.", "perfect": None}


def test_formgraders_button(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why: it calls nbgrader inside the server's process, again and again."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import PyFileConfigLoader

    from autograder import nbgrader_plugin

    monkeypatch.chdir(course)
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    config.CourseDirectory.root = str(course)
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    before = _scores(course)
    try:
        for student in ("mistaken", "perfect"):
            answer = api.autograde("doubling", student)
            assert answer["success"], answer
        assert nbgrader_plugin._shared.process is not None  # one judge for both
        assert _scores(course) == before
    finally:
        nbgrader_plugin._shared.end()
    assert nbgrader_plugin._shared.process is None


def test_feedback_of_nbgrader_keeps_the_secrets(course: Path, doubling: Project) -> None:
    """Why: `nbgrader generate_feedback` shows the graded notebook to the student."""
    done = _nbgrader(course, "generate_feedback", "doubling", "--student", "mistaken")
    assert done.returncode == 0, done.stderr
    html = (course / "feedback/mistaken/doubling/numpy.html").read_text()
    assert "hidden check 1" in html
    for check in doubling.exercise("double").checks("numpy"):
        assert check.visible or check.name not in html
