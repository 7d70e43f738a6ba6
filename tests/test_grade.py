"""`autograder grade` as an instructor meets it: a class, bad input, interruptions, resuming."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder import cli, notebooks, sample_class, sandbox
from autograder.exercise import BACKENDS

pytestmark = pytest.mark.sandbox
LIMITS = ["--limit-seconds", "2", "--memory-mb", "512", "--workers", "2"]
STUDENTS = {
    "perfect": (sample_class.reference, sample_class.no_edit),
    "empty": (sample_class.stub, sample_class.no_edit),
    "mistaken": (sample_class.wrong(0), sample_class.no_edit),
    "looping": (sample_class.reference, sample_class.loop_in_first_answer),
    "killer": (sample_class.killer, sample_class.kill_cell),
    "editor": (sample_class.constant, sample_class.edit_checks),
}


def command(*arguments):
    return [sys.executable, "-m", "autograder", *map(str, arguments)]


def autograder(project, *arguments, **options):
    return subprocess.run(
        command(*arguments), cwd=project.root, capture_output=True, text=True, **options
    )


def hand_in(project, folder, student, author, editor=sample_class.no_edit):
    assignment = project.assignment("doubling")
    target = folder / student / "doubling"
    target.mkdir(parents=True, exist_ok=True)
    for backend in BACKENDS:
        notebook = sample_class.hand_in(assignment, backend, author)
        editor(notebook, assignment, backend)
        (target / f"{backend}.ipynb").write_text(notebooks.dumps(notebook))
    return target


def rows(out):
    with (out / "summary.csv").open(newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def graded(doubling, isolation, tmp_path_factory):
    """A class with every kind of student, graded once."""
    folder = tmp_path_factory.mktemp("class")
    course, out = folder / "submissions", folder / "out"
    for student, (author, editor) in STUDENTS.items():
        hand_in(doubling, course, student, author, editor)
    broken = hand_in(doubling, course, "broken", sample_class.reference)
    (broken / "torch.ipynb").write_text('{"cells": [')
    only = hand_in(doubling, course, "numpy_only", sample_class.reference)
    (only / "torch.ipynb").unlink()
    (course / "nothing" / "doubling").mkdir(parents=True)
    hand_in(doubling, course, "lost", sample_class.reference).rename(course / "lost" / "doublin")
    done = autograder(doubling, "grade", course, "--out", out, *LIMITS)
    return done, course, out


def test_the_class_comes_out_as_it_was_made(graded):
    done, _, out = graded
    found = {s: (r["score"], r["status"]) for s, r in rows(out).items()}
    assert found["perfect"] == ("9", "graded") and rows(out)["perfect"]["max_score"] == "9"
    assert found["empty"] == found["killer"] == found["editor"] == ("0", "graded")
    assert found["mistaken"][1] == "graded" and 0 <= float(found["mistaken"][0]) < 9
    assert found["numpy_only"] == ("4", "graded")
    for student in ("broken", "nothing", "lost"):
        assert found[student] == ("", "could_not_grade"), student
    assert done.returncode == 1, done.stderr


def test_what_needs_a_human_is_said_with_the_reason(graded):
    done, _, out = graded
    assert "needs a human: broken/doubling: torch.ipynb is not valid JSON" in done.stdout
    assert (
        "needs a human: lost/doublin: unknown assignment 'doublin'. Did you mean 'doubling'?"
        in done.stdout
    )
    assert (
        "nothing/doubling: no notebook was handed in; expected numpy.ipynb or torch.ipynb"
        in done.stdout
    )
    looping = json.loads((out / "results/looping/doubling.json").read_text())
    assert any("ran too long" in p and "begins" in p for p in looping["problems"])


def test_a_second_run_grades_nothing_and_says_so(graded, doubling):
    _, course, out = graded
    before = (out / "results/perfect/doubling.json").read_bytes()
    done = autograder(doubling, "grade", course, "--out", out, *LIMITS)
    assert "10 submissions, 10 already graded and unchanged" in done.stdout
    assert (out / "results/perfect/doubling.json").read_bytes() == before


def test_a_changed_hand_in_is_graded_again_and_only_that(graded, doubling):
    _, course, out = graded
    kept = (out / "results/perfect/doubling.json").read_bytes()
    hand_in(doubling, course, "empty", sample_class.reference)
    done = autograder(doubling, "grade", course, "--out", out, *LIMITS)
    assert "10 submissions, 9 already graded and unchanged" in done.stdout
    assert rows(out)["empty"]["score"] == "9"
    assert (out / "results/perfect/doubling.json").read_bytes() == kept
    hand_in(doubling, course, "empty", sample_class.stub)


def test_a_grade_can_be_reproduced_from_its_result(graded, judge, doubling):
    """The seed is in the result: the judge, asked again with it, finds the same."""
    from autograder.grade import submissions

    _, course, out = graded
    result = json.loads((out / "results/mistaken/doubling.json").read_text())
    data = (course / "mistaken/doubling/numpy.ipynb").read_bytes()
    program = submissions.program(doubling.assignment("doubling"), "numpy", data)
    again = judge.grade(
        {
            "assignment": "doubling",
            "backend": "numpy",
            "cells": program.cells,
            "seed": f"{result['seed']}/mistaken",
        }
    )
    kept = [
        (c["check"], c["outcome"], c["message"])
        for c in result["notebooks"]["numpy"]["exercises"]["double"]
    ]
    assert kept == [(c["check"], c["outcome"], c["message"]) for c in again["exercises"]["double"]]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["grade", "missing", "--out", "o"], 2, "missing: no such folder; expected <student>/<assignment>"),
        (["grade", "book/concepts/doubling.md", "--out", "o"], 2, "is a file; expected the folder"),
        (["grade", "exercises", "--out", "o", "--assignment", "doublin"], 2, "Did you mean 'doubling'?"),
        (["grade", "solutions/doubling/double", "--out", "o"], 2, "no submissions"),
        (["grade", "exercises", "--out", "o", "--workers", "0"], 2, "expected a whole number from 1"),
        (["grade", "exercises", "--out", "o", "--isolation", "docker"], 2, "invalid choice"),
        (["check", "doubel"], 2, "unknown exercise 'doubel'. Did you mean 'double'?"),
        (["new", "doublin", "x_y"], 2, "Did you mean 'doubling'?"),
        (["report", "nowhere"], 2, "nowhere"),
        (["grad"], 2, "invalid choice"),
    ],
)  # fmt: skip
def test_bad_input_gets_one_clear_line_and_its_exit_code(doubling, arguments, code, message):
    done = autograder(doubling, *arguments)
    assert done.returncode == code, done.stderr
    assert message in done.stderr and "Traceback" not in done.stderr
    assert not (doubling.root / "o").exists()


def test_without_a_sandbox_nothing_is_graded(doubling, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(doubling.root)
    monkeypatch.setattr(sandbox, "find_bwrap", lambda: None)
    course = tmp_path / "course"
    hand_in(doubling, course, "one", sample_class.reference)
    assert cli.main(["grade", str(course), "--out", str(tmp_path / "out")]) == 3
    assert "apt-get install bubblewrap" in capsys.readouterr().err
    assert not (tmp_path / "out" / "results").exists()


def test_without_isolation_asked_for_by_name_it_is_written_on_everything(doubling, tmp_path):
    course, out = tmp_path / "course", tmp_path / "out"
    hand_in(doubling, course, "one", sample_class.reference)
    done = autograder(doubling, "grade", course, "--out", out, "--isolation", "none")
    assert done.returncode == 0, done.stderr
    assert json.loads((out / "results/one/doubling.json").read_text())["isolation"] == "none"
    for page in (out / "report.html", out / "feedback/one/doubling/numpy.html"):
        assert "isolation" in page.read_text().lower() or "sandbox" in page.read_text().lower()


def test_ctrl_c_keeps_what_is_finished_and_the_next_run_goes_on(doubling, isolation, tmp_path):
    course, out = tmp_path / "course", tmp_path / "out"
    hand_in(doubling, course, "a_first", sample_class.reference)
    for number in range(3):
        hand_in(
            doubling,
            course,
            f"b{number}",
            sample_class.reference,
            sample_class.loop_in_first_answer,
        )
    process = subprocess.Popen(
        command("grade", course, "--out", out, "--workers", "1", "--limit-seconds", "5"),
        cwd=doubling.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    first = out / "results/a_first/doubling.json"
    while not first.exists() and process.poll() is None:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130 and "What was finished is kept" in errors
    assert "Traceback" not in errors
    assert json.loads(first.read_text())["score"] == 9
    assert not [p for p in out.rglob("*") if p.suffix == ".tmp"]
    done = autograder(
        doubling, "grade", course, "--out", out, "--workers", "2", "--limit-seconds", "5"
    )
    assert done.returncode == 0, done.stderr
    assert " 0 already graded" not in done.stdout
    assert len(rows(out)) == 4


@pytest.mark.skipif(os.getuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_is_said_and_loses_nothing(doubling, isolation, tmp_path):
    course, out = tmp_path / "course", tmp_path / "out"
    hand_in(doubling, course, "one", sample_class.reference)
    out.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(out)], check=True)
    try:
        done = autograder(doubling, "grade", course, "--out", out)
        assert done.returncode == 3, done.stdout + done.stderr
        assert "full" in done.stderr and "Traceback" not in done.stderr
        assert not list(out.glob("results/*/*.json"))
        subprocess.run(["mount", "-o", "remount,size=8m", str(out)], check=True)
        assert autograder(doubling, "grade", course, "--out", out).returncode == 0
        assert rows(out)["one"]["score"] == "9"
    finally:
        subprocess.run(["umount", str(out)], check=True)


def test_the_coordinator_imports_neither_torch_nor_a_check():
    code = (
        "import sys; import autograder.grade.coordinator, autograder.cli; "
        "print([m for m in ('torch', 'autograder.evaluate', 'IPython') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_judge_that_dies_is_replaced(doubling, isolation, tmp_path):
    """The judge is killed while it grades; the notebook is tried once more by a new one."""
    course, out = tmp_path / "course", tmp_path / "out"
    slow = "import time\ndef double(x):\n    t = time.process_time()\n    while time.process_time() < t + 0.5: pass\n    return 2 * x\n"
    hand_in(doubling, course, "slow", lambda exercise, backend: slow)
    process = subprocess.Popen(
        command("grade", course, "--out", out, "--workers", "1"), cwd=doubling.root,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    judges: list[int] = []
    while not judges and process.poll() is None:
        time.sleep(0.1)
        for pid in sandbox.tree(process.pid):
            try:
                line = Path(f"/proc/{pid}/cmdline").read_text()
            except OSError:
                continue
            if "autograder.grade.judge" in line:
                judges.append(pid)
    os.kill(judges[0], signal.SIGKILL)
    output, errors = process.communicate()
    assert process.returncode == 0, output + errors
    assert rows(out)["slow"]["score"] == "9"
