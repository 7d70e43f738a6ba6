"""All mutation operators by name, and the rules that they share.

An operator is a slip that somebody makes: it takes a node of a reference's syntax tree and
yields what could stand there instead. None of them knows the checks, so none is chosen because
it is easily caught. An operator leaves out a variant only when it is the same by definition
(the two arguments of `maximum` exchanged) or when it is no program of this kind (a tuple where a
number of rows belongs).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Replacement = ast.AST | list[ast.stmt]
LIBRARIES = ("np", "torch", "F", "math")


@dataclass(frozen=True)
class Place:
    """What an operator may look at besides the node.

    `parents` begins at the module; `callers` are parameters that still hold what the caller
    passed, options with a default aside; `bound` are all names that have a value before the statement.
    """

    backend: str
    parents: tuple[ast.AST, ...]
    callers: frozenset[str]
    bound: frozenset[str]

    @property
    def parent(self) -> ast.AST:
        """The node around this one."""
        return self.parents[-1]

    @property
    def in_guard(self) -> bool:
        """Inside the condition of an `if` that only raises."""
        return any(is_guard(p) for p in self.parents)


Operator = Callable[[ast.AST, Place], Iterator[Replacement]]


def is_guard(node: ast.AST) -> bool:
    """`if …: raise …` and nothing else."""
    return (
        isinstance(node, ast.If)
        and not node.orelse
        and all(isinstance(s, ast.Raise) for s in node.body)
    )


def called(node: ast.AST) -> str:
    """The last word of what a call calls: `sum` for `x.sum(axis=0)` and for `np.sum(x)`."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def is_method(node: ast.Call) -> bool:
    """`x.sum()` is a method of an array; `np.sum(x)` and `torch.linalg.norm(x)` are not."""
    root: ast.expr = node.func
    if not isinstance(root, ast.Attribute):
        return False
    while isinstance(root, ast.Attribute):
        root = root.value
    return not (isinstance(root, ast.Name) and root.id in LIBRARIES)


def name(identifier: str) -> ast.Name:
    """A name that is read."""
    return ast.Name(identifier, ast.Load())


def attribute(value: ast.expr, word: str) -> ast.Attribute:
    """`value.word`."""
    return ast.Attribute(value, word, ast.Load())


def call(function: ast.expr, *args: ast.expr) -> ast.Call:
    """`function(*args)`."""
    return ast.Call(function, list(args), [])


def with_arguments(node: ast.Call, args: list[ast.expr]) -> ast.Call:
    """The same call with other positional arguments."""
    return ast.Call(node.func, args, node.keywords)


def with_keywords(node: ast.Call, keywords: list[ast.keyword]) -> ast.Call:
    """The same call with other keywords."""
    return ast.Call(node.func, node.args, keywords)


def catalogue() -> dict[str, Operator]:
    """Name -> operator. Of two that make the same text the first one counts."""
    from autograder.mutate import calls, expressions, statements

    return {**expressions.OPERATORS, **calls.OPERATORS, **statements.OPERATORS}
