"""The two parsers that read untrusted bytes: no crash, no hang, bounded memory, on anything."""

from __future__ import annotations

import json
import random
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.attack import fuzz
from autograder.box import wire
from autograder.grade import submissions

CASES = 3000
WORDS = st.sampled_from(
    ["cells", "source", "input", "cell_type", "metadata", "nbgrader", "grade_id", "worksheets",
     "id", "code", "t", "v", "d", "s", "at", "n", "kind", "call", "double__answer", "\ud800"]
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | WORDS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=CASES, deadline=None)
@given(st.integers(0, 2**64))
def test_a_spoilt_notebook_is_read_or_refused(seed):
    fuzz.notebook_case(random.Random(seed))


@settings(max_examples=CASES, deadline=None)
@given(st.integers(0, 2**64))
def test_a_spoilt_message_is_read_or_refused(seed):
    fuzz.wire_case(random.Random(seed))


@settings(max_examples=CASES // 3, deadline=None)
@given(JSON)
def test_any_json_is_a_notebook_or_is_refused(tree):
    fuzz.read_notebook(json.dumps(tree).encode())
    fuzz.read_notebook(json.dumps({"cells": [tree, {"source": tree, "metadata": tree}]}).encode())


@settings(max_examples=CASES // 3, deadline=None)
@given(JSON, st.binary(max_size=64))
def test_any_tree_is_a_value_or_is_refused(tree, blob):
    fuzz.read_value(tree, blob)


@settings(max_examples=CASES // 3, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_read(data):
    fuzz.read_notebook(data)
    fuzz.read_frame(data)


BRACKETS = b"[" * 200_000
ODD = [
    BRACKETS,
    b"[" * 900 + b"]" * 900,
    b'{"a":' * 100_000,
    b"9" * 100_000,
    b'{"cells": ' + b"9" * 5000 + b"}",
    b'{"cells": [], "cells": {"source": NaN}, "nbformat": -Infinity}',
    b'{"cells": [{"source": ["\\ud800", 1]}]}',
    b'{"cells": [{"source": "\\ud800", "id": "\\udfff", "metadata": {"nbgrader": []}}]}',
    b"\xff\xfe[\x00]\x00",
    b"\xef\xbb\xbf{}",
    b"",
    b"\x00",
    b'{"worksheets": [[]]}',
    b'{"worksheets": [{"cells": [null]}]}',
]


@pytest.mark.parametrize("data", ODD, ids=range(len(ODD)))
def test_known_traps_of_json(data):
    fuzz.read_notebook(data)
    fuzz.read_frame(data)
    fuzz.read_frame(fuzz.framed(b'{"v": ' + data + b"}"))


def peak_mb(action):
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def test_a_notebook_costs_memory_in_proportion_to_what_is_allowed():
    """20 MB of empty lists would become 600 MB of objects."""
    data = b'{"cells": [], "x": [' + b"[]," * ((submissions.MAX_BYTES - 40) // 3) + b"0]}"
    assert peak_mb(lambda: fuzz.read_notebook(data)) < 1
    allowed = b'{"cells": [], "x": [' + b'{"ab":9e9},' * (submissions.MAX_TOKENS // 3 - 10) + b"0]}"
    assert peak_mb(lambda: fuzz.read_notebook(allowed)) < 150


def test_a_message_costs_memory_in_proportion_to_its_bytes():
    """Arrays that share their bytes would be copied once for each."""
    size = 1 << 20
    one = {"t": "array", "d": "uint8", "s": [size], "at": 0, "n": size}
    assert peak_mb(lambda: fuzz.read_value({"t": "list", "v": [one] * 1000}, bytes(size))) < 10
    ones = [{**one, "s": [1024], "n": 1024, "at": 1024 * n} for n in range(1024)]
    value = wire.Decoder(bytes(size)).decode({"t": "list", "v": ones})
    assert len(value) == 1024 and all(v.shape == (1024,) for v in value)


def test_the_fuzzer_reaches_both_ends():
    """Cases that are all refused at once would test nothing."""
    for case in (fuzz.notebook_case, fuzz.wire_case):
        outcomes = [case(random.Random(seed)) for seed in range(2000)]
        assert 0.02 < outcomes.count(True) / len(outcomes) < 0.98
