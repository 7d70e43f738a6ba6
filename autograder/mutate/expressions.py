"""Slips inside an expression: signs, terms, constants, comparisons, order."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.mutate.operators import (
    Operator,
    Place,
    attribute,
    call,
    called,
    is_guard,
    with_arguments,
)

SWAPPED_SIGN: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}
OTHER_ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.LShift: (ast.RShift,),
    ast.RShift: (ast.LShift,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd, ast.BitXor),
}
OTHER_COMPARISON: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE, ast.Eq),
    ast.LtE: (ast.Lt, ast.Gt, ast.Eq),
    ast.Gt: (ast.GtE, ast.LtE, ast.Eq),
    ast.GtE: (ast.Gt, ast.Lt, ast.Eq),
    ast.Eq: (ast.NotEq, ast.LtE, ast.GtE),
    ast.NotEq: (ast.Eq, ast.Lt, ast.Gt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
ORDERED = (ast.Lt, ast.Gt, ast.LtE, ast.GtE)
COMMUTATIVE = {"maximum", "minimum", "max", "min", "logaddexp", "dot", "isclose"}
SMALL = 1e-3
CONTAINERS = (ast.Tuple, ast.List, ast.Dict, ast.JoinedStr, ast.DictComp, ast.ListComp)


def sign(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """+ and - exchanged; a minus lost; a result negated."""
    if isinstance(node, ast.BinOp) and type(node.op) in SWAPPED_SIGN:
        yield ast.BinOp(node.left, SWAPPED_SIGN[type(node.op)](), node.right)
    if isinstance(node, ast.AugAssign) and type(node.op) in SWAPPED_SIGN:
        yield ast.AugAssign(node.target, SWAPPED_SIGN[type(node.op)](), node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand
    if isinstance(node, ast.expr) and is_result(place) and not isinstance(node, CONTAINERS):
        yield ast.UnaryOp(ast.USub(), node)


def is_result(place: Place) -> bool:
    """The node is what a function returns, or one of several results."""
    parents = place.parents
    if isinstance(parents[-1], ast.Tuple):
        parents = parents[:-1]
    return isinstance(parents[-1], ast.Return)


def arithmetic(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """Another operation between the same operands."""
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and not _joins_dicts(node):
        for other in OTHER_ARITHMETIC.get(type(node.op), ()):
            if isinstance(node, ast.BinOp):
                yield ast.BinOp(node.left, other(), node.right)
            else:
                yield ast.AugAssign(node.target, other(), node.value)


def _joins_dicts(node: ast.BinOp | ast.AugAssign) -> bool:
    parts = [node.left, node.right] if isinstance(node, ast.BinOp) else [node.value]
    return any(isinstance(p, (ast.Dict, ast.DictComp)) for p in parts)


def term(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """A term, a factor or a condition forgotten."""
    if isinstance(node, ast.BinOp) and not _is_epsilon(node):
        if not isinstance(node.op, ast.MatMult):
            yield node.left
        if isinstance(node.op, (ast.Add, ast.Mult, ast.BitOr, ast.BitAnd)):
            yield node.right
        if isinstance(node.op, ast.Sub):
            yield ast.UnaryOp(ast.USub(), node.right)
    if isinstance(node, ast.BoolOp):
        for left_out in range(len(node.values)):
            kept = [v for i, v in enumerate(node.values) if i != left_out]
            yield kept[0] if len(kept) == 1 else ast.BoolOp(node.op, kept)
    if isinstance(node, ast.Compare) and len(node.ops) > 1:
        yield ast.Compare(node.comparators[0], node.ops[1:], node.comparators[1:])
        yield ast.Compare(node.left, node.ops[:-1], node.comparators[:-1])


def _is_epsilon(node: ast.AST) -> bool:
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)):
        return False
    small = node.right
    if isinstance(small, ast.Constant):
        return isinstance(small.value, float) and 0 < small.value <= SMALL
    return isinstance(small, ast.Name) and small.id.startswith("eps")


def epsilon(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """An epsilon dropped, made negative, or put on the other side of the function before it."""
    if isinstance(node, ast.BinOp) and _is_epsilon(node):
        yield node.left
        yield ast.BinOp(node.left, ast.Sub(), node.right)
        if isinstance(node.left, ast.Call) and len(node.left.args) == 1:
            inside = ast.BinOp(node.left.args[0], ast.Add(), node.right)
            yield with_arguments(node.left, [inside])


def constant(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """A number one too large or too small, doubled, or 0; another word in a comparison."""
    if not isinstance(node, ast.Constant):
        return
    value, parent = node.value, place.parent
    if isinstance(parent, ast.keyword) and parent.arg in ("axis", "dim", "keepdims", "keepdim"):
        return
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value + 1), ast.Constant(value - 1))
    elif isinstance(value, float):
        yield from (ast.Constant(2 * value if value else 1.0), ast.Constant(value / 2 or -1.0))
    elif isinstance(value, str) and _is_compared(place):
        yield ast.Constant(value.upper() if value != value.upper() else value + "_")


def _is_compared(place: Place) -> bool:
    return any(isinstance(p, ast.Compare) for p in place.parents[-2:])


def comparison(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """The boundary on the other side, the opposite, or only equality."""
    if isinstance(node, ast.Compare):
        for position, operator in enumerate(node.ops):
            for other in OTHER_COMPARISON[type(operator)]:
                # Equal or not is all that shapes and words can be; numbers have an order too.
                if isinstance(operator, ORDERED) or other not in ORDERED or _is_number(node):
                    ops = [*node.ops[:position], other(), *node.ops[position + 1 :]]
                    yield ast.Compare(node.left, ops, node.comparators)


def _is_number(node: ast.Compare) -> bool:
    """Compared with a number, or a count with a count."""
    parts = [node.left, *node.comparators]
    numbers = any(
        isinstance(p, ast.Constant) and isinstance(p.value, (int, float))
        for p in parts  # `x == 0`
    )
    counts = all(isinstance(p, (ast.Name, ast.Attribute, ast.Subscript, ast.Call)) for p in parts)
    return numbers or (counts and not any("shape" in ast.unparse(p)[-5:] for p in parts))


def condition(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """A condition that is turned round, or decided beforehand; `and` for `or`."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    if isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield ast.BoolOp(other(), node.values)
    if isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse, ast.IfExp(node.test, node.orelse, node.body))
    parent = place.parent
    if isinstance(parent, (ast.If, ast.While)) and node is parent.test and not is_guard(parent):
        yield from (ast.Constant(True), ast.Constant(False))
    if isinstance(parent, ast.comprehension) and node in parent.ifs:
        yield ast.Constant(True)


def swap(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """Two operands, arguments, results or targets in each other's place."""
    orderly = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult, ast.LShift)
    if isinstance(node, ast.BinOp) and isinstance(node.op, orderly):
        yield ast.BinOp(node.right, node.op, node.left)
    if isinstance(node, ast.Call) and called(node) not in COMMUTATIVE:
        for args in _neighbours(node.args):
            yield with_arguments(node, args)
    if isinstance(node, ast.Tuple) and isinstance(place.parent, ast.Return):
        for elements in _neighbours(node.elts):
            yield ast.Tuple(elements, node.ctx)
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Store):
        for elements in _neighbours(node.elts):
            yield ast.Tuple(elements, node.ctx)


def _neighbours(items: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for i in range(len(items) - 1):
        yield [*items[:i], items[i + 1], items[i], *items[i + 2 :]]


def transpose(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """A transpose forgotten, or one too many at a matrix product."""
    if isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        yield node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        if not _is_transposed(node.left):
            yield ast.BinOp(attribute(node.left, "T"), node.op, node.right)
        if not _is_transposed(node.right):
            yield ast.BinOp(node.left, node.op, attribute(node.right, "T"))
    if called(node) in ("reshape", "stack") and isinstance(node, ast.Call):
        yield attribute(node, "T")
    if called(node) == "outer" and isinstance(node, ast.Call):
        yield attribute(node, "T")


def _is_transposed(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "T"


def off_by_one(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """A count, a bound or the end of a slice moved by one."""
    if isinstance(node, ast.Slice):
        if node.upper is not None and not isinstance(node.upper, ast.Constant):
            yield from (ast.Slice(node.lower, _moved(node.upper, by), node.step) for by in (1, -1))
        if node.lower is not None and not isinstance(node.lower, ast.Constant):
            yield from (ast.Slice(_moved(node.lower, by), node.upper, node.step) for by in (1, -1))
        if node.lower is None and node.upper is not None and node.step is None:
            yield ast.Slice(ast.Constant(1), node.upper, None)
    if _is_count(node) and isinstance(node, ast.expr) and not place.in_guard:
        yield from (_moved(node, by) for by in (1, -1))
    if called(node) == "range" and isinstance(node, ast.Call):
        last = node.args[-1] if len(node.args) < 3 else node.args[1]
        position = node.args.index(last)
        if not isinstance(last, ast.Constant):
            for by in (1, -1):
                args = [*node.args]
                args[position] = _moved(last, by)
                yield with_arguments(node, args)
        if len(node.args) == 1:
            yield call(node.func, ast.Constant(1), last)


def _moved(node: ast.expr, by: int) -> ast.expr:
    return ast.BinOp(node, ast.Add() if by > 0 else ast.Sub(), ast.Constant(1))


def _is_count(node: ast.AST) -> bool:
    if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
        return ast.unparse(node.value).endswith(".shape")
    if isinstance(node, ast.Attribute) and node.attr == "size":
        return True
    return called(node) in ("len", "numel")


OPERATORS: dict[str, Operator] = {
    "sign": sign,
    "arithmetic": arithmetic,
    "term": term,
    "epsilon": epsilon,
    "constant": constant,
    "comparison": comparison,
    "condition": condition,
    "swap": swap,
    "transpose": transpose,
    "off_by_one": off_by_one,
}
