"""Run an exercise's checks: the part that the author's gate and the judge share."""

from __future__ import annotations

import builtins
import linecache
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder import kit
from autograder.exercise import Exercise

HEADER = "import math\n\nimport numpy as np\n"
TORCH_HEADER = HEADER + "import torch\nimport torch.nn.functional as F\n"


@dataclass(frozen=True)
class CheckResult:
    """What became of one check."""

    check: str
    visible: bool
    points: float
    max_points: float
    outcome: str
    message: str
    hint: str
    cpu_seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """Plain data, as it stands in a result file."""
        return dict(vars(self))


def execute(source: str, name: str, namespace: dict[str, Any]) -> None:
    """Run source in a namespace, its lines kept for messages."""
    filename = f"<{name}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    exec(compile(source, filename, "exec"), namespace)


def header(backend: str) -> str:
    """The imports of a notebook's first cell."""
    return TORCH_HEADER if backend == "torch" else HEADER


def answer_namespace(exercise: Exercise, backend: str, *sources: str) -> dict[str, Any]:
    """The names defined by the notebook's imports, the given code and these pieces of code."""
    namespace: dict[str, Any] = {"__name__": exercise.slug, "__builtins__": builtins}
    pieces = (header(backend), exercise.given(backend), *sources)
    for number, source in enumerate(pieces):
        execute(source, f"{exercise.slug}/{backend}/{number}", namespace)
    return namespace


def reference(exercise: Exercise) -> types.SimpleNamespace:
    """The NumPy reference, for hidden checks that ask for `ref`."""
    return types.SimpleNamespace(**answer_namespace(exercise, "numpy", exercise.answer("numpy")))


def load_checks(exercise: Exercise) -> dict[str, Callable[..., None]]:
    """Name -> check function, visible and hidden."""
    given = answer_namespace(exercise, "numpy")
    found: dict[str, Callable[..., None]] = {}
    for visible in (True, False):
        public = {k: v for k, v in vars(kit).items() if not k.startswith("_")}
        namespace = {**given, **public}
        source = exercise.check_source(visible)
        needs_torch = "torch" in source
        execute(header("torch" if needs_torch else "numpy"), f"{exercise.slug}/imports", namespace)
        execute(source, f"{exercise.slug}/checks/{visible}", namespace)
        found |= {k: v for k, v in namespace.items() if k.startswith("test_")}
    kit._pending.clear()
    return found


Around = Callable[[str, Callable[[], tuple[str, str]]], tuple[str, str, float]] | None


class ExerciseJudge:
    """The checks of one exercise, ready to judge any number of answers."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.functions = load_checks(exercise)
        self.reference = reference(exercise)
        self.given = answer_namespace(exercise, "numpy")

    def judge(
        self,
        backend: str,
        student: Mapping[str, Any],
        seed: str,
        around: Around = None,
        visible: bool | None = None,
    ) -> list[CheckResult]:
        """Judge one answer.

        Args:
            backend: "numpy" or "torch".
            student: function name -> adapter with the interface of kit.Local.
            seed: secret word that the random inputs depend on.
            around: called with a check's name and the check; adds limits and measures CPU.
            visible: only the visible checks, or only the hidden ones; None for all.
        """
        results = []
        for check in self.exercise.checks(backend):
            if visible not in (None, check.visible):
                continue
            fixtures = {**self.given, **student, "backend": backend}
            if not check.visible:
                fixtures["ref"] = self.reference
            function = self.functions[check.name]

            def run(f: Any = function, fx: Any = fixtures, of: str = check.name) -> tuple[str, str]:
                rng = kit.seeded(seed, self.exercise.slug, of)  # here: a second try gets the same
                with np.errstate(all="ignore"):
                    outcome, message = kit.run_check(f, {**fx, "rng": rng})
                    return outcome, message

            outcome, message, cpu = around(check.name, run) if around else (*run(), 0.0)
            earned = float(check.points) if outcome == "passed" else 0.0
            results.append(
                CheckResult(
                    check.name,
                    check.visible,
                    earned,
                    float(check.points),
                    outcome,
                    message,
                    check.hint,
                    cpu,
                )  # fmt: skip
            )
        return results


def local_functions(exercise: Exercise, backend: str, namespace: dict[str, Any]) -> dict[str, Any]:
    """Adapters for plain functions of a namespace."""
    return {n: kit.Local(n, namespace.get(n), backend) for n in exercise.functions}


def judge_source(
    judge: ExerciseJudge, backend: str, *sources: str, seed: str = "gate", around: Around = None
) -> list[CheckResult]:
    """Judge trusted code in this process (the author's gate; never a student's)."""
    namespace = answer_namespace(judge.exercise, backend, *sources)
    student = local_functions(judge.exercise, backend, namespace)
    return judge.judge(backend, student, seed, around)


def earned(results: list[CheckResult]) -> float:
    """Points of all checks together."""
    return sum(r.points for r in results)


def possible(results: list[CheckResult]) -> float:
    """Full points of all checks together."""
    return sum(r.max_points for r in results)
