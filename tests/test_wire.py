"""Plain data between judge and sandbox: what may travel, and what is refused."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.box import wire

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=4)
    ),
    max_leaves=20,
)
ARRAYS = hnp.arrays(
    st.sampled_from(["float64", "float32", "int8", "int64", "bool", "complex128"]),
    hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
)


def travel(value, **options):
    encoder = wire.Encoder(**options)
    data = wire.frame({"v": encoder.encode(value)}, encoder)
    header, blob = wire.lengths(data[:8])
    message = wire.parse(data[8 : 8 + header])
    assert len(data) == 8 + header + blob
    return wire.Decoder(data[8 + header :]).decode(message["v"])


def same(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    return a == b or a != a


@given(PLAIN)
def test_plain_values_arrive_unchanged(value):
    assert same(travel(value), value)


@given(ARRAYS)
def test_arrays_arrive_bit_by_bit(array):
    got = travel(array)
    assert got.dtype == array.dtype and got.shape == array.shape
    assert got.tobytes() == np.ascontiguousarray(array).tobytes()


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.int64, torch.bool])
def test_tensors_arrive_as_tensors(dtype):
    tensor = torch.arange(6).reshape(2, 3).T.to(dtype)
    got = travel(tensor)
    assert got.dtype == dtype and torch.equal(got, tensor)


def test_arrays_can_arrive_as_tensors():
    got = travel([np.ones((2, 2))], arrays_as_tensors=True)
    assert type(got[0]) is torch.Tensor and got[0].dtype == torch.float64


class Liar(np.ndarray):
    def __eq__(self, other):
        return True


class LyingTensor(torch.Tensor):
    pass


class LyingFloat(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


@pytest.mark.parametrize(
    "value",
    [
        np.zeros(2).view(Liar),
        torch.zeros(2).as_subclass(LyingTensor),
        LyingFloat(1),
        np.array([object()]),
        np.ma.masked_array([1.0]),
        torch.sparse_coo_tensor([[0]], [1.0], (2,), check_invariants=True),
    ],
)
def test_subclasses_do_not_travel(value):
    assert isinstance(travel(value), wire.Foreign)


def test_a_view_on_huge_memory_is_refused_before_it_is_copied():
    huge = np.lib.stride_tricks.as_strided(np.zeros(1), shape=(1 << 40,), strides=(0,))
    with pytest.raises(wire.WireError, match="MB"):
        wire.Encoder().encode(huge)
    with pytest.raises(wire.WireError, match="MB"):
        wire.Encoder().encode(torch.zeros(1).expand(1 << 40))


def test_a_list_that_contains_itself_is_refused():
    loop = []
    loop.append(loop)
    with pytest.raises(wire.WireError, match="deep"):
        wire.Encoder().encode(loop)


BAD = [
    {"t": "array", "d": "float64", "s": [1 << 40], "at": 0, "n": 8},
    {"t": "array", "d": "float64", "s": [2], "at": 0, "n": 8},
    {"t": "array", "d": "float64", "s": [1], "at": 8, "n": 8},
    {"t": "array", "d": "float64", "s": [-1], "at": 0, "n": 8},
    {"t": "array", "d": "object", "s": [1], "at": 0, "n": 8},
    {"t": "array", "d": "float64", "s": [True], "at": 0, "n": 8},
    {"t": "int", "v": "9" * 100000},
    {"t": "int", "v": "__import__('os')"},
    {"t": "_raw"},
    {"t": "raw"},
    {"t": "decode"},
    {"t": "dict", "v": [[{"t": "list", "v": []}, None]]},
    {"t": "handle", "id": 1, "kind": "x", "call": True},
    [],
    1,
]


@pytest.mark.parametrize("tree", BAD)
def test_malformed_values_are_wire_errors(tree):
    with pytest.raises(wire.WireError):
        wire.Decoder(b"12345678").decode(tree)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["t", "v", "d", "s", "at", "n", "id", "kind"]), inner)
    ),
    max_leaves=30,
)
TAGS = ["array", "scalar", "tensor", "list", "tuple", "dict", "int", "float", "complex", "refused"]


@given(
    st.sampled_from(TAGS),
    st.dictionaries(st.sampled_from(list("vdsn") + ["at"]), JSON),
    st.binary(max_size=40),
)
def test_any_message_decodes_or_is_a_wire_error(tag, fields, blob):
    try:
        wire.Decoder(blob).decode({"t": tag, **fields})
    except wire.WireError:
        return


@given(st.binary(max_size=60))
def test_any_header_parses_or_is_a_wire_error(data):
    try:
        assert type(wire.parse(data)) is dict
    except wire.WireError:
        return


def test_lengths_beyond_the_limits_are_refused():
    with pytest.raises(wire.WireError, match="too large"):
        wire.lengths(b"\xff" * 8)


def test_arrays_may_not_share_bytes():
    one = {"t": "array", "d": "uint8", "s": [8], "at": 0, "n": 8}
    with pytest.raises(wire.WireError, match="share"):
        wire.Decoder(b"12345678").decode({"t": "list", "v": [one, one]})


def test_an_empty_array_may_not_have_long_sides():
    with pytest.raises(wire.WireError, match="sides"):
        wire.Decoder(b"").decode({"t": "array", "d": "int8", "s": [1 << 26, 0], "at": 0, "n": 0})
    assert travel(np.empty((1000, 0))).shape == (1000, 0)


def test_dictionaries_of_colliding_numbers_stay_small():
    pairs = [[{"t": "int", "v": str(n * (2**61 - 1))}, None] for n in range(3000)]
    with pytest.raises(wire.WireError, match="keys"):
        wire.Decoder(b"").decode({"t": "dict", "v": pairs})
    assert len(travel({f"word{n}": n for n in range(30_000)})) == 30_000


@given(st.integers(-(10**300) + 1, 10**300 - 1))
def test_every_integer_that_arrives_fits_a_float(value):
    assert abs(float(travel(value))) <= 1e300
