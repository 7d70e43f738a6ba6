"""What `autograder mutate` prints: a line an exercise and backend, survivors, two numbers."""

from __future__ import annotations

import sys
import time
from typing import Any

from tqdm import tqdm

from autograder.mutate import results, runner
from autograder.mutate.fingerprint import grader_fingerprint
from autograder.mutate.runner import Fate, Outcome
from autograder.project import Project

HEAD = (
    f"{'exercise':32s} {'backend':7s} {'made':>5s} {'equivalent':>10s} {'killed':>6s} "
    f"{'survived':>8s} {'share':>6s}  wrong caught  right kept  equal runs"
)


def run(project: Project, slugs: list[str], workers: int, only_stale: bool) -> int:
    """Mutate the named exercises (all when none is named); 0 when all is well, else 1."""
    chosen = [project.exercise(s) for s in slugs] or list(project.exercises.values())
    if only_stale:
        behind = {e.slug for e in results.stale(project)}
        chosen = [e for e in chosen if e.slug in behind]
    if not chosen:
        print("nothing to do: all figures are fresh")
        return 0
    begun, grader = time.perf_counter(), grader_fingerprint()
    outcomes = runner.run(chosen, workers, _Bar())
    seconds = time.perf_counter() - begun
    problems = results.problems(outcomes)
    _show(outcomes, problems)
    written = results.write(project.root, outcomes, grader, workers, seconds)
    _say(written, len(outcomes), seconds, workers)
    return 1 if problems else 0


class _Bar:
    """A progress bar that is quiet when nobody looks."""

    def __init__(self) -> None:
        self.bar = tqdm(unit="answer", disable=not sys.stderr.isatty(), leave=False)

    def __call__(self, done: int, total: int) -> None:
        self.bar.total = total
        self.bar.update(done - self.bar.n)
        if done == total:
            self.bar.close()


def _show(outcomes: list[Outcome], problems: list[str]) -> None:
    print(HEAD)
    for outcome in outcomes:
        print(_line(outcome))
    for outcome in outcomes:
        for fate in results.survivors(outcome):
            print(_survivor(fate))
    for problem in problems:
        print(f"PROBLEM {problem}")


def _line(outcome: Outcome) -> str:
    c = results.figures(outcome)
    return (
        f"{outcome.exercise.slug:32s} {outcome.backend:7s} {c['made']:5d} {c['equivalent']:10d} "
        f"{c['killed']:6d} {c['survived']:8d} {results.killed_share(c):6.1%}  "
        f"{c['wrong_caught']:2d} of {c['wrong_total']:2d}      "
        f"{c['right_kept']:2d} of {c['right_total']:2d}    {c['runs_equal']:2d} of {c['runs']:2d}"
    )


def _survivor(fate: Fate) -> str:
    m = fate.mutant
    return (
        f"SURVIVOR {m.path}:{m.line} ({m.function}) operator {m.operator}\n"
        f"  - {_indented(m.before)}\n  + {_indented(m.after)}"
    )


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")


def _say(written: dict[str, Any], graded: int, seconds: float, workers: int) -> None:
    t = written["totals"]
    print(
        f"{graded} graders, {written['judged']} answers judged in {seconds:.0f} s, {workers} workers"
    )
    print(f"wrote {results.PATH}; over all exercises in it:")
    print(f"  false accepts: {t['false_accepts']} of {t['must_lose']} wrong answers and mutants")
    print(f"  false rejects: {t['false_rejects']} of {t['must_keep']} right forms and equivalents")
