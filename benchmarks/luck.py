"""Does a grade depend on the random inputs that a run happens to draw?

    python benchmarks/luck.py [--draws 200] [SLUG…]

Judges both references and every other right form of every exercise with many seeds. A right answer
that loses a point in any draw is printed with the check and its message, and kept in
results/luck.json: such a check would take points from a right hand-in by bad luck. The named wrong
answers are judged with a tenth of the draws; one that keeps all points in any of them is listed
too. Exit code 1 when there is either.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tqdm import tqdm

from autograder.evaluate import ExerciseJudge, earned, judge_source, possible
from autograder.exercise import BACKENDS, Exercise
from autograder.project import Project

RESULT = Path(__file__).parent / "results" / "luck.json"


def look(task: tuple[Exercise, int]) -> dict[str, Any]:
    """Judge one exercise's answers with many seeds: counts, and what went wrong."""
    exercise, draws = task
    judge = ExerciseJudge(exercise)
    found: dict[str, Any] = {"slug": exercise.slug, "right": 0, "wrong": 0, "unlucky": []}
    for backend in BACKENDS:
        answers = [("reference", "", True)]
        answers += [
            (a.name, a.source, True) for a in exercise.right_answers if backend in a.backends
        ]
        answers += [
            (a.name, a.source, False) for a in exercise.wrong_answers if backend in a.backends
        ]
        for name, source, is_right in answers:
            for draw in range(draws if is_right else max(1, draws // 10)):
                sources = (exercise.answer(backend), source)
                results = judge_source(judge, backend, *sources, seed=f"luck {draw}")
                found["right" if is_right else "wrong"] += 1
                if (earned(results) == possible(results)) is not is_right:
                    lost = [f"{r.check}: {r.message}" for r in results if r.outcome != "passed"]
                    found["unlucky"].append(
                        {"backend": backend, "answer": name, "draw": draw, "right": is_right,
                         "lost": [text[:300] for text in lost]}
                    )  # fmt: skip
    return found


def main() -> int:
    """Exit code 0: no grade depended on a draw."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("slugs", nargs="*", metavar="SLUG")
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    project = Project.find()
    chosen = [project.exercise(s) for s in options.slugs] or list(project.exercises.values())
    found = []
    with multiprocessing.get_context("spawn").Pool(options.workers, _one_thread) as pool:
        tasks = [(exercise, options.draws) for exercise in chosen]
        for row in tqdm(pool.imap_unordered(look, tasks), total=len(tasks), unit="exercise"):
            found.append(row)
            for u in row["unlucky"]:
                kind = "right answer loses" if u["right"] else "wrong answer keeps all"
                tqdm.write(f"{row['slug']} ({u['backend']}) draw {u['draw']}: {kind}: {u['answer']} {u['lost']}")  # fmt: skip
    summary = {key: sum(row[key] for row in found) for key in ("right", "wrong")}
    unlucky = [{"slug": row["slug"], **u} for row in found for u in row["unlucky"]]
    print(f"{len(found)} exercises, {summary['right']} runs of right answers, {summary['wrong']} of wrong ones: {len(unlucky)} grades by luck")  # fmt: skip
    if not options.slugs:
        _keep(summary, unlucky, len(found), options.draws)
    return 1 if unlucky else 0


def _keep(summary: dict[str, int], unlucky: list[Any], exercises: int, draws: int) -> None:
    versions = {name: version(name) for name in ("numpy", "torch")} | {
        "python": sys.version.split()[0]
    }
    result = {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "machine": platform.machine(),
        "versions": versions,
        "exercises": exercises,
        "draws": draws,
        "runs": summary,
        "unlucky": sorted(unlucky, key=lambda u: (u["slug"], u["backend"], u["answer"], u["draw"])),
    }
    RESULT.write_text(json.dumps(result, indent=1) + "\n")


def _one_thread() -> None:
    import torch

    torch.set_num_threads(1)


if __name__ == "__main__":
    sys.exit(main())
