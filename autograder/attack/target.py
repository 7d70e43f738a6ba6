"""The exercise that is attacked: two functions, and a value behind every point.

It lives in a project of its own, so that an attack's points mean the same whatever the book's
exercises become. `double(x)` returns a value, `applied(f, x)` calls back into the judge.
"""

from __future__ import annotations

from pathlib import Path

from autograder.project import Project

CHAPTER, SLUG = "doubling", "double"
PAGE = "# Doubling\n\n```{graded-exercise} double\n```\n"
EXERCISE = """---
title: Doubling
functions: [double, applied]
minutes: 5
difficulty: worked
documents: ["000 §1"]
---
Double an array, and twice what a function makes of it.
"""
CHECKS = '''@points(1, hint="h")
def test_small_example(double):
    """Why: by hand."""
    assert_close(double(np.array([[1.0, -2.0]])), [[2.0, -4.0]])


@points(1, hint="h")
def test_growing_sizes(double, rng):
    """Why: every size."""
    for n, k in growing((1, 3), (2, 5)):
        x = rng.normal(size=(n, k))
        assert_close(double(x), 2 * x)
'''
HIDDEN = '''@points(1, hint="h")
def test_equals_the_reference(double, ref, rng):
    """Why: fresh numbers, and the input is left alone."""
    x = rng.normal(size=(3, 4))
    assert_close(assert_inputs_unchanged(double, x), ref.double(x))


@points(1, hint="h")
def test_single_precision(double, rng):
    """Why: the dtype is kept."""
    x = rng.normal(size=(2, 2)).astype(np.float32)
    assert_close(double(x), 2 * x, dtype="float32")


@points(2, hint="h")
def test_applied_to_a_function(applied, rng):
    """Why: a function of the judge's travels too."""
    x, shift = rng.normal(size=3), rng.normal()
    assert_close(applied(lambda v: v * v + shift, x), 2 * (x * x + shift))


@points(1, hint="h", backends=("torch",))
def test_gradient_flows(double, rng):
    """Why: it must train."""
    u = rng.normal(size=(2, 3))
    assert_close(vjp_of(double, rng.normal(size=(2, 3)), upstream=u), 2 * u)
'''
REFERENCE = '''import {library}


def double(x):
    """Twice x, shape (n, k), same dtype."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


def applied(f, x):
    """Twice f(x), shape of x."""
    ### BEGIN SOLUTION
    return 2 * f(x)
    ### END SOLUTION
'''
WRONG = '''class ForgetsTheFactor:
    """Returns x itself."""

    def double(x):
        return x
'''
RIGHT = "def double(x):\n    return 2 * x\n\n\ndef applied(f, x):\n    return 2 * f(x)\n"


def write(root: Path) -> Project:
    """The project below `root`."""
    public, secret = (root / room / CHAPTER / SLUG for room in ("exercises", "solutions"))
    files = {
        root / "book" / "concepts" / f"{CHAPTER}.md": PAGE,
        public / "exercise.md": EXERCISE,
        public / "checks.py": CHECKS,
        secret / "numpy_ref.py": REFERENCE.format(library="numpy as np"),
        secret / "torch_ref.py": REFERENCE.format(library="torch"),
        secret / "hidden_checks.py": HIDDEN,
        secret / "wrong.py": WRONG,
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Project(root)
