"""How much disk a session without a file system of its own has taken, seen from outside.

Used by sandbox.Session at the level "landlock". Counted are the files of its folder, those that
it has deleted but holds open, and those that it has deleted but maps. What cannot be counted
(names too long to follow, folders that vanish at every look) counts as too much.
"""

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress

from autograder.processes import seen_as, tree

MAX_FILES = 20_000
SLACK = 1 << 20  # a file system's own blocks for a file that is as large as it may be
MAX_EVASIONS = 20  # looks in a row in which a folder has vanished between its name and its content
REST = 4.0  # a look that took a second is followed by a pause of four
POLL_SECONDS = 0.05


class DiskWatch:
    """The disk that one session may fill."""

    def __init__(self, folder: str, uid: int, limit_mb: int) -> None:
        self.folder, self.uid, self.limit_mb = folder, uid, limit_mb
        self.next_look, self.evasions = 0.0, 0

    def is_full(self, pid: int) -> bool:
        """Whether the session of this keeper has taken more than it may. Bounded work."""
        now = time.monotonic()
        if now < self.next_look:
            return False
        look = _Look(self.limit_mb << 20)
        with suppress(_TooMuch):
            self._count(look, pid)
        self.evasions = self.evasions + 1 if look.vanished else 0
        ended = time.monotonic()
        self.next_look = ended + max(POLL_SECONDS, REST * (ended - now))
        return look.too_much or self.evasions > MAX_EVASIONS

    def _count(self, look: _Look, pid: int) -> None:
        look.at_folder(self.folder)
        with seen_as(self.uid):
            for member in tree(pid):
                look.at_deleted_files(member, self.folder)


class _TooMuch(Exception):
    """No need to count on."""


class _Look:
    """One count, which ends as soon as the limit is passed."""

    def __init__(self, limit: int) -> None:
        self.limit, self.bytes, self.files = limit, 0, 0
        self.seen: set[int] = set()  # of inodes that have several names, or none
        self.vanished = self.too_much = False

    def at_folder(self, top: str) -> None:
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        with suppress(FileNotFoundError):
                            self._add(entry.stat(follow_symlinks=False))
                            if entry.is_dir(follow_symlinks=False):
                                waiting.append(entry.path)
            except FileNotFoundError:
                self.vanished = True
            except OSError:
                self._end()

    def at_deleted_files(self, pid: int, folder: str) -> None:
        """Those that a process holds open, then those that it only maps, of unknown size."""
        for task in _names(f"/proc/{pid}/task"):
            where = f"/proc/{pid}/task/{task}/fd"
            for number in _names(where):
                with suppress(OSError):
                    found = os.stat(f"{where}/{number}")
                    if stat.S_ISREG(found.st_mode) and found.st_nlink == 0:
                        self._add(found)
        with suppress(OSError), open(f"/proc/{pid}/maps", "rb") as file:
            for line in file:
                if line.endswith(b"(deleted)\n") and f" {folder}/".encode() in line:
                    self._add_one(int(line.split()[4]), self.limit)

    def _add(self, found: os.stat_result) -> None:
        size = max(found.st_size, found.st_blocks * 512) if stat.S_ISREG(found.st_mode) else 0
        if found.st_nlink == 1 or size == 0:
            self._sum(size)
        else:
            self._add_one(found.st_ino, size)

    def _add_one(self, inode: int, size: int) -> None:
        if inode not in self.seen:
            self.seen.add(inode)
            self._sum(size)

    def _sum(self, size: int) -> None:
        self.files += 1
        self.bytes += size
        if self.bytes > self.limit + SLACK or self.files > MAX_FILES:
            self._end()

    def _end(self) -> None:
        self.too_much = True
        raise _TooMuch


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []
