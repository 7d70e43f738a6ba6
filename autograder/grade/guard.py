"""Limits for the judge itself, while it runs a check on values that a student chose.

A value that is small to send can be dear to compare: shapes that broadcast to gigabytes, a list
of strings that NumPy would pad to the longest. So a check also runs under a limit of memory and of
the judge's own CPU time. Called by judge.Notebook for each check.
"""

from __future__ import annotations

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from autograder import kit

SPARE_MB = 2048  # more than any honest comparison of messages of at most 64 MB needs
_PAGE = resource.getpagesize()


@contextmanager
def guarded(seconds: float, spare_mb: int = SPARE_MB) -> Iterator[None]:
    """Stop the block when it computes for too long, and let no allocation grow beyond measure.

    Only in a process's main thread, where a judge works: elsewhere signals cannot be had.

    Raises:
        kit.StudentError: the time is over.
        MemoryError: from the allocation that was refused.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _address_space() + (spare_mb << 20)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    before = signal.signal(signal.SIGPROF, _over)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
        signal.setitimer(signal.ITIMER_PROF, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        signal.signal(signal.SIGPROF, before)


def _over(number: int, frame: FrameType | None) -> None:
    raise kit.StudentError("the check took too long on what the function returned", "timeout")


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * _PAGE
