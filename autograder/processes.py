"""Processes as the kernel sees them: a tree of them, its CPU time and its memory.

Read from /proc by pipe.Pipe and sandbox.Session; nothing here asks the processes themselves.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress

_TICKS = os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> Iterator[int]:
    """A process and all its descendants."""
    yield pid
    with suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in _bytes(f"/proc/{pid}/task/{task}/children").split():
                yield from tree(int(child))


def cpu_seconds(pid: int) -> float:
    """CPU time of a process tree, ended and waited-for children included."""
    total = 0
    for member in tree(pid):
        with suppress(OSError, IndexError):
            total += sum(map(int, _stat(member)[11:15]))
    return total / _TICKS


def is_busy(pid: int) -> bool:
    """Whether any process of the tree computes or waits for a disk, rather than sleeps."""
    for member in tree(pid):
        with suppress(OSError, IndexError):
            if _stat(member)[0] in b"RD":
                return True
    return False


def _stat(pid: int) -> list[bytes]:
    """The fields of /proc/PID/stat after the name, which may hold anything."""
    return _bytes(f"/proc/{pid}/stat").rsplit(b")", 1)[1].split()


def _bytes(path: str) -> bytes:
    """A small file of /proc: read for every check, so without the cost of a text file object."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(descriptor, 1 << 16)
    finally:
        os.close(descriptor)


def memory_mb(pid: int) -> float:
    """Memory of a process tree, pages that several share counted once for each: never too low."""
    return _kilobytes(pid, "status", ("RssAnon:", "RssShmem:", "VmSwap:")) / 1024


def exact_memory_mb(pid: int) -> float:
    """The same with shared pages divided among those who share them; slower by far."""
    return _kilobytes(pid, "smaps_rollup", ("Pss_Anon:", "Pss_Shmem:", "SwapPss:")) / 1024


def _kilobytes(pid: int, file_name: str, keys: tuple[str, ...]) -> int:
    total = 0
    for member in tree(pid):
        with suppress(OSError), open(f"/proc/{member}/{file_name}") as file:
            total += sum(int(line.split()[1]) for line in file if line.startswith(keys))
    return total
