"""Every mutant of an exercise's solution regions, each a whole module with one change."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder import markers
from autograder.exercise import Exercise
from autograder.mutate.operators import Operator, Place, Replacement, catalogue

SKIPPED = (ast.JoinedStr, ast.expr_context, ast.operator, ast.cmpop, ast.boolop, ast.unaryop)


@dataclass(frozen=True)
class Mutant:
    """One change: where, which operator, the statement before and after, the whole module."""

    slug: str
    backend: str
    operator: str
    function: str
    path: Path
    line: int
    before: str
    after: str
    source: str


@dataclass(frozen=True)
class _Spot:
    """A node and where it hangs."""

    node: ast.AST
    field: str
    index: int | None
    place: Place

    def put(self, new: Replacement | None) -> None:
        """Hang something else here; None restores the node."""
        parent, value = self.place.parent, self.node if new is None else new
        if self.index is None:
            setattr(parent, self.field, value)
        else:
            getattr(parent, self.field)[self.index] = value


def mutants(exercise: Exercise, backend: str) -> list[Mutant]:
    """All mutants of one reference, no two of them with the same text."""
    path = exercise._reference_path(backend)
    tree = _answer(path)
    regions = [(r.first, r.last) for r in markers.regions(path.read_text(), path)]
    found: dict[str, Mutant] = {}
    seen = {ast.unparse(tree)}
    operators = catalogue()
    for spot in _spots(tree, backend):
        if _inside(spot.node, regions):
            for mutant in _at(exercise.slug, path, tree, spot, operators):
                if mutant.source not in seen:
                    seen.add(mutant.source)
                    found[mutant.source] = mutant
    return sorted(found.values(), key=lambda m: m.line)


def _answer(path: Path) -> ast.Module:
    """The module without what the notebook's first cell has: docstring and imports."""
    tree = ast.parse(path.read_text(), str(path))
    kept = [n for n in tree.body if not isinstance(n, (ast.Import, ast.ImportFrom, ast.Expr))]
    for node in kept:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node):
            node.body = node.body[1:]
    return ast.Module(kept, [])


def _inside(node: ast.AST, regions: list[tuple[int, int]]) -> bool:
    first = getattr(node, "lineno", 0)
    last = getattr(node, "end_lineno", 0)
    return any(a <= first and last <= b for a, b in regions)


def _spots(tree: ast.Module, backend: str) -> Iterator[_Spot]:
    """Every node that can be replaced, from the outside in."""
    for function in tree.body:
        names = _Names(function)
        for node, field, index, parents in _walk(function, (tree,)):
            yield _Spot(node, field, index, names.place(backend, node, parents))


def _walk(
    node: ast.AST, parents: tuple[ast.AST, ...]
) -> Iterator[tuple[ast.AST, str, int | None, tuple[ast.AST, ...]]]:
    parents = (*parents, node)
    for field, value in list(ast.iter_fields(node)):
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and not isinstance(child, SKIPPED):
                yield child, field, index, parents
                yield from _walk(child, parents)


class _Names:
    """Which names of a function hold what, line by line (loops aside: the text's order)."""

    def __init__(self, function: ast.stmt) -> None:
        signatures = [n for n in ast.walk(function) if isinstance(n, ast.arguments)]
        self.parameters = {a.arg for s in signatures for a in s.args}
        self.numbers = {word for s in signatures for word in _with_default(s)}
        self.stores = [
            (n.lineno, n.id)
            for n in ast.walk(function)
            if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
        ]

    def place(self, backend: str, node: ast.AST, parents: tuple[ast.AST, ...]) -> Place:
        """What an operator may know about this node."""
        line = getattr(node, "lineno", 0) or _line(parents)
        stored = {word for number, word in self.stores if number < line}
        callers = self.parameters - self.numbers - stored
        return Place(backend, parents, frozenset(callers), frozenset(stored | self.parameters))


def _with_default(signature: ast.arguments) -> list[str]:
    """Parameters with a default: numbers and options, which nobody can overwrite for the caller."""
    defaults = len(signature.defaults)
    return [a.arg for a in signature.args[-defaults:]] if defaults else []


def _line(parents: tuple[ast.AST, ...]) -> int:
    return next((p.lineno for p in reversed(parents) if hasattr(p, "lineno")), 0)


def _at(
    slug: str, path: Path, tree: ast.Module, spot: _Spot, operators: dict[str, Operator]
) -> Iterator[Mutant]:
    if any(isinstance(p, ast.Raise) for p in spot.place.parents):  # messages are not graded
        return
    around = _statement(spot)
    before = ast.unparse(around)
    for word, operator in operators.items():
        for new in list(operator(spot.node, spot.place)):
            source, after = _replaced(tree, spot, new, around)
            if _compiles(source):
                yield Mutant(
                    slug=slug,
                    backend=spot.place.backend,
                    operator=word,
                    function=_function(spot),
                    path=path,
                    line=getattr(spot.node, "lineno", around.lineno),
                    before=_short(before, after),
                    after=_short(after, before),
                    source=source,
                )  # fmt: skip


def _statement(spot: _Spot) -> ast.stmt:
    nodes = (spot.node, *reversed(spot.place.parents))
    return next(n for n in nodes if isinstance(n, ast.stmt))


def _function(spot: _Spot) -> str:
    return ".".join(p.name for p in spot.place.parents if isinstance(p, ast.FunctionDef))


def _replaced(tree: ast.Module, spot: _Spot, new: Replacement, around: ast.stmt) -> tuple[str, str]:
    """The text of the module, and of the statement, with the change made."""
    # Several statements in place of one: a module nested in a module is written out in line.
    spot.put(ast.Module(new, []) if isinstance(new, list) else new)
    try:
        source = ast.unparse(tree)
        if isinstance(new, list):
            after = "; ".join(map(ast.unparse, new))
        else:
            after = ast.unparse(new if around is spot.node else around)
    finally:
        spot.put(None)
    return source, after


def _short(text: str, other: str) -> str:
    """The first line of a statement, or all of it when the first lines are equal."""
    first = text.splitlines()[0]
    return text if first == other.splitlines()[0] else first


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True
