"""The warm server: everything imported once, then one fork for each notebook.

Started inside bubblewrap, or without, as `python -m box.server FD [KEPT…]`. It holds no secret, has
one thread, and never runs a student's code itself. Over the control socket FD it gets one order a
notebook (limits, and the socket that the child will listen on) and gives back a pidfd of the child.
"""

import base64
import ctypes
import gc
import json
import os
import random
import socket
import sys
import time
from contextlib import suppress

from . import isolate, runtime

MADV_COLLAPSE = 25
HUGE = 2 << 20
KEPT = sorted(map(int, sys.argv[2:]))  # descriptors of folders that Python is read through


def main():
    """Warm up, say so, then fork a child for each order until the control socket closes."""
    control = socket.socket(fileno=int(sys.argv[1]))
    control.set_inheritable(False)
    started = time.perf_counter()
    try:
        shell = warm_up()
    except Exception as error:
        control.send(json.dumps({"failed": f"{type(error).__name__}: {error}"}).encode())
        raise
    control.send(json.dumps({"ready_seconds": time.perf_counter() - started}).encode())
    own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, 1 << 16, 1)
        if not data:
            return
        _serve_one(control, shell, own_pids, json.loads(data), descriptors[0])


def warm_up():
    """Import what notebooks use and run each once; the process must still have one thread."""
    shell = make_shell()
    import matplotlib.pyplot
    import numpy
    import torch
    import torch.nn.functional
    import torch.utils.data

    torch.set_num_threads(1)
    layer = torch.nn.Linear(4, 2)
    optimizer = torch.optim.Adam(layer.parameters())  # imports torch._dynamo, 1.6 s
    layer(torch.randn(8, 4)).sum().backward()
    optimizer.step()
    numpy.linalg.svd(numpy.eye(3))
    matplotlib.pyplot.figure()
    matplotlib.pyplot.close("all")
    threads = os.listdir("/proc/self/task")
    if len(threads) != 1:
        raise RuntimeError(f"{len(threads)} threads before the fork; a child would hang")
    gc.collect()
    gc.freeze()  # a collection in a child would touch, and so copy, every page
    use_huge_pages()
    return shell


def use_huge_pages():
    """Gather our memory in pages of 2 MB: a fork copies the page table, three times as fast then.

    Linux 6.1 and later do so when asked; an older one refuses, and forks only cost more.
    """
    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    with open("/proc/self/maps") as file:
        mappings = [line.split() for line in file]
    for addresses, access, _, _, inode, *name in mappings:
        if access.startswith("rw") and inode == "0" and name != ["[stack]"]:
            begin, end = (int(number, 16) for number in addresses.split("-"))
            begin, end = -(-begin // HUGE) * HUGE, end // HUGE * HUGE
            if begin < end:
                madvise(begin, end - begin, MADV_COLLAPSE)


def make_shell():
    """An IPython shell without history, colours or output of its own."""
    from IPython.core.compilerop import CachingCompiler
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    class Compiler(CachingCompiler):
        """Calls a cell in error messages what the feedback page calls it."""

        label = "cell"

        def get_code_name(self, raw_code, transformed_code, number):
            return runtime.CELL.format(self.label)

        def format_code_name(self, name):
            return "In", name.strip("<>").removeprefix("in ")

    class Shell(InteractiveShell):
        """Keeps the traceback of a cell apart from what the cell prints."""

        last_traceback = ""

        def _showtraceback(self, etype, evalue, stb):
            self.last_traceback = "\n".join(stb)

        def enable_gui(self, gui=None):
            """There is no window, and `%matplotlib inline` needs none."""

        def ask_exit(self):
            """A cell that says exit() ends; the notebook goes on."""

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell = Shell.instance(config=config, compiler_class=Compiler)
    shell.displayhook.write_output_prompt = lambda: None  # the value alone, no "Out[1]:"
    for source in ("1", "%matplotlib agg", "1/0", "def f(:"):
        _quietly(shell, source)
    shell.reset(new_session=True)
    return shell


def _quietly(shell, source):
    out, err = sys.stdout, sys.stderr
    with open(os.devnull, "w") as nowhere:
        sys.stdout = sys.stderr = nowhere
        try:
            shell.run_cell(source, store_history=False)
        finally:
            sys.stdout, sys.stderr = out, err


def _serve_one(control, shell, own_pids, limits, descriptor):
    namespaces = limits["level"] not in ("landlock", "none")
    _reap()
    if namespaces:
        isolate.call(isolate.libc.unshare(isolate.CLONE_NEWPID), "unshare pid")
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            _child(shell, limits, descriptor)
            status = 0
        except BaseException as error:
            os.write(2, f"box: {type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(status)
    if namespaces:
        isolate.call(isolate.libc.setns(own_pids, isolate.CLONE_NEWPID), "setns")
    os.close(descriptor)
    handle = os.pidfd_open(pid)
    socket.send_fds(control, [b"{}"], [handle])
    os.close(handle)
    _, status, usage = os.wait4(pid, 0)
    ended = {"exit": os.waitstatus_to_exitcode(status), "cpu": usage.ru_utime + usage.ru_stime}
    control.send(json.dumps(ended).encode())


def _reap():
    """Wait for what an earlier session left to us: the dead, too, count as its user's processes."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _child(shell, limits, descriptor):
    if limits["level"] == "landlock":
        isolate.confine(limits, base64.b64decode(limits["filter"]))
    elif limits["level"] != "none":
        isolate.isolate(limits, base64.b64decode(limits["filter"]))
    os.dup2(descriptor, 3)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    for begin, end in zip((4, *(n + 1 for n in KEPT)), (*KEPT, 4096)):
        os.closerange(begin, end)
    control = socket.socket(fileno=3)
    control.set_inheritable(False)
    printed = runtime.Printed()
    sys.stdout = sys.stderr = printed.text
    sys.stdin = open(0, closefd=False)
    random.seed()
    control.send(b'{"op": "ready"}')
    runtime.serve(control, shell, printed)


if __name__ == "__main__":
    isolate.libc.prctl(isolate.PR_SET_PDEATHSIG, 9)  # die with bubblewrap, or with the grader
    isolate.libc.prctl(isolate.PR_SET_CHILD_SUBREAPER, 1)  # daemons of a session come to us
    main()
