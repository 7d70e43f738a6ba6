"""One `autograder grade` at a time writes a folder.

The lock is the kernel's (flock): it goes with the process that held it, however that ended, so
there is no stale lock to clean up. What stands in the file only tells a person who holds it.
"""

from __future__ import annotations

import datetime
import errno
import fcntl
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from autograder.errors import EnvironmentProblem

NAME = ".autograder.lock"
NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}


@contextmanager
def held(out: Path) -> Iterator[None]:
    """Hold DIR's lock for the length of the block.

    Raises:
        EnvironmentProblem: another process holds it; says which, and since when.
    """
    with open(out / NAME, "a+", encoding="utf-8") as file:
        _take(file, out)
        file.truncate(0)
        now = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
        file.write(f"process {os.getpid()} on {platform.node() or 'this machine'}, since {now}\n")
        file.flush()
        yield


def _take(file: TextIO, out: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        owner = file.read(200).strip() or "another process"
        raise EnvironmentProblem(
            f"{out}: is being graded by {owner}. Two runs cannot write one folder: wait until that "
            "one has ended and run the same command again, or choose another --out."
        ) from None
    except OSError as error:
        if error.errno not in NO_LOCKS:
            raise
        print(
            f"autograder: the file system of {out} has no locks ({error.strerror}): "
            "see to it that no second run writes there.",
            file=sys.stderr,
        )
