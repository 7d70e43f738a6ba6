"""Kill what grades a class, again and again: `python benchmarks/disturbed.py [--n 200]`.

A class is graded twice with one seed: once left alone; once while a judge, a warm server, its
bubblewrap and students' sandboxes are killed (SIGKILL) and at last the coordinator, after which the
same command is run again. Grades, messages and the gradebook must be the same to the last point.
Writes results/disturbed.json; the tests do the same with a small class.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import os
import platform
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import nbformat

from autograder import notebooks, sample_class
from autograder.exercise import BACKENDS
from autograder.project import Project

RESULT = Path(__file__).parent / "results" / "disturbed.json"
ASSIGNMENT = "activations_and_losses"
KINDS = ("judge", "server", "bubblewrap", "sandbox")
AUTHORS = (
    sample_class.reference, sample_class.wrong(0), sample_class.stub, sample_class.other_form,
    sample_class.constant, sample_class.wrong(1),
)  # fmt: skip
BUSY = "\nimport time as _t\n_end = _t.process_time() + 0.15\nwhile _t.process_time() < _end:\n    pass\n"
GRADES = """
    SELECT a.student_id, n.name, c.name, g.auto_score, g.manual_score, g.needs_manual_grade
    FROM grade g JOIN base_cell c ON c.id = g.cell_id
    JOIN submitted_notebook b ON b.id = g.notebook_id JOIN notebook n ON n.id = b.notebook_id
    JOIN submitted_assignment a ON a.id = b.assignment_id ORDER BY 1, 2, 3
"""


# --- the class -------------------------------------------------------------------------------------
def write_class(project: Project, folder: Path, size: int, assignment: str) -> None:
    """Hand-ins of every harmless kind; every third one is busy for a while, so that kills hit it."""
    for number in range(size):
        target = folder / f"s{number:04d}" / assignment
        target.mkdir(parents=True)
        for backend in BACKENDS:
            author = AUTHORS[number % len(AUTHORS)]
            book = sample_class.hand_in(project.assignment(assignment), backend, author)
            if number % 3 == 0:
                book.cells.append(nbformat.v4.new_code_cell(BUSY, id="busy"))
            (target / f"{backend}.ipynb").write_text(notebooks.dumps(book))


def command(course: Path, out: Path, *arguments: str) -> list[str]:
    """The command line that grades the class."""
    program = [sys.executable, "-m", "autograder", "grade"]
    return [*program, str(course), "--out", str(out), *arguments]


# --- what is killed --------------------------------------------------------------------------------
def members(root: int) -> dict[str, list[int]]:
    """The processes below the coordinator, by kind."""
    found: dict[str, list[int]] = {kind: [] for kind in KINDS}
    todo = [(root, "")]
    while todo:
        pid, above = todo.pop()
        kind = _kind(pid, above)
        if kind in found:
            found[kind].append(pid)
        todo += [(child, kind) for child in _children(pid)]
    return found


def _kind(pid: int, above: str) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return ""
    if b"autograder.grade.judge" in words:
        return "judge"
    if words[0].endswith(b"bwrap"):
        return "bubblewrap"
    if b"box.server" in words:
        return "sandbox" if above in ("server", "sandbox") else "server"
    return ""


def _children(pid: int) -> list[int]:
    found = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            text = Path(f"/proc/{pid}/task/{task}/children").read_text()
            found += [int(word) for word in text.split()]
    except OSError:
        return []
    return found


def results_in(out: Path) -> int:
    """Hand-ins that are finished."""
    return sum(1 for _ in out.glob("results/*/*.json"))


def kill_one(root: subprocess.Popen[Any], kind: str, chance: random.Random) -> bool:
    """Kill one process of a kind as soon as there is one; False when the run ended before."""
    while root.poll() is None:
        there = members(root.pid)[kind]
        if there:
            try:
                os.kill(chance.choice(there), signal.SIGKILL)
                return True
            except ProcessLookupError:
                continue
        time.sleep(0.002)
    return False


def disturb(
    command_line: list[str], cwd: Path, out: Path, size: int, kinds: list[str]
) -> dict[str, Any]:
    """Grade while processes of these kinds are killed, evenly spread; the coordinator last.

    Returns:
        Kills by kind, how many hand-ins were finished when the coordinator was killed, and what was
        left of its processes when its judges had had time to notice.
    """
    chance, killed = random.Random(0), dict.fromkeys(kinds, 0)
    process = subprocess.Popen(
        command_line, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    for place, kind in enumerate(kinds, 1):
        while results_in(out) < size * place // (len(kinds) + 2) and process.poll() is None:
            time.sleep(0.01)
        killed[kind] += kill_one(process, kind, chance)
    while results_in(out) < size * 3 // 4 and process.poll() is None:
        time.sleep(0.01)
    if process.poll() is not None:
        raise SystemExit(f"it ended before it was killed:\n{process.communicate()[1]}")
    orphans = members(process.pid)["judge"]
    process.kill()
    process.communicate()
    return {"killed": killed, "finished": results_in(out), "left": _remaining(orphans)}


def _remaining(pids: list[int], patience_seconds: float = 60) -> int:
    """How many of these processes are still there after they had time to end by themselves."""
    end = time.monotonic() + patience_seconds
    while (left := [p for p in pids if _kind(p, "") == "judge"]) and time.monotonic() < end:
        time.sleep(0.1)
    return len(left)


# --- what came of it -------------------------------------------------------------------------------
def verdicts(out: Path) -> list[tuple[str, ...]]:
    """grades.csv and summary.csv without what may differ: CPU seconds."""
    found = []
    for name in ("grades.csv", "summary.csv"):
        with (out / name).open(newline="") as file:
            for row in csv.DictReader(file):
                row.pop("cpu_seconds", None)
                found.append(tuple(row.values()))
    return found


def gradebook(out: Path) -> list[tuple[Any, ...]]:
    """Every grade in DIR/gradebook.db."""
    with closing(sqlite3.connect(out / "gradebook.db")) as connection:
        return connection.execute(GRADES).fetchall()


def main() -> None:
    """Run the experiment, write and print the result."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--n", type=int, default=200, help="hand-ins")
    size, project = parser.parse_args().n, Project.find()
    work = project.root / "build" / "disturbed"
    shutil.rmtree(work, ignore_errors=True)
    course, calm, wild = work / "class", work / "calm", work / "wild"
    write_class(project, course, size, ASSIGNMENT)
    seed = ["--seed", "disturbed"]
    print(f"grading {size} hand-ins undisturbed", flush=True)
    subprocess.run(command(course, calm, *seed), cwd=project.root, check=True)
    print("and again, with kills", flush=True)
    facts = disturb(command(course, wild, *seed), project.root, wild, size, [*KINDS] * 5)
    print(f"killed {facts}; going on", flush=True)
    again = subprocess.run(
        command(course, wild, *seed), cwd=project.root, capture_output=True, text=True
    )
    result = {
        "machine": {"platform": platform.platform(), "cores": os.cpu_count()},
        "date": datetime.date.today().isoformat(),
        "assignment": ASSIGNMENT,
        "n": size,
        **facts,
        "second_run": again.stdout.splitlines()[0],
        "same_grades_and_messages": verdicts(calm) == verdicts(wild),
        "same_gradebook": gradebook(calm) == gradebook(wild),
    }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n")
    print(json.dumps(result, indent=1))
    sys.exit(0 if result["same_grades_and_messages"] and result["same_gradebook"] else 1)


if __name__ == "__main__":
    main()
