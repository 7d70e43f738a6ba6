"""What many hand-ins cost, from measured figures: `python benchmarks/scale.py [--n 100000]`.

CPU seconds and wall seconds a hand-in come from results/grading.json (`make bench`). The
coordinator writes alone, whatever judges, so its share is measured here: a graded hand-in is written
again under other names, and its seconds and bytes are counted. Writes results/scale.json.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from autograder import notebooks, sample_class
from autograder.exercise import BACKENDS
from autograder.grade import feedback, gradebook, results
from autograder.project import Project

HERE = Path(__file__).parent / "results"
ASSIGNMENT = "activations_and_losses"
CORES = (2, 16, 128)


def graded(project: Project, folder: Path) -> tuple[dict[str, Any], Path]:
    """One hand-in with mistakes, graded: its result, and where it lies."""
    hand_in = folder / "class" / "s0" / ASSIGNMENT
    hand_in.mkdir(parents=True)
    for backend in BACKENDS:
        book = sample_class.hand_in(project.assignment(ASSIGNMENT), backend, sample_class.wrong(0))
        (hand_in / f"{backend}.ipynb").write_text(notebooks.dumps(book))
    command = [
        sys.executable,
        "-m",
        "autograder",
        "grade",
        folder / "class",
        "--out",
        folder / "one",
    ]
    subprocess.run(command, cwd=project.root, check=True, stdout=subprocess.DEVNULL)
    return results.read(results.path(folder / "one", "s0", ASSIGNMENT)), hand_in


def measure(project: Project, folder: Path, count: int) -> dict[str, float]:
    """The coordinator's share: gradebook, notebooks, feedback, result; then tables and report."""
    from autograder.grade import report

    result, hand_in = graded(project, folder)
    out, assignment = folder / "many", project.assignment(ASSIGNMENT)
    cpu, wall = time.process_time(), time.perf_counter()
    with gradebook.Writer(f"sqlite:///{out / 'gradebook.db'}", out, project) as book:
        for number in range(count):
            copy = {**result, "student": f"s{number:06d}"}
            book.write(copy, hand_in)
            feedback.write(out, copy, assignment)
            results.write(out, copy)
    results.write_tables(out)
    report.write(out)
    size = sum(p.stat().st_blocks * 512 for p in out.rglob("*") if p.is_file())
    return {
        "n": count,
        "cpu_s": round(time.process_time() - cpu, 3),
        "wall_s": round(time.perf_counter() - wall, 3),
        "bytes": size,
    }


def judging() -> dict[str, float] | None:
    """CPU seconds a hand-in in the largest class of grading.json; None before `make bench`."""
    file = HERE / "grading.json"
    if not file.exists():
        return None
    table = json.loads(file.read_text())
    last = max([*table["slope"], table["runs"]["ours"]], key=lambda run: run["n"])
    return {"n": last["n"], "cpu_s_each": last["cpu_s"] / last["n"]}


def main() -> None:
    """Measure, write, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--n", type=int, default=100_000, help="hand-ins to compute for")
    parser.add_argument("--sample", type=int, default=300, help="hand-ins to write and measure")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        share = measure(Project.find(), Path(folder), arguments.sample)
    found = {
        "machine": {"platform": platform.platform(), "cores": os.cpu_count(),
                    "load_before": os.getloadavg()[0]},
        "date": datetime.date.today().isoformat(),
        "coordinator": share,
    }  # fmt: skip
    HERE.mkdir(exist_ok=True)
    (HERE / "scale.json").write_text(json.dumps(found, indent=1) + "\n")
    _print(arguments.n, share, judging())


def _print(n: int, share: dict[str, float], judged: dict[str, float] | None) -> None:
    own = share["wall_s"] / share["n"]
    print(
        f"coordinator: {share['cpu_s'] / share['n'] * 1000:.1f} ms CPU, {own * 1000:.1f} ms, "
        f"{share['bytes'] / share['n'] / 1e3:.0f} kB of disk a hand-in"
    )
    print(f"{n} hand-ins: {n * share['bytes'] / share['n'] / 1e9:.1f} GB of disk")
    print(f"  the coordinator alone: {n * own / 3600:.1f} h; no cluster makes it faster than that")
    if judged is None:
        print("  judging: unknown; run 'make bench' first")
        return
    total = n * judged["cpu_s_each"]
    print(
        f"  CPU: {total / 3600:.1f} h ({judged['cpu_s_each']:.3f} s each, class of {judged['n']})"
    )
    for cores in CORES:
        hours = max(total / cores, n * own) / 3600
        print(f"  on {cores:3d} cores: {hours:.1f} h")


if __name__ == "__main__":
    main()
