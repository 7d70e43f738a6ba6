"""A memory limit kept by the kernel: a cgroup for the sessions of one server.

Made where this process may make one (root on cgroup v1; root or a delegated group on v2). It
counts what no look at processes can: temporary files, sockets' buffers, page tables, memory taken
faster than anybody looks. Where there is none, the watchdog in pipe.Pipe is the limit.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
OWN = Path("/proc/self/cgroup")
PREFIX = "autograder-"


class MemoryGroup:
    """One cgroup. Sessions of a server enter it one after another."""

    def __init__(self, folder: Path, version: int) -> None:
        self.folder, self.version = folder, version
        self.limit_mb: float | None = None

    def limit(self, megabytes: float) -> None:
        """Set the limit, swap included."""
        size = str(int(megabytes * (1 << 20)))
        names = ("memory.max",) if self.version == 2 else ("memory.limit_in_bytes",)
        for name in names:
            (self.folder / name).write_text(size)
        with suppress(OSError):  # a kernel without swap accounting has no such file
            if self.version == 2:
                (self.folder / "memory.swap.max").write_text("0")
            else:
                (self.folder / "memory.memsw.limit_in_bytes").write_text(size)
        self.limit_mb = megabytes

    def enter(self, pid: int) -> None:
        """From now on this process and those that it starts count here."""
        (self.folder / "cgroup.procs").write_text(str(pid))

    def kills(self) -> int:
        """How many processes the kernel has ended here for want of memory."""
        name = "memory.events" if self.version == 2 else "memory.oom_control"
        with suppress(OSError):
            for line in (self.folder / name).read_text().splitlines():
                key, _, value = line.partition(" ")
                if key == "oom_kill":
                    return int(value)
        return 0

    def remove(self) -> None:
        """Give the group back; its processes must have ended."""
        with suppress(OSError):
            self.folder.rmdir()


def memory_group(slot: int, mounts: Path = MOUNTS, own: Path = OWN) -> MemoryGroup | None:
    """A new group for one server, or None where this process may not make one."""
    for version, parent in _parents(mounts.read_text(), own.read_text()):
        _sweep(parent)
        folder = parent / f"{PREFIX}{os.getpid()}-{slot}"
        with suppress(OSError):
            folder.mkdir(exist_ok=True)
            group = MemoryGroup(folder, version)
            with suppress(OSError):
                group.limit(1 << 20)
                return group
            group.remove()
    return None


def _parents(mounts: str, own: str) -> list[tuple[int, Path]]:
    """Folders in which a memory cgroup might be made, the likeliest first."""
    groups = {}  # controllers -> path, "" for version 2
    for line in own.splitlines():
        _, controllers, path = line.split(":", 2)
        groups[controllers] = path.lstrip("/")
    found = []
    for line in mounts.splitlines():
        _, where, kind, options = line.split()[:4]
        if kind == "cgroup" and "memory" in options.split(",") and "memory" in groups:
            found.append((1, Path(where) / groups["memory"]))
        elif kind == "cgroup2" and "" in groups:
            here = Path(where) / groups[""]
            found += [(2, folder) for folder in (here, here.parent) if _delegates(folder)]
    return found


def _delegates(folder: Path) -> bool:
    """Whether groups made in this folder have a memory limit."""
    with suppress(OSError):
        return "memory" in (folder / "cgroup.subtree_control").read_text().split()
    return False


def _sweep(parent: Path) -> None:
    """Remove groups of processes that were killed before they could do it themselves."""
    for folder in parent.glob(PREFIX + "*-*"):
        pid = folder.name.removeprefix(PREFIX).partition("-")[0]
        if pid.isdigit() and not Path("/proc", pid).exists():
            with suppress(OSError):
                folder.rmdir()
