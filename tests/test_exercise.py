"""The loader refuses a broken exercise with file, line and what to do; `new` passes the gate."""

import pytest

from autograder import gate, scaffold
from autograder.errors import SpecError, UsageError
from autograder.project import Project

SLUG = "softmax_stable"
EXERCISES, SOLUTIONS = (f"{r}/activations_and_losses/{SLUG}" for r in ("exercises", "solutions"))


def edit(project, path, old, new):
    file = project.root / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def load(project):
    exercise = Project(project.root).exercise(SLUG)
    return exercise.all_checks, exercise.wrong_answers, exercise.right_answers


def test_a_good_exercise_loads(tiny):
    checks, wrong, _ = load(tiny)
    assert len(checks) >= 5 and len(wrong) >= 4


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        (f"{EXERCISES}/exercise.md", "minutes:", "minuts:", r"exercise\.md:2: .*missing \['minutes'\]"),
        (f"{EXERCISES}/exercise.md", "difficulty: worked", "difficulty: hard", "difficulty must be"),
        (f"{EXERCISES}/exercise.md", "Turn each", "{eq}`x` turn each", "plain Markdown"),
        (f"{EXERCISES}/exercise.md", "---\ntitle", "--\ntitle", "front matter"),
        (f"{EXERCISES}/exercise.md", "functions: [softmax]", "functions: [softmaxx]", "not defined here"),
        (f"{EXERCISES}/checks.py", "@points(1,", "@points(0,", "positive"),
        (f"{EXERCISES}/checks.py", 'Why:', 'Because:', "must begin with 'Why:'"),
        (f"{EXERCISES}/checks.py", "def test_rows_sum_to_one(", "def test_1(", "test_<property>"),
        (f"{SOLUTIONS}/numpy_ref.py", '    r"""', '    x = r"""', "no docstring"),
        (f"{SOLUTIONS}/numpy_ref.py", "import numpy as np", "import os", "may be imported"),
        (f"{SOLUTIONS}/torch_ref.py", "def softmax(z)", "def softmax(logits)", "differs from NumPy"),
        (f"{SOLUTIONS}/torch_ref.py", "### BEGIN SOLUTION", "### BEGIN SOLUTON", "expected exactly"),
        (f"{SOLUTIONS}/wrong.py", "def softmax", "def softmaxx", "defines none of"),
    ],
)  # fmt: skip
def test_each_broken_rule_is_named(tiny, path, old, new, message):
    edit(tiny, path, old, new)
    with pytest.raises(SpecError, match=message):
        load(tiny)


def test_an_unknown_slug_names_the_closest(tiny):
    with pytest.raises(UsageError, match="Did you mean 'softmax_stable'"):
        tiny.exercise("softmax_stabel")


def test_the_template_passes_the_gate(tiny):
    scaffold.write(tiny, "activations_and_losses", "double_it")
    verdicts = gate.inspect_exercise(Project(tiny.root).exercise("double_it"))
    assert [v.problems for v in verdicts] == [[], []]
    assert all(points < v.full for v in verdicts for _, points in v.wrong)


@pytest.mark.parametrize(
    ("chapter", "slug", "message"),
    [
        ("activations_and_loses", "x_y", "Did you mean 'activations_and_losses'"),
        ("activations_and_losses", "Bad-Slug", "lower-case words"),
        ("activations_and_losses", SLUG, "exists"),
    ],
)
def test_new_refuses_and_writes_nothing(tiny, chapter, slug, message):
    before = sorted(tiny.root.rglob("*"))
    with pytest.raises(UsageError, match=message):
        scaffold.write(tiny, chapter, slug)
    assert sorted(tiny.root.rglob("*")) == before
