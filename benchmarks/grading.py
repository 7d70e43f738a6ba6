"""What grading costs: `make bench` -> benchmarks/results/grading.json.

In one run on one machine: the same ten hand-ins through plain `nbgrader autograde` and through
`autograder grade`, the floor (a warm fork that runs only the cells), one class with one worker
and with two, and then growing classes. CPU seconds are those of all processes started, children
included; figures are totals over n, start-up included.

    runs     nbgrader, ours and floor on the same hand-ins; ours_1_worker and ours_2_workers
    slope    growing classes, with the coordinator's peak memory
    memory   [seconds, MB] of the coordinator while it graded the largest class
    start_s, each_s   the line through `slope`: CPU seconds of a run before the first hand-in,
             and for each more
"""

from __future__ import annotations

import argparse
import csv
import datetime
import importlib.metadata
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from autograder import notebooks, sample_class
from autograder.exercise import BACKENDS
from autograder.project import Project

ASSIGNMENT = "activations_and_losses"
HARMLESS = ["s01_perfect", "s02_empty", "s03_mistakes", "s04_mistakes", "s05_mistakes",
            "s06_another_way", "s07_first_half"]  # fmt: skip
PROGRAMS = Path(sys.executable).parent
WORKERS_CLASS = 100  # hand-ins for one worker beside two
MEMORY_POINTS = 200
RESULT = Path(__file__).parent / "results" / "grading.json"
FLOOR = """
import json, sys, time
from pathlib import Path
import torch
torch.set_num_threads(1)
from autograder import sandbox
from autograder.grade import submissions
from autograder.grade.judge import Judge, Notebook
from autograder.project import Project
root, course, name = sys.argv[1:]
project = Project(Path(root))
judge = Judge(project, sandbox.Limits(), "auto", 95)
judge.server = sandbox.start("auto", 95)
begun = time.perf_counter()
for folder in sorted(Path(course).glob(f"*/{name}")):
    for backend in ("numpy", "torch"):
        data = (folder / f"{backend}.ipynb").read_bytes()
        program = submissions.program(project.assignment(name), backend, data)
        notebook = Notebook(judge, program.cells, backend, "floor")
        notebook.start()
        notebook.close()
print(json.dumps({"cpu_s": judge.cpu, "wall_s": time.perf_counter() - begun}))
judge.stop()
"""


def write_class(project: Project, folder: Path, size: int) -> None:
    """Hand-ins of one assignment, taking turns among the sample class's harmless students."""
    assignment = project.assignment(ASSIGNMENT)
    made = {
        (name, backend): notebooks.dumps(
            sample_class.hand_in(assignment, backend, sample_class.CLASS[name][0])
        )
        for name in HARMLESS
        for backend in BACKENDS
    }
    shutil.rmtree(folder, ignore_errors=True)
    for number in range(size):
        target = folder / f"student{number:05d}" / ASSIGNMENT
        target.mkdir(parents=True)
        for backend in BACKENDS:
            text = made[HARMLESS[number % len(HARMLESS)], backend]
            (target / f"{backend}.ipynb").write_text(text)


def measured(command: list[Any], cwd: Path) -> dict[str, Any]:
    """Run a command to its end: CPU seconds of its whole tree, wall seconds, its own memory."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "PATH": f"{PROGRAMS}:{os.environ['PATH']}", "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(
        [str(c) for c in command], cwd=cwd, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    memory: list[tuple[float, float, float]] = []
    watcher = threading.Thread(target=_watch_memory, args=(process, memory))
    watcher.start()
    _, errors = process.communicate()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode != 0:
        raise SystemExit(f"bench: {' '.join(map(str, command))} failed:\n{errors}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "cpu_s": round(cpu, 3),
        "wall_s": round(time.perf_counter() - begun, 3),
        "peak_rss_mb": max(peak for _, _, peak in memory),
        "memory": [(at, now) for at, now, _ in memory[:: len(memory) // MEMORY_POINTS + 1]],
    }


def _watch_memory(process: subprocess.Popen[str], memory: list[tuple[float, float, float]]) -> None:
    """Seconds since the start, MB now, and the highest so far, until the process ends."""
    begun = time.perf_counter()
    while process.poll() is None:
        with suppress(OSError, KeyError):
            lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
            found = {key: value for key, _, value in (line.partition(":") for line in lines)}
            now, peak = (int(found[k].split()[0]) / 1024 for k in ("VmRSS", "VmHWM"))
            memory.append((round(time.perf_counter() - begun, 2), round(now, 1), round(peak, 1)))
        time.sleep(0.05)


def run_nbgrader(project: Project, work: Path, size: int) -> dict[str, Any]:
    """Plain nbgrader on `size` hand-ins; registering the assignment is not counted."""
    course = work / "nbgrader"
    notebooks.write_source_tree(project, course)
    measured([PROGRAMS / "nbgrader", "generate_assignment", ASSIGNMENT], course)
    write_class(project, course / "submitted", size)
    cost = measured([PROGRAMS / "nbgrader", "autograde", ASSIGNMENT], course)
    return {"n": size, "cpu_s": cost["cpu_s"], "wall_s": cost["wall_s"]}


def run_ours(project: Project, work: Path, size: int, workers: int) -> dict[str, Any]:
    """`autograder grade` with everything it does: canary, warm-up, feedback, report, gradebook."""
    course, out = work / f"class{size}", work / f"graded{size}"
    write_class(project, course, size)
    shutil.rmtree(out, ignore_errors=True)
    command = [PROGRAMS / "autograder", "grade", course, "--out", out, "--workers", workers]
    cost = measured(command, project.root)
    _require_graded(out, size)
    return {"n": size, "workers": workers} | cost


def _require_graded(out: Path, size: int) -> None:
    """A run that graded less than the whole class has no cost worth telling."""
    with (out / "summary.csv").open(newline="") as file:
        graded = sum(row["status"] == "graded" for row in csv.DictReader(file))
    if graded != size:
        raise SystemExit(f"bench: {graded} of {size} hand-ins were graded; look at {out}")


def run_floor(project: Project, work: Path, size: int) -> dict[str, Any]:
    """The cells alone, in warm forks: what the students' own code costs."""
    course = work / f"class{size}"
    write_class(project, course, size)
    command = [sys.executable, "-c", FLOOR, str(project.root), str(course), ASSIGNMENT]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=project.root)
    return {"n": size} | {k: round(v, 3) for k, v in json.loads(answer.stdout).items()}


def machine() -> dict[str, Any]:
    """Where this ran."""
    return {
        "platform": platform.platform(),
        "cores": os.cpu_count(),
        "load_before": os.getloadavg()[0],
    }


def main() -> None:
    """Run everything, write the result, print the ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--n", type=int, default=10, help="hand-ins for the comparison")
    parser.add_argument("--classes", type=int, nargs="*", default=[200, 1000, 5000])
    arguments = parser.parse_args()
    if len(set(arguments.classes)) < 2:
        parser.error("--classes: expected two sizes or more, for the line through them")
    project = Project.find()
    work = project.root / "build" / "bench"
    shutil.rmtree(work, ignore_errors=True)
    names = ("numpy", "torch", "nbgrader", "ipython", "jupyter-book", "large-models-checked")
    result: dict[str, Any] = {
        "machine": machine(),
        "versions": {"python": platform.python_version()}
        | {n: importlib.metadata.version(n) for n in names},
        "date": datetime.date.today().isoformat(),
        "assignment": ASSIGNMENT,
        "runs": {},
        "slope": [],
    }
    cores = os.cpu_count() or 1
    runs: dict[str, Callable[[], dict[str, Any]]] = {
        "ours": lambda: run_ours(project, work, arguments.n, cores),
        "floor": lambda: run_floor(project, work, arguments.n),
        "nbgrader": lambda: run_nbgrader(project, work, arguments.n),
        "ours_1_worker": lambda: run_ours(project, work, WORKERS_CLASS, 1),
        "ours_2_workers": lambda: run_ours(project, work, WORKERS_CLASS, 2),
    }
    bar = tqdm(total=len(runs) + len(arguments.classes), unit="run")
    for name, run in runs.items():
        bar.set_description(name)
        result["runs"][name] = {k: v for k, v in run().items() if k != "memory"}
        bar.update()
    for size in arguments.classes:
        bar.set_description(f"class of {size}")
        found = run_ours(project, work, size, cores)
        result["memory"] = found.pop("memory")
        result["slope"].append(found)
        bar.update()
    bar.close()
    result["machine"]["load_after"] = os.getloadavg()[0]
    each, start = np.polyfit(*([r[k] for r in result["slope"]] for k in ("n", "cpu_s")), 1)
    result["each_s"], result["start_s"] = round(float(each), 4), round(float(start), 2)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n")
    _print(result)


def _print(result: dict[str, Any]) -> None:
    for name, run in result["runs"].items():
        print(
            f"{name:15s} {run['cpu_s'] / run['n']:7.3f} CPU s, {run['wall_s'] / run['n']:7.3f} s a hand-in"
        )
    for run in result["slope"]:
        print(
            f"class of {run['n']:5d}: {run['cpu_s'] / run['n']:.3f} CPU s, "
            f"{run['wall_s'] / run['n']:.3f} s a hand-in, coordinator {run['peak_rss_mb']:.0f} MB"
        )
    floor, other = (
        result["runs"][k]["cpu_s"] / result["runs"][k]["n"] for k in ("floor", "nbgrader")
    )
    each = result["each_s"]
    print(f"start {result['start_s']:.1f} CPU s, then {each:.3f} CPU s a hand-in")
    print(f"nbgrader / ours {other / each:.1f}, ours / floor {each / floor:.2f}; {RESULT}")


if __name__ == "__main__":
    main()
