"""Processes as the kernel sees them: a tree of them, its CPU time and its memory.

Read from /proc by pipe.Pipe and sandbox.Session; nothing here asks the processes themselves.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

RESIDENT = ("RssAnon:", "RssShmem:", "VmSwap:")
FIRST_PRIVATE_UID = 1000
_libc = ctypes.CDLL(None)
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


def end_user(uid: int, patience_seconds: float = 10.0) -> None:
    """Kill every process of a user whom only one session has, and wait until none is left.

    The kernel does it in one stroke for whoever kills as that user, so no fork escapes.

    Raises:
        TimeoutError: some are still there.
    """
    if uid < FIRST_PRIVATE_UID:
        raise ValueError(f"user {uid} may be somebody")
    give_up = time.monotonic() + patience_seconds
    while True:
        subprocess.run(
            ["/bin/sh", "-c", "kill -9 -1"], user=uid, group=uid, extra_groups=[], cwd="/", env={},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        left = of_user(uid)
        if not left:
            return
        if time.monotonic() > give_up:
            raise TimeoutError(f"processes {left} of user {uid} do not end")
        time.sleep(0.005)


def of_user(uid: int) -> list[int]:
    """Processes of a user that still run."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        with suppress(OSError):
            status = _bytes(f"/proc/{name}/status")
            ids = status.partition(b"\nUid:")[2].split(None, 4)[:4]
            if b"\nState:\tZ" not in status and str(uid).encode() in ids:
                found.append(int(name))
    return found


def memory_mb(pid: int) -> float:
    """Memory of a process tree, pages that several share counted once for each: never too low."""
    total = 0
    for member in tree(pid):
        with suppress(OSError):
            total += _sum(member, "status", RESIDENT)
    return total / 1024


@contextmanager
def seen_as(uid: int | None) -> Iterator[None]:
    """Look at this user's processes as that user: a container's root may not trace others.

    This changes the calling thread alone.
    """
    if uid is not None:
        _libc.setfsgid(uid)
        _libc.setfsuid(uid)
    try:
        yield
    finally:
        if uid is not None:
            _libc.setfsuid(os.geteuid())
            _libc.setfsgid(os.getegid())


def exact_memory_mb(pid: int, uid: int | None = None) -> float:
    """The same with shared pages divided among those who share them; slower by far.

    Seen as the processes' user, where it is given. Where the kernel shows it to neither, the higher
    figure stands.
    """
    total = 0
    for member in tree(pid):
        try:
            with seen_as(uid):
                total += _sum(member, "smaps_rollup", ("Pss_Anon:", "Pss_Shmem:", "SwapPss:"))
        except PermissionError:
            with suppress(OSError):
                total += _sum(member, "status", RESIDENT)
        except OSError:
            continue
    return total / 1024


def _sum(pid: int, file_name: str, keys: tuple[str, ...]) -> int:
    with open(f"/proc/{pid}/{file_name}") as file:
        return sum(int(line.split()[1]) for line in file if line.startswith(keys))
