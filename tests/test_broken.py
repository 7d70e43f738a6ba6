"""Broken code for students to repair: made by mutation, fresh, and noticed by the checks."""

import pytest
import yaml

from autograder import gate, notebooks
from autograder.errors import SpecError
from autograder.mutate import broken
from autograder.project import Project

SLUG = "softmax_stable"
ENTRIES = {
    "numpy": {
        "form": "RowLoop",
        "operator": "reduction",
        "from": "rows.append(e / e.sum())",
        "to": "rows.append(e / e.mean())",
    },
    "torch": {
        "form": "DetachedMaximum",
        "operator": "constant",
        "from": "return e / e.sum(1, keepdim=True)",
        "to": "return e / e.sum(0, keepdim=True)",
    },
}


def write(project, **changed):
    """The exercise with this broken.yml."""
    exercise = Project(project.root).exercise(SLUG)
    entries = {b: ENTRIES[b] | changed.get(b, {}) for b in ENTRIES}
    (exercise.secret / broken.NAME).write_text(yaml.safe_dump(entries))
    return exercise


def test_only_the_mutated_words_of_the_form_change(tiny):
    """Why: students read this code; its comments and layout are part of it."""
    exercise = write(tiny)
    form = next(a for a in exercise.right_answers if a.name == "RowLoop")
    expected = form.source.replace("e.sum()", "e.mean()").replace("softmax", "broken_softmax")
    assert broken.given(exercise, "numpy").endswith(expected.strip() + "\n")
    assert expected != form.source


def test_build_writes_the_given_code_and_notices_a_stale_one(tiny, capsys):
    exercise = write(tiny)
    assert notebooks.build_all(Project(tiny.root), check_only=True) == 1
    assert "given_numpy.py: stale" in capsys.readouterr().out
    assert notebooks.build_all(Project(tiny.root)) == 0
    given = (exercise.public / "given_torch.py").read_text()
    assert "def broken_softmax(z):" in given and "e.sum(0, keepdim=True)" in given
    assert notebooks.build_all(Project(tiny.root), check_only=True) == 0
    (exercise.public / "given_numpy.py").write_text(given)
    assert notebooks.build_all(Project(tiny.root), check_only=True) == 1


def test_gate_wants_visible_and_hidden_checks_to_notice(tiny):
    """Why: a student who cannot see that the code is broken has nothing to repair."""
    assert problems(write(tiny)) == []
    harmless = {  # the rows have the right dtype already
        "operator": "dtype",
        "from": "return np.array(rows, dtype=z.dtype)",
        "to": "return np.array(rows)",
    }
    assert problems(write(tiny, numpy=harmless)) == [
        "the broken code passes all visible checks",
        "the broken code passes all hidden checks",
    ]


def problems(exercise):
    return [p for verdict in gate.inspect_exercise(exercise) for p in verdict.problems]


@pytest.mark.parametrize(
    "changed, said",
    [
        ({"form": "Nobody"}, "form must be one of"),
        ({"form": "Library"}, "form must be one of"),  # a form of the other backend
        ({"to": "rows.append(e + 1)"}, "rows.append(e / e.max())"),
        ({"line": 99}, "this fits no mutation"),
    ],
)
def test_entry_that_fits_nothing_says_what_there_is(tiny, changed, said):
    exercise = write(tiny, numpy=changed)
    with pytest.raises(SpecError, match="broken.yml") as caught:
        broken.answer(exercise, "numpy")
    assert said in str(caught.value)
