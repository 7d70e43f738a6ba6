"""Do the NumPy and the PyTorch reference compute the same thing?

No inputs are invented here: the exercise's own checks are run on the NumPy reference, every call
is recorded, and the PyTorch reference is asked the same. Where its result carries a gradient,
autograd is compared with a central difference of the NumPy reference along a random direction.
Used by the author's gate, and by the GPU tests with another device and dtype.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder import kit
from autograder.evaluate import ExerciseJudge, answer_namespace

CALLS_PER_FUNCTION = 60
GRADIENTS_PER_FUNCTION = 12
VALUE_RTOL = 1e-9
GRADIENT_RTOL = 1e-5
STEP = 1e-6


@dataclass
class Agreement:
    """What was compared for one exercise, and where the two differ."""

    values: int = 0
    gradients: int = 0
    worst_value: float = 0.0
    worst_gradient: float = 0.0
    problems: list[str] = field(default_factory=list)


class Recorder(kit.Local):  # type: ignore[misc]
    """A plain function that keeps copies of its calls."""

    def __init__(self, name: str, function: Any, backend: str) -> None:
        super().__init__(name, function, backend)
        self.calls: list[tuple[tuple[Any, ...], dict[str, Any], Any]] = []

    def _call(self, args: Any, kwargs: Any) -> Any:
        kept = _copied(args), _copied(kwargs)
        value, after = super()._call(args, kwargs)
        if len(self.calls) < CALLS_PER_FUNCTION:
            self.calls.append((*kept, _copied(value)))
        return value, after


def _copied(value: Any) -> Any:
    """A copy, with functions kept as they are."""
    if isinstance(value, (list, tuple)):
        return type(value)(_copied(v) for v in value)
    if isinstance(value, dict):
        return {k: _copied(v) for k, v in value.items()}
    return value if callable(value) else copy.deepcopy(value)


def record(judge: ExerciseJudge) -> list[Recorder]:
    """Every function of the exercise with the calls that the checks make of it."""
    namespace = answer_namespace(judge.exercise, "numpy", judge.exercise.answer("numpy"))
    found = [Recorder(n, namespace[n], "numpy") for n in judge.exercise.functions]
    judge.judge("numpy", {r.__name__: r for r in found}, "agreement")
    return found


def compare(judge: ExerciseJudge) -> Agreement:
    """Values and gradients of both references on the calls that the checks make."""
    result = Agreement()
    namespace = answer_namespace(judge.exercise, "torch", judge.exercise.answer("torch"))
    for recorder in record(judge):
        twin = kit.Local(recorder.__name__, namespace[recorder.__name__], "torch")
        smooth = 0
        for args, kwargs, expected in recorder.calls:
            _compare_value(twin, args, kwargs, expected, result)
            if smooth < GRADIENTS_PER_FUNCTION and not kwargs:
                smooth += _compare_gradient(recorder, twin, args, result)
    if not result.values:
        result.problems.append("the checks never call a function of the NumPy reference")
    return result


def _compare_value(twin: Any, args: Any, kwargs: Any, expected: Any, result: Agreement) -> None:
    try:
        got = twin(*_copied(args), **_copied(kwargs))
    except (kit.StudentError, kit.CheckFailure) as failure:
        result.problems.append(f"{twin.__name__}: NumPy returns a value, PyTorch fails: {failure}")
        return
    result.values += 1
    error = distance(got, expected)
    result.worst_value = max(result.worst_value, error)
    if not error <= VALUE_RTOL:
        result.problems.append(
            f"{twin.__name__}({kit._arguments(args)}): NumPy {kit.show(expected)}, PyTorch {kit.show(got)}"
        )


def distance(got: Any, expected: Any) -> float:
    """Largest relative difference of two nested values; infinite where they cannot be compared."""
    if isinstance(expected, dict):
        if not isinstance(got, dict) or got.keys() != expected.keys():
            return float("inf")
        return max((distance(got[k], expected[k]) for k in expected), default=0.0)
    if isinstance(expected, (list, tuple)):
        if not isinstance(got, (list, tuple)) or len(got) != len(expected):
            return float("inf")
        return max((distance(g, e) for g, e in zip(got, expected, strict=True)), default=0.0)
    if isinstance(expected, (str, bool)) or expected is None:
        return 0.0 if got == expected else float("inf")
    if callable(expected):
        return 0.0
    a, b = np.asarray(got), np.asarray(expected)
    if a.shape != b.shape or a.dtype.kind not in "biufc":
        return float("inf")
    if a.size == 0:
        return 0.0
    with np.errstate(all="ignore"):
        gap = np.abs(a.astype(complex) - b.astype(complex)) / np.maximum(
            1.0, np.abs(b.astype(complex))
        )
        gap = np.where((a == b) | (np.isnan(a) & np.isnan(b)), 0.0, gap)
    width = min(
        a.dtype.itemsize if a.dtype.kind == "f" else 8,
        b.dtype.itemsize if b.dtype.kind == "f" else 8,
    )
    scale = {2: 1e-2, 4: 1e-5}.get(
        width, VALUE_RTOL
    ) / VALUE_RTOL  # narrow types agree less closely
    return float(np.max(np.where(np.isnan(gap), np.inf, gap))) / scale


def _compare_gradient(recorder: Recorder, twin: Any, args: Any, result: Agreement) -> bool:
    """Compare the gradient with respect to every float64 array argument; True if any was."""
    compared = False
    for position, argument in enumerate(args):
        is_array = isinstance(argument, np.ndarray) and argument.dtype == np.float64
        if not is_array or not 0 < argument.size <= 4096:
            continue
        outcome = _directional(recorder.function, twin, args, position)
        if outcome is None:
            continue
        numeric, exact = outcome
        error = abs(numeric - exact) / max(1.0, abs(numeric), abs(exact))
        result.gradients += 1
        result.worst_gradient = max(result.worst_gradient, error)
        compared = True
        if error > GRADIENT_RTOL:
            result.problems.append(
                f"{twin.__name__}: derivative along a direction of argument {position}: "
                f"NumPy {numeric:.8g}, PyTorch's autograd {exact:.8g}"
            )
    return compared


def _directional(
    function: Callable[..., Any], twin: Any, args: Any, position: int
) -> tuple[float, float] | None:
    """(central difference, autograd) along a random direction, None where there is no derivative."""
    rng = kit.seeded("direction", position, args[position].size)
    direction = rng.normal(size=args[position].shape)
    try:
        value = _flat(function(*_copied(args)))
        if not value.size or not np.isfinite(value).all():
            return None
        upstream = rng.normal(size=value.shape)
        flat_twin = kit.Local(twin.__name__, lambda *a: _flat_tensor(twin.function(*a)), "torch")
        gradient = flat_twin.vjp(_copied(args), upstream, (position,))[0]

        def at(step: float) -> float:
            moved = list(_copied(args))
            moved[position] = args[position] + step * direction
            return float(np.sum(upstream * _flat(function(*moved))))

        with np.errstate(all="ignore"):
            wide, near = ((at(h) - at(-h)) / (2 * h) for h in (STEP, STEP / 8))
            left, right = (at(0) - at(-STEP)) / STEP, (at(STEP) - at(0)) / STEP
    except (kit.CheckFailure, kit.StudentError, TypeError, ValueError, RuntimeError):
        return None  # no derivative there, or outside the function's domain; values were compared
    scale = max(1.0, abs(wide))
    if abs(wide - near) > 1e-4 * scale or abs(left - right) > 1e-3 * scale:
        return None  # a kink or a jump within reach of the step
    return wide, float(np.sum(gradient * direction))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = [value[k] for k in value]
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


def _flat(value: Any) -> Any:
    """All float arrays of a nested value in one row."""
    arrays = [np.asarray(v) for v in _leaves(value) if isinstance(v, (np.ndarray, np.generic))]
    floats = [a.ravel() for a in arrays if a.dtype.kind == "f"]
    return np.concatenate(floats) if floats else np.zeros(0)


def _flat_tensor(value: Any) -> Any:
    import torch

    tensors = [v for v in _leaves(value) if isinstance(v, torch.Tensor) and v.is_floating_point()]
    return torch.cat([t.reshape(-1).double() for t in tensors])
