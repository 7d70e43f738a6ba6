"""Spoilt notebooks and messages by the million, for the two parsers that read untrusted bytes.

A case begins as something valid, is changed in a few places, as a tree or as bytes, and is read.
It is read (True) or refused with the declared error (False); anything else is a mistake of ours
and escapes. Used by tests/test_fuzz.py and benchmarks/fuzz.py.
"""

from __future__ import annotations

import copy
import json
import math
import random
import struct
from typing import Any

import numpy as np

from autograder.box import wire
from autograder.grade import submissions
from autograder.project import Assignment

Tree = Any
TOKENS = [b"[", b"]", b"{", b"}", b",", b":", b'"', b"\\", b"\\ud800", b"null", b"NaN", b"-Infinity",
          b"1e999", b"9" * 50, b"\xff", b"\x00", b"\xef\xbb\xbf", b'"t"', b'"v"', b'"cells"', b"-1"]  # fmt: skip
NAMES = ["t", "v", "d", "s", "at", "n", "id", "kind", "call", "cells", "source", "input", "metadata",
         "nbgrader", "grade_id", "cell_type", "worksheets", "double__answer", "double", "setup"]  # fmt: skip
WORDS = ["", "\ud800", "x" * 300, "array", "tensor", "dict", "int", "raw", "float64", "bfloat16", "object",
         "nan", "0x1p9999", "9" * 400, "code", "a\0b", "../x", "__class__"]  # fmt: skip
NUMBERS = [None, True, 0, -1, 1, 8, 2**31, 2**63, 10**30, 0.5, -0.0, 1e308, math.inf, math.nan]


# --- reading: True when it was accepted ----------------------------------------------------------
def read_notebook(data: bytes, assignment: Assignment | None = None) -> bool:
    """The first parser."""
    try:
        cells = submissions.read_notebook(data)
        if assignment is not None:
            submissions.program(assignment, "numpy", data)
    except submissions.BrokenNotebook:
        return False
    for cell in cells:
        if set(cell) != {"name", "code", "source"} or type(cell["name"]) is not str:
            raise AssertionError(f"a cell with {sorted(cell)}")
        cell["source"].encode()
    return True


def read_frame(data: bytes) -> bool:
    """The second parser, from the first byte on."""
    if len(data) < 8:
        return False
    try:
        header, blob = wire.lengths(data[:8])
        message = wire.parse(data[8 : 8 + header])
    except wire.WireError:
        return False
    return read_value(message.get("value"), data[8 + header :][:blob])


def read_value(tree: Tree, blob: bytes) -> bool:
    """The second parser, from the JSON tree on."""
    try:
        wire.Decoder(blob, lambda handle, kind, is_callable: kind).decode(tree)
    except wire.WireError:
        return False
    return True


def framed(header: bytes, blob: bytes = b"") -> bytes:
    """A frame with right lengths."""
    return struct.pack("<II", len(header), len(blob)) + header + blob


# --- making --------------------------------------------------------------------------------------
def notebook_case(rng: random.Random, assignment: Assignment | None = None) -> bool:
    """One notebook, valid or spoilt, read."""
    tree = _notebook(rng)
    for _ in range(rng.choice((0, 1, 1, 2, 5))):
        tree = _spoil_tree(rng, tree)
    data = json.dumps(tree).encode()
    for _ in range(rng.choice((0, 0, 0, 1, 3))):
        data = _spoil_bytes(rng, data)
    return read_notebook(data, assignment)


def wire_case(rng: random.Random) -> bool:
    """One message, valid or spoilt, read."""
    encoder = wire.Encoder(lambda value: rng.randrange(-2, 10))
    tree = {"op": "value", "value": encoder.encode(_value(rng, 0))}
    for _ in range(rng.choice((0, 1, 1, 2, 5))):
        tree = _spoil_tree(rng, tree)
    data = framed(json.dumps(tree).encode(), b"".join(encoder.parts))
    for _ in range(rng.choice((0, 0, 0, 1, 3))):
        data = _spoil_bytes(rng, data)
    return read_frame(data)


def _notebook(rng: random.Random) -> Tree:
    cells = [
        {
            "cell_type": rng.choice(("code", "markdown", "raw")),
            "id": rng.choice(NAMES),
            "metadata": {"nbgrader": {"grade_id": rng.choice(NAMES), "points": 1}},
            "source": rng.choice(("x = 1\n", ["x\n", "y"], "", "def double(x): return x")),
        }
        for _ in range(rng.randrange(4))
    ]
    if rng.random() < 0.1:
        return {"nbformat": 3, "worksheets": [{"cells": cells}]}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}


def _value(rng: random.Random, depth: int) -> Any:
    kind = rng.randrange(9 if depth < 3 else 6)
    if kind == 0:
        shape = [rng.randrange(4) for _ in range(rng.randrange(4))]
        return np.zeros(shape, rng.choice(sorted(wire.DTYPES)))
    if kind == 1:
        return rng.choice((None, True, "text", "\ud800", 1.5, -(10**20), 2j, math.nan))
    if kind == 2:
        return rng.randrange(-(10 ** rng.randrange(1, 300)), 10**9)
    if kind == 3:
        return np.float32(rng.random())
    if kind == 4:
        return _value  # a function, kept behind a handle
    if kind == 5:
        return rng.random()
    inner = [_value(rng, depth + 1) for _ in range(rng.randrange(4))]
    if kind == 6:
        return inner
    if kind == 7:
        return tuple(inner)
    return {rng.choice((*NAMES, 1, 2.5, (1, 2))): v for v in inner}


# --- spoiling ------------------------------------------------------------------------------------
def _odd(rng: random.Random, tree: Tree) -> Tree:
    kind = rng.randrange(7)
    if kind == 0:
        return rng.choice(NUMBERS)
    if kind == 1:
        return rng.choice(WORDS)
    if kind == 2:
        return rng.choice(NAMES)
    if kind == 3:
        return copy.deepcopy(tree)
    if kind == 4:
        deep: Tree = rng.choice(NUMBERS)
        for _ in range(rng.choice((1, 3, 40))):
            deep = [deep] if rng.random() < 0.5 else {"t": "list", "v": [deep]}
        return deep
    if kind == 5:
        return [rng.choice(NUMBERS) for _ in range(rng.randrange(20))]
    return {rng.choice(NAMES): rng.choice((*NUMBERS, *WORDS)) for _ in range(rng.randrange(5))}


def _spoil_tree(rng: random.Random, tree: Tree) -> Tree:
    """The tree with one node of it, at any depth, replaced, dropped, doubled or renamed."""
    if not isinstance(tree, (dict, list)) or not tree or rng.random() < 0.15:
        return _odd(rng, tree)
    keys = list(tree) if isinstance(tree, dict) else range(len(tree))
    key = rng.choice(keys)
    if rng.random() < 0.6:
        tree[key] = _spoil_tree(rng, tree[key])
    elif isinstance(tree, list):
        tree.insert(rng.randrange(len(tree) + 1), copy.deepcopy(tree[key]))
    elif rng.random() < 0.5:
        del tree[key]
    else:
        tree[rng.choice(NAMES)] = tree.pop(key)
    return tree


def _spoil_bytes(rng: random.Random, data: bytes) -> bytes:
    """The bytes with a few of them changed, left out, doubled, or a token put in."""
    at = rng.randrange(len(data) + 1)
    to = min(len(data), at + rng.choice((1, 1, 2, 8, 64)))
    kind = rng.randrange(4)
    if kind == 0:
        return data[:at] + data[to:]
    if kind == 1:
        return data[:to] + data[at:]
    if kind == 2:
        return data[:at] + rng.choice(TOKENS) + data[at:]
    return data[:at] + bytes(rng.randrange(256) for _ in range(to - at)) + data[to:]
