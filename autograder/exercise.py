"""One exercise, read from its files. DESIGN: each fact has one place.

exercises/<chapter>/<slug>/   exercise.md  checks.py  [given_numpy.py  given_torch.py]
solutions/<chapter>/<slug>/   numpy_ref.py  torch_ref.py  hidden_checks.py  wrong.py  [right.py]
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from autograder import answers, markers
from autograder.answers import Answer, parse
from autograder.errors import SpecError

BACKENDS = answers.BACKENDS
DIFFICULTIES = ("worked", "faded", "free")
_SLUG = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_KEYS = {"title", "functions", "minutes", "difficulty", "documents"}
_IMPORTS = {"import numpy as np", "import torch", "import torch.nn.functional as F", "import math"}


@dataclass(frozen=True)
class Check:
    """One check, as declared in checks.py or hidden_checks.py."""

    name: str
    points: float
    hint: str
    backends: tuple[str, ...]
    visible: bool
    why: str
    line: int


@dataclass(frozen=True)
class Exercise:
    """An exercise and where its files lie. Sources are read when first asked for."""

    slug: str
    chapter: str
    part: str
    public: Path
    secret: Path
    title: str
    functions: list[str]
    minutes: int
    difficulty: str
    documents: list[str]
    statement: str
    _cache: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    # -- the student's side
    def given(self, backend: str) -> str:
        """Code handed to the student, without its imports; empty when there is none."""
        path = self.public / f"given_{backend}.py"
        return _without_header(path.read_text(), path) if path.exists() else ""

    def reference(self, backend: str) -> str:
        """The whole reference, solution markers included."""
        return self._reference_path(backend).read_text()

    def _reference_path(self, backend: str) -> Path:
        return self.secret / f"{backend}_ref.py"

    def answer(self, backend: str) -> str:
        """The reference as it stands in the instructor's notebook: without imports."""
        path = self._reference_path(backend)
        return _without_header(path.read_text(), path)

    def stub(self, backend: str) -> str:
        """What the student begins with."""
        path = self._reference_path(backend)
        return _without_header(markers.strip(path.read_text(), path), path)

    # -- checks
    @cached_property
    def all_checks(self) -> list[Check]:
        """Visible checks, then hidden ones, for every backend."""
        visible = read_checks(self.public / "checks.py", visible=True)
        hidden = read_checks(self.secret / "hidden_checks.py", visible=False)
        names = [c.name for c in visible + hidden]
        for check in hidden:
            if names.count(check.name) > 1:
                raise SpecError(
                    self.secret / "hidden_checks.py", check.line, f"{check.name} is defined twice."
                )
        return visible + hidden

    def checks(self, backend: str) -> list[Check]:
        """The checks that judge this backend."""
        return [c for c in self.all_checks if backend in c.backends]

    def points(self, backend: str) -> tuple[float, float]:
        """(visible, hidden) points of this backend."""
        chosen = self.checks(backend)
        return (
            sum(c.points for c in chosen if c.visible),
            sum(c.points for c in chosen if not c.visible),
        )

    def check_source(self, visible: bool) -> str:
        """The code of the visible or hidden checks, without imports."""
        path = self.public / "checks.py" if visible else self.secret / "hidden_checks.py"
        return _without_header(path.read_text(), path)

    # -- answers that grade the grader
    @cached_property
    def wrong_answers(self) -> list[Answer]:
        """The named mistakes, each of which must lose points."""
        return answers.read(self.secret / "wrong.py", self.functions, self.answer)

    @cached_property
    def right_answers(self) -> list[Answer]:
        """Other right forms, each of which must keep full points."""
        path = self.secret / "right.py"
        return answers.read(path, self.functions, self.answer) if path.exists() else []

    def notebook(self, backend: str) -> Path:
        """The generated notebook that contains this exercise."""
        return self.public.parent / f"{backend}.ipynb"


def load(public: Path, secret: Path, part: str) -> Exercise:
    """Read and validate one exercise.

    Raises:
        SpecError: with file and line, what was expected and what was got.
    """
    path = public / "exercise.md"
    front, statement, offset = _front_matter(path)
    _check_front(front, path)
    if not _SLUG.fullmatch(public.name):
        raise SpecError(path, 1, f"slug {public.name!r} must be words like 'softmax_stable'.")
    _check_statement(statement, path, offset)
    exercise = Exercise(
        slug=public.name,
        chapter=public.parent.name,
        part=part,
        public=public,
        secret=secret,
        title=front["title"],
        functions=list(front["functions"]),
        minutes=front["minutes"],
        difficulty=front["difficulty"],
        documents=[str(d) for d in front["documents"]],
        statement=statement.strip(),
    )
    for backend in BACKENDS:
        _check_reference(exercise, backend)
    _check_same_signatures(exercise)
    return exercise


def _front_matter(path: Path) -> tuple[dict[str, Any], str, int]:
    if not path.exists():
        raise SpecError(path, 1, "missing. 'autograder new CHAPTER SLUG' writes a template.")
    text = path.read_text()
    match = re.match(r"---\n(.*?)\n---\n", text, re.S)
    if not match:
        raise SpecError(path, 1, "must begin with YAML front matter between two '---' lines.")
    try:
        front = yaml.safe_load(match[1])
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise SpecError(path, line, f"front matter is not YAML: {error}") from None
    if not isinstance(front, dict):
        raise SpecError(path, 2, f"front matter must be a mapping; got {type(front).__name__}.")
    return front, text[match.end() :], match[0].count("\n") + 1


def _check_front(front: dict[str, Any], path: Path) -> None:
    if set(front) != _KEYS:
        missing, extra = sorted(_KEYS - set(front)), sorted(set(front) - _KEYS)
        raise SpecError(path, 2, f"front matter: missing {missing}, unknown {extra}.")
    wanted = {"title": str, "functions": list, "minutes": int, "documents": list}
    for key, kind in wanted.items():
        if not isinstance(front[key], kind) or not front[key]:
            raise SpecError(path, 2, f"{key} must be a {kind.__name__}; got {front[key]!r}.")
    if front["difficulty"] not in DIFFICULTIES:
        raise SpecError(
            path, 2, f"difficulty must be one of {DIFFICULTIES}; got {front['difficulty']!r}."
        )


def _check_statement(statement: str, path: Path, offset: int) -> None:
    """Jupyter shows the statement as it is, so MyST's own syntax would appear raw."""
    if not statement.strip():
        raise SpecError(path, offset, "the statement is empty.")
    for number, line in enumerate(statement.splitlines(), offset):
        if re.match(r"\s*(```+|:::+)\{", line) or re.search(r"\{[a-z:]+\}`", line):
            raise SpecError(
                path, number, "a notebook cannot show MyST directives or roles; use plain Markdown."
            )


def _check_reference(exercise: Exercise, backend: str) -> None:
    path = exercise._reference_path(backend)
    if not path.exists():
        raise SpecError(path, 1, "missing: every exercise needs a NumPy and a PyTorch answer.")
    source = path.read_text()
    tree = parse(source, path)
    _check_imports(tree, path)
    regions = markers.regions(source, path)
    defined = {n.name: n for n in tree.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    for name in exercise.functions:
        node = defined.get(name)
        if node is None:
            raise SpecError(path, 1, f"{name} is listed in exercise.md but not defined here.")
        if not ast.get_docstring(node):
            raise SpecError(path, node.lineno, f"{name} has no docstring; the student reads it.")
        end = node.end_lineno or node.lineno
        if not any(node.lineno <= r.first and r.last <= end for r in regions):
            raise SpecError(path, node.lineno, f"{name} has no solution region.")


def _check_same_signatures(exercise: Exercise) -> None:
    trees = {b: parse(exercise.reference(b), exercise._reference_path(b)) for b in BACKENDS}
    for name in exercise.functions:
        found = {}
        for backend, tree in trees.items():
            node = next(n for n in tree.body if getattr(n, "name", None) == name)
            if isinstance(node, ast.FunctionDef):
                found[backend] = ast.unparse(node.args)
        if len(set(found.values())) > 1:
            raise SpecError(
                exercise._reference_path("torch"),
                1,
                f"{name}({found['torch']}) differs from NumPy's {name}({found['numpy']}).",
            )


def read_checks(path: Path, visible: bool) -> list[Check]:
    """The checks a file declares, found without running it."""
    if not path.exists():
        raise SpecError(path, 1, "missing.")
    tree = parse(path.read_text(), path)
    _check_imports(tree, path)
    checks = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            checks.append(_read_check(node, path, visible))
    return checks


def _read_check(node: ast.FunctionDef, path: Path, visible: bool) -> Check:
    if not re.fullmatch(r"test_[a-z][a-z0-9_]*", node.name) or re.fullmatch(
        r"test_?\d*", node.name
    ):
        raise SpecError(
            path,
            node.lineno,
            f"{node.name}: a check is named test_<property>; a helper begins with _.",
        )
    calls = [
        d
        for d in node.decorator_list
        if isinstance(d, ast.Call) and isinstance(d.func, ast.Name) and d.func.id == "points"
    ]
    if len(calls) != 1 or len(node.decorator_list) != 1:
        raise SpecError(path, node.lineno, f"{node.name} needs exactly one @points(n).")
    call = calls[0]
    try:
        number = ast.literal_eval(call.args[0])
        keywords = {k.arg: ast.literal_eval(k.value) for k in call.keywords}
    except (ValueError, IndexError):
        raise SpecError(
            path, call.lineno, "@points takes constants: @points(2, hint='…')."
        ) from None
    if not isinstance(number, (int, float)) or number <= 0 or set(keywords) - {"hint", "backends"}:
        raise SpecError(path, call.lineno, "expected @points(positive, hint='…', backends=(…)).")
    if not keywords.get("hint"):
        raise SpecError(
            path, call.lineno, f"{node.name} has no hint; a student who fails reads it."
        )
    why = ast.get_docstring(node) or ""
    if not why.startswith("Why:"):
        raise SpecError(path, node.lineno, f"{node.name}: its docstring must begin with 'Why:'.")
    backends = tuple(keywords.get("backends", BACKENDS))
    return Check(node.name, number, keywords["hint"], backends, visible, why, node.lineno)


def _check_imports(tree: ast.Module, path: Path) -> None:
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)) and ast.unparse(node) not in _IMPORTS:
            raise SpecError(
                path,
                node.lineno,
                f"{ast.unparse(node)!r}: only {sorted(_IMPORTS)} may be imported.",
            )


def _without_header(source: str, path: Path) -> str:
    """The code without module docstring and imports, which the notebook's first cell has."""
    lines = source.splitlines()
    drop: set[int] = set()
    for position, node in enumerate(parse(source, path).body):
        is_doc = (
            position == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        )
        if is_doc or isinstance(node, (ast.Import, ast.ImportFrom)):
            drop.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    kept = [line for number, line in enumerate(lines, 1) if number not in drop]
    return "\n".join(kept).strip("\n") + "\n"
