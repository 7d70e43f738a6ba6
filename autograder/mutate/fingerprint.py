"""Hashes of the code that figures were made from. Comments and layout do not count."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from autograder.exercise import Exercise
from autograder.mutate.equivalent import NAME

HERE = Path(__file__).parent
MAKERS = ("operators", "expressions", "calls", "statements", "generate", "hunt")
GRADER = (HERE.parent / "kit.py", *(HERE / f"{name}.py" for name in MAKERS))


def fingerprint(exercise: Exercise) -> str:
    """A hash of all that decides the figures in the exercise: checks, answers, given code."""
    files = [exercise.public / "checks.py", *sorted(exercise.public.glob("given_*.py"))]
    files += [*sorted(exercise.secret.glob("*.py")), exercise.secret / NAME]
    return _digest(files)


@cache  # a page with all exercises asks for each of them
def grader_fingerprint() -> str:
    """A hash of the code that all figures depend on: the checks' helpers and the operators."""
    return _digest(GRADER)


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        if path.exists():
            text = path.read_text()
            code = ast.dump(ast.parse(text)) if path.suffix == ".py" else text
            digest.update(f"{path.name}\0{code}\0".encode())
    return digest.hexdigest()[:16]
