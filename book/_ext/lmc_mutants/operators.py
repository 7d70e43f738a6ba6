"""Where a formula can be changed, and how.

Not formulas, and left alone: literals (`-1.0`, `2 * 8`), printed text, random draws and what loops
run over (both choose inputs), constant keyword arguments, and the tolerance of an assert.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult,
    ast.USub: ast.UAdd,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Eq: ast.NotEq,
}
EXTREMES = {"max": "min", "min": "max", "maximum": "minimum", "minimum": "maximum"}
LITERAL = (ast.Constant, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop)
DRAWS = {"linspace", "choice", "permutation", "integers", "normal", "uniform", "rand", "randn"}


@dataclass(frozen=True)
class Change:
    """One field of one node gets another value."""

    shown: ast.AST  # the expression that a report shows
    node: ast.AST
    field: str
    value: Any

    @contextmanager
    def applied(self) -> Iterator[None]:
        """The tree with this change; afterwards as it was."""
        before = getattr(self.node, self.field)
        setattr(self.node, self.field, self.value)
        try:
            yield
        finally:
            setattr(self.node, self.field, before)


def changes(tree: ast.AST) -> Iterator[Change]:
    """Every change of a formula in the tree, in the order of the code."""
    if _is_no_formula(tree):
        return
    yield from _own_changes(tree)
    for child in _children(tree):
        yield from changes(child)


def _own_changes(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield Change(node, node, "left", ast.UnaryOp(ast.USub(), node.left))
    elif isinstance(node, (ast.BinOp, ast.UnaryOp)) and type(node.op) in SWAPPED:
        yield Change(node, node, "op", SWAPPED[type(node.op)]())
    elif isinstance(node, ast.AugAssign) and type(node.op) in SWAPPED:
        if not isinstance(node.value, (ast.List, ast.ListComp)):
            yield Change(node, node, "op", SWAPPED[type(node.op)]())
    elif isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in SWAPPED:
        yield Change(node, node, "ops", [SWAPPED[type(node.ops[0])]()])
    elif isinstance(node, ast.Call):
        yield from _swapped_extreme(node)


def _swapped_extreme(call: ast.Call) -> Iterator[Change]:
    """`np.maximum(a, b)`, and `max(0, a)`; not `max(errors)`, which only reports."""
    name = call.func
    if isinstance(name, ast.Attribute) and name.attr in ("maximum", "minimum"):
        yield Change(call, name, "attr", EXTREMES[name.attr])
    elif isinstance(name, ast.Name) and name.id in ("max", "min") and _has_bound(call):
        yield Change(call, name, "id", EXTREMES[name.id])


def _has_bound(call: ast.Call) -> bool:
    return len(call.args) > 1 and any(_is_literal(argument) for argument in call.args)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Assert):
        yield from _claims(node.test)
    elif isinstance(node, (ast.For, ast.comprehension)):
        yield from (n for n in ast.iter_child_nodes(node) if n not in (node.iter, node.target))
    elif isinstance(node, (ast.FunctionDef, ast.Lambda)):
        yield from (n for n in ast.iter_child_nodes(node) if n is not node.args)
    else:
        yield from ast.iter_child_nodes(node)


def _claims(test: ast.expr) -> Iterator[ast.AST]:
    """The parts of an assert's test that hold formulas: its comparisons' sides, without slack."""
    if isinstance(test, ast.BoolOp):
        for part in test.values:
            yield from _claims(part)
    elif isinstance(test, ast.Compare):
        for side in (test.left, *test.comparators):
            yield from _without_slack(side)
    elif isinstance(test, ast.Call):  # np.all(a < b), (a < b).all()
        owner = [test.func.value] if isinstance(test.func, ast.Attribute) else []
        for part in (*owner, *test.args):
            yield from _claims(part)
    else:
        yield test


def _without_slack(side: ast.expr) -> Iterator[ast.AST]:
    """`allowed * (1 + 1e-9) + 1e-12` is `allowed` and a tolerance."""
    while isinstance(side, ast.BinOp) and (_is_literal(side.left) or _is_literal(side.right)):
        side = side.right if _is_literal(side.left) else side.left
    yield side


def _is_no_formula(node: ast.AST) -> bool:
    if isinstance(node, (ast.Import, ast.ImportFrom, ast.JoinedStr, ast.Constant)):
        return True
    if isinstance(node, ast.keyword):
        return _is_literal(node.value)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return isinstance(node.value.func, ast.Name) and node.value.func.id == "print"
    simple = isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr, ast.Assert, ast.Return))
    return (simple and _draws(node)) or (isinstance(node, ast.expr) and _is_literal(node))


def _draws(node: ast.AST) -> bool:
    """Whether random or evenly spaced inputs are made here."""
    calls = (n.func for n in ast.walk(node) if isinstance(n, ast.Call))
    return any(isinstance(f, ast.Attribute) and _is_draw(f) for f in calls)


def _is_draw(function: ast.Attribute) -> bool:
    owner = ast.unparse(function.value)
    return owner == "rng" or function.attr in DRAWS or "random." in owner


def _is_literal(node: ast.AST) -> bool:
    """Numbers and arithmetic on them, without a name."""
    parts = list(ast.walk(node))
    return all(isinstance(part, LITERAL) for part in parts)
