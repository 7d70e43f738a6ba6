"""What a check is written with. One file, used in three places.

The judge runs checks against functions that live in a sandbox, the author's gate runs them
against plain functions, and every student notebook carries a copy of this file in a locked
cell. So it imports NumPy alone, and PyTorch only when a PyTorch answer is checked.

A check never learns which of these it talks to: it takes and returns NumPy arrays, whatever
the student writes in. `Local` is the adapter for plain functions; the judge has its own with
the same three methods (`__call__`, `vjp`, `call_and_arguments`).
"""

import hashlib
import inspect
import linecache

import numpy as np

BACKENDS = ("numpy", "torch")
_SEQUENCES = (list, tuple)
_pending = []  # checks defined since the last check_exercise(), notebook use only
_totals = {}  # slug -> (title, earned, possible), notebook use only


# --- what can go wrong ---------------------------------------------------------------------
class CheckFailure(AssertionError):
    """The student's result is not what the check expects."""


class StudentError(Exception):
    """The student's function did not return: it raised, is missing, was stopped or died.

    `outcome` is "error", "missing", "timeout" or "memory"; `kinds` holds the names of the
    exception's class and of its bases, so that a check can expect a ValueError.
    """

    def __init__(self, message, outcome="error", kinds=(), trace=""):
        super().__init__(message)
        self.outcome, self.kinds, self.trace = outcome, tuple(kinds), trace


# --- declaring a check ---------------------------------------------------------------------
def points(number, hint="", backends=BACKENDS):
    """Declare a check worth `number` points; `hint` is shown when it fails."""

    def declare(function):
        function.points, function.hint, function.backends = number, hint, tuple(backends)
        _pending.append(function)
        return function

    return declare


# --- comparing -----------------------------------------------------------------------------
def show(value, limit=300):
    """A short text for a value: small arrays whole, large ones by shape and first entries."""
    if isinstance(value, np.ndarray):
        if value.size <= 12:
            text = np.array2string(value, precision=10, separator=", ")
        else:
            text = f"array of shape {value.shape}, first entries {value.ravel()[:4]}"
        if value.dtype not in (np.float64, np.int64, np.bool_):
            text += f" ({value.dtype})"
    elif isinstance(value, np.generic):
        text = repr(value.item())
    elif isinstance(value, _SEQUENCES):
        inside = ", ".join(show(v, 80) for v in value[:6]) + (", …" if len(value) > 6 else "")
        text = f"[{inside}]" if isinstance(value, list) else f"({inside})"
    elif callable(value):
        text = getattr(value, "__name__", "a function")
    else:
        text = repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def fail(expected, got, what="result"):
    """Raise the failure that a student reads: what was expected, what was got."""
    raise CheckFailure(f"{what}\nexpected  {_aligned(expected)}\ngot       {_aligned(got)}")


def _aligned(text):
    return str(text).replace("\n", "\n" + " " * len("expected  "))


def _as_array(value, what):
    if isinstance(value, (np.ndarray, np.generic, bool, int, float, complex)):
        array = np.asarray(value)
    elif isinstance(value, _SEQUENCES) and value:
        try:
            array = np.asarray(value)
        except ValueError:  # ragged
            fail("a rectangular array", show(value), what)
    else:
        fail("a number or an array", _name_of(value), what)
    if array.dtype.kind not in "biufc":
        fail("numbers", _name_of(value), what)
    return array


def _name_of(value):
    return (
        "None (is a return missing?)" if value is None else f"{type(value).__name__} {show(value)}"
    )


def assert_close(got, expected, rtol=None, atol=1e-12, what="result", dtype=None):
    """Same shape, and |got - expected| <= atol + rtol * |expected| everywhere; NaN never passes.

    rtol follows the dtype of `expected`: 1e-9 for float64, 1e-5 for float32. A NaN or an infinity
    is accepted only where `expected` has the same. `dtype`, if given, must be the dtype of `got`.
    """
    wanted = np.asarray(expected)
    array = _as_array(got, what)
    if array.shape != wanted.shape:
        fail(f"shape {wanted.shape}", f"shape {array.shape}", what)
    if dtype is not None:
        assert_dtype(got, dtype, what)
    if wanted.size == 0:
        return
    if wanted.dtype.kind in "fc" and array.dtype.kind not in "iufc":
        fail(f"numbers of type {wanted.dtype}", f"type {array.dtype}", what)
    if rtol is None:
        rtol = {2: 1e-2, 4: 1e-5}.get(
            wanted.dtype.itemsize if wanted.dtype.kind == "f" else 8, 1e-9
        )
    kind = complex if "c" in (wanted.dtype.kind, array.dtype.kind) else float
    a, w = array.astype(kind), wanted.astype(kind)
    with np.errstate(invalid="ignore", over="ignore"):
        error = np.abs(a - w)
        good = (error <= atol + rtol * np.abs(w)) & np.isfinite(a) & np.isfinite(w)
    good |= (a == w) | (np.isnan(a) & np.isnan(w))
    if good.all():
        return
    if array.size <= 12:
        fail(show(wanted), show(array), what)
    ranked = np.where(good, -1.0, np.where(np.isnan(error), np.inf, error))
    worst = np.unravel_index(int(np.argmax(ranked)), array.shape)
    place = ", ".join(str(int(i)) for i in worst)
    fail(
        f"{show(wanted[worst])} at [{place}]",
        f"{show(array[worst])}; {int((~good).sum())} of {good.size} entries differ",
        what,
    )


def assert_equal(got, expected, what="result"):
    """Exactly equal: integers, strings, lists, dictionaries. A tuple may stand for a list."""
    if not _same(got, expected):
        fail(show(expected), _name_of(got) if got is None else show(got), what)


def _same(got, expected):
    if isinstance(expected, np.ndarray) or isinstance(got, np.ndarray):
        a, b = np.asarray(got), np.asarray(expected)
        return a.shape == b.shape and a.dtype.kind != "O" and bool(np.all(a == b))
    if isinstance(expected, _SEQUENCES):
        pairs = isinstance(got, _SEQUENCES) and len(got) == len(expected)
        return pairs and all(_same(g, e) for g, e in zip(got, expected))
    if isinstance(expected, dict):
        keys = isinstance(got, dict) and got.keys() == expected.keys()
        return keys and all(_same(got[k], expected[k]) for k in expected)
    if isinstance(expected, bool) or isinstance(got, bool):
        return isinstance(got, (bool, np.bool_)) and bool(got) == bool(expected)
    plain = (bool, int, float, complex, str, type(None), np.generic)
    return isinstance(got, plain) and bool(got == expected)


def assert_shape(got, shape, what="result"):
    """`got` is an array of exactly this shape."""
    array = _as_array(got, what)
    if array.shape != tuple(shape):
        fail(f"shape {tuple(shape)}", f"shape {array.shape}", what)


def assert_dtype(got, dtype, what="result"):
    """`got` has exactly this dtype, by name ("float32")."""
    if not hasattr(got, "dtype"):
        fail(f"an array of {dtype}", _name_of(got), what)
    if str(got.dtype) != str(np.dtype(dtype)):
        fail(f"dtype {np.dtype(dtype)}", f"dtype {got.dtype}", what)


def assert_that(condition, expected, got, what="result"):
    """A property that no other helper names; `expected` says it in words."""
    if not bool(condition):
        fail(expected, show(got) if not isinstance(got, str) else got, what)


def assert_raises(error, function, *args, **kwargs):
    """Calling the function raises `error` (a class, or its name) rather than returning."""
    name = error if isinstance(error, str) else error.__name__
    try:
        value = function(*args, **kwargs)
    except StudentError as caught:
        if caught.outcome == "error" and name in caught.kinds:
            return
        if caught.outcome != "error":
            raise
        fail(f"a {name}", f"{caught}", f"{function.__name__}({_arguments(args)})")
    fail(
        f"a {name}", f"no error, but {_name_of(value)}", f"{function.__name__}({_arguments(args)})"
    )


def assert_inputs_unchanged(function, *args):
    """The function leaves the arrays it is given as they were; returns its result."""
    value, after = function.call_and_arguments(*args)
    for position, (before, now) in enumerate(zip(args, after)):
        if isinstance(before, np.ndarray) and not np.array_equal(
            before, now, equal_nan=before.dtype.kind in "fc"
        ):
            fail(
                "the arguments left as they were", f"argument {position} changed", function.__name__
            )
    return value


# --- derivatives ---------------------------------------------------------------------------
def vjp_of(function, *args, upstream, wrt=0):
    """Gradient of sum(upstream * function(*args)) by autograd, with respect to argument `wrt`.

    For PyTorch answers only (a check with backends=("torch",)). `wrt` is a position, or several.
    """
    several = isinstance(wrt, _SEQUENCES)
    gradients = function.vjp(args, upstream, tuple(wrt) if several else (wrt,))
    return gradients if several else gradients[0]


def grad_of(function, *args, wrt=0):
    """Gradient of a scalar-valued PyTorch function by autograd."""
    return vjp_of(function, *args, upstream=1.0, wrt=wrt)


def numeric_gradient(function, x, eps=1e-6):
    """Central differences of a scalar function of one array, shape of x, float64."""
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[index] += eps
        down[index] -= eps
        gradient[index] = (float(function(up)) - float(function(down))) / (2 * eps)
    return gradient


def growing(*ranges):
    """Sizes from small to large, so that the first failure is the smallest counterexample.

    >>> list(growing((1, 2), (1, 3)))
    [(1, 1), (2, 1), (1, 3), (2, 3)]
    """
    grid = np.stack(np.meshgrid(*ranges, indexing="ij"), axis=-1).reshape(-1, len(ranges))
    return iter(
        sorted((tuple(int(v) for v in row) for row in grid), key=lambda row: (sum(row), row[::-1]))
    )


# --- plain functions behind the interface of a check ----------------------------------------
def accept(value, backend, name="the function", depth=0):
    """A student's value as NumPy and Python values; anything but the exact plain types fails.

    Subclasses are refused: an array whose == is always true would pass every comparison.
    """
    kind = type(value)
    if depth > 16:
        fail("values nested at most 16 deep", "deeper ones", name)
    if kind.__module__.split(".")[0] == "torch" and kind.__name__ in ("Tensor", "Parameter"):
        if backend != "torch":
            fail("NumPy arrays", "a torch.Tensor", f"{name} in the NumPy notebook")
        if value.is_meta or str(value.layout) != "torch.strided":
            fail("a dense tensor with values", "a sparse one, or one on the device 'meta'", name)
        return _tensor_to_array(value)
    if kind is np.ndarray:
        if backend != "numpy":
            fail("torch tensors", "a NumPy array", f"{name} in the PyTorch notebook")
        return value
    if isinstance(value, np.generic) and kind.__module__ == "numpy":
        return value
    if kind in _SEQUENCES:
        return kind(accept(v, backend, name, depth + 1) for v in value)
    if kind is dict:
        return {k: accept(v, backend, name, depth + 1) for k, v in value.items()}
    if value is None or kind in (bool, int, float, complex, str) or callable(value):
        return value
    if hasattr(value, "judge_handle"):  # an object of the student's that stays on their side
        return value
    # box.wire.Foreign knows the name of what it stands for
    what = getattr(value, "kind", kind.__name__)
    fail("arrays, numbers, strings, lists, tuples or dictionaries", what, name)


def _tensor_to_array(tensor):
    tensor = tensor.detach().cpu()
    narrow = str(tensor.dtype) == "torch.bfloat16"  # NumPy has no bfloat16
    return (tensor.float() if narrow else tensor).numpy()


def _to_backend(value, backend):
    """A copy of an argument in the student's kind of array."""
    if isinstance(value, (np.ndarray, np.generic)):
        if backend == "numpy":
            return value.copy()
        import torch

        return torch.from_numpy(np.array(value))
    if isinstance(value, _SEQUENCES):
        return type(value)(_to_backend(v, backend) for v in value)
    if isinstance(value, dict):
        return {k: _to_backend(v, backend) for k, v in value.items()}
    if callable(value) and not isinstance(value, type):
        return lambda *args: _to_backend(
            value(*(accept(a, backend, "argument") for a in args)), backend
        )
    return value


class Local:
    """A plain function as a check sees it: NumPy in, NumPy out, the student's errors set apart."""

    def __init__(self, name, function, backend):
        self.__name__, self.function, self.backend = name, function, backend
        self.last_call, self.returned = None, False

    def __call__(self, *args, **kwargs):
        return self._call(args, kwargs)[0]

    def call_and_arguments(self, *args):
        """The result, and the arguments as they are after the call."""
        value, after = self._call(args, {})
        return value, [accept(a, self.backend, self.__name__) for a in after]

    def vjp(self, args, upstream, wrt):
        """See vjp_of; runs autograd where the function lives."""
        import torch

        inputs = [_to_backend(a, "torch") for a in args]
        for position in wrt:
            inputs[position].requires_grad_(True)
        value = self._run(inputs, {}, args)
        if not isinstance(value, torch.Tensor) or not value.requires_grad:
            fail("a tensor that gradients flow through", _name_of(value), self.__name__)
        leaves = [inputs[p] for p in wrt]
        try:
            weight = torch.as_tensor(upstream, dtype=value.dtype).expand(value.shape)
            found = torch.autograd.grad(value, leaves, weight, allow_unused=True)
        except RuntimeError as error:  # the wrong shape, or an operation without a derivative
            raise student_error(self.__name__, error) from None
        zeros = [torch.zeros_like(leaf) if g is None else g for g, leaf in zip(found, leaves)]
        return tuple(_tensor_to_array(g) for g in zeros)

    def _call(self, args, kwargs):
        given = [_to_backend(a, self.backend) for a in args]
        named = {k: _to_backend(v, self.backend) for k, v in kwargs.items()}
        value = accept(self._run(given, named, args), self.backend, self.__name__)
        self.returned = True
        return value, given

    def _run(self, given, named, shown):
        self.last_call = (self.__name__, shown)  # made into text only when a check fails
        try:
            return self.function(*given, **named)
        except NotImplementedError:
            raise StudentError(f"{self.__name__} is not written yet", "missing") from None
        except (CheckFailure, StudentError):
            raise
        except RecursionError as error:
            raise student_error(self.__name__, error) from None
        except Exception as error:
            raise student_error(self.__name__, error) from None


def student_error(name, error):
    """The StudentError for an exception that the student's function raised."""
    kinds = [c.__name__ for c in type(error).__mro__]
    lines = []
    for frame in inspect.getinnerframes(error.__traceback__) if error.__traceback__ else []:
        source = linecache.getline(frame.filename, frame.lineno).strip()
        if frame.function != "_run" and source:
            lines.append(f"in {frame.function}: {source}")
    text = f"{name} raised {type(error).__name__}: {error}"[:500]
    return StudentError(text, "error", kinds, "\n".join(lines[-2:]))


def _arguments(args):
    return ", ".join(show(a, 120) for a in args)


# --- running a check -----------------------------------------------------------------------
def run_check(check, fixtures):
    """Run one check: ("passed" | "failed" | "error" | "missing" | …, message for the student).

    An exception out of the check's own code counts as a failure when a value of the student's
    had been returned before (a tuple too short to unpack, say); otherwise the fault is ours,
    and the outcome is "could_not_run".
    """
    arguments = []
    for name in inspect.signature(check).parameters:
        if name not in fixtures:
            return "could_not_run", f"{check.__name__} asks for {name!r}, which nobody defines"
        arguments.append(fixtures[name])
    functions = [a for a in arguments if hasattr(a, "call_and_arguments")]
    absent = next((f for f in functions if getattr(f, "function", f) is None), None)
    if absent is not None:
        return "missing", f"{absent.__name__} is not defined"
    for function in functions:
        function.last_call, function.returned = None, False
    try:
        check(*arguments)
    except CheckFailure as failure:
        return "failed", f"{failure}{_called(functions)}"
    except StudentError as error:
        where = f"\n{error.trace}" if error.trace else ""
        called = "" if error.outcome == "missing" else _called(functions)
        return error.outcome, f"{error}{where}{called}"
    except Exception as error:
        if any(f.returned for f in functions):
            return "failed", f"the result could not be used: {error}{_called(functions)}"
        return "could_not_run", f"{check.__name__}: {type(error).__name__}: {error}"
    return "passed", ""


def _called(functions):
    calls = [f.last_call for f in functions if f.last_call]
    if not calls:
        return ""
    name, args = calls[-1]
    return f"\nafter     {_aligned(f'{name}({_arguments(args)})')}"


def seeded(*words):
    """A generator that depends on these words alone."""
    digest = hashlib.sha256("/".join(map(str, words)).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "little"))


# --- notebook use --------------------------------------------------------------------------
def check_exercise(slug, title, functions, namespace):
    """Run the checks defined in this cell, print what passed and why not, return the points."""
    checks, backend = list(_pending), namespace.get("BACKEND", "numpy")
    _pending.clear()
    fixtures = {name: Local(name, namespace.get(name), backend) for name in functions}
    fixtures |= {k: v for k, v in namespace.items() if k not in fixtures and callable(v)}
    fixtures |= {"backend": backend, "ref": namespace.get("_reference")}
    checks = [c for c in checks if backend in c.backends]
    earned, possible, lines = 0.0, sum(c.points for c in checks), []
    for check in checks:
        outcome, message = run_check(check, fixtures | {"rng": seeded(slug, check.__name__)})
        worth = f"{check.points:g} point" + ("s" if check.points != 1 else "")
        name = check.__name__.removeprefix("test_").replace("_", " ")
        if outcome == "passed":
            earned += check.points
            lines.append(f"  passed   {name} ({worth})")
            continue
        lines.append(f"  {outcome.upper():8s} {name} (0 of {worth})")
        lines += [f"           {line}" for line in message.splitlines()]
        lines += [f"           hint: {check.hint}"] if check.hint and outcome != "missing" else []
    _totals[slug] = (title, earned, possible)
    print(f"{title}: {earned:g} of {possible:g} points for the checks in this notebook")
    print("\n".join(lines))
    return float(earned)


def reference_from(source):
    """The names that a piece of reference code defines (instructors' notebooks only)."""
    import types

    namespace = {"np": np, "math": __import__("math")}
    exec(source, namespace)
    return types.SimpleNamespace(**{k: v for k, v in namespace.items() if not k.startswith("__")})


def summary():
    """Print the points of all exercises whose checks were run in this notebook."""
    for title, earned, possible in _totals.values():
        print(f"{earned:5g} of {possible:g}   {title}")
    earned, possible = (sum(t[i] for t in _totals.values()) for i in (1, 2))
    print(
        f"{earned:5g} of {possible:g}   all visible checks. Hidden checks are run after you hand in."
    )
