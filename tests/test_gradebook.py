"""The gradebook: nbgrader's own tools read the grades that we computed, whatever happens."""

from __future__ import annotations

import csv
import datetime
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import nbformat
import postgres_server
import pytest
import result_samples as samples
import sqlalchemy as sa

from autograder import notebooks
from autograder.errors import AutograderError, EnvironmentProblem, UsageError
from autograder.exercise import BACKENDS
from autograder.grade import autograded, course_folder, gradebook, results
from autograder.project import Assignment, Project

# nbgrader's and Jupyter's own code warns on import and while it opens a database.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")


@pytest.fixture(scope="module")
def assignment() -> Assignment:
    return samples.assignment_of()


def _url(out: Path) -> str:
    return f"sqlite:///{out / 'gradebook.db'}"


def _writer(out: Path, project: Project | None = None, **options: Any) -> gradebook.Writer:
    out.mkdir(parents=True, exist_ok=True)
    return gradebook.Writer(_url(out), out, project or samples.project(), **options)


def _query(out: Path, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(out / "gradebook.db")) as connection, connection:
        return connection.execute(statement, values).fetchall()


GRADES = """
    SELECT base_cell.name, notebook.name, grade.auto_score, grade.manual_score,
           grade.needs_manual_grade, submitted_assignment.student_id
    FROM grade
    JOIN base_cell ON base_cell.id = grade.cell_id
    JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
    JOIN notebook ON notebook.id = submitted_notebook.notebook_id
    JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
    WHERE submitted_assignment.student_id LIKE ? ORDER BY notebook.name, base_cell.name
"""


@pytest.fixture
def gradebook_api(tmp_path: Path) -> Callable[[Path], Any]:
    """nbgrader's own API on DIR, configured by the nbgrader_config.py that we wrote there."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import PyFileConfigLoader

    def open_api(out: Path) -> Any:
        config = PyFileConfigLoader("nbgrader_config.py", path=str(out)).load_config()
        config.Exchange.root = str(tmp_path / "exchange")
        return NbGraderAPI(CourseDirectory(config=config), config=config)

    return open_api


# --- the grades --------------------------------------------------------------------------------
def test_gradebook_equals_summary_csv(tmp_path: Path, assignment: Assignment) -> None:
    """Why: two records of one grade must agree to the last point."""
    from nbgrader.api import Gradebook

    made = [samples.result(assignment, f"s{n}", n, n / 5) for n in range(6)]
    made[4] = samples.not_handed_in(made[4], "torch")
    made.append(samples.could_not_grade(assignment, "s9", "broken"))
    with _writer(tmp_path) as book:
        for result in made:
            book.write(result, None)
            results.write(tmp_path, result)
    with (results.write_tables(tmp_path)[1]).open() as stream:
        summary = list(csv.DictReader(stream))
    with Gradebook(_url(tmp_path), course_folder.COURSE) as book:
        assert len(book.students) == len(summary) == 7
        for line in summary:
            found = book.find_submission(line["assignment"], line["student"])
            assert found.max_score == float(line["max_score"])
            if line["status"] == "graded":
                assert found.score == pytest.approx(float(line["score"]), abs=1e-9)
                assert not found.needs_manual_grade
            else:
                assert found.score == 0 and found.needs_manual_grade
        for result in made[:6]:
            for backend, notebook in result["notebooks"].items():
                for slug, checks in notebook["exercises"].items():
                    grade = book.find_grade(slug, backend, assignment.name, result["student"])
                    assert grade.auto_score == sum(c["points"] for c in checks)
                    assert grade.max_score == sum(c["max_points"] for c in checks)


def test_what_a_person_entered_survives(tmp_path: Path, assignment: Assignment) -> None:
    """Why: a re-grade must never undo a human's decision; a changed ground asks for a new look."""
    from nbgrader.api import Gradebook

    slug = assignment.exercises[0].slug
    low, high = (samples.result(assignment, "s1", ability=a) for a in (0.0, 1.0))
    with _writer(tmp_path) as book:
        book.write(low, None)
    with Gradebook(_url(tmp_path), course_folder.COURSE) as person:
        grade = person.find_grade(slug, "numpy", assignment.name, "s1")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 3.5, 1.0, False
        comment = person.find_comment(notebooks.answer_id(slug), "numpy", assignment.name, "s1")
        comment.manual_comment = "Well argued."
        person.db.commit()
    with _writer(tmp_path) as book:
        book.write(low, None)
        (same,) = [g for g in _query(tmp_path, GRADES, "s1") if g[:2] == (slug, "numpy")]
        assert same[2:5] == (0.0, 3.5, 0)  # nothing new: the decision stands
        book.write(high, None)
    with Gradebook(_url(tmp_path), course_folder.COURSE) as person:
        grade = person.find_grade(slug, "numpy", assignment.name, "s1")
        assert grade.auto_score == grade.max_score
        assert (grade.manual_score, grade.extra_credit, grade.score) == (3.5, 1.0, 4.5)
        assert grade.needs_manual_grade
        comment = person.find_comment(notebooks.answer_id(slug), "numpy", assignment.name, "s1")
        assert comment.comment == "Well argued."


def test_could_not_grade_takes_the_old_score_back(tmp_path: Path, assignment: Assignment) -> None:
    """Why: the old score belongs to another hand-in; this one waits for a person."""
    with _writer(tmp_path) as book:
        book.write(samples.result(assignment, "s1", ability=1.0), None)
        book.write(samples.could_not_grade(assignment, "s1", "broken"), None)
    grades = _query(tmp_path, GRADES, "s1")
    assert len(grades) == 2 * len(assignment.exercises)
    assert all(auto is None and needs for _, _, auto, _, needs, _ in grades)


def test_could_not_run_asks_for_a_person(tmp_path: Path, assignment: Assignment) -> None:
    """Why: points that are missing by our fault must not look like a verdict."""
    made = samples.result(assignment, "s1", ability=1.0)
    slug = assignment.exercises[0].slug
    samples.set_outcome(made["notebooks"]["torch"]["exercises"][slug][0], "could_not_run", "died")
    made["score"] = samples.score(made)
    with _writer(tmp_path) as book:
        book.write(made, None)
    waiting = [(n, b) for n, b, _, _, needs, _ in _query(tmp_path, GRADES, "s1") if needs]
    assert waiting == [(slug, "torch")]


def test_no_response_is_marked(tmp_path: Path, assignment: Assignment) -> None:
    """Why: nbgrader says so under an untouched answer, and graders rely on it."""
    made = samples.not_handed_in(samples.result(assignment, "s1", ability=1.0), "torch")
    with _writer(tmp_path) as book:
        book.write(made, None)
    comments = _query(
        tmp_path,
        "SELECT notebook.name, auto_comment FROM comment"
        " JOIN submitted_notebook s ON s.id = comment.notebook_id"
        " JOIN notebook ON notebook.id = s.notebook_id",
    )
    assert {b: {c for of, c in comments if of == b} for b in BACKENDS} == {
        "numpy": {None},
        "torch": {gradebook.NO_RESPONSE},
    }


def test_knows_what_it_holds(tmp_path: Path, assignment: Assignment) -> None:
    """Why: a second gradebook starts empty although DIR has every result."""
    with _writer(tmp_path) as book:
        assert not book.holds("s1", assignment.name)
        book.write(samples.result(assignment, "s1"), None)
        assert book.holds("s1", assignment.name)
        assert not book.holds("s1", "other") and not book.holds("s2", assignment.name)


def test_strangers_are_left_out(tmp_path: Path, assignment: Assignment) -> None:
    """Why: formgrader puts a student's name into addresses and pages as it is."""
    with _writer(tmp_path) as book:
        book.write(samples.could_not_grade(assignment, "<b>x", "the name"), None)
        unknown = samples.could_not_grade(assignment, "s1", "unknown") | {"assignment": "homework"}
        book.write(unknown, None)
    assert _query(tmp_path, "SELECT * FROM student") == []
    assert not (tmp_path / "autograded").exists()


# --- what cannot be interrupted ------------------------------------------------------------------
def test_failure_rolls_back(tmp_path: Path, assignment: Assignment, monkeypatch: Any) -> None:
    """Why: half of a hand-in's grades would be a wrong grade."""
    with _writer(tmp_path) as book:
        book.write(samples.result(assignment, "s1", ability=0.0), None)
        before = _query(tmp_path, GRADES, "%")
        original, calls = gradebook.HandIn._comments, []

        def breaking(self: Any, *arguments: Any) -> None:
            calls.append(1)
            if len(calls) == 2:
                raise sa.exc.OperationalError("update", {}, Exception("disk I/O error"))
            original(self, *arguments)

        monkeypatch.setattr(gradebook.HandIn, "_comments", breaking)
        for student in ("s1", "s2"):
            calls.clear()
            with pytest.raises(
                EnvironmentProblem, match=r"disk I/O error.*run the same command again"
            ):
                book.write(samples.result(assignment, student, ability=1.0), None)
    assert _query(tmp_path, GRADES, "%") == before
    assert _query(tmp_path, "SELECT id FROM student") == [("s1",)]


CHILD = """
import os, signal, sys
from pathlib import Path
import result_samples as samples
from autograder.grade import gradebook

out, at = Path(sys.argv[1]), int(sys.argv[2])
assignment, calls = samples.assignment_of(), 0
original = gradebook.HandIn._comments

def counting(self, *arguments):
    global calls
    calls += 1
    if calls == at:
        os.kill(os.getpid(), signal.SIGKILL)
    original(self, *arguments)

gradebook.HandIn._comments = counting
with gradebook.Writer(f"sqlite:///{out / 'gradebook.db'}", out, samples.project()) as book:
    print("ready", flush=True)
    for turn in range(10_000):
        for n in range(5):
            book.write(samples.result(assignment, f"s{n}", ability=float(turn % 2)), None)
"""


@pytest.mark.parametrize("at", [4, 0, 0])  # the second notebook of s1; 0: by the clock
def test_killed_at_any_moment(tmp_path: Path, assignment: Assignment, at: int) -> None:
    """Why: power fails. Each hand-in is then in the database whole, old or new, or not at all."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    child = subprocess.Popen(
        [
            sys.executable,
            "-c",
            CHILD,
            str(tmp_path),
            str(at),
        ],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=Path(__file__).parent.parent,
    )
    assert child.stdout is not None and child.stdout.readline() == "ready\n"
    if not at:
        time.sleep(random.uniform(0.1, 1.0))
        child.kill()
    assert child.wait(60) == -signal.SIGKILL
    child.stdout.close()
    assert _query(tmp_path, "PRAGMA integrity_check") == [("ok",)]
    full = {(e.slug, b): sum(e.points(b)) for e in assignment.exercises for b in BACKENDS}
    students = [row[0] for row in _query(tmp_path, "SELECT id FROM student")]
    for student in students:
        scores = {(n, b): auto for n, b, auto, _, _, _ in _query(tmp_path, GRADES, student)}
        assert scores in (full, dict.fromkeys(full, 0.0)), student
    if at:
        assert students == ["s0"]  # the second hand-in was under way
    with _writer(tmp_path) as book:  # and the next run goes on
        book.write(samples.result(assignment, "s0", ability=1.0), None)
    assert {auto for _, _, auto, *_ in _query(tmp_path, GRADES, "s0")} == set(full.values())


def test_tables_half_made_are_completed(tmp_path: Path, assignment: Assignment) -> None:
    """Why: a run can be killed in its first second as well."""
    from nbgrader.api import Base

    engine = sa.create_engine(_url(tmp_path))
    Base.metadata.create_all(engine, tables=[Base.metadata.tables["course"]])
    engine.dispose()
    with _writer(tmp_path) as book:
        book.write(samples.result(assignment, "s1"), None)
    assert len(_query(tmp_path, "SELECT version_num FROM alembic_version")) == 1


# --- errors --------------------------------------------------------------------------------------
def test_locked_database_is_explained(tmp_path: Path, assignment: Assignment) -> None:
    """Why: formgrader may be writing; the message must say what to do, and nothing is lost."""
    with _writer(tmp_path, busy_seconds=0.2) as book:
        book.write(samples.result(assignment, "s1", ability=0.0), None)
        lock = sqlite3.connect(tmp_path / "gradebook.db")
        lock.execute("BEGIN EXCLUSIVE")
        with pytest.raises(EnvironmentProblem, match="locked.*Close what else writes"):
            book.write(samples.result(assignment, "s1", ability=1.0), None)
        lock.rollback()
        lock.close()
        assert {g[2] for g in _query(tmp_path, GRADES, "s1")} == {0.0}
        book.write(samples.result(assignment, "s1", ability=1.0), None)
    assert 0.0 not in {g[2] for g in _query(tmp_path, GRADES, "s1")}


def test_bad_databases_are_explained(tmp_path: Path) -> None:
    """Why: each of these is somebody's first attempt at --gradebook."""
    project = samples.project()
    (tmp_path / "text.db").write_text("not a database, but quite long enough to look at" * 40)
    for url, error, words in (
        ("gradebook.db", UsageError, "expected an SQLAlchemy URL"),
        ("nosuch://host/db", UsageError, "nosuch"),
        ("oracle+oracledb://u:sesame@h/d", EnvironmentProblem, "driver"),
        (f"sqlite:///{tmp_path}/no/such/folder/g.db", EnvironmentProblem, "unable to open"),
        (f"sqlite:///{tmp_path}/text.db", EnvironmentProblem, "not a database"),
    ):
        with pytest.raises(error, match=words) as caught:
            gradebook.Writer(url, tmp_path, project)
        assert "sesame" not in str(caught.value)


def test_other_version_of_nbgrader_is_explained(tmp_path: Path) -> None:
    """Why: writing into tables of another shape would break them."""
    _writer(tmp_path).engine.dispose()
    _query(tmp_path, "UPDATE alembic_version SET version_num = 'older'")
    with pytest.raises(EnvironmentProblem, match="nbgrader db upgrade"):
        _writer(tmp_path)


# --- the assignment's cells ----------------------------------------------------------------------
CELLS = (
    "SELECT notebook.name, s.name, s.cell_type, s.locked, s.source, s.checksum FROM source_cell s"
    " JOIN notebook ON notebook.id = s.notebook_id ORDER BY 1, 2",
    "SELECT notebook.name, b.name, g.max_score, g.cell_type FROM grade_cells g"
    " JOIN base_cell b ON b.id = g.id JOIN notebook ON notebook.id = b.notebook_id ORDER BY 1, 2",
    "SELECT notebook.name, b.name, b.type FROM base_cell b"
    " JOIN notebook ON notebook.id = b.notebook_id ORDER BY 1, 2",
    "SELECT name, kernelspec FROM notebook ORDER BY 1",
)


def test_cells_are_those_of_generate_assignment(
    tmp_path: Path, assignment: Assignment, gradebook_api: Any
) -> None:
    """Why: formgrader and `nbgrader autograde` expect what nbgrader itself would have recorded."""
    with _writer(tmp_path) as book:
        book.write(samples.could_not_grade(assignment, "s1", "x"), None)
    ours = [_query(tmp_path, statement) for statement in CELLS]
    for table in ("grade", "comment", "submitted_notebook", "submitted_assignment", "student"):
        _query(tmp_path, f"DELETE FROM {table}")
    answer = gradebook_api(tmp_path).generate_assignment(assignment.name)
    assert answer["success"], answer
    theirs = [_query(tmp_path, statement) for statement in CELLS]
    assert ours == theirs


def test_exercise_that_vanished(tmp_path: Path, tiny: Project) -> None:
    """Why: its points must leave the total; but not what a person entered."""
    from nbgrader.api import Gradebook

    (assignment,) = tiny.assignments.values()
    out = tmp_path / "out"
    with _writer(out, tiny) as book:
        book.write(samples.result(assignment, "s1", ability=1.0), None)
    for room in ("exercises", "solutions"):
        folder = tmp_path / room / assignment.name
        shutil.move(folder / "softmax_stable", folder / "softmax_renamed")
    page = tmp_path / "book" / "concepts" / f"{assignment.name}.md"
    page.write_text(page.read_text().replace("softmax_stable", "softmax_renamed"))
    changed = Project(tmp_path)
    made = samples.result(changed.assignment(assignment.name), "s1", ability=1.0)
    with Gradebook(_url(out), course_folder.COURSE) as person:
        grade = person.find_grade("softmax_stable", "numpy", assignment.name, "s1")
        grade.manual_score = 2.0
        person.db.commit()
    with _writer(out, changed) as book:
        with pytest.raises(AutograderError, match=r"no longer has 'softmax_stable'"):
            book.write(made, None)
        _query(out, "UPDATE grade SET manual_score = NULL")
        book.write(made, None)
    assert {name for name, *_ in _query(out, GRADES, "s1")} == {"softmax_renamed"}
    with Gradebook(_url(out), course_folder.COURSE) as book_:
        found = book_.find_submission(assignment.name, "s1")
        assert (found.score, found.max_score) == (made["score"], made["max_score"])


# --- what formgrader opens -----------------------------------------------------------------------
def test_formgrader_sees_all_of_it(
    tmp_path: Path, assignment: Assignment, gradebook_api: Any
) -> None:
    """Why: these are the calls behind formgrader's pages."""
    made = [samples.result(assignment, f"s{n}", n) for n in range(3)]
    made[2] = samples.not_handed_in(made[2], "torch")
    hand_in = samples.hand_in(tmp_path / "hand_ins" / assignment.name, assignment)
    out = tmp_path / "out"
    with _writer(out) as book:
        for result in made:
            book.write(result, hand_in)
    api = gradebook_api(out)
    listed = {a["name"]: a for a in api.get_assignments()}[assignment.name]
    assert listed["num_submissions"] == 3
    assert listed["max_score"] == made[0]["max_score"]
    assert listed["average_score"] == pytest.approx(sum(r["score"] for r in made) / 3, abs=0.01)
    submissions = api.get_submissions(assignment.name)
    assert [(s["student"], s["score"], s["autograded"]) for s in submissions] == [
        (r["student"], r["score"], True) for r in made
    ]
    assert api.get_autograded_students(assignment.name) == {"s0", "s1", "s2"}
    assert {n["name"] for n in api.get_notebooks(assignment.name)} == set(BACKENDS)
    assert len(api.get_notebook_submission_indices(assignment.name, "numpy")) == 3
    assert len(api.get_notebook_submission_indices(assignment.name, "torch")) == 2
    assert len(api.get_student_notebook_submissions("s0", assignment.name)) == 2


def test_time_of_the_hand_in(tmp_path: Path, assignment: Assignment) -> None:
    """Why: late work is found by it. The stamp is a student's file: nothing else is read from it."""
    folder = samples.hand_in(tmp_path / "hand_in", assignment)
    other = datetime.datetime(2000, 1, 1)
    for backend in BACKENDS:
        os.utime(folder / f"{backend}.ipynb", (1_000_000_000, 1_000_000_000))
    changed = datetime.datetime(2001, 9, 9, 1, 46, 40)
    assert course_folder.handed_in_at(folder, other) == changed
    assert course_folder.handed_in_at(None, other) == other
    stamp = folder / "timestamp.txt"
    for text, expected in (
        ("2026-11-20 10:00:00.250000 UTC\n", datetime.datetime(2026, 11, 20, 10, 0, 0, 250_000)),
        ("2026-11-20 10:00:00+02:00", datetime.datetime(2026, 11, 20, 8)),
        ("2026-11-20 10:00:00 ../../etc/passwd", changed),
        ("soon" * 1000, changed),
        ("\xff", changed),
    ):
        stamp.write_text(text, encoding="latin-1")
        assert course_folder.handed_in_at(folder, other) == expected, text
    stamp.unlink()
    stamp.symlink_to("/etc/passwd")
    assert course_folder.handed_in_at(folder, other) == changed


def test_config_names_no_password(tmp_path: Path) -> None:
    """Why: DIR is copied and mailed around."""
    course_folder.write_config(tmp_path, "postgresql+psycopg://ann:sesame@db/grades")
    text = (tmp_path / "nbgrader_config.py").read_text()
    assert "sesame" not in text and course_folder.URL_VARIABLE in text


def test_instructors_own_config_stays(tmp_path: Path) -> None:
    """Why: DIR may be a course folder that has lived for years."""
    own = tmp_path / "nbgrader_config.py"
    own.write_text("c = get_config()\n")
    course_folder.write_config(tmp_path, _url(tmp_path))
    assert own.read_text() == "c = get_config()\n"


def test_course_folder_can_be_moved(
    tmp_path: Path, assignment: Assignment, gradebook_api: Any
) -> None:
    """Why: graded on a server, looked at on a laptop."""
    with _writer(tmp_path / "here") as book:
        book.write(samples.result(assignment, "s1"), None)
    shutil.move(tmp_path / "here", tmp_path / "there")
    assert len(gradebook_api(tmp_path / "there").get_submissions(assignment.name)) == 1


# --- the notebooks it shows ----------------------------------------------------------------------
def _graded_notebook(
    out: Path, result: dict, assignment: Assignment, folder: Path, backend: str
) -> Any:
    autograded.write(out, result, autograded.frames(assignment), folder)
    file = autograded.path(out, result["student"], assignment.name, backend)
    book = nbformat.read(file, as_version=4)
    nbformat.validate(book)
    return book


def _cell(book: Any, name: str) -> Any:
    (found,) = [c for c in book.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name]
    return found


def test_autograded_holds_the_answers_and_our_cells(tmp_path: Path, assignment: Assignment) -> None:
    """Why: a person grades by what the student wrote, not by what they made of our checks."""
    folder = samples.hand_in(tmp_path / "hand_in", assignment)
    file = folder / "numpy.ipynb"
    slug = assignment.exercises[0].slug
    book = json.loads(file.read_text())
    for cell in book["cells"]:
        meta = cell["metadata"].get("nbgrader", {})
        if meta.get("grade"):
            cell["source"] = "print('full marks')"
            cell["outputs"] = [
                {"output_type": "display_data", "data": {"text/html": "<script>1</script>"}}
            ]
            meta["points"] = 10_000
        cell["metadata"]["tags"] = ["skip-execution"]
    extra = [
        {
            "cell_type": "code",
            "source": "mine = 1",
            "metadata": {},
            "outputs": [],
            "id": "setup<x>",
        },
        {
            "cell_type": "markdown",
            "source": "<script>alert(1)</script> ```\n$\\href{javascript:1}{x}$",
            "metadata": {},
        },
    ]
    book["cells"][4:4] = extra
    file.write_text(json.dumps(book))
    made = samples.result(assignment, "s1", ability=0.5)
    graded = _graded_notebook(tmp_path / "out", made, assignment, folder, "numpy")
    frame = notebooks.student_notebook(assignment, "numpy")
    for cell in frame.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name and name != notebooks.KIT and not name.endswith("__answer"):
            kept = _cell(graded, name)
            assert kept.source == cell.source and kept.metadata == cell.metadata
    answer = _cell(graded, notebooks.answer_id(slug)).source
    assert answer.strip() == assignment.exercises[0].answer("numpy").strip()
    text = json.dumps(graded)
    assert "full marks" not in text and "skip-execution" not in text and "text/html" not in text
    assert any(c.source == "mine = 1" for c in graded.cells)
    outputs = [o for c in graded.cells for o in c.get("outputs", [])]
    assert len(outputs) == len(assignment.exercises)
    assert {o["output_type"] for o in outputs} == {"stream"}


def test_students_markdown_is_shown_as_source(tmp_path: Path, assignment: Assignment) -> None:
    """Why: formgrader renders HTML in Markdown, with the instructor's rights."""
    from nbconvert.exporters import HTMLExporter
    from test_feedback import Page

    attack = "<script>alert(1)</script>\n````\n<img src=x onerror=alert(1)>\n```\n~~~\n<svg onload=alert(1)>"
    folder = samples.hand_in(tmp_path / "hand_in", assignment)
    file = folder / "numpy.ipynb"
    book = json.loads(file.read_text())
    for kind in ("markdown", "raw", "heading"):
        book["cells"].append({"cell_type": kind, "source": attack, "metadata": {}})
    for cell in book["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["cell_type"], cell["source"] = "markdown", attack
    file.write_text(json.dumps(book))
    graded = _graded_notebook(
        tmp_path / "out", samples.nasty(assignment), assignment, folder, "numpy"
    )
    assert not any(c.cell_type == "raw" for c in graded.cells)
    page = Page(HTMLExporter(template_name="basic").from_notebook_node(graded)[0])
    assert not page.names() & {"script", "img", "svg"}
    assert not [a for _, a in page.tags if any(name.startswith("on") for name in a)]
    for exercise in assignment.exercises:
        assert _cell(graded, notebooks.answer_id(exercise.slug)).source == autograded.ABSENT


def test_autograded_has_no_secret(tmp_path: Path, assignment: Assignment) -> None:
    """Why: formgrader's "generate feedback" hands these cells and outputs to students."""
    folder = samples.hand_in(tmp_path / "hand_in", assignment, answers=False)
    made = samples.result(assignment, "s1", ability=0.0)
    for backend in BACKENDS:
        text = json.dumps(_graded_notebook(tmp_path / "out", made, assignment, folder, backend))
        assert "SECRET-EXPECTED-VALUE" not in text
        for exercise in assignment.exercises:
            for check in exercise.checks(backend):
                assert check.visible or check.name not in text


def test_notebooks_that_are_not_there(tmp_path: Path, assignment: Assignment) -> None:
    """Why: formgrader lists what it finds; what was not handed in must not linger there."""
    folder = samples.hand_in(tmp_path / "hand_in", assignment)
    out = tmp_path / "out"
    made = samples.result(assignment, "s1")
    _graded_notebook(out, made, assignment, folder, "torch")
    (folder / "torch.ipynb").unlink()
    autograded.write(
        out, samples.not_handed_in(made, "torch"), autograded.frames(assignment), folder
    )
    assert not autograded.path(out, "s1", assignment.name, "torch").exists()
    assert autograded.path(out, "s1", assignment.name, "numpy").exists()


def test_broken_hand_in_can_be_opened(tmp_path: Path, assignment: Assignment) -> None:
    """Why: a person who has to grade by hand needs a page for it, and the reason on it."""
    folder = tmp_path / "hand_in"
    folder.mkdir()
    (folder / "numpy.ipynb").write_text("{")
    made = samples.could_not_grade(assignment, "s1", "numpy.ipynb is not valid JSON")
    graded = _graded_notebook(tmp_path / "out", made, assignment, folder, "numpy")
    assert "numpy.ipynb is not valid JSON" in graded.cells[0].source
    grade_cells = [c for c in graded.cells if c.metadata.get("nbgrader", {}).get("grade")]
    assert len(grade_cells) == len(assignment.exercises)


# --- late hand-ins -----------------------------------------------------------------------------------
DUE = datetime.datetime(2026, 11, 20, 12)
HALVES = """
from nbgrader.plugins import BasePlugin

class Halves(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {body}

c.AssignLatePenalties.plugin_class = Halves
"""


def _stamped(folder: Path, assignment: Assignment, hours: float) -> Path:
    """A hand-in that was made so many hours after the due date."""
    made = samples.hand_in(folder / "hand_in", assignment)
    when = DUE + datetime.timedelta(hours=hours)
    (made / "timestamp.txt").write_text(f"{when:%Y-%m-%d %H:%M:%S.%f} UTC\n")
    return made


def _due(out: Path, assignment: Assignment, extension_hours: float | None = None) -> None:
    """What an instructor enters in formgrader, by nbgrader's own API."""
    from nbgrader.api import Gradebook

    with Gradebook(_url(out), course_folder.COURSE) as book:
        book.find_assignment(assignment.name).duedate = DUE
        if extension_hours is not None:
            book.grant_extension(assignment.name, "s1", hours=extension_hours)
        book.db.commit()


def _penalties(out: Path) -> list[float | None]:
    rows = _query(out, "SELECT late_submission_penalty FROM submitted_notebook ORDER BY 1")
    return [penalty for (penalty,) in rows]


def _config(out: Path, text: str) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / course_folder.OWN_CONFIG).write_text(text)


ZERO = "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"


def test_late_penalty_as_nbgrader_has_it(tmp_path: Path, assignment: Assignment) -> None:
    """Why: nbgrader's own plugin, asked for each notebook, its answer where nbgrader keeps it."""
    from nbgrader.api import Gradebook

    folder, made = _stamped(tmp_path, assignment, hours=2), samples.result(assignment, "s1")
    out = tmp_path / "out"
    _config(out, ZERO)
    with _writer(out) as book:
        book.write(made, folder)
    assert _penalties(out) == [None, None]  # no due date yet
    _due(out, assignment)
    with _writer(out) as book:
        book.refresh(made, folder)
        assert (book.late.hand_ins, book.late.points) == (1, pytest.approx(made["score"]))
        assert "1 handed in late" in str(book.late)
    with Gradebook(_url(out), course_folder.COURSE) as book:
        found = book.find_submission(assignment.name, "s1")
        assert found.total_seconds_late == 7200
        assert found.score == pytest.approx(made["score"])
        assert found.late_submission_penalty == pytest.approx(found.score)
        for notebook in found.notebooks:
            assert notebook.late_submission_penalty == pytest.approx(notebook.score)


def test_late_penalty_equals_that_of_nbgraders_preprocessor(
    tmp_path: Path, assignment: Assignment
) -> None:
    """Why: "as nbgrader has them" is something that nbgrader itself can say."""
    from nbgrader.preprocessors import AssignLatePenalties
    from traitlets.config import Config

    out, folder = tmp_path / "out", _stamped(tmp_path, assignment, hours=1)
    _config(out, ZERO)
    with _writer(out) as book:
        book.write(samples.result(assignment, "s1"), folder)
        _due(out, assignment)
        book.refresh(samples.result(assignment, "s1"), folder)
    ours = _penalties(out)
    _query(out, "UPDATE submitted_notebook SET late_submission_penalty = 99")
    config = Config()
    config.LateSubmissionPlugin.penalty_method = "zero"
    for backend in BACKENDS:
        names = {"notebook": backend, "assignment": assignment.name, "student": "s1",
                 "db_url": _url(out)}  # fmt: skip
        nothing = nbformat.v4.new_notebook()
        AssignLatePenalties(config=config).preprocess(nothing, {"nbgrader": names})
    assert ours == _penalties(out) and 99 not in ours and None not in ours


def test_in_time_no_policy_and_extension_cost_nothing(
    tmp_path: Path, assignment: Assignment
) -> None:
    """Why: a penalty needs a due date, a stamp after it, a policy, and no extension that covers it."""
    made = samples.result(assignment, "s1")
    for name, hours, extension, config in (
        ("early", -1, None, ZERO),
        ("to the second", 0, None, ZERO),
        ("no policy", 2, None, ""),
        ("extension", 2, 3, ZERO),
    ):
        out = tmp_path / name / "out"
        _config(out, config)
        folder = _stamped(tmp_path / name, assignment, hours)
        with _writer(out) as book:
            book.write(made, folder)
            _due(out, assignment, extension)
            book.refresh(made, folder)
        assert _penalties(out) == [None, None], name
    out = tmp_path / "no stamp" / "out"
    folder = _stamped(tmp_path / "no stamp", assignment, 2)
    (folder / "timestamp.txt").unlink()  # its files are of today: the date of a download
    _config(out, ZERO)
    with _writer(out) as book:
        book.write(made, folder)
        _due(out, assignment)
        book.write(made, folder)
    assert _penalties(out) == [None, None]


def test_penalty_follows_what_changes(tmp_path: Path, assignment: Assignment) -> None:
    """Why: a manual score, an extension or a new stamp is nothing to grade again for."""
    from nbgrader.api import Gradebook

    out, folder = tmp_path / "out", _stamped(tmp_path, assignment, hours=2)
    made = samples.result(assignment, "s1", ability=0.0)
    _config(out, HALVES.format(body="score / 2"))
    with _writer(out) as book:
        book.write(made, folder)
        _due(out, assignment)
        book.refresh(made, folder)
        assert _penalties(out) == [0.0, 0.0]
    with Gradebook(_url(out), course_folder.COURSE) as person:
        slug = assignment.exercises[0].slug
        person.find_grade(slug, "numpy", assignment.name, "s1").manual_score = 3.0
        person.db.commit()
    with _writer(out) as book:
        book.refresh(made, folder)
        assert _penalties(out) == [0.0, 1.5]
        _due(out, assignment, extension_hours=5)
        book.refresh(made, folder)
        assert _penalties(out) == [None, None]
        (folder / "timestamp.txt").write_text("2026-11-21 09:00:00 Europe/Berlin")  # 08:00 UTC
        book.refresh(made, folder)
        assert _penalties(out) == [0.0, 1.5]
    when = _query(out, "SELECT timestamp FROM submitted_assignment")
    assert when == [("2026-11-21 08:00:00.000000",)]


@pytest.mark.parametrize(("body", "kept"), [("-5", 0.0), ("score + 5", None), ("None", "none")])
def test_penalty_stays_between_zero_and_the_score(
    tmp_path: Path, assignment: Assignment, body: str, kept: Any
) -> None:
    """Why: nbgrader clamps it; None is no penalty."""
    out, folder = tmp_path / "out", _stamped(tmp_path, assignment, hours=1)
    made = samples.result(assignment, "s1")
    _config(out, HALVES.format(body=body))
    with _writer(out) as book:
        book.write(made, folder)
        _due(out, assignment)
        book.refresh(made, folder)
    found = _penalties(out)
    if kept == "none":
        assert found == [None, None]
    else:
        assert sum(p for p in found if p is not None) == pytest.approx(
            made["score"] if kept is None else 0.0
        )


@pytest.mark.parametrize("body", ["1 / 0", "'much'", "float('nan')"])
def test_plugin_that_fails_is_explained(tmp_path: Path, assignment: Assignment, body: str) -> None:
    """Why: it is the instructor's own code; the hand-in stays as it was."""
    out, folder = tmp_path / "out", _stamped(tmp_path, assignment, hours=1)
    _config(out, HALVES.format(body=body))
    with _writer(out) as book:
        book.write(samples.result(assignment, "s1", ability=0.0), folder)
        _due(out, assignment)
        before = _query(out, GRADES, "s1")
        with pytest.raises(UsageError, match=r"course_config.py: the late penalty of s1"):
            book.write(samples.result(assignment, "s1", ability=1.0), folder)
    assert _query(out, GRADES, "s1") == before


@pytest.mark.parametrize(
    "text", ["c = get_config(", "import no_such_module", "c.AssignLatePenalties.plugin_class = 3"]
)
def test_bad_config_is_explained(tmp_path: Path, text: str) -> None:
    """Why: before anything is graded, and with the file's name."""
    _config(tmp_path, text)
    with pytest.raises(UsageError, match="course_config.py"):
        _writer(tmp_path)


def test_instructors_own_nbgrader_config_sets_the_policy(
    tmp_path: Path, assignment: Assignment
) -> None:
    """Why: a course folder that has lived for years has its policy there."""
    out, folder = tmp_path / "out", _stamped(tmp_path, assignment, hours=1)
    out.mkdir()
    (out / "nbgrader_config.py").write_text(ZERO)
    made = samples.result(assignment, "s1")
    with _writer(out) as book:
        book.write(made, folder)
        _due(out, assignment)
        book.refresh(made, folder)
        assert book.late.points == pytest.approx(made["score"])


def test_unreadable_stamp_is_said(tmp_path: Path) -> None:
    """Why: it counts as in time, so a person must hear of it."""
    stamp = tmp_path / "timestamp.txt"
    assert course_folder.stamp_problem(tmp_path) == ""
    for text, fine in (
        ("2026-11-20 10:00:00 UTC", True),
        ("2026-11-20 10:00:00.123456 America/Los_Angeles", True),
        ("2026-11-20 10:00:00 Mars/Olympus_Mons", False),
        ("2026-11-20 10:00:00 ../../etc/passwd", False),
        ("soon", False),
    ):
        stamp.write_text(text)
        assert (course_folder.stamp_problem(tmp_path) == "") == fine, text
    stamp.unlink()
    stamp.symlink_to("/etc/hostname")
    assert "counts as in time" in course_folder.stamp_problem(tmp_path)


# --- PostgreSQL ------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """The SQLAlchemy URL of a real server's database."""
    with postgres_server.running() as url:
        yield url


def test_postgresql(tmp_path: Path, assignment: Assignment, postgresql: str) -> None:
    """Why: a department keeps its grades on a server, where types and foreign keys are enforced."""
    from nbgrader.api import Gradebook

    url, student = postgresql, "rows"
    low, high = (samples.result(assignment, student, ability=a) for a in (0.2, 0.9))
    folder = _stamped(tmp_path, assignment, hours=1)
    _config(tmp_path, ZERO)
    with gradebook.Writer(url, tmp_path, samples.project()) as book:
        book.write(low, folder)
        with Gradebook(url, course_folder.COURSE) as person:
            slug = assignment.exercises[0].slug
            person.find_grade(slug, "torch", assignment.name, student).manual_score = 1.5
            person.find_assignment(assignment.name).duedate = DUE
            person.db.commit()
        book.write(high, folder)
    with gradebook.Writer(url, tmp_path, samples.project()) as book:
        book.write(high, folder)
    with Gradebook(url, course_folder.COURSE) as person:
        found = person.find_submission(assignment.name, student)
        grades = [g for n in found.notebooks for g in n.grades]
        assert sum(g.auto_score for g in grades) == pytest.approx(high["score"])
        assert [g.manual_score for g in grades if g.manual_score is not None] == [1.5]
        assert [g.name for g in grades if g.needs_manual_grade] == [slug]
        assert found.late_submission_penalty == pytest.approx(found.score)
        person.grant_extension(assignment.name, student, hours=2)
    with gradebook.Writer(url, tmp_path, samples.project()) as book:
        book.refresh(high, folder)
    with Gradebook(url, course_folder.COURSE) as person:
        assert person.find_submission(assignment.name, student).late_submission_penalty == 0


@pytest.mark.sandbox
def test_postgresql_gets_the_same_grades_as_sqlite(
    tmp_path: Path, calm: Any, disturbed: Any, doubling: Project, postgresql: str
) -> None:
    """Why: the same class and seed, the other database, row by row."""
    out = tmp_path / "out"
    command = disturbed.command(calm.course, out, *calm.arguments, "--gradebook", postgresql)
    done = subprocess.run(command, cwd=doubling.root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert disturbed.verdicts(out) == disturbed.verdicts(calm.out)
    assert not (out / "gradebook.db").exists()
    password = sa.engine.make_url(postgresql).password
    for file in out.rglob("*"):
        assert not file.is_file() or password.encode() not in file.read_bytes(), file
    engine = sa.create_engine(postgresql)
    with engine.connect() as connection:
        rows = connection.execute(sa.text(disturbed.GRADES)).fetchall()
    engine.dispose()
    ours = [tuple(r) for r in rows if r[0] != "rows"]
    assert sorted(ours) == sorted(disturbed.gradebook(calm.out))
    again = subprocess.run(command, cwd=doubling.root, capture_output=True, text=True)
    assert again.returncode == 0 and f"{calm.size} already graded" in again.stdout
