"""Right answers that other graders lose: they keep every point."""

from __future__ import annotations

from autograder.attack.hand_in import FULL, HandIn, attack
from autograder.attack.target import RIGHT

APPLIED = "\n\ndef applied(f, x):\n    return 2 * f(x)\n"


def _form(h: HandIn, code: str, backend: str = "numpy") -> None:
    h.backend = backend
    h.answer(code)


@attack(FULL)
def right_but_slow(h: HandIn) -> None:
    """Half of the time limit, in every call."""
    _form(h, """
        import time
        def double(x):
            end = time.process_time() + 0.05
            while time.process_time() < end: pass
            return 2 * x
        def applied(f, x):
            time.sleep(0.3)
            return 2 * f(x)
    """)  # fmt: skip


@attack(FULL)
def right_but_warns(h: HandIn) -> None:
    """nbgrader gives 0 to a cell that writes to stderr."""
    _form(h, """
        import logging, sys, warnings
        def double(x):
            warnings.warn("odd"); warnings.warn("old", DeprecationWarning); logging.error("noise")
            sys.stderr.write("more noise"); np.log(-1.0); np.float32(1) / np.float32(0)
            return 2 * x
        def applied(f, x): return 2 * f(x)
    """)  # fmt: skip


@attack(FULL)
def right_but_prints_a_lot(h: HandIn) -> None:
    """Prints left in from looking for mistakes."""
    _form(h, """
        def double(x):
            for n in range(1000): print("step", n, x)
            return 2 * x
        def applied(f, x):
            print("y" * 10**6)
            return 2 * f(x)
    """)  # fmt: skip


@attack(FULL)
def right_with_a_loop(h: HandIn) -> None:
    """Another form: entry by entry."""
    _form(h, """
        def double(x):
            out = np.empty_like(x)
            for i in np.ndindex(*x.shape):
                out[i] = x[i] + x[i]
            return out
        def applied(f, x): return f(x) + f(x)
    """)  # fmt: skip


@attack(FULL)
def right_as_an_object(h: HandIn) -> None:
    """Not a function but something that can be called: an object, a lambda, a partial."""
    _form(h, """
        import functools
        class Scale:
            def __init__(self, by): self.by = by
            def __call__(self, x): return np.einsum("...,->...", x, x.dtype.type(self.by))
        double = Scale(2)
        applied = functools.partial(lambda by, f, x: by * f(x), 2)
    """)  # fmt: skip


@attack(FULL)
def right_with_odd_memory_layout(h: HandIn) -> None:
    """Transposed, reversed, read-only: the same array."""
    _form(h, """
        def double(x):
            y = np.asfortranarray(2 * x)[::-1][::-1]
            y.flags.writeable = False
            return y
        def applied(f, x): return (2 * f(x))[::-1][::-1]
    """)  # fmt: skip


@attack(FULL)
def right_in_torch(h: HandIn) -> None:
    """With other operations, and views of other memory."""
    _form(h, "def double(x):\n    return torch.stack([x, x]).sum(0).T.contiguous().T" + APPLIED, "torch")  # fmt: skip


@attack(FULL)
def right_with_helpers(h: HandIn) -> None:
    """Helper functions in free cells, recursion, a cache, a class."""
    h.answer("def double(x):\n    return _help(x, 2)" + APPLIED)
    h.cell("def _help(x, n):\n    return x if n == 1 else x + _help(x, n - 1)")


@attack(FULL)
def right_with_threads_and_processes(h: HandIn) -> None:
    """A pool of threads, a child process, a thread that still runs when the check comes."""
    h.answer("""
        import multiprocessing, subprocess, threading, time
        from concurrent.futures import ThreadPoolExecutor
        def double(x):
            with ThreadPoolExecutor(2) as pool:
                return sum(pool.map(lambda y: y, [x, x]))
        def applied(f, x): return 2 * f(x)
        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
        with multiprocessing.get_context("fork").Pool(2) as pool:
            print(pool.map(abs, [-1, 2]))
        print(subprocess.run(["echo", "hello"], capture_output=True, text=True).stdout)
    """)


@attack(FULL)
def right_in_a_messy_notebook(h: HandIn) -> None:
    """Magics, plots, shell lines, await, errors in other cells, and files saved on the way."""
    h.answer(RIGHT)
    h.cell("%matplotlib inline\nplt.plot([1, 2])\nplt.savefig('plot.png')\nplt.show()")
    h.cell("!ls -l\n%time 1 + 1\n%pwd")
    h.cell("import asyncio\nawait asyncio.sleep(0)")
    h.cell("%%bash\necho hello > file\ncat file")
    h.cell("1 / 0")
    h.cell("this is no Python")
    h.cell("np.save('large.npy', np.zeros(10**6))\ndouble(np.ones(3))")
    h.cell("exit()")
    h.cell("input('your name? ')")


@attack(FULL)
def right_where_names_are_shadowed(h: HandIn) -> None:
    """Names of our own modules and tools, used innocently."""
    h.answer("""
        wire = runtime = judge = kit = 1
        class Worker: pass
        def double(x): return 2 * x
        def applied(f, x): return 2 * f(x)
        points = assert_close = show = seed = _work = x = np.ones(3)
        np.random.seed(0)
    """)
