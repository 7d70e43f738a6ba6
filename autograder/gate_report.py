"""What `autograder check` prints: one line an exercise and backend, then every problem."""

from __future__ import annotations

import sys

from tqdm import tqdm

from autograder import gate, leaks
from autograder.gate import Verdict
from autograder.mutate import results
from autograder.project import Project


def run(project: Project, slugs: list[str], workers: int) -> int:
    """Check the named exercises (all when none is named); 0 when all is well, else 1."""
    chosen = [project.exercise(s) for s in slugs] or list(project.exercises.values())
    bar = tqdm(total=len(chosen), unit="exercise", disable=not sys.stderr.isatty(), leave=False)
    print(
        f"{'exercise':32s} {'backend':7s} {'reference':>11s} {'stub':>5s}  wrong answers  right forms  agrees with NumPy"
    )
    problems: list[str] = []

    def report(verdicts: list[Verdict]) -> None:
        bar.update()
        for verdict in verdicts:
            bar.write(_line(verdict), file=sys.stdout)
            problems.extend(f"{verdict.slug} ({verdict.backend}): {p}" for p in verdict.problems)

    gate.check_all(chosen, min(workers, len(chosen) or 1), report)
    bar.close()
    if not slugs:
        problems += gate.page_problems(project)
    problems += results.gate_problems(project, chosen)
    hidden = list(leaks.secrets(project.exercises.values()))
    problems += leaks.scan(project.root / "exercises", hidden)
    problems += leaks.scan(project.root / "book", hidden)
    if not slugs:
        problems += leaks.scan(project.root / "_build" / "html", hidden)
    for problem in problems:
        print(f"PROBLEM {problem}")
    backends = 2 * len(chosen)
    print(f"{len(chosen)} exercises x 2 backends = {backends}: {len(problems)} problems")
    return 1 if problems else 0


def _line(v: Verdict) -> str:
    caught = sum(points < v.full for _, points in v.wrong)
    kept = sum(points == v.full for _, points in v.right)
    return (
        f"{v.slug:32s} {v.backend:7s} {v.reference:5g}/{v.full:<5g} {v.stub:5g}"
        f"  {caught:2d} of {len(v.wrong):2d}       {kept} of {len(v.right)}       {_agreement(v)}"
    )


def _agreement(v: Verdict) -> str:
    found = v.agreement
    if found is None:
        return ""
    return (
        f"{found.values} values ({found.worst_value:.0e}), "
        f"{found.gradients} gradients ({found.worst_gradient:.0e})"
    )
