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
    """What was, what is now, and the code to run, in order, in place of the check cell."""

    was: str
    now: str
    code: tuple[CodeType, ...]


def of(check: Cell, before: list[Cell]) -> Iterator[Mutant]:
    """Changes of the check's own formulas, then of the page's functions that it calls.

    The functions of the page's first cell are its tools (how an error is measured), not claims.
    """
    for change in operators.changes(check.tree):
        yield _mutant(change, check.tree)
    original = compile(check.code, "check", "exec")
    for function in _called(check, before):
        for change in operators.changes(function):
            module = ast.Module([function], [])
            yield _mutant(change, module, original)


def _mutant(change: operators.Change, tree: ast.Module, *then: CodeType) -> Mutant:
    was = ast.unparse(change.shown)
    with change.applied():
        now = ast.unparse(change.shown)
        code = compile(ast.fix_missing_locations(tree), "mutant", "exec")
    return Mutant(was, now, (code, *then))


def _called(check: Cell, before: list[Cell]) -> list[ast.FunctionDef]:
    """Functions of earlier cells that the check names, and those that they name in turn."""
    defined = {
        node.name: node
        for cell in before[1:]
        for node in cell.tree.body
        if isinstance(node, ast.FunctionDef)
    }
    for node in check.tree.body:
        if isinstance(node, ast.FunctionDef):
            defined.pop(node.name, None)
    found: dict[str, ast.FunctionDef] = {}
    open_ends: list[ast.AST] = [check.tree]
    while open_ends:
        for node in ast.walk(open_ends.pop()):
            if isinstance(node, ast.Name) and node.id in defined and node.id not in found:
                found[node.id] = defined[node.id]
                open_ends.append(defined[node.id])
    return list(found.values())
