"""The author's gate catches what it is there to catch. Each test breaks one thing."""

import pytest

from autograder import gate, leaks
from autograder.project import Project

SLUG = "softmax_stable"
SOLUTION = f"solutions/activations_and_losses/{SLUG}"


def inspect(project):
    return gate.inspect_exercise(Project(project.root).exercise(SLUG))


def problems(project):
    return [p for verdict in inspect(project) for p in verdict.problems]


def test_a_good_exercise_has_no_problem(tiny):
    assert problems(tiny) == []


def test_a_reference_that_fails_its_own_check_is_named(tiny):
    path = tiny.root / SOLUTION / "numpy_ref.py"
    path.write_text(path.read_text().replace("axis=1", "axis=0"))
    assert any("reference: test_rows_sum_to_one failed" in p for p in problems(tiny))


def test_a_wrong_answer_that_keeps_its_points_is_named(tiny):
    """A right form, listed as a mistake, loses nothing: the gate must say so."""
    path = tiny.root / SOLUTION / "wrong.py"
    (right, *_) = Project(tiny.root).exercise(SLUG).right_answers
    body = "\n".join("    " + line for line in right.source.splitlines())
    path.write_text(f'{path.read_text()}\n\nclass NotWrong:\n    """It is right."""\n\n{body}\n')
    assert any("NotWrong keeps all" in p for p in problems(tiny))


HELPED = '''
EPS = 1e-6


def _shifted(z):
    return z - _largest(z)


def _largest(z):
    return z.max(axis=1, keepdims=True)


class AddsEps:
    """Each sum is a little too large."""

    def softmax(z):
        if z.ndim != 2:
            raise ValueError("rows")
        e = np.exp(_shifted(z))
        return e / (e.sum(axis=1, keepdims=True) + EPS)
'''


def test_an_answer_has_the_helpers_that_stand_beside_it(tiny):
    """Why: without them it dies of a NameError, and would count as caught whatever it does."""
    path = tiny.root / SOLUTION / "wrong.py"
    path.write_text(path.read_text() + HELPED)
    exercise = Project(tiny.root).exercise(SLUG)
    assert list(exercise.wrong_answers[-1].functions) == ["EPS", "_shifted", "_largest", "softmax"]
    assert "EPS" not in exercise.wrong_answers[0].functions
    assert problems(tiny) == []
    path.write_text(path.read_text().replace("+ EPS", "+ 0.0"))
    assert any("AddsEps keeps all" in p for p in problems(tiny))
    path.write_text(path.read_text().replace("+ 0.0", "+ TINY"))
    assert any("AddsEps" in p and "NameError: name 'TINY'" in p for p in problems(tiny))


def test_a_mistake_that_never_ends_is_stopped(tiny, monkeypatch):
    """Why: one endless wrong answer would keep the whole gate waiting."""
    path = tiny.root / SOLUTION / "wrong.py"
    path.write_text(
        f'{path.read_text()}\n\nclass NeverEnds:\n    """It waits for a sum of 1."""\n\n'
        "    def softmax(z):\n        while True:\n            z = z / 2\n"
    )
    monkeypatch.setattr(gate, "CHECK_SECONDS", 0.3)
    numpy, _ = inspect(tiny)
    assert dict(numpy.wrong)["NeverEnds"] == 0 and numpy.problems == []


def test_references_that_disagree_are_named(tiny):
    """The checks here are blind to a factor in PyTorch; the agreement test is not."""
    path = tiny.root / f"exercises/activations_and_losses/{SLUG}/checks.py"
    path.write_text(
        '@points(1, hint="h")\ndef test_runs(softmax):\n    """Why: w"""\n'
        "    softmax(np.array([[1.0, 2.0]]))\n\n\n"
        '@points(1, hint="h")\ndef test_runs_twice(softmax):\n    """Why: w"""\n'
        "    softmax(np.array([[1.0, 2.0]]))\n"
    )
    (tiny.root / SOLUTION / "hidden_checks.py").write_text(path.read_text().replace("runs", "goes"))
    torch_ref = tiny.root / SOLUTION / "torch_ref.py"
    torch_ref.write_text(torch_ref.read_text().replace("    return ", "    return 1.001 * "))
    assert any("NumPy" in p and "PyTorch" in p for p in problems(tiny))


def test_a_stub_that_earns_points_is_named(tiny):
    path = tiny.root / f"exercises/activations_and_losses/{SLUG}/checks.py"
    path.write_text(
        path.read_text()
        + '\n\n@points(1, hint="h")\ndef test_nothing(softmax):\n    """Why: w"""\n'
    )
    assert any("the empty stub passes test_nothing" in p for p in problems(tiny))


def test_an_exercise_on_no_page_is_named(tiny):
    page = tiny.root / "book/concepts/activations_and_losses.md"
    page.write_text("# Tiny\n")
    assert gate.page_problems(Project(tiny.root)) != []


@pytest.mark.parametrize("comment", ["", "  # a comment changes nothing"])
def test_a_solution_copied_into_exercises_is_a_leak(tiny, comment):
    project = Project(tiny.root)
    hidden = list(leaks.secrets(project.exercises.values()))
    assert leaks.scan(tiny.root / "exercises", hidden) == []
    target = tiny.root / "exercises/activations_and_losses" / SLUG / "given_numpy.py"
    target.write_text("\n".join(x + comment for x in _regions(project)[0].lines))
    assert any("numpy_ref.py" in leak for leak in leaks.scan(tiny.root / "exercises", hidden))


def test_a_hidden_check_on_a_built_page_is_a_leak(tiny):
    project = Project(tiny.root)
    hidden = list(leaks.secrets(project.exercises.values()))
    source = (tiny.root / SOLUTION / "hidden_checks.py").read_text()
    html = source.replace("(", "<span>(</span>").replace("<=", "&lt;=")
    (tiny.root / "book" / "page.html").write_text(f"<pre>{html}</pre>")
    assert any("hidden_checks.py" in leak for leak in leaks.scan(tiny.root / "book", hidden))


def _regions(project):
    from autograder import markers

    return markers.regions(project.exercise(SLUG).reference("numpy"))


def test_every_exercise_of_the_book_passes(project):
    """The whole gate, as `autograder check` runs it."""
    found = gate.check_all(list(project.exercises.values()), 2, lambda verdicts: None)
    assert [f"{v.slug} ({v.backend}): {p}" for v in found for p in v.problems] == []
    assert gate.page_problems(project) == []
    assert all(v.stub == 0 and v.reference == v.full for v in found)


def test_nothing_secret_is_published(project):
    hidden = list(leaks.secrets(project.exercises.values()))
    assert len(hidden) > 100
    for folder in ("exercises", "book"):  # tests/site looks through the built site
        assert leaks.scan(project.root / folder, hidden) == []
