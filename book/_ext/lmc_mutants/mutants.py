"""One change of one check."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

from lmc_mutants import operators
from lmc_mutants.cells import Cell


@dataclass(frozen=True)
class Mutant:
    """What was, what is now, and the code to run, in order, in place of the check cell.

    `place` tells apart equal formulas; `function` is empty when the check's own code is changed.
    """

    function: str
    place: int
    was: str
    now: str
    code: tuple[CodeType, ...]


def of(check: Cell, before: list[Cell]) -> Iterator[Mutant]:
    """Changes of the check's own formulas, then of the page's functions that it calls.

    The functions of the page's first cell are its tools (how an error is measured), not claims.
    """
    yield from _changed(check.tree, "")
    original = compile(check.code, "check", "exec")
    for function in _called(check, before):
        module = ast.Module([function], [])
        yield from _changed(module, function.name, original)


def _changed(tree: ast.Module, function: str, *then: CodeType) -> Iterator[Mutant]:
    for place, change in enumerate(operators.changes(tree)):
        was = ast.unparse(change.shown)
        with change.applied():
            now = ast.unparse(change.shown)
            code = compile(ast.fix_missing_locations(tree), "mutant", "exec")
        yield Mutant(function, place, was, now, (code, *then))


def _called(check: Cell, before: list[Cell]) -> list[ast.FunctionDef]:
    """Functions of earlier cells that the check names, and those that they name in turn."""
    defined = {f.name: f for cell in before[1:] for f in _functions(cell)}
    for own in _functions(check):
        defined.pop(own.name, None)
    found: dict[str, ast.FunctionDef] = {}
    unread: list[ast.AST] = [check.tree]
    while unread:
        named = (n.id for n in ast.walk(unread.pop()) if isinstance(n, ast.Name))
        new = {name: defined[name] for name in named if name in defined and name not in found}
        found |= new
        unread += new.values()
    return list(found.values())


def _functions(cell: Cell) -> list[ast.FunctionDef]:
    return [node for node in cell.tree.body if isinstance(node, ast.FunctionDef)]
