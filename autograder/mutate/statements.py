"""Slips in what is done at all: guards, loops, returns, and writing into the caller's arrays."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from autograder.mutate.operators import (
    Operator,
    Place,
    Replacement,
    attribute,
    called,
    is_guard,
    is_method,
    name,
    with_keywords,
)

SIMPLE = (ast.Assign, ast.Return, ast.Expr, ast.AugAssign)
OWN_SCOPE = (ast.Lambda, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp, ast.IfExp)
IN_PLACE = (ast.Add, ast.Sub, ast.Mult, ast.Div)
UFUNCS = {"exp", "log", "tanh", "maximum", "minimum", "abs", "sqrt", "clip", "round", "negative"}
TORCH_IN_PLACE = {"exp", "log", "tanh", "sigmoid", "relu", "clamp", "abs", "sqrt", "round"}
COPIES = {"array": "asarray", "copy": "", "clone": "", "detach": ""}


def guard(node: ast.AST, place: Place) -> Iterator[Replacement]:
    """A refusal forgotten, or made with another exception."""
    if is_guard(node):
        yield ast.Pass()
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        other = "TypeError" if called(node.exc) != "TypeError" else "ValueError"
        yield ast.Raise(ast.Call(name(other), node.exc.args, []), None)


def statement(node: ast.AST, place: Place) -> Iterator[Replacement]:
    """A line forgotten; only lines without which the rest still runs."""
    if isinstance(node, ast.With):
        yield node.body
    if isinstance(node, (ast.Expr, ast.AugAssign)) or _assigns_again(node, place):
        yield ast.Pass()


def _assigns_again(node: ast.AST, place: Place) -> bool:
    if not isinstance(node, ast.Assign):
        return False
    stored = [n for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name)]
    return all(n.id in place.bound for n in stored)


def loop(node: ast.AST, place: Place) -> Iterator[Replacement]:
    """The first or last round forgotten; a way out after the first."""
    if isinstance(node, ast.For):
        rounds = ast.Call(name("list"), [node.iter], [])
        for part in (ast.Slice(ast.Constant(1)), ast.Slice(None, ast.Constant(-1))):
            cut = ast.Subscript(rounds, part, ast.Load())
            yield ast.For(node.target, cut, node.body, node.orelse, lineno=node.lineno)
        last = [*node.body, ast.Break()]
        yield ast.For(node.target, node.iter, last, node.orelse, lineno=node.lineno)


def early_return(node: ast.AST, place: Place) -> Iterator[Replacement]:
    """Nothing returned, or an argument as it came."""
    if isinstance(node, ast.Return) and node.value is not None:
        yield ast.Return(None)
        first = _first_parameter(place)
        if first is not None:
            yield ast.Return(name(first))


def _first_parameter(place: Place) -> str | None:
    functions = [p for p in place.parents if isinstance(p, ast.FunctionDef)]
    arguments = functions[-1].args.args if functions else []
    return arguments[0].arg if arguments else None


def in_place(node: ast.AST, place: Place) -> Iterator[Replacement]:
    """What belongs to the caller is overwritten: `z -= m`, `out=z`, `z.exp_()`, a copy left out."""
    if isinstance(node, SIMPLE):
        yield from _written_first(node, place)
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp):
        yield from _augmented(node, node.value, place)
    if isinstance(node, ast.Call):
        yield from _written_by_call(node, place)


def _written_first(node: ast.stmt, place: Place) -> Iterator[Replacement]:
    """`return f(z - m)` becomes `z -= m` and `return f(z)`."""
    for inner in _own_nodes(node):
        if not (isinstance(inner, ast.BinOp) and isinstance(inner.op, IN_PLACE)):
            continue
        sides = [(inner.left, inner.right)]
        if isinstance(inner.op, (ast.Add, ast.Mult)):
            sides.append((inner.right, inner.left))
        for mine, other in sides:
            if isinstance(mine, ast.Name) and mine.id in place.callers:
                written = ast.AugAssign(ast.Name(mine.id, ast.Store()), inner.op, other)
                yield [written, _with(node, inner, name(mine.id))]


def _augmented(node: ast.Assign, value: ast.BinOp, place: Place) -> Iterator[Replacement]:
    target = node.targets[0]
    if not (isinstance(target, ast.Name) and target.id in place.callers):
        return
    if isinstance(value.left, ast.Name) and value.left.id == target.id:
        yield ast.AugAssign(target, value.op, value.right)


def _written_by_call(node: ast.Call, place: Place) -> Iterator[Replacement]:
    word = called(node)
    if word in COPIES:
        if word == "array" and isinstance(node.func, ast.Attribute):
            yield ast.Call(attribute(node.func.value, "asarray"), node.args, node.keywords)
        elif is_method(node) and isinstance(node.func, ast.Attribute):
            yield node.func.value
    mine = node.func.value if is_method(node) and isinstance(node.func, ast.Attribute) else None
    first = mine if mine is not None else (node.args[0] if node.args else None)
    if not (isinstance(first, ast.Name) and first.id in place.callers):
        return
    if place.backend == "numpy" and word in UFUNCS:
        yield with_keywords(node, [*node.keywords, ast.keyword("out", name(first.id))])
    if place.backend == "torch" and word in TORCH_IN_PLACE and isinstance(node.func, ast.Attribute):
        yield ast.Call(attribute(node.func.value, word + "_"), node.args, node.keywords)


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes below that are surely run once when the statement is."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, OWN_SCOPE):
            yield child
            yield from _own_nodes(child)


def _with(node: ast.stmt, old: ast.AST, new: ast.AST) -> ast.stmt:
    """A copy of the statement in which `new` stands for `old`."""
    return copy.deepcopy(node, {id(old): new})


OPERATORS: dict[str, Operator] = {
    "guard": guard,
    "statement": statement,
    "loop": loop,
    "return": early_return,
    "in_place": in_place,
}
