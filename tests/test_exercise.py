"""The loader refuses a broken exercise with file, line and what to do; `new` passes the gate."""

import pytest

from autograder import gate, markers, scaffold
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


EDITED = '''

class EveryRow:
    """The largest of all rows, not of each."""

    backends = ("numpy", "torch")
    edits = {"%s": "%s"}
'''


def edited(project, old, new):
    file = project.root / SOLUTIONS / "wrong.py"
    file.write_text(file.read_text() + EDITED % (old, new))
    return Project(project.root).exercise(SLUG)


def test_a_mistake_can_be_an_edit_of_the_reference(tiny):
    """Why: a mistake of one line should be one line, and follow the reference when that changes."""
    exercise = edited(tiny, "z - z", "z + z")
    numpy, torch = exercise.wrong_answers[-2:]
    assert (numpy.backends, torch.backends) == (("numpy",), ("torch",))
    for answer in (numpy, torch):
        assert (answer.name, list(answer.functions)) == ("EveryRow", ["softmax"])
        changed = exercise.answer(answer.backends[0]).replace("z - z", "z + z")
        assert answer.functions["softmax"].strip() in markers.drop(changed)
        assert "SOLUTION" not in answer.source


def test_edits_that_give_one_code_are_one_answer(tiny):
    reference = tiny.root / SOLUTIONS / "numpy_ref.py"
    (tiny.root / SOLUTIONS / "torch_ref.py").write_text(reference.read_text())
    assert edited(tiny, "z - z", "z + z").wrong_answers[-1].backends == ("numpy", "torch")


def test_a_piece_of_several_lines_stands_at_any_depth(tiny):
    edit(
        tiny,
        f"{SOLUTIONS}/numpy_ref.py",
        "    return ",
        "    if True:\n        z = 1 * z\n    return ",
    )
    edit(
        tiny,
        f"{SOLUTIONS}/torch_ref.py",
        "    return ",
        "    if True:\n        z = 1 * z\n    return ",
    )
    answer = edited(tiny, r"if True:\n    z = 1 * z", r"if z.any():\n    z = 2 * z").wrong_answers[
        -1
    ]
    assert "    if z.any():\n        z = 2 * z\n    return" in answer.source


def test_one_line_can_become_several(tiny):
    answer = edited(tiny, "if z.ndim != 2:", r"m = 1\nif z.ndim != 2 * m:").wrong_answers[-2]
    assert "    m = 1\n    if z.ndim != 2 * m:\n        raise" in answer.source


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("nowhere", "z", r"wrong\.py:\d+: EveryRow: 'nowhere' must stand once in the numpy reference"),
        ("z", "y", r"'z' must stand once in the numpy reference; it stands \d\d? times"),
        ("z - z", "z -", r"EveryRow: is not Python after its edits \(numpy\)"),
        ('z - z": "z + z"}\n    edit = {"', "", "knows backends and edits; got edit"),
        ('z - z": "z + z"}\n\n    def softmax(z):\n        return {"', "", "either functions, or edits"),
        ('"} | {"', "", "edits must be a constant"),
        ('z - z": 1, "', "", "either functions, or edits"),
    ],
)  # fmt: skip
def test_an_edit_that_does_not_fit_is_named(tiny, old, new, message):
    with pytest.raises(SpecError, match=message):
        edited(tiny, old, new).wrong_answers  # noqa: B018 (reading it reads the file)


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
