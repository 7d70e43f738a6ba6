"""Messages to the judge that no honest process would send.

The student's code finds the connection on its own stack and writes to it. It may say what it
likes: only values that are right earn points.
"""

from __future__ import annotations

import textwrap

from autograder.attack.hand_in import FULL, NOTHING, HandIn, attack

LINE = """
import json, struct, sys

def _channel():
    frame = sys._getframe()
    while frame is not None:
        for value in list(frame.f_locals.values()):
            channel = getattr(value, "channel", value)
            if type(channel).__name__ == "Channel":
                return channel.sock
        frame = frame.f_back
    raise LookupError("no channel")

def _frame(header, blob=b""):
    if not isinstance(header, bytes):
        header = json.dumps(header).encode()
    return struct.pack("<II", len(header), len(blob)) + header + blob
"""


def _says(h: HandIn, code: str) -> None:
    """Both functions run this code, `line` being the connection to the judge."""
    body = _body(code)
    h.answer(f"{LINE}\ndef double(x):\n{body}\n    return x\n\ndef applied(f, x):\n    return double(x)\n")  # fmt: skip


def _says_once(h: HandIn, code: str) -> None:
    """The same in one check only, for code that is stopped by the clock."""
    body = _body(code)
    h.answer(f"{LINE}\ndef double(x):\n    return x\n\ndef applied(f, x):\n{body}\n    return x\n")


def _body(code: str) -> str:
    lines = ["line = _channel()", *textwrap.dedent(code).strip("\n").splitlines()]
    return textwrap.indent("\n".join(lines), "    ")


@attack(NOTHING)
def forged_verdicts(h: HandIn) -> None:
    """ "All passed, 100 points": nobody asked for a verdict."""
    _says(h, """
        for words in ({"op": "value", "value": True}, {"outcome": "passed", "points": 100, "op": "value"},
                      {"op": "done"}, {"op": "value", "value": {"t": "handle", "id": 1, "kind": "x", "call": True}}):
            line.sendall(_frame(words))
    """)  # fmt: skip


@attack(NOTHING)
def frame_of_four_gigabytes(h: HandIn) -> None:
    """A length that the reader allocates before it reads."""
    _says(h, 'line.sendall(struct.pack("<II", 2**32 - 1, 2**32 - 1))')


@attack(NOTHING)
def frame_that_never_ends(h: HandIn) -> None:
    """A byte now and then, so that there is always something to read."""
    _says_once(h, """
        import time
        line.sendall(struct.pack("<II", 8 << 20, 0))
        while True:
            line.sendall(b"x")
            time.sleep(0.02)
    """)  # fmt: skip


@attack(NOTHING)
def flood_of_tiny_messages(h: HandIn) -> None:
    """Empty and meaningless ones, as fast as they go."""
    _says_once(h, 'while True: line.sendall(_frame({"op": "callback", "id": 0, "args": {"t": "list", "v": []}}) * 100)')  # fmt: skip


@attack(NOTHING)
def deep_frame(h: HandIn) -> None:
    """JSON a million levels deep."""
    _says(h, 'line.sendall(_frame(b\'{"op": "value", "value": \' + b\'[\' * 10**6))')


@attack(NOTHING)
def deep_name_of_a_type(h: HandIn) -> None:
    """Deep where text is expected, so that showing it overflows the stack."""
    _says(h, """
        deep = b"[" * 900 + b"]" * 900
        line.sendall(_frame(b'{"op": "value", "value": {"t": "refused", "kind": ' + deep + b"}}"))
    """)  # fmt: skip


@attack(NOTHING)
def frames_of_wrong_types(h: HandIn) -> None:
    """Everything is something else."""
    _says(h, """
        line.sendall(_frame({"op": ["value"], "value": {"t": "array", "d": [], "s": {}, "at": "0", "n": None}}))
        line.sendall(_frame(b"[1, 2, 3]"))
        line.sendall(_frame(b"\\xff\\xfe\\x00"))
    """)  # fmt: skip


@attack(NOTHING)
def arrays_that_share_bytes(h: HandIn) -> None:
    """A million arrays over the same 60 MB: copied, they fill any memory."""
    _says(h, """
        size = 60 << 20
        one = {"t": "array", "d": "uint8", "s": [size], "at": 0, "n": size}
        line.sendall(_frame({"op": "value", "value": {"t": "list", "v": [one] * 50_000}}, bytes(size)))
    """)  # fmt: skip


@attack(NOTHING)
def keys_that_collide(h: HandIn) -> None:
    """All of them have the same hash, so that a dictionary takes quadratic time."""
    _says(h, """
        pairs = [[{"t": "int", "v": str(n * (2**61 - 1))}, None] for n in range(60_000)]
        line.sendall(_frame({"op": "value", "value": {"t": "dict", "v": pairs}}))
    """)  # fmt: skip


@attack(NOTHING)
def one_long_word_among_many(h: HandIn) -> None:
    """NumPy pads every word of a list to the length of the longest: 400 GB."""
    h.answer("""
        def double(x):
            return ["x" * 10**6] + ["y"] * 100_000

        applied = lambda f, x: double(x)
    """)


@attack(NOTHING)
def empty_array_with_long_sides(h: HandIn) -> None:
    """No bytes at all, but a sum over it has 64 million entries."""
    h.answer("""
        def double(x):
            return np.empty((1 << 26, 0))

        def applied(f, x):
            return np.empty((0, 1 << 26, 1 << 26))
    """)


@attack(NOTHING)
def calls_back_for_ever(h: HandIn) -> None:
    """The judge works, the student waits."""
    h.answer("def double(x):\n    return x\n\n\ndef applied(f, x):\n    while True: f(x)")


@attack(NOTHING)
def calls_back_with_nonsense(h: HandIn) -> None:
    """Arguments that the judge's own function cannot take: a mistake, and whose?"""
    h.answer("""
        def double(x):
            return x

        def applied(f, x):
            for args in ((), (1, 2, 3), ("x",), (None,), (np.ones((2000, 1)),), ([[]],)):
                try:
                    f(*args)
                except Exception as error:
                    print(error)
            return f("x")
    """)


@attack(NOTHING)
def calls_what_was_never_given(h: HandIn) -> None:
    """Handles of other functions, perhaps of the reference."""
    _says(h, """
        for number in (1, -1, 10**9, "0", None):
            line.sendall(_frame({"op": "callback", "id": number, "args": {"t": "list", "v": []}}))
    """)  # fmt: skip


@attack(NOTHING)
def segmentation_fault(h: HandIn) -> None:
    """The process ends without a word, in each check again."""
    h.answer("import ctypes\ndef double(*a):\n    ctypes.string_at(0)\napplied = double")


@attack(NOTHING)
def exit_with_status_zero(h: HandIn) -> None:
    """os._exit(0) inside a test gave full marks to graders that look at the exit status."""
    h.answer("import os\ndef double(*a):\n    os._exit(0)\napplied = double")


@attack(FULL)
def cells_that_end_the_process(h: HandIn) -> None:
    """By signal to itself, to its group, to everybody."""
    h.answer()
    h.cell("import os\nos.kill(os.getpid(), 9)")
    h.cell("import os\nos.kill(0, 9)")
    h.cell("import os\nos.kill(-1, 9)\nos.abort()")


@attack(NOTHING)
def functions_that_kill_their_parent(h: HandIn) -> None:
    """The process that keeps the notebook's state."""
    h.answer("import os\ndef double(*a):\n    os.kill(os.getppid(), 9)\n    os.kill(-1, 9)\napplied = double")  # fmt: skip


@attack(NOTHING)
def forged_ends_of_cells(h: HandIn) -> None:
    """ "This cell is done", said before it is, for cells that never ran, with eight megabytes."""
    h.answer("def double(x):\n    return x\napplied = lambda f, x: x")
    h.cell(LINE + """
line = _channel()
for _ in range(50):
    line.sendall(_frame({"op": "end", "error": None, "output": "x" * 10**6, "traceback": ["deep"]}))
line.sendall(_frame({"op": "end", "error": {"kinds": [[]], "text": 1, "lines": {}}, "output": {}}))
""", first=True)  # fmt: skip


@attack(NOTHING)
def writes_on_the_control_socket(h: HandIn) -> None:
    """Descriptor 3 is where orders come from."""
    h.answer("""
        import os, socket
        def double(x):
            s = socket.socket(fileno=os.dup(3))
            for words in (b"{}", b'{"op": "ready"}', b'{"exit": 0, "cpu": -1e9}', b"x" * 60_000):
                for _ in range(20):
                    s.send(words, socket.MSG_DONTWAIT)
            return x
        applied = lambda f, x: double(x)
    """)
    h.cell("import socket\nsocket.socket(fileno=3).send(b'{}')")


@attack(NOTHING)
def thief_of_orders(h: HandIn) -> None:
    """A process in the background takes the judge's orders before the right one does."""
    h.answer("def double(x):\n    return x\napplied = lambda f, x: x")
    h.cell("""
        import os, socket
        if os.fork() == 0:
            control = socket.socket(fileno=3)
            while True:
                control.recv(4096)
    """)


@attack(NOTHING)
def replaced_worker(h: HandIn) -> None:
    """The code that answers calls is the student's to change."""
    h.answer("""
        import sys
        runtime = sys.modules["box.runtime"]
        runtime.Worker.handle = lambda s, m, b: ({"op": "value", "value": True, "args": {"t": "list", "v": []}}, None)
        sys.modules["box.wire"].Encoder.encode = lambda *a: {"t": "float", "v": "nan"}
        def double(x): return x
        applied = lambda f, x: x
    """)


@attack(NOTHING)
def pickle_that_runs_code(h: HandIn) -> None:
    """Unpacked on the host, it runs there; otter-grader did."""
    h.answer(f"""
        import os
        class Bomb:
            def __reduce__(self):
                return os.system, ("touch {h.bait.secret}.touched",)
        def double(x): return Bomb()
        applied = lambda f, x: Bomb()
    """)
