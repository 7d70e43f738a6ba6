"""`autograder export`, and nbgrader's own exporter: the same scores, in the platforms' columns."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
import result_samples as samples

from autograder import cli
from autograder.errors import EnvironmentProblem, UsageError
from autograder.grade import course_folder, exports, gradebook, results
from autograder.grade.people import People
from autograder.project import Assignment

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")


@pytest.fixture(scope="module")
def assignment() -> Assignment:
    return samples.assignment_of()


@pytest.fixture(scope="module")
def graded(tmp_path_factory, assignment: Assignment) -> Path:
    """DIR with five students, two assignments, a manual score, extra credit, a late penalty."""
    from nbgrader.api import Gradebook

    out = tmp_path_factory.mktemp("graded")
    other = next(a for a in samples.project().assignments.values() if a != assignment)
    made = [samples.result(assignment, f"s{n}", n, (n + 1) / 6) for n in range(4)]
    made += [samples.result(other, f"s{n}", n) for n in range(3)]
    made += [samples.could_not_grade(assignment, "s9", "broken")]
    url = f"sqlite:///{out / 'gradebook.db'}"
    with gradebook.Writer(url, out, samples.project()) as book:
        for result in made:
            book.write(result, None)
            results.write(out, result)
    slug = assignment.exercises[0].slug
    with Gradebook(url, course_folder.COURSE) as person:
        grade = person.find_grade(slug, "numpy", assignment.name, "s0")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.5, 0.25, False
        late = person.find_submission_notebook("torch", assignment.name, "s1")
        late.late_submission_penalty = 2.0
        person.find_submission_notebook(
            "torch", assignment.name, "s2"
        ).late_submission_penalty = 1e6
        person.db.commit()
    return out


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="") as stream:
        return list(csv.DictReader(stream))


def _url(out: Path) -> str:
    return f"sqlite:///{out / 'gradebook.db'}"


def test_scores_are_nbgraders(graded: Path, assignment: Assignment) -> None:
    """Why: two exports of one gradebook must not disagree; a hand-in that waits is no zero here."""
    target = graded / "export" / "nbgrader.csv"
    target.parent.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "export", "--to", str(target)],
        cwd=graded, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    theirs = {(r["student_id"], r["assignment"]): float(r["score"]) for r in _rows(target)}
    full = {r["assignment"]: float(r["max_score"]) for r in _rows(target)}
    grades = exports.read(_url(graded))
    assert grades.assignments == full
    ours = {
        (student, name): score.points
        for student, row in grades.scores.items()
        for name, score in row.items()
    }
    assert ours.pop(("s9", assignment.name)) is None
    assert len(ours) == 7
    assert ours == {key: pytest.approx(theirs[key]) for key in ours}
    assert ours["s2", assignment.name] == 0.0  # the penalty takes no more than there is


def test_canvas_columns(graded: Path, assignment: Assignment) -> None:
    """Why: Canvas refuses a file whose first columns are others, and matches by ID, SIS ID, login."""
    people = People()
    people._add({"student": "s0", "name": "Doe, Jane", "canvas_id": "1234"}, "")
    people._add({"student": "s1", "name": "=Roe", "sis_user_id": "r7"}, "")
    (canvas, *_), _ = exports.write(
        graded, _url(graded), people, {assignment.name: "HW 1 (4711)"}, [assignment.name]
    )
    with canvas.open(newline="") as stream:
        head, possible, *rows = list(csv.reader(stream))
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "HW 1 (4711)"]
    full = sum(assignment.points(b) for b in ("numpy", "torch"))
    assert possible == ["Points Possible", "", "", "", "", f"{full:g}"]
    by_name = {row[0]: row for row in rows}
    assert by_name["Doe, Jane"][1:5] == ["1234", "", "", ""]
    assert by_name["'=Roe"][1:5] == ["", "r7", "", ""]
    assert by_name["s2"][1:5] == ["", "", "s2", ""]
    assert by_name["s9"][5] == ""
    assert {len(row) for row in rows} == {6}
    assert (
        float(by_name["s3"][5]) == exports.read(_url(graded)).scores["s3"][assignment.name].points
    )


def test_moodle_columns(graded: Path, assignment: Assignment) -> None:
    """Why: the worksheet must have Identifier, Grade and Last modified (grade), or it is refused."""
    people = People()
    people._add({"student": "s0", "name": "Jane Doe", "moodle_id": "4321", "email": "j@x.org"}, "")
    people._add({"student": "s9", "name": "Sam Poe", "moodle_id": "4322"}, "")
    written, grades = exports.write(graded, _url(graded), people, {})
    names = [p.name for p in written]
    other = next(a for a in grades.assignments if a != assignment.name)
    assert names == [
        "canvas.csv",
        "moodle.csv",
        *sorted(f"moodle_{n}.csv" for n in (assignment.name, other)),
    ]
    sheet = _rows(graded / "export" / f"moodle_{assignment.name}.csv")
    assert [(r["Identifier"], r["Full name"], r["Last modified (grade)"]) for r in sheet] == [
        ("Participant 4321", "Jane Doe", ""), ("Participant 4322", "Sam Poe", "")
    ]  # fmt: skip
    assert sheet[0]["Grade"] == grades.text("s0", assignment.name) and sheet[1]["Grade"] == ""
    table = {
        r["Username"] or r["Email address"]: r for r in _rows(graded / "export" / "moodle.csv")
    }
    assert set(table) == {"j@x.org", "s1", "s2", "s3", "s9"}
    assert table["s3"][other] == ""  # not handed in: left as it is on the platform


def test_what_cannot_be_exported_is_said(graded: Path, tmp_path: Path) -> None:
    """Why: an export must not make an empty gradebook where there was none."""
    nobody = People()
    with pytest.raises(UsageError, match="no gradebook"):
        exports.write(tmp_path, _url(tmp_path), nobody, {})
    assert not list(tmp_path.iterdir())
    with pytest.raises(UsageError, match="unknown assignment 'x'"):
        exports.write(graded, _url(graded), nobody, {}, ["x"])
    with pytest.raises(UsageError, match="--title: unknown assignment"):
        exports.write(graded, _url(graded), nobody, {"x": "HW"})
    (tmp_path / "gradebook.db").write_text("not a database, but long enough to look at" * 40)
    with pytest.raises(EnvironmentProblem, match="not a database"):
        exports.read(_url(tmp_path))


def test_command(graded: Path, assignment: Assignment, tmp_path: Path, capsys) -> None:
    """Why: exit code 1 says that somebody has no final score yet."""
    names = tmp_path / "names.csv"
    names.write_text("student,canvas_id\ns0,77\n")
    code = cli.main(
        ["export", str(graded), "--names", str(names), "--title", f"{assignment.name}=HW 1"]
    )
    said = capsys.readouterr().out
    assert code == 1 and f"left empty, a person has to grade it: s9/{assignment.name}" in said
    row = next(r for r in _rows(graded / "export" / "canvas.csv") if r["ID"] == "77")
    assert row["Student"] == "s0" and row["HW 1"]
    with pytest.raises(SystemExit):
        cli.main(["export", str(graded), "--title", "x"])
