"""Where sessions live at the level "landlock": a user and a folder of their own, no namespace.

Made by sandbox.Server. The server starts as root with nothing of the grader's environment; each
session's folder is made and removed here, from outside, when none of its processes is left.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import sysconfig
import tempfile
from contextlib import suppress
from pathlib import Path

from autograder import processes
from autograder.box import landlock
from autograder.errors import CouldNotStart

PREFIX = "student-box-"  # students see it
FIRST_KEPT = 200  # above what the server opens, below the 256 descriptors of a session
REFUSED = "the landlock server did not start: "


class OpenGround:
    """The folders of one server, and what its sessions may read.

    Raises:
        CouldNotStart: this level cannot be had here; says why.
    """

    def __init__(self, uid: int | None) -> None:
        _require()
        assert uid is not None
        self.uid, self.sessions = uid, 0
        self.kept: list[int] = []  # descriptors that the server inherits
        self.python = Path(os.path.realpath(sys.base_prefix))
        self.site = Path(os.path.realpath(sysconfig.get_path("purelib")))
        self.box = Path(os.path.realpath(landlock.__file__)).parent
        self.readable = [str(p) for p in (self.python, self.site, self.box)]
        sweep()
        if processes.of_user(uid):
            raise CouldNotStart(f"{REFUSED}user {uid}, meant for its sessions, has processes")
        self.folder = _new_top(uid)

    def command(
        self, control: int, environment: dict[str, str]
    ) -> tuple[list[str], dict[str, str]]:
        """How the server is started, and all of its environment."""
        executable = Path(os.path.realpath(sys.executable))
        if not _is_open(self.python):
            home = self._reached(self.python)
            environment["PYTHONHOME"] = str(home)
            with suppress(ValueError):
                executable = home / executable.relative_to(self.python)
        paths = [self._reached(self.box.parent), self._reached(self.site)]
        environment |= {
            "HOME": self.folder,
            "MPLCONFIGDIR": f"{self.folder}/server",
            "IPYTHONDIR": f"{self.folder}/server",
            "TMPDIR": f"{self.folder}/server",
            "PYTHONPATH": os.pathsep.join(map(str, paths)),
        }
        return [
            str(executable),
            "-m",
            "box.server",
            str(control),
            *map(str, self.kept),
        ], environment

    def _reached(self, folder: Path) -> Path:
        """A path to a folder that the sessions' user can walk.

        Python may lie in a home that is closed to others. Then the way leads through a descriptor,
        which the server opens as root and the sessions inherit.
        """
        if _is_open(folder):
            return folder
        opened = os.open(folder, os.O_PATH | os.O_CLOEXEC)
        kept = fcntl.fcntl(opened, fcntl.F_DUPFD_CLOEXEC, FIRST_KEPT)
        os.close(opened)
        self.kept.append(kept)
        return Path(f"/proc/self/fd/{kept}")

    def new_folder(self) -> str:
        """An empty folder for one session."""
        self.sessions += 1
        folder = f"{self.folder}/{self.sessions}"
        try:
            os.mkdir(folder, 0o700)
            os.chown(folder, self.uid, self.uid)
        except OSError as error:
            raise CouldNotStart(f"the session's folder could not be made: {error}") from None
        return folder

    def clear(self, folder: str) -> str:
        """End what runs as the sessions' user, then remove its folder; returns what went wrong."""
        try:
            processes.end_user(self.uid)
        except TimeoutError as error:
            return str(error)
        remove(folder)
        return ""

    def close(self) -> None:
        """Nothing is left."""
        for descriptor in self.kept:
            os.close(descriptor)
        self.kept = []
        with suppress(TimeoutError):
            processes.end_user(self.uid)
        remove(self.folder)


def _require() -> None:
    if os.getuid() != 0:
        raise CouldNotStart(
            f"{REFUSED}only root can give a session a user of its own; as yours, it could signal "
            "and slow down your other processes"
        )
    version = landlock.abi()
    if version < landlock.NEEDED_ABI:
        raise CouldNotStart(
            f"{REFUSED}it needs version {landlock.NEEDED_ABI} of Landlock (Linux 6.12); this kernel "
            f"has {version or 'none switched on'}"
        )


def _is_open(folder: Path) -> bool:
    """Whether every user may walk to this folder and into it."""
    return all(p.stat().st_mode & 0o001 for p in (folder, *folder.parents))


def _new_top(uid: int) -> str:
    for place in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        if os.path.isdir(place) and _is_open(Path(os.path.realpath(place))):
            top = tempfile.mkdtemp(
                prefix=f"{_ours()}{os.getpid()}-{uid}-", dir=os.path.realpath(place)
            )
            os.chmod(top, 0o711)
            os.mkdir(f"{top}/server", 0o700)
            return top
    raise CouldNotStart(f"{REFUSED}every folder for temporary files is closed to other users")


def _ours() -> str:
    """Process numbers mean something in one pid namespace only."""
    return f"{PREFIX}{os.stat('/proc/self/ns/pid').st_ino}-"


def sweep() -> None:
    """End sessions of graders that were killed before they could do it themselves."""
    for place in {tempfile.gettempdir(), "/tmp", "/var/tmp"}:
        for top in Path(place).glob(f"{_ours()}*"):
            pid, _, rest = top.name.removeprefix(_ours()).partition("-")
            uid = rest.partition("-")[0]
            with suppress(OSError, TimeoutError, ValueError):
                found = top.lstat()
                if found.st_uid == 0 and not Path("/proc", str(int(pid))).exists():
                    processes.end_user(int(uid))
                    remove(str(top))


def remove(folder: str) -> None:
    """A folder that a student has filled: perhaps deeper than a path may be long."""
    subprocess.run(["rm", "-rf", "--", folder], check=False, stderr=subprocess.DEVNULL)
