"""Slips in calling the library: the wrong function, reduction, axis, keyword or dtype."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.mutate.expressions import CONTAINERS, is_result
from autograder.mutate.operators import (
    LIBRARIES,
    Operator,
    Place,
    attribute,
    call,
    called,
    is_method,
    name,
    with_keywords,
)

# What holds no value that could stand for the call itself.
CREATES = set(
    "range enumerate zip len zeros ones empty full eye arange stack concatenate cat tensor "
    "zeros_like ones_like empty_like new_zeros new_ones new_empty ndindex append get grad "
    "default_rng Parameter items keys values split chunk diag bincount".split()
)
CASTS = {"astype", "to", "float", "double", "int", "long", "bool", "half", "type", "char", "short"}
REDUCTIONS: dict[str, tuple[str, ...]] = {
    "sum": ("mean", "max"),
    "mean": ("sum", "max"),
    "max": ("min", "mean"),
    "min": ("max", "mean"),
    "amax": ("amin", "sum"),
    "amin": ("amax", "sum"),
    "any": ("all",),
    "all": ("any",),
    "prod": ("sum",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "std": ("var",),
    "var": ("std",),
    "cumsum": ("cumprod",),
    "logsumexp": ("sum",),
}
FUNCTIONS: dict[str, tuple[str, ...]] = {
    "exp": ("expm1", "exp2"),
    "log": ("log1p", "log2"),
    "cos": ("sin",),
    "sin": ("cos",),
    "tanh": ("sinh", "arctan"),
    "sigmoid": ("tanh",),
    "relu": ("abs",),
    "sqrt": ("square",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "round": ("floor", "ceil", "trunc"),
    "floor": ("ceil", "round"),
    "ceil": ("floor", "round"),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "zeros_like": ("ones_like",),
    "ones_like": ("zeros_like",),
    "new_zeros": ("new_ones",),
    "isnan": ("isinf",),
    "isfinite": ("isnan",),
    "stack": ("hstack", "vstack"),
    "append": ("extend",),
}
DTYPES: dict[str, tuple[str, ...]] = {
    "float64": ("float32",),
    "float32": ("float64", "float16"),
    "int64": ("int32",),
    "int32": ("int64", "int16"),
    "int8": ("int16", "uint8"),
    "uint8": ("int8", "int16"),
}
AXES = ("axis", "dim")
KEEP = ("keepdims", "keepdim")


def forgotten_call(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """A function that is not applied: its first argument, or the array itself, is left."""
    if not isinstance(node, ast.Call) or called(node) in CREATES or called(node) in CASTS:
        return
    if is_method(node):
        if isinstance(node.func, ast.Attribute):
            yield node.func.value
    elif node.args:
        yield from node.args if called(node) in ("min", "max") else node.args[:1]


def reduction(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """Sum for mean, any for all, the smallest for the largest."""
    if isinstance(node, ast.Call):
        others = REDUCTIONS.get(called(node), ())
        pairs = isinstance(place.parent, ast.Attribute)  # torch's .max(dim=…).values
        yield from (_calling(node, other) for other in others if not pairs or other in PAIRED)


PAIRED = ("max", "min")


def _calling(node: ast.Call, other: str) -> ast.Call:
    if isinstance(node.func, ast.Attribute):
        return ast.Call(attribute(node.func.value, other), node.args, node.keywords)
    return ast.Call(name(other), node.args, node.keywords)


def function(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """A function's neighbour in the manual."""
    if not isinstance(node, ast.Call):
        return
    for other in FUNCTIONS.get(called(node), ()):
        if isinstance(node.func, ast.Attribute):
            yield _calling(node, other)
        elif called(node) in ("sigmoid", "round"):  # names handed to the student, or Python's own
            library = "math" if called(node) == "round" else _library(place)
            yield ast.Call(attribute(name(library), other), node.args, node.keywords)
    if called(node) in ("clip", "clamp"):
        yield from _other_side(node)


def _library(place: Place) -> str:
    return "torch" if place.backend == "torch" else "np"


def _other_side(node: ast.Call) -> Iterator[ast.AST]:
    """A bound above where one below was meant."""
    other = {"min": "max", "max": "min"}
    if any(k.arg in other for k in node.keywords):
        turned = [ast.keyword(other.get(k.arg or "", k.arg), k.value) for k in node.keywords]
        yield with_keywords(node, turned)
    elif len(node.args) == 1:
        yield ast.Call(node.func, [ast.Constant(None), node.args[0]], node.keywords)


def axis(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """Over the other axis, or over all of them."""
    if not isinstance(node, ast.Call):
        return
    for position, keyword in enumerate(node.keywords):
        if keyword.arg in AXES and isinstance(keyword.value, ast.Constant):
            rest = [k for i, k in enumerate(node.keywords) if i != position]
            other = ast.keyword(keyword.arg, ast.Constant(0 if keyword.value.value else 1))
            yield with_keywords(node, [*node.keywords[:position], other, *rest[position:]])
            if place.backend == "torch":  # which has no keepdim without dim
                rest = [k for k in rest if k.arg != "keepdim"]
            yield with_keywords(node, rest)


def keepdims(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """The axis that was summed over kept where it should go, or gone where it should stay."""
    if not isinstance(node, ast.Call):
        return
    kept = [k for k in node.keywords if k.arg not in KEEP]
    if len(kept) < len(node.keywords):
        yield with_keywords(node, kept)
    elif called(node) in REDUCTIONS and any(k.arg in AXES for k in node.keywords):
        word = "keepdim" if place.backend == "torch" else "keepdims"
        yield with_keywords(node, [*kept, ast.keyword(word, ast.Constant(True))])


def keyword(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """A keyword left out."""
    if isinstance(node, ast.Call):
        for position, word in enumerate(node.keywords):
            if word.arg not in (*AXES, *KEEP, "dtype", None):
                yield with_keywords(
                    node, [*node.keywords[:position], *node.keywords[position + 1 :]]
                )


def dtype(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """Precision lost or gained: no cast, another type, a result in float32 or float64."""
    if isinstance(node, ast.Call):
        rest = [k for k in node.keywords if k.arg != "dtype"]
        if len(rest) < len(node.keywords):
            yield with_keywords(node, rest)
        if called(node) in CASTS and is_method(node) and isinstance(node.func, ast.Attribute):
            yield node.func.value
    if isinstance(node, ast.Attribute) and ast.unparse(node.value) in LIBRARIES:
        yield from (attribute(node.value, other) for other in DTYPES.get(node.attr, ()))
    if isinstance(node, ast.expr) and is_result(place) and not isinstance(node, CONTAINERS):
        yield from _cast(node, place)


def _cast(node: ast.expr, place: Place) -> Iterator[ast.AST]:
    for wanted in ("float32", "float64"):
        if ast.unparse(node).endswith(f".{wanted})"):  # it is that already
            continue
        if place.backend == "torch":
            yield call(attribute(node, "to"), attribute(name("torch"), wanted))
        else:
            yield call(attribute(name("np"), wanted), node)


OPERATORS: dict[str, Operator] = {
    "call": forgotten_call,
    "reduction": reduction,
    "function": function,
    "axis": axis,
    "keepdims": keepdims,
    "keyword": keyword,
    "dtype": dtype,
}
