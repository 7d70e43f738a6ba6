"""`autograder new CHAPTER SLUG`: the files of an exercise, ready to be filled in."""

from __future__ import annotations

from pathlib import Path

from autograder.errors import UsageError, did_you_mean
from autograder.exercise import _SLUG
from autograder.project import Project

EXERCISE = """---
title: {title}
functions: [{slug}]
minutes: 15
difficulty: faded
documents: ["000 §1"]
---
Say what to compute, why it matters, and the formula: $y = 2x$.
"""

CHECKS = '''@points(1, hint="Say what to look at, not what to write.")
def test_shape_is_kept({slug}, rng):
    """Why: say what goes wrong when this does not hold."""
    for (n,) in growing((1, 2, 5)):
        assert_shape({slug}(rng.normal(size=n)), (n,))


@points(1, hint="A value that can be checked by hand.")
def test_small_example({slug}):
    """Why: one example that a reader can follow."""
    assert_close({slug}(np.array([1.0, -2.0])), [2.0, -4.0])
'''

REFERENCE = '''{imports}


def {slug}(x):
    """Say what it returns.

    Args:
        x: shape (n,), float.
    Returns:
        Shape (n,), same dtype.
    Source: author year, equation.
    """
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
'''

HIDDEN = '''@points(1, hint="Try other sizes and values.")
def test_equals_the_reference({slug}, ref, rng):
    """Why: fresh random numbers cannot be hard-coded."""
    x = rng.normal(size=7)
    assert_close({slug}(x), ref.{slug}(x))


@points(1, hint="Work on a copy.")
def test_input_is_left_alone({slug}, rng):
    """Why: the caller still needs x."""
    assert_inputs_unchanged({slug}, rng.normal(size=4))


@points(1, hint="float32 in, float32 out.")
def test_dtype_is_kept({slug}, rng):
    """Why: a silent float64 doubles the memory."""
    assert_dtype({slug}(rng.normal(size=3).astype(np.float32)), "float32")
'''

ANSWER = '''class {name}:
    """{why}"""
{backends}
    def {slug}(x):
        {body}
'''

EDITED = '''class WrongSign:
    """The sign is flipped: an edit of the reference, of both backends."""

    backends = ("numpy", "torch")
    edits = {"return 2 * x": "return -2 * x"}
'''

MISTAKES = [
    ("ForgetsTheFactor", "Returns x itself.", "numpy", "return x.copy()"),
    ("InPlace", "Writes into the caller's array.", "numpy", "x *= 2\n        return x"),
    ("Widens", "Turns float32 into float64.", "numpy", "return 2 * x.astype(float)"),
    ("TorchInPlace", "Writes into the caller's tensor.", "torch", "return x.mul_(2)"),
]
OTHER_FORMS = [
    ("AsASum", "x + x.", "numpy", "return x + x"),
    ("OneByOne", "A loop.", "numpy", "return np.array([2 * v for v in x], dtype=x.dtype)"),
    ("TorchAsASum", "x + x.", "torch", "return x + x"),
    ("TorchAdd", "torch.add with alpha.", "torch", "return torch.add(x, x, alpha=1)"),
]


def write(project: Project, chapter: str, slug: str) -> list[Path]:
    """Write the templates; nothing that exists is touched.

    Raises:
        UsageError: unknown chapter, bad slug, or the exercise exists.
    """
    if chapter not in project.pages:
        raise UsageError(
            f"unknown chapter {chapter!r}.{did_you_mean(chapter, project.pages)} "
            f"Its page must exist first: book/<part>/{chapter}.md."
        )
    if not _SLUG.fullmatch(slug):
        raise UsageError(
            f"slug {slug!r} must be lower-case words joined by _, like 'softmax_stable'."
        )
    public = project.root / "exercises" / chapter / slug
    secret = project.root / "solutions" / chapter / slug
    taken = next((p for p in (project.root / "exercises").glob(f"*/{slug}")), None)
    if taken or secret.exists():
        raise UsageError(f"{slug!r} exists: {taken or secret}. Choose another slug.")
    title = slug.replace("_", " ").capitalize()
    first, *others = _answers(slug, MISTAKES)
    files = {
        public / "exercise.md": EXERCISE.format(title=title, slug=slug),
        public / "checks.py": CHECKS.format(slug=slug),
        secret / "numpy_ref.py": REFERENCE.format(imports="import numpy as np", slug=slug),
        secret / "torch_ref.py": REFERENCE.format(imports="import torch", slug=slug),
        secret / "hidden_checks.py": HIDDEN.format(slug=slug),
        secret / "wrong.py": "\n\n".join([first, EDITED, *others]),
        secret / "right.py": "\n\n".join(_answers(slug, OTHER_FORMS)),
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return list(files)


def _answers(slug: str, kinds: list[tuple[str, str, str, str]]) -> list[str]:
    return [
        ANSWER.format(
            name=name,
            why=why,
            backends='\n    backends = ("torch",)\n' if backend == "torch" else "",
            slug=slug,
            body=body,
        )
        for name, why, backend, body in kinds
    ]
