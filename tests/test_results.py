"""Results: only valid ones are written, whole, in their place; the tables say the same."""

from __future__ import annotations

import csv
import json
import os
import tracemalloc
from pathlib import Path

import jsonschema
import pytest
import result_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import AutograderError, UsageError
from autograder.grade import results, text
from autograder.project import Assignment


@pytest.fixture(scope="module")
def assignment() -> Assignment:
    return samples.assignment_of()


def test_schema_is_a_schema() -> None:
    """Why: a mistake in the schema itself would accept anything."""
    jsonschema.Draft202012Validator.check_schema(json.loads(results.SCHEMA.read_text()))


def test_written_is_read_back(tmp_path: Path, assignment: Assignment) -> None:
    """Why: the file is the record of the grade, texts that no encoding can hold included."""
    made = samples.nasty(assignment)
    file = results.write(tmp_path, made)
    assert file == tmp_path / "results" / "mallory" / f"{assignment.name}.json"
    assert results.read(file) == made
    assert [p.name for p in file.parent.iterdir()] == [file.name]  # no temporary file is left


BREAKS = {
    "a key is missing": (lambda r: r.pop("seed"), "seed"),
    "a key is unknown": (lambda r: r.update(grade=1), "grade"),
    "wrong version": (lambda r: r.update(schema_version=2), "schema_version"),
    "graded without a score": (lambda r: r.update(score=None), "score"),
    "graded with a reason": (lambda r: r.update(reason="x"), "reason"),
    "not graded with a score": (
        lambda r: r.update(status="could_not_grade", reason="x"),
        "score",
    ),
    "not graded, no reason": (lambda r: r.update(status="could_not_grade", score=None), "reason"),
    "score is not the sum": (lambda r: r.update(score=r["score"] + 1), "sum over its checks"),
    "max_score is not the sum": (lambda r: r.update(max_score=1.0), "sum over its checks"),
    "score is a string": (lambda r: r.update(score="10"), "score"),
    "isolation unknown": (lambda r: r.update(isolation="docker"), "isolation"),
    "one notebook only": (lambda r: r["notebooks"].pop("torch"), "torch"),
    "unknown notebook": (lambda r: r["notebooks"].update(jax={}), "jax"),
    "outcome unknown": (lambda r: samples.checks(r)[0].update(outcome="ok"), "outcome"),
    "points for a failure": (
        lambda r: samples.checks(r)[0].update(outcome="failed", points=1.0),
        "only a passed check",
    ),
    "more points than there are": (
        lambda r: samples.checks(r)[0].update(outcome="passed", points=99.0),
        "99 of",
    ),
    "negative points": (lambda r: samples.checks(r)[0].update(points=-1.0), "points"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_bad_results_are_refused(name: str, assignment: Assignment, tmp_path: Path) -> None:
    """Why: a wrong result written once is wrong in every table and page made from it."""
    made = samples.result(assignment, ability=1.0)
    results.validate(made)
    change, words = BREAKS[name]
    change(made)
    with pytest.raises(AutograderError, match=words):
        results.write(tmp_path, made)
    assert not list(tmp_path.rglob("*.json"))


def test_infinite_cpu_time_is_refused(assignment: Assignment, tmp_path: Path) -> None:
    """Why: JSON has no infinity; other readers would choke on it."""
    made = samples.result(assignment)
    made["notebooks"]["numpy"]["cpu_seconds"] = float("inf")
    with pytest.raises(AutograderError, match="finite"):
        results.write(tmp_path, made)
    assert not list(tmp_path.rglob("*.json"))


BAD_NAMES = [
    "",
    ".",
    "..",
    "../x",
    "a/b",
    "a\\b",
    "a\x00b",
    "a\nb",
    ".hidden",
    "x" * 101,
    " a",
    "ä" * 101,
]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    """Why: a student's folder name becomes part of a path that we write to."""
    with pytest.raises(UsageError, match="file name"):
        results.path(tmp_path, name, "chapter")
    with pytest.raises(UsageError, match="file name"):
        results.path(tmp_path, "student", name)


@pytest.mark.parametrize("name", [*BAD_NAMES, os.fsdecode(b"\xff"), "\ud800"])
def test_refused_names_have_a_stand_in(name: str, tmp_path: Path, assignment: Assignment) -> None:
    """Why: one folder with an impossible name must not stop the class, nor vanish from it."""
    made = samples.could_not_grade(assignment, results.stand_in(name), f"folder {name!r}")
    assert results.write(tmp_path, made).is_relative_to(tmp_path / "results")
    assert results.stand_in(name) == results.stand_in(name) != results.stand_in(name + "/")
    assert results.stand_in("s01") == "s01"


@given(st.text(max_size=120))
def test_every_accepted_name_stays_inside(name: str) -> None:
    """Why: the same, for names that nobody thought of."""
    out = Path("/srv/out")
    try:
        found = results.path(out, name, "chapter")
    except UsageError:
        return
    assert found.resolve().parent.parent == out / "results"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"schema_version": 1}', b'{"schema_version": 2}', b"\xff", b"[" * 9999],
)
def test_broken_files_are_named(content: bytes, tmp_path: Path) -> None:
    """Why: the person who has to mend it needs the path and what to do."""
    file = tmp_path / "results" / "s" / "a.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    with pytest.raises(AutograderError, match=r"a\.json.*Delete it") as caught:
        list(results.iterate(tmp_path))
    assert len(str(caught.value)) < 400


def test_iterate_is_sorted_and_passes_over_leftovers(
    tmp_path: Path, assignment: Assignment
) -> None:
    """Why: a run killed while writing leaves a temporary file; it is no result."""
    for student in ("s10", "s02", "s01"):
        results.write(tmp_path, samples.result(assignment, student))
    (tmp_path / "results" / "s01" / ".tmp-0123").write_text("{")
    assert [r["student"] for r in results.iterate(tmp_path)] == ["s01", "s02", "s10"]
    assert list(results.iterate(tmp_path / "nowhere")) == []


def test_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """Why: a full disk must not cost an earlier grade."""
    target = tmp_path / "file"
    results.write_file(target, "old")
    with pytest.raises(RuntimeError), results.replacing(target) as stream:
        stream.write("half")
        raise RuntimeError
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


# --- tables ------------------------------------------------------------------------------------
def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_tables_hold_every_check(tmp_path: Path, assignment: Assignment) -> None:
    """Why: grades.csv is what instructors compute with: nothing missing, nothing twice."""
    made = [samples.result(assignment, f"s{n}", n) for n in range(3)]
    made.append(samples.not_handed_in(samples.result(assignment, "s3"), "torch"))
    made.append(samples.could_not_grade(assignment, "s4", "broken"))
    for result in made:
        results.write(tmp_path, result)
    grades, summary = results.write_tables(tmp_path)
    header = "student,assignment,notebook,exercise,check,visible,points,max_points,outcome,cpu_seconds,message"
    assert grades.read_text().splitlines()[0] == header
    assert summary.read_text().splitlines()[0] == "student,assignment,score,max_score,status"
    rows = _rows(grades)
    assert len(rows) == sum(len(samples.checks(r)) for r in made)
    for result, line in zip(made, _rows(summary)):
        mine = [float(r["points"]) for r in rows if r["student"] == result["student"]]
        assert line["status"] == result["status"]
        assert float(line["max_score"]) == result["max_score"]
        if result["status"] == "graded":
            assert float(line["score"]) == pytest.approx(sum(mine), abs=1e-9)
        else:
            assert line["score"] == ""
    hidden = {c.name for e in assignment.exercises for c in e.all_checks if not c.visible}
    assert hidden <= {r["check"] for r in rows}  # the file is the instructor's


@pytest.mark.parametrize(
    "start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\x00=1", " =1", "\u202e=1"]
)
def test_no_field_is_a_formula(start: str, tmp_path: Path, assignment: Assignment) -> None:
    """Why: a spreadsheet that opens grades.csv would run it."""
    made = samples.result(assignment, ability=0.0)
    samples.set_outcome(samples.checks(made)[0], "failed", start + '\nsecond, "quoted" line')
    made["score"] = samples.score(made)
    results.write(tmp_path, made)
    message = _rows(results.write_tables(tmp_path)[0])[0]["message"]
    assert message.startswith("'") and message.endswith('\nsecond, "quoted" line')


def test_student_names_are_no_formulas(tmp_path: Path, assignment: Assignment) -> None:
    """Why: folder names are students' too."""
    results.write(tmp_path, samples.could_not_grade(assignment, "@evil", "name"))
    assert _rows(results.write_tables(tmp_path)[1])[0]["student"] == "'@evil"


@given(st.text())
def test_clean_leaves_nothing_invisible(value: str) -> None:
    """Why: direction marks and control characters make text look like something else."""
    cleaned = text.clean(value)
    cleaned.encode("utf-8")
    assert all(c == "\n" or c.isprintable() or c.isspace() for c in cleaned)
    assert text.clean(cleaned) == cleaned


def test_clean_says_how_much_it_cut() -> None:
    """Why: a reader must know that there is more."""
    assert text.clean("a" * 30, 10) == "a" * 10 + "… (20 more characters)"
    assert text.number(0.1 + 0.2) == "0.3" and text.number(12.0) == "12"


def test_memory_does_not_grow_with_the_class(tmp_path: Path, assignment: Assignment) -> None:
    """Why: 10,000 hand-ins on a small machine."""
    line = json.dumps(samples.result(assignment))

    def peak(students: int) -> int:
        out = tmp_path / str(students)
        for n in range(students):
            file = out / "results" / f"s{n:04}" / f"{assignment.name}.json"
            file.parent.mkdir(parents=True)
            file.write_text(line)
        tracemalloc.start()
        results.write_tables(out)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(2)  # caches
    small, large = peak(10), peak(200)
    assert large < 1.5 * small + 100_000, (small, large)
