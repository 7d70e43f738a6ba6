"""Too much of everything: time, memory, processes, files, output."""

from __future__ import annotations

from autograder.attack.hand_in import FULL, NOTHING, HandIn, attack
from autograder.attack.target import RIGHT


def _spoils(h: HandIn, code: str) -> None:
    """A right answer, then a cell that must cost only itself."""
    h.answer()
    h.cell(code)


# --- time --------------------------------------------------------------------------------------
@attack(FULL)
def endless_loop(h: HandIn) -> None:
    """In a cell of its own; what was right before stays right."""
    _spoils(h, "while True:\n    pass")


@attack(FULL)
def endless_loop_that_hears_no_signal(h: HandIn) -> None:
    """Signals are ignored, exceptions are swallowed."""
    _spoils(h, """
        import signal
        for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_IGN)
        while True:
            try:
                while True: pass
            except BaseException:
                continue
    """)  # fmt: skip


@attack(FULL)
def long_computation_in_c(h: HandIn) -> None:
    """No Python code runs, so no Python signal handler does."""
    _spoils(h, "import re\nre.match('(a+)+$', 'a' * 60 + 'b')")


@attack(FULL)
def long_matrix_product(h: HandIn) -> None:
    """The same in BLAS."""
    _spoils(h, "a = np.ones((1500, 1500))\nfor _ in range(10**6):\n    a @ a")


@attack(FULL)
def sleep_for_ever(h: HandIn) -> None:
    """It uses no CPU time at all."""
    _spoils(h, "import time\ntime.sleep(10**6)")


@attack(FULL)
def work_in_children_that_nobody_counts(h: HandIn) -> None:
    """Each child is reaped unseen, and with it the time it took."""
    _spoils(h, """
        import os, signal, time
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while True:
            if os.fork() == 0:
                end = time.monotonic() + 0.03
                while time.monotonic() < end: pass
                os._exit(0)
            time.sleep(0.03)
    """)  # fmt: skip


@attack(NOTHING)
def function_that_never_returns(h: HandIn) -> None:
    """In each check again."""
    h.answer("def double(x):\n    while True: pass\n\n\ndef applied(f, x):\n    while True: pass")


# --- memory ------------------------------------------------------------------------------------
@attack(FULL)
def ten_gigabytes_at_once(h: HandIn) -> None:
    """As bytes, as an array, as a tensor, as a map."""
    _spoils(h, """
        import mmap, torch
        size = 10 << 30
        held = []
        for take in (bytearray, lambda n: np.ones(n // 8), lambda n: torch.ones(n // 4), lambda n: mmap.mmap(-1, n)):
            try:
                held.append(take(size))
            except (MemoryError, RuntimeError, OSError) as error:
                print(error)
        raise MemoryError(f"got {len(held)} of 4")
    """)  # fmt: skip


@attack(FULL)
def memory_piece_by_piece(h: HandIn) -> None:
    """No single request is large."""
    _spoils(h, "held = []\nwhile True:\n    held.append(bytearray(b'x') * (1 << 20))")


@attack(FULL)
def memory_in_many_processes(h: HandIn) -> None:
    """Each stays below the limit; together they do not."""
    _spoils(h, """
        import os, time
        for _ in range(20):
            if os.fork() == 0:
                held = bytearray(b"x") * (100 << 20)
                time.sleep(60)
        while True: time.sleep(0.01)
    """)  # fmt: skip


@attack(FULL)
def memory_that_no_process_maps(h: HandIn) -> None:
    """Files that exist in memory only, in buffers of sockets and pipes."""
    _spoils(h, """
        import os, socket
        held, taken = [], 0
        try:
            held.append(os.memfd_create("x"))
            raise RuntimeError("ESCAPED")
        except PermissionError:
            pass
        while True:
            a, b = socket.socketpair()
            a.setblocking(False)
            held += [a, b]
            try:
                while True: taken += a.send(bytes(1 << 16))
            except BlockingIOError:
                print(taken)
    """)  # fmt: skip


@attack(NOTHING)
def function_that_takes_all_memory(h: HandIn) -> None:
    """In each check again."""
    body = "    held = []\n    while True: held.append(bytearray(b'x') * (1 << 22))\n"
    h.answer(f"def double(x):\n{body}\n\ndef applied(f, x):\n{body}")


# --- processes, files, output ------------------------------------------------------------------
@attack(FULL)
def fork_bomb(h: HandIn) -> None:
    """Every process starts two."""
    _spoils(h, """
        import os
        while True:
            try:
                os.fork()
            except OSError:
                pass
    """)  # fmt: skip


@attack(FULL)
def thousand_threads(h: HandIn) -> None:
    """Threads count as processes."""
    _spoils(h, """
        import threading, time
        started = 0
        for _ in range(1000):
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
            started += 1
    """)  # fmt: skip


@attack(FULL)
def fill_the_disk(h: HandIn) -> None:
    """One large file, many files, and many names for nothing."""
    h.probe("""
        import os
        errors = []
        for top in ("/box", "/tmp", "/dev/shm"):
            try:
                with open(top + "/large", "wb") as file:
                    for _ in range(1000): file.write(bytes(1 << 20))
                return
            except OSError as error:
                errors.append(error.strerror)
            try:
                for n in range(100_000): os.mkdir(f"{top}/{n}")
                return
            except OSError as error:
                errors.append(error.strerror)
        raise OSError(str(sorted(set(errors))))
    """)


@attack(FULL)
def fill_the_own_folder(h: HandIn) -> None:
    """Where a notebook may write: names for nothing, then bytes that have lost their names."""
    _spoils(h, """
        import os
        for n in range(100_000): os.mkdir(str(n))
        raise RuntimeError("ESCAPED")
    """)  # fmt: skip
    h.cell("""
        import os
        held = []
        for n in range(100):
            held.append(open(f"hoard{n}", "wb", buffering=0))
            os.unlink(f"hoard{n}")
            for _ in range(16): held[-1].write(bytes(1 << 20))
        raise RuntimeError("ESCAPED")
    """)


@attack(FULL)
def print_a_gigabyte(h: HandIn) -> None:
    """Whoever collects the output runs out of memory."""
    _spoils(h, "for _ in range(10):\n    print('x' * 10**8)")


@attack(FULL)
def write_a_gigabyte_to_the_descriptors(h: HandIn) -> None:
    """The same, past Python's streams, and in a program."""
    _spoils(h, """
        import os, subprocess
        for number in (1, 2):
            for _ in range(1024): os.write(number, bytes(1 << 20))
        subprocess.run("head -c 1000000000 /dev/zero", shell=True)
    """)  # fmt: skip


@attack(FULL)
def print_a_million_lines(h: HandIn) -> None:
    """Many small writes instead of a large one; the answer is right."""
    h.answer(RIGHT)
    h.cell("import sys\nfor n in range(200_000): sys.stderr.write('line\\n')")


@attack(FULL)
def recursion_without_end(h: HandIn) -> None:
    """In Python, and in the parser."""
    _spoils(h, "def f(): return f()\ntry:\n    f()\nfinally:\n    eval('-' * 10**6 + '1')")
