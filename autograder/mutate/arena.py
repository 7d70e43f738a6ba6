"""One fork of a warm process for each answer, with limits: whatever it does, the next is not touched.

The author's code is trusted not to attack, but a mutant can loop for ever, ask for all the
memory, or crash the interpreter. The kernel enforces the limits, so a loop inside a library's
C code ends too. A sandbox is not needed here; students' code goes to `autograder.sandbox`.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WALL_FACTOR = 12  # waiting without working, on a machine that others use too
LARGEST_REPLY = 1 << 22


@dataclass(frozen=True)
class Limits:
    """What one fork may use."""

    cpu_seconds: int = 5
    memory_bytes: int = 1 << 30


@dataclass(frozen=True)
class Report:
    """How a fork ended: "done" with its value, or with the reason why not.

    "timeout": its CPU time was used up. "crashed": it died. "broken": `work` raised. "stalled":
    it waited for something, perhaps for a processor; that says nothing about the answer.
    """

    ended: str
    value: Any = None
    reason: str = ""


def in_fork(work: Callable[[], Any], limits: Limits) -> Report:
    """Run `work` in a fork; its value must be plain JSON.

    Never raises for what `work` does. "broken" means that `work` itself raised: a fault of
    ours, with the traceback.
    """
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receive)
        _child(work, limits, send)
    os.close(send)
    reply = _read(receive, time.monotonic() + WALL_FACTOR * limits.cpu_seconds)
    os.close(receive)
    if reply is None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return _report(reply, status)


def _child(work: Callable[[], Any], limits: Limits, send: int) -> None:
    try:
        _confine(limits)
        answer = {"value": work()}
    except BaseException:
        answer = {"error": traceback.format_exc()}
    with os.fdopen(send, "wb") as stream:
        stream.write(json.dumps(answer).encode())
    os._exit(0)


def _confine(limits: Limits) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    warnings.simplefilter("ignore")  # a mutant may well divide by zero
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    size = pages * resource.getpagesize() + limits.memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _read(pipe: int, deadline: float) -> bytes | None:
    """All that the fork says until it closes the pipe; None when it says nothing in time."""
    reply = b""
    while len(reply) < LARGEST_REPLY:
        ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return None
        part = os.read(pipe, 1 << 16)
        if not part:
            return reply
        reply += part
    return None


def _report(reply: bytes | None, status: int) -> Report:
    if reply is None:
        return Report("stalled", reason="no answer in time, and its CPU time was not used up")
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        spent = number in (signal.SIGXCPU, signal.SIGKILL)  # SIGKILL: it held on to the first
        return Report("timeout" if spent else "crashed", reason=signal.Signals(number).name)
    if not reply:
        return Report("crashed", reason=f"exit status {os.WEXITSTATUS(status)}")
    answer = json.loads(reply)
    if "error" in answer:
        return Report("broken", reason=answer["error"])
    return Report("done", value=answer["value"])
