"""Nothing lost: killed, locked out, started twice, changed underneath, the grades come out right."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from autograder.errors import EnvironmentProblem, UsageError
from autograder.grade import grounds, hand_in, lock
from autograder.grade.options import Options, _seed
from autograder.grade.run import Run
from autograder.grade.submissions import Submission
from autograder.project import Project
from autograder.sandbox import Limits


def run(command: list[str], project: Project) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=project.root, capture_output=True, text=True)


def counted(total: int, kept: int) -> str:
    return f"{total} submissions, {kept} already graded and unchanged"


# --- killed --------------------------------------------------------------------------------------
@pytest.mark.sandbox
def test_killed_in_the_middle_gives_the_same_grades(doubling, calm, disturbed, tmp_path) -> None:
    """Why: a grade must not depend on what happened to the machine meanwhile."""
    out = tmp_path / "out"
    command = disturbed.command(calm.course, out, *calm.arguments)
    kinds = ["sandbox", "judge", "sandbox", "server", "sandbox", "bubblewrap"]
    facts = disturbed.disturb(command, doubling.root, out, calm.size, kinds)
    assert facts["killed"] == {"sandbox": 3, "judge": 1, "server": 1, "bubblewrap": 1}
    assert calm.size * 3 // 4 <= facts["finished"] < calm.size
    assert facts["left"] == 0, "judges outlive their coordinator"
    done = run(command, doubling)
    assert done.returncode == 0, done.stdout + done.stderr
    assert counted(calm.size, facts["finished"]) in done.stdout
    assert disturbed.verdicts(out) == disturbed.verdicts(calm.out)
    assert disturbed.gradebook(out) == disturbed.gradebook(calm.out)
    assert not list(out.rglob(".tmp-*")) or facts["finished"] < calm.size


@pytest.mark.sandbox
def test_server_is_recycled_and_nobody_notices(doubling, isolation, calm, monkeypatch) -> None:
    """Why: whatever a server gathers over thousands of forks goes with it."""
    from autograder.grade import judge

    monkeypatch.setattr(judge, "FORKS_PER_SERVER", 1)
    job = hand_in.read(Submission("s0000", "doubling", calm.course / "s0000/doubling"))
    made = judge.Judge(doubling, LIMITS, "bwrap", slot=91)
    servers = []

    def ask(one: dict) -> dict:
        answer = made.grade(one)
        assert made.server is not None
        servers.append(made.server.process.pid)
        return answer

    try:
        answer = hand_in.judge(job, doubling.assignment("doubling"), "calm", ask)
    finally:
        made.stop()
    assert len(set(servers)) == 2, "one server for each notebook was expected"
    kept = json.loads((calm.out / "results/s0000/doubling.json").read_text())
    assert hand_in.verdict(answer)["score"] == kept["score"] == kept["max_score"]


# --- locked out ------------------------------------------------------------------------------------
@pytest.fixture
def copy(calm, tmp_path: Path) -> Path:
    """What the calm run left, to be spoilt."""
    return Path(shutil.copytree(calm.out, tmp_path / "out"))


def test_gradebook_locked_by_another_program(doubling, calm, copy, disturbed) -> None:
    """Why: formgrader writes there too. The run stops, says who to close, and loses nothing."""
    (copy / "results/s0007/doubling.json").unlink()
    url = f"sqlite:///{copy / 'gradebook.db'}?timeout=0.2"
    command = disturbed.command(calm.course, copy, *calm.arguments, "--gradebook", url)
    with closing(sqlite3.connect(copy / "gradebook.db")) as formgrader:
        formgrader.execute("BEGIN IMMEDIATE")
        locked = run(command, doubling)
        formgrader.rollback()
    assert locked.returncode == 3, locked.stdout
    assert "database is locked" in locked.stderr and "Close what else writes" in locked.stderr
    assert "Traceback" not in locked.stderr
    assert not (copy / "results/s0007/doubling.json").exists()
    done = run(command, doubling)
    assert done.returncode == 0 and counted(calm.size, calm.size - 1) in done.stdout
    assert disturbed.verdicts(copy) == disturbed.verdicts(calm.out)
    assert disturbed.gradebook(copy) == disturbed.gradebook(calm.out)


def test_second_run_on_a_folder_is_refused(doubling, calm, copy, disturbed) -> None:
    """Why: two writers would overwrite each other's report and tables."""
    before = {p: p.read_bytes() for p in copy.rglob("*") if p.is_file()}
    command = disturbed.command(calm.course, copy, *calm.arguments)
    with lock.held(copy):
        second = run(command, doubling)
    assert second.returncode == 3
    assert f"process {os.getpid()} on" in second.stderr and "another --out" in second.stderr
    same = {p: p.read_bytes() for p in before if p.name != lock.NAME}
    assert same == {p: b for p, b in before.items() if p.name != lock.NAME}
    third = run(command, doubling)
    assert third.returncode == 0 and counted(calm.size, calm.size) in third.stdout


def test_lock_of_a_killed_run_is_no_lock(tmp_path: Path) -> None:
    """Why: nobody should have to delete a file after a crash."""
    (tmp_path / lock.NAME).write_text("process 1 on a machine that is gone\n")
    with lock.held(tmp_path):
        assert f"process {os.getpid()}" in (tmp_path / lock.NAME).read_text()
        with pytest.raises(EnvironmentProblem, match="since"), lock.held(tmp_path):
            pass
    with lock.held(tmp_path):
        pass


def test_file_systems_without_locks_are_usable(tmp_path: Path, monkeypatch, capsys) -> None:
    """Why: some cluster file systems have none; grading goes on, and says so."""

    def no_locks(*_: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with lock.held(tmp_path):
        pass
    assert "has no locks" in capsys.readouterr().err


@pytest.mark.skipif(os.getuid() != 0, reason="a read-only mount needs root")
def test_read_only_output_is_said(doubling, calm, copy, disturbed) -> None:
    """Why: root writes anywhere but there; the next run then finds everything as it was."""
    subprocess.run(["mount", "--bind", copy, copy], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", copy], check=True)
        done = run(disturbed.command(calm.course, copy, *calm.arguments), doubling)
    finally:
        subprocess.run(["umount", copy], check=True)
    assert done.returncode == 3 and "Traceback" not in done.stderr
    assert "Read-only file system" in done.stderr and "--out" in done.stderr
    assert disturbed.verdicts(copy) == disturbed.verdicts(calm.out)


# --- graded again when, and only when, something changed --------------------------------------------
LIMITS = Limits(seconds=5.0)


def fingerprint(project: Project, folder: Path, limits: Limits = LIMITS, isolated=True) -> str:
    made = grounds.Grounds(Project(project.root), limits, isolated)
    return made.fingerprint(hand_in.read(Submission("s", "doubling", folder)))


@pytest.fixture
def own(doubling, tmp_path: Path) -> Project:
    """A copy of the project, to change."""
    shutil.copytree(doubling.root, tmp_path / "project")
    return Project(tmp_path / "project")


CAUSES = {
    "visible check": "exercises/doubling/double/checks.py",
    "hidden check": "solutions/doubling/double/hidden_checks.py",
    "NumPy reference": "solutions/doubling/double/numpy_ref.py",
    "PyTorch reference": "solutions/doubling/double/torch_ref.py",
    "statement": "exercises/doubling/double/exercise.md",
}


@pytest.mark.parametrize("cause", CAUSES)
def test_a_changed_exercise_is_a_cause(own, calm, cause: str) -> None:
    """Why: an old grade would stand for a check that is no longer asked."""
    folder = calm.course / "s0000/doubling"
    before = fingerprint(own, folder)
    file = own.root / CAUSES[cause]
    text = file.read_text()
    file.write_text(text + "\n")
    assert fingerprint(own, folder) != before
    file.write_text(text)
    assert fingerprint(own, folder) == before


def test_hand_in_limits_and_isolation_are_causes(own, calm, tmp_path: Path) -> None:
    """Why: each can change a grade; another student's hand-in or a date cannot."""
    folder = Path(shutil.copytree(calm.course / "s0000/doubling", tmp_path / "hand_in"))
    before = fingerprint(own, folder)
    (folder / "timestamp.txt").write_text("2026-01-01 00:00:00 UTC")
    os.utime(folder / "numpy.ipynb")
    (own.root / "solutions/doubling/double/numpy_ref.py").touch()
    assert fingerprint(own, folder) == before
    assert fingerprint(own, folder, Limits(seconds=6)) != before
    assert fingerprint(own, folder, isolated=False) != before
    (folder / "torch.ipynb").rename(folder / "kept")
    absent = fingerprint(own, folder)
    (folder / "torch.ipynb").symlink_to("kept")
    linked = fingerprint(own, folder)
    assert len({before, absent, linked}) == 3


def test_environment_and_judging_code_are_causes(own, calm, monkeypatch) -> None:
    """Why: another torch, or a mended judge, can come to another verdict."""
    folder = calm.course / "s0000/doubling"
    before = fingerprint(own, folder)
    versions = grounds.environment()
    monkeypatch.setattr(grounds, "environment", lambda: versions | {"torch": "0.0"})
    assert fingerprint(own, folder) != before
    monkeypatch.setattr(grounds, "environment", lambda: versions)
    monkeypatch.setattr(grounds, "code", lambda: "mended")
    assert fingerprint(own, folder) != before


def test_judging_code_is_all_of_it_and_no_more() -> None:
    """Why: a module that judges and is not hashed would leave old grades; a page must not cost a run."""
    names = {p.relative_to(grounds.PACKAGE).as_posix() for p in grounds._judging()}
    judging = {"kit.py", "evaluate.py", "sandbox.py", "grade/judge.py", "grade/remote.py",
               "grade/submissions.py", "grade/hand_in.py", "box/wire.py"}  # fmt: skip
    assert judging <= names
    assert not {n for n in names if "report" in n or "feedback" in n or "gradebook" in n}


def test_what_could_not_be_run_is_tried_again(doubling, calm, tmp_path: Path) -> None:
    """Why: that is our fault, and may have passed."""
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    options = Options(calm.course, calm.out, [], 1, "auto", LIMITS, url, False, "calm", None)
    submission = Submission("s0000", "doubling", calm.course / "s0000/doubling")
    this = Run(doubling, options)
    old = this.old_result(submission)
    assert old is not None and this.still_holds(old, submission)
    old["notebooks"]["numpy"]["exercises"]["double"][0]["outcome"] = "could_not_run"
    assert not this.still_holds(old, submission)


# --- a seed, a bar ---------------------------------------------------------------------------------
@pytest.mark.parametrize("text", ["", "  ", "x" * 201, "a\nb"])
def test_seed_is_a_short_line(text: str) -> None:
    """Why: it is written into every result."""
    with pytest.raises(UsageError, match="--seed"):
        _seed(text)


def test_seed_is_in_every_result(calm) -> None:
    """Why: with it, and only with it, a grade can be computed again."""
    seeds = {json.loads(p.read_text())["seed"] for p in calm.out.glob("results/*/*.json")}
    assert seeds == {"calm"}


@pytest.mark.sandbox
def test_bar_on_a_terminal_and_none_elsewhere(doubling, calm, copy, disturbed) -> None:
    """Why: a log file full of bars is no log."""
    command = disturbed.command(calm.course, copy, *calm.arguments)
    for student in ("s0001", "s0002", "s0008"):
        (copy / f"results/{student}/doubling.json").unlink()
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, cwd=doubling.root, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:  # how Linux says that the other end is closed
        process.communicate()
    os.close(ours)
    bar = shown.decode()
    assert "3/3" in bar and "left" in bar and "0 problems" in bar and "hand-ins/s" in bar
    quiet = run(command, doubling)
    assert quiet.stderr == ""
