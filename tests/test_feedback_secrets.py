"""The sample class's feedback holds nothing of the hidden checks but their hints.

Every exercise of the tree is judged with the answers of the sample class, the pages are made from
what the checks said, and searched for each string, line and name of hidden_checks.py and for each
value in a hidden check's message.
"""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import result_samples as samples

from autograder import sample_class
from autograder.evaluate import ExerciseJudge, judge_source
from autograder.exercise import BACKENDS, Exercise
from autograder.grade import feedback, pages
from autograder.project import Assignment

AUTHORS = {  # the killer's answers would end this process; they earn what the stub's do
    student: author
    for student, (author, _) in sample_class.CLASS.items()
    if author is not sample_class.killer
}
VALUE = re.compile(r"-?\d+\.\d{5,}(?:e[+-]\d+)?")
SHORTEST_STRING, SHORTEST_LINE = 5, 8


@pytest.fixture(scope="module")
def pages_of_class() -> dict[tuple[str, str], tuple[Assignment, dict[str, Any], str]]:
    """(student, assignment) -> assignment, result, and the text of both pages."""
    import torch

    torch.set_num_threads(1)
    made = {}
    for assignment in samples.project().assignments.values():
        judges = [ExerciseJudge(e) for e in assignment.exercises]
        verdicts: dict[tuple[str, ...], dict[str, Any]] = {}
        for student, author in AUTHORS.items():
            sources = tuple(author(j.exercise, b) for b in BACKENDS for j in judges)
            if sources not in verdicts:  # half of the class hands in the references
                verdicts[sources] = _judged(judges, author)
            result = samples.result(assignment, student, notebooks=verdicts[sources])
            text = "".join(html.unescape(feedback.render(result, assignment, b)) for b in BACKENDS)
            made[student, assignment.name] = assignment, result, text
    return made


def _judged(judges: list[ExerciseJudge], author: sample_class.Author) -> dict[str, Any]:
    return {
        backend: {
            "handed_in": True,
            "cpu_seconds": 0.1,
            "exercises": {
                judge.exercise.slug: [
                    r.as_dict()
                    for r in judge_source(judge, backend, author(judge.exercise, backend))
                ]
                for judge in judges
            },
        }
        for backend in BACKENDS
    }


def _public(assignment: Assignment) -> str:
    """What every student has anyway, and the words of the page itself."""
    texts = [template.read_text() for template in pages.TEMPLATES.iterdir()]
    texts += [Path(samples.notebooks.kit.__file__).read_text()]
    for exercise in assignment.exercises:
        texts += [path.read_text() for path in exercise.public.iterdir() if path.is_file()]
        texts += [exercise.stub(b) for b in BACKENDS]
        texts += [c.hint for c in exercise.all_checks]
        texts += [c.name.replace("_", " ") for c in exercise.all_checks if c.visible]
    return "\n".join(texts)


def _seen(result: dict[str, Any]) -> str:
    """What the visible checks, which every student can run, have said."""
    return "\n".join(c["message"] for c in samples.checks(result) if c["visible"])


def _secrets(exercise: Exercise) -> Iterator[str]:
    """Every string, line and name of the hidden checks, hints excepted."""
    path = exercise.secret / "hidden_checks.py"
    source = path.read_text()
    tree = ast.parse(source)
    hints: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                hints.update(range(decorator.lineno, (decorator.end_lineno or 0) + 1))
            yield node.name
            yield node.name.removeprefix("test_").replace("_", " ")
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and node.lineno not in hints and len(node.value) >= SHORTEST_STRING:
            yield node.value
    for number, line in enumerate(source.splitlines(), 1):
        if number not in hints and len(line.strip()) >= SHORTEST_LINE:
            yield line.strip()


def test_no_text_of_a_hidden_check(pages_of_class: Any) -> None:
    """Why: one page that is passed on would give the checks away to the whole class."""
    searched = 0
    for (student, name), (assignment, result, text) in pages_of_class.items():
        public = _public(assignment) + _seen(result)
        for exercise in assignment.exercises:
            for secret in _secrets(exercise):
                if secret not in public:
                    searched += 1
                    assert secret not in text, (student, name, exercise.slug, secret)
    assert searched > 1000


def test_no_value_of_a_hidden_check(pages_of_class: Any) -> None:
    """Why: an expected value is the answer to the check, and its input is half of it."""
    searched = 0
    for (student, name), (_, result, text) in pages_of_class.items():
        seen = set(VALUE.findall(_seen(result)))
        for check in (c for c in samples.checks(result) if not c["visible"]):
            for value in set(VALUE.findall(check["message"])) - seen:
                searched += 1
                assert value not in text, (student, name, check["check"], value)
    assert searched > 1000


def test_no_reference(pages_of_class: Any) -> None:
    """Why: the page goes to those who did not solve the exercise."""
    for (student, name), (assignment, _, text) in pages_of_class.items():
        for exercise in assignment.exercises:
            for backend in BACKENDS:
                own = AUTHORS[student](exercise, backend)  # an error quotes the student's own line
                public = _public(assignment) + own
                for line in map(str.strip, exercise.reference(backend).splitlines()):
                    if len(line) >= SHORTEST_LINE and line not in public:
                        assert line not in text, (student, name, exercise.slug, line)


def test_the_search_finds_what_it_looks_for(pages_of_class: Any) -> None:
    """Why: a search that can't find anything would pass on any page."""
    assignment, result, _ = pages_of_class["s03_mistakes", samples.assignment_of().name]
    leaky = samples.json.loads(samples.json.dumps(result))
    for check in samples.checks(leaky):
        check["visible"] = True
    text = "".join(html.unescape(feedback.render(leaky, assignment, b)) for b in BACKENDS)
    public = _public(assignment)
    names = {s for e in assignment.exercises for s in _secrets(e) if s not in public}
    assert any(name in text for name in names)
    hidden = [c for c in samples.checks(result) if not c["visible"]]
    assert any(v in text for c in hidden for v in VALUE.findall(c["message"]))
