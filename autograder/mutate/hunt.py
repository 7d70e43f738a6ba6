"""Judge one answer for mutation: the first check that takes points, and grades run after run."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from autograder.evaluate import ExerciseJudge, answer_namespace, judge_source, local_functions

SEEDS = ("mutate 1", "mutate 2", "mutate 3")
SAME, RUNS = 10, 20  # of 20 runs, 10 draw the same inputs and 10 draw fresh ones
_MEMORY = re.compile(r"MemoryError|can't allocate memory|not enough memory")


class _Lost(Exception):
    """A check took points: the rest need not run."""

    def __init__(self, check: str, outcome: str, message: str) -> None:
        super().__init__(check)
        self.check, self.outcome, self.message = check, outcome, message


Run = Callable[[], tuple[str, str]]


def first_loss(
    judge: ExerciseJudge, backend: str, source: str, seeds: Sequence[str] = SEEDS
) -> dict[str, str] | None:
    """How a mutant dies, or None when it keeps all points under at least one seed.

    A mutant that only some draws of the inputs catch counts as alive: a grade may not be a
    matter of luck. Under the second seed the check that caught it under the first one is asked
    first.
    """
    killer: _Lost | None = None
    for seed in seeds:
        found = _one_draw(judge, backend, source, seed, killer.check if killer else None)
        if found is None:
            return None
        killer = killer or found
    if killer is None:
        raise ValueError("first_loss: at least one seed is needed; got none.")
    return {"check": killer.check, "outcome": _outcome(killer), "message": killer.message[:500]}


def _outcome(lost: _Lost) -> str:
    return "memory" if _MEMORY.search(lost.message) else lost.outcome


def _one_draw(
    judge: ExerciseJudge, backend: str, source: str, seed: str, first: str | None
) -> _Lost | None:
    namespace = answer_namespace(judge.exercise, backend, source)
    student = local_functions(judge.exercise, backend, namespace)
    try:
        if first is not None:
            judge.judge(backend, student, seed, around=_only(lambda name: name == first))
        judge.judge(backend, student, seed, around=_only(lambda name: name != first))
    except _Lost as lost:
        return lost
    return None


def _only(chosen: Callable[[str], bool]) -> Callable[[str, Run], tuple[str, str, float]]:
    """Runs the chosen checks; stops at the first that is not passed."""

    def around(name: str, run: Run) -> tuple[str, str, float]:
        if chosen(name):
            outcome, message = run()
            if outcome != "passed":
                raise _Lost(name, outcome, message)
        return "passed", "", 0.0

    return around


def repeated(
    judge: ExerciseJudge, backend: str, sources: Sequence[str], runs: int = RUNS
) -> list[list[float]]:
    """The points of every check, run by run; the first half draws equal inputs."""
    same = runs * SAME // RUNS
    seeds = ["again"] * same + [f"fresh {number}" for number in range(runs - same)]
    return [_points(judge, backend, sources, seed) for seed in seeds]


def _points(judge: ExerciseJudge, backend: str, sources: Sequence[str], seed: str) -> list[float]:
    results: list[Any] = judge_source(judge, backend, *sources, seed=seed)
    return [r.points for r in results]
