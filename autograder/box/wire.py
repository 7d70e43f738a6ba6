"""Plain data between the judge and the sandbox: JSON and raw array bytes, never pickle.

Both sides use this module; only the judge's use of `decode` is a trust boundary. It accepts an
exact set of types, checks every size before it allocates, and raises WireError otherwise. What it
builds is never larger than a small multiple of the bytes that came.

A frame is two little-endian uint32 (length of the header, length of the blob), the header in
JSON, and the blob with the bytes of all arrays.
"""

import json
import math
import struct

import numpy as np

MAX_HEADER = 8 << 20
MAX_BLOB = 64 << 20
MAX_ITEMS = 200_000
MAX_DEPTH = 32
MAX_INT_DIGITS = 300  # every such integer fits a float, so that float(value) cannot overflow
INT_LIMIT = 10**MAX_INT_DIGITS
MAX_EMPTY = 1 << 20  # the sides of an array without elements may claim so many all the same
MAX_PLAIN_KEYS = 2000  # numbers collide at will in a dictionary; strings are hashed with a secret
DTYPES = {
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float16", "float32", "float64", "complex64", "complex128",
}  # fmt: skip
TENSOR_DTYPES = (DTYPES - {"uint16", "uint32", "uint64"}) | {"bfloat16"}
_LENGTHS = struct.Struct("<II")


class WireError(Exception):
    """The other side sent something that is not a valid message."""


class Foreign:
    """A value that did not travel: an object that stays on the student's side, or a refused type."""

    def __init__(self, kind, handle=None):
        self.kind = kind
        if handle is not None:
            self.judge_handle = handle


# --- encoding --------------------------------------------------------------------------------
class Encoder:
    """Turns values into a JSON tree and a blob.

    `keep(value)` is asked for the handle of a function or object; without it such values fail.
    `arrays_as_tensors` sends NumPy arrays so that they arrive as tensors.
    """

    def __init__(self, keep=None, arrays_as_tensors=False):
        self.keep, self.as_tensors = keep, arrays_as_tensors
        self.parts, self.size, self.items = [], 0, 0

    def encode(self, value, depth=0):
        self.items += 1
        if depth > MAX_DEPTH or self.items > MAX_ITEMS:
            raise WireError("the value is too deep or has too many parts")
        kind = type(value)
        if value is None or kind is bool or kind is str:
            return value
        if kind is int:
            if abs(value) >= INT_LIMIT:
                raise WireError("the integer is too long")
            return {"t": "int", "v": str(value)}
        if kind is float:
            return {"t": "float", "v": value.hex()}
        if kind is complex:
            return {"t": "complex", "v": [value.real.hex(), value.imag.hex()]}
        if kind is list or kind is tuple:
            return {"t": kind.__name__, "v": [self.encode(v, depth + 1) for v in value]}
        if kind is dict:
            pairs = [
                [self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in value.items()
            ]
            return {"t": "dict", "v": pairs}
        if kind is np.ndarray:
            return self._array(value, "tensor" if self.as_tensors else "array")
        if isinstance(value, np.generic) and kind.__module__ == "numpy":
            return self._array(np.asarray(value), "tensor" if self.as_tensors else "scalar")
        if kind.__module__.split(".")[0] == "torch" and kind.__name__ in ("Tensor", "Parameter"):
            return self._tensor(value)
        return self._object(value, kind)

    def _object(self, value, kind):
        array_like = isinstance(value, np.ndarray) or "Tensor" in [c.__name__ for c in kind.__mro__]
        if array_like or isinstance(value, (int, float, str, list, tuple, dict)):
            return {"t": "refused", "kind": kind.__name__}  # a subclass of a plain type
        if self.keep is None:
            raise WireError(f"a {kind.__name__} cannot be sent")
        return {
            "t": "handle",
            "id": self.keep(value),
            "kind": kind.__name__,
            "call": callable(value),
        }

    def _array(self, array, tag, dtype=None):
        name = dtype or array.dtype.name
        if name not in (TENSOR_DTYPES if tag == "tensor" else DTYPES):
            return {"t": "refused", "kind": f"array of {array.dtype}"}
        if self.size + array.nbytes > MAX_BLOB:
            raise WireError(f"more than {MAX_BLOB >> 20} MB of arrays")
        data = np.ascontiguousarray(array).tobytes()
        spec = {"t": tag, "d": name, "s": list(array.shape), "at": self.size, "n": len(data)}
        self.parts.append(data)
        self.size += len(data)
        return spec

    def _tensor(self, tensor):
        import torch

        if tensor.layout is not torch.strided or tensor.is_meta:
            return {"t": "refused", "kind": "tensor that is not dense"}
        if tensor.numel() * tensor.element_size() > MAX_BLOB:
            raise WireError(f"more than {MAX_BLOB >> 20} MB of arrays")
        name = str(tensor.dtype).removeprefix("torch.")
        plain = tensor.detach().cpu().contiguous().resolve_conj().resolve_neg()
        if name == "bfloat16":
            return self._array(plain.view(torch.int16).numpy(), "tensor", name)
        if name not in TENSOR_DTYPES:
            return {"t": "refused", "kind": f"tensor of {name}"}
        return self._array(plain.numpy(), "tensor", name)


def frame(message, encoder=None):
    """The bytes of one message; the encoder holds the arrays that its fields refer to."""
    header = json.dumps(message).encode()
    blob = b"".join(encoder.parts) if encoder else b""
    if len(header) > MAX_HEADER:
        raise WireError("the message is too long")
    return _LENGTHS.pack(len(header), len(blob)) + header + blob


# --- decoding --------------------------------------------------------------------------------
def lengths(prefix):
    """(header, blob) lengths from the first eight bytes, checked against the limits."""
    header, blob = _LENGTHS.unpack(prefix)
    if header > MAX_HEADER or blob > MAX_BLOB:
        raise WireError(f"a message of {header} + {blob} bytes is too large")
    return header, blob


def parse(header):
    """The JSON object of a header."""
    try:
        message = json.loads(header)
    except (ValueError, RecursionError) as error:
        raise WireError(f"not JSON: {type(error).__name__}") from None
    if type(message) is not dict:
        raise WireError("a message must be an object")
    return message


class Decoder:
    """Turns a JSON tree and its blob back into values, trusting nothing.

    `resolve(handle, kind, callable)` makes the stand-in for an object of the other side.
    """

    def __init__(self, blob, resolve=None):
        self.blob, self.resolve, self.items = blob, resolve, 0
        self.left = len(blob)  # arrays may not share bytes: a million of them would be copied

    def decode(self, tree, depth=0):
        self.items += 1
        if depth > MAX_DEPTH or self.items > MAX_ITEMS:
            raise WireError("the value is too deep or has too many parts")
        if tree is None or type(tree) is bool or type(tree) is str:
            return tree
        if type(tree) is not dict or type(tree.get("t")) is not str:
            raise WireError("a value must be tagged")
        method = getattr(self, "_" + tree["t"], None) if tree["t"].isalpha() else None
        if method is None:
            raise WireError("unknown tag")
        try:
            return method(tree, depth + 1)
        except (KeyError, TypeError, ValueError, OverflowError, AttributeError) as error:
            raise WireError(f"malformed {tree['t']}: {type(error).__name__}") from None

    def _int(self, tree, depth):
        if type(tree["v"]) is not str or len(tree["v"]) > MAX_INT_DIGITS + 1:
            raise WireError("malformed int")
        value = int(tree["v"])
        if abs(value) >= INT_LIMIT:
            raise WireError("the integer is too long")
        return value

    def _float(self, tree, depth):
        return float.fromhex(tree["v"])

    def _complex(self, tree, depth):
        real, imaginary = tree["v"]
        return complex(float.fromhex(real), float.fromhex(imaginary))

    def _list(self, tree, depth):
        if type(tree["v"]) is not list:
            raise WireError("malformed list")
        return [self.decode(v, depth) for v in tree["v"]]

    def _tuple(self, tree, depth):
        return tuple(self._list(tree, depth))

    def _dict(self, tree, depth):
        if type(tree["v"]) is not list:
            raise WireError("malformed dict")
        pairs = [(self.decode(k, depth), self.decode(v, depth)) for k, v in tree["v"]]
        if not all(_is_key(k) for k, _ in pairs):
            raise WireError("a dictionary key must be plain")
        if sum(type(k) is not str for k, _ in pairs) > MAX_PLAIN_KEYS:
            raise WireError(f"more than {MAX_PLAIN_KEYS} dictionary keys that are no strings")
        return dict(pairs)

    def _array(self, tree, depth):
        return self._raw(tree, DTYPES)

    def _scalar(self, tree, depth):
        array = self._raw(tree, DTYPES)
        if array.shape != ():
            raise WireError("a scalar has no shape")
        return array[()]

    def _tensor(self, tree, depth):
        import torch

        if tree["d"] == "bfloat16":
            return torch.from_numpy(self._raw({**tree, "d": "int16"}, DTYPES)).view(torch.bfloat16)
        return torch.from_numpy(self._raw(tree, TENSOR_DTYPES))

    def _raw(self, tree, allowed):
        name, shape, at, size = tree["d"], tree["s"], tree["at"], tree["n"]
        if type(name) is not str or name not in allowed:
            raise WireError("unknown dtype")
        if type(shape) is not list or len(shape) > 16:
            raise WireError("malformed shape")
        for number in (*shape, at, size):
            if type(number) is not int or not 0 <= number <= MAX_BLOB:
                raise WireError("malformed shape or offset")
        dtype = np.dtype(name)
        if math.prod(shape) * dtype.itemsize != size or at + size > len(self.blob):
            raise WireError("the shape does not fit the bytes")
        if size == 0 and math.prod(max(side, 1) for side in shape) > MAX_EMPTY:
            raise WireError("an empty array with too long sides")
        self.left -= size
        if self.left < 0:
            raise WireError("arrays share their bytes")
        return np.frombuffer(self.blob[at : at + size], dtype=dtype).reshape(shape).copy()

    def _refused(self, tree, depth):
        return Foreign(_text(tree["kind"]))

    def _handle(self, tree, depth):
        if self.resolve is None or type(tree["id"]) is not int:
            raise WireError("no object may be sent here")
        return self.resolve(tree["id"], _text(tree["kind"]), tree["call"] is True)


def _is_key(value):
    if type(value) is tuple:
        return all(_is_key(v) for v in value)
    return value is None or type(value) in (str, int, float, bool)


def _text(value):
    if type(value) is not str:
        raise WireError("the name of a type must be text")
    return value[:80]
