"""Results that claim to be what they are not. A comparison must not believe them."""

from __future__ import annotations

import textwrap

from autograder.attack.hand_in import LESS, NOTHING, HandIn, attack


def _returns(h: HandIn, expression: str, before: str = "", backend: str = "numpy") -> None:
    """Both functions return the value of this expression in x."""
    h.backend = backend
    h.answer(
        f"{textwrap.dedent(before)}\n"
        f"def double(x):\n    return {expression}\n\n\ndef applied(f, x):\n    return {expression}\n"
    )


@attack(NOTHING)
def array_equal_to_everything(h: HandIn) -> None:
    """np.allclose believes a subclass that overrides comparison."""
    _returns(h, "(2 * x).view(A)", """
        class A(np.ndarray):
            __eq__ = __le__ = __ge__ = lambda s, o: np.True_
            __sub__ = __rsub__ = lambda s, o: np.zeros(1)
            __array_ufunc__ = lambda s, *a, **k: np.True_
            __array_function__ = lambda s, *a, **k: True
    """)  # fmt: skip


@attack(NOTHING)
def tensor_equal_to_everything(h: HandIn) -> None:
    """The same for torch: __torch_function__ answers every question with yes."""
    _returns(h, "T(2 * x)", """
        class T(torch.Tensor):
            @classmethod
            def __torch_function__(cls, f, types, args=(), kwargs=None):
                return True if "__repr__" not in str(f) else "fine"
            @staticmethod
            def __new__(cls, x): return torch.Tensor._make_subclass(cls, x.detach())
    """, "torch")  # fmt: skip


@attack(NOTHING)
def number_equal_to_everything(h: HandIn) -> None:
    """A float whose __eq__ says yes."""
    _returns(h, "F(2)", """
        class F(float):
            __eq__ = __le__ = __lt__ = __ge__ = lambda s, o: True
            __sub__ = __rsub__ = __abs__ = lambda s, *o: F(0)
            __hash__ = float.__hash__
    """)  # fmt: skip


@attack(NOTHING)
def object_equal_to_everything(h: HandIn) -> None:
    """Not a number at all, but it has every method that is asked for."""
    _returns(h, "Yes()", """
        class Yes:
            __eq__ = __le__ = __bool__ = lambda s, *o: True
            __array__ = lambda s, *a, **k: np.full((1, 2), 2.0)
            __float__ = lambda s: 2.0
            __getattr__ = lambda s, name: s
            __call__ = lambda s, *a, **k: s
            shape = (1, 2)
    """)  # fmt: skip


@attack(NOTHING)
def plain_types_in_disguise(h: HandIn) -> None:
    """Lists, tuples, strings and dictionaries of the student's own."""
    _returns(h, "L([L(row) for row in (2 * np.atleast_2d(x)).tolist()])", """
        class L(list):
            __eq__ = lambda s, o: True
            __len__ = lambda s: 2
    """)  # fmt: skip


@attack(NOTHING)
def class_with_a_torch_name(h: HandIn) -> None:
    """Calls itself torch.Tensor."""
    _returns(h, "Tensor()", """
        class Tensor:
            __module__ = "torch"
            numel = element_size = lambda s: 0
            detach = cpu = contiguous = resolve_conj = resolve_neg = lambda s: s
            numpy = lambda s: np.full((1, 2), 2.0)
            dtype, layout, is_meta = "torch.float64", None, False
    """)  # fmt: skip


@attack(NOTHING)
def shape_that_broadcasts(h: HandIn) -> None:
    """One number against a matrix: equal everywhere, by broadcasting."""
    _returns(h, "np.full((1, 1), 2.0 * np.ravel(x)[0])")


@attack(NOTHING)
def nan_everywhere(h: HandIn) -> None:
    """`not (error > tolerance)` accepts what cannot be compared."""
    _returns(h, "np.full(x.shape, np.nan)")


@attack(NOTHING)
def infinity_everywhere(h: HandIn) -> None:
    """A relative error of infinity over infinity."""
    _returns(h, "np.full(x.shape, np.inf)")


@attack(NOTHING)
def generator_of_the_answer(h: HandIn) -> None:
    """The answer, later."""
    h.answer("def double(x):\n    yield 2 * x\n\n\ndef applied(f, x):\n    yield 2 * f(x)")


@attack(NOTHING)
def coroutine_of_the_answer(h: HandIn) -> None:
    """The answer, when awaited."""
    h.answer("async def double(x):\n    return 2 * x\n\n\nasync def applied(f, x):\n    return 2 * f(x)")  # fmt: skip


@attack(NOTHING)
def list_that_holds_itself(h: HandIn) -> None:
    """Comparing or showing it never ends."""
    _returns(h, "loop", "loop = []\nloop += [loop, {0: loop}]")


@attack(NOTHING)
def view_on_a_terabyte(h: HandIn) -> None:
    """Strides of zero make a huge array of one number."""
    _returns(h, "np.lib.stride_tricks.as_strided(x, (1 << 20, 1 << 20), (0, 0))")


@attack(NOTHING)
def tensor_of_a_terabyte(h: HandIn) -> None:
    """The same for torch."""
    _returns(h, "x.flatten()[:1].expand(1 << 40)", backend="torch")


@attack(NOTHING)
def odd_tensors(h: HandIn) -> None:
    """Sparse, quantized, on no device: each takes another path."""
    _returns(h, "next(odd)", """
        import itertools
        odd = itertools.cycle([
            torch.sparse_coo_tensor([[0], [0]], [2.0], (1, 2), check_invariants=True),
            torch.empty((1, 2), device="meta"),
            torch.quantize_per_tensor(torch.ones(1, 2), 0.1, 0, torch.qint8),
        ])
    """, "torch")  # fmt: skip


@attack(NOTHING)
def arrays_of_objects(h: HandIn) -> None:
    """Object, structured and masked arrays carry code and lies along."""
    _returns(h, "next(odd)", """
        import itertools
        class Yes:
            __eq__ = lambda s, o: True
        odd = itertools.cycle([
            np.full((1, 2), Yes(), dtype=object), np.zeros((1, 2), dtype=[("a", float)]),
            np.ma.masked_all((1, 2)), np.array([["2", "-4"]]), np.array([["NaT"]], dtype="datetime64[s]"),
        ])
    """)  # fmt: skip


@attack(NOTHING)
def other_library(h: HandIn) -> None:
    """NumPy arrays in the PyTorch notebook: no gradient, no device."""
    _returns(h, "(2 * x).detach().numpy()", backend="torch")


@attack(NOTHING)
def nested_beyond_measure(h: HandIn) -> None:
    """A thousand lists in one another."""
    _returns(h, "deep", "deep = 2.0\nfor _ in range(1000):\n    deep = [deep]")


@attack(NOTHING)
def enormous_integers(h: HandIn) -> None:
    """Too large to become a float, too long to be shown."""
    _returns(h, "next(odd)", "import itertools\nodd = itertools.cycle([10**400, -(10**300), 1 << 10**6, 10**299])")  # fmt: skip


@attack(LESS)
def wrong_dtype(h: HandIn) -> None:
    """Right numbers in twice the memory: only the check of the dtype is lost."""
    h.answer("""
        def double(x): return 2 * x.astype(float)
        def applied(f, x): return 2 * f(x)
    """)


@attack(LESS)
def writes_into_its_argument(h: HandIn) -> None:
    """The judge's own data must not change under it."""
    h.answer("""
        def double(x):
            x *= 2
            return x
        def applied(f, x): return 2 * f(x)
    """)


@attack(NOTHING)
def changes_the_argument_to_fit(h: HandIn) -> None:
    """The argument becomes zero, so that twice it is zero too."""
    h.answer("""
        def double(x):
            x[...] = 0
            return x
        def applied(f, x):
            x[...] = 0
            return x
    """)
