"""Attack the sandbox before it is trusted: not by feature flags, but by trying to get out.

A canary notebook runs in a real session and tries to read a file of ours, to reach our TCP, UDP,
abstract and named sockets, to see and signal our processes, to write outside its folder, to make
namespaces, to allocate, write and fork beyond its limits, and to leave a process behind. Whatever
gets through is named, and grading refuses to start.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import sandbox
from autograder.box import wire
from autograder.errors import EnvironmentProblem
from autograder.pipe import Stopped
from autograder.sandbox import Limits, Server

ATTACKS = """
import ctypes, os, signal, socket, time

def _reached(action):
    try:
        action()
        return True
    except BaseException:
        return False

def _connect(family, kind, address):
    with socket.socket(family, kind) as s:
        s.settimeout(1)
        s.connect(address)
        s.send(b"canary")

def _fork_bomb(number=500):
    children = []
    try:
        for _ in range(number):
            pid = os.fork()
            if pid == 0:
                signal.pause()
            children.append(pid)
    finally:
        for pid in children:
            os.kill(pid, 9)
            os.waitpid(pid, 0)

def _unshare():
    if ctypes.CDLL(None).unshare(0x10000000) != 0:
        raise OSError

def _send_to_a_name(path):
    try:
        _connect(socket.AF_UNIX, socket.SOCK_DGRAM, path)
    except OSError:
        a, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        a.sendto(b"canary", path)

def _write_large(path):
    with open(path, "wb") as file:
        try:
            file.write(bytes(512 << 20))
        finally:
            os.unlink(path)

def _leave_behind(name):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.execv("/bin/sleep", [name, "600"])
        os._exit(0)
    os.wait()

def _others():
    "Numbers of processes that are not ours; None where they cannot be listed."
    try:
        return [int(p) for p in os.listdir("/proc") if p.isdigit() and int(p) not in _own()]
    except OSError:
        return None

def fill_unseen():
    "Files that have no name any more; waits so that whoever watches has had time to see them."
    held = []
    for number in range(16):
        held.append(open(f"unseen{number}", "wb"))
        os.unlink(held[-1].name)
        held[-1].write(bytes(16 << 20))
        held[-1].flush()
    time.sleep(2)
    return True

def attack(file, tcp, udp, abstract, named, leftover, pid):
    others = _others()
    _reached(lambda: _leave_behind(leftover))
    return {
        "read a file of the host": _reached(lambda: open(file).read()),
        "reach a TCP listener of the host": _reached(lambda: _connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", tcp))),
        "reach a UDP listener of the host": _reached(lambda: _connect(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", udp))),
        "reach an abstract socket of the host": _reached(lambda: _connect(socket.AF_UNIX, socket.SOCK_STREAM, "\\0" + abstract)),
        "reach a socket in a folder of the host": _reached(lambda: _send_to_a_name(named)),
        "open an AF_VSOCK socket": _reached(lambda: socket.socket(40, socket.SOCK_STREAM).close()),
        "see processes of the host": bool(others),
        "signal a process of the host": (others is None or pid in others) and _reached(lambda: os.kill(pid, 0)),
        "write outside its folder": any(
            _reached(lambda: open(p, "w"))  # the first is ours; the others are tried when it holds
            for p in (file + ".written", "/usr/canary", "/opt/box/canary", "/canary")
        ),
        "make a user namespace": _reached(_unshare),
        "start 500 processes": _reached(_fork_bomb),
        "allocate 64 GB": _reached(lambda: bytearray(64 << 30)),
        "fill the disk": any(_reached(lambda: _write_large(p)) for p in ("/tmp/big", "big")),
        "be root": os.getuid() == 0,
        "trace a process": ctypes.CDLL(None).ptrace(0, 0, 0, 0) == 0,  # last: a traced process stops at its next signal
    }

def _own():
    return {os.getpid(), os.getppid(), 1}
"""


@dataclass(frozen=True)
class Finding:
    """What the canary managed to do at one isolation level."""

    level: str
    ready_seconds: float
    escapes: list[str]


@contextmanager
def _bait() -> Iterator[list[Any]]:
    """A file, four listeners of ours, a name for a process, and our process number."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o777)
        file = folder / "secret"
        file.write_text(secrets.token_hex())
        file.chmod(0o644)
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", 0))
        name = "canary-" + secrets.token_hex(8)
        abstract = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
        abstract.bind("\0" + name)
        abstract.listen()
        named = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
        named.bind(str(folder / "socket"))
        (folder / "socket").chmod(0o777)
        ports = tcp.getsockname()[1], udp.getsockname()[1]
        yield [str(file), *ports, name, named.getsockname(), "left-" + name, os.getpid()]


def release(server: Server) -> list[str]:
    """Run the canary on this server; returns what it managed to do.

    Raises:
        EnvironmentProblem: the canary itself did not run, so nothing is known.
    """
    with _bait() as bait:
        try:
            tried = _call(server, "attack", bait)
        except Stopped as stopped:
            raise EnvironmentProblem(f"the sandbox's test did not run: {stopped}") from None
        if not isinstance(tried, dict) or not tried:
            raise EnvironmentProblem(f"the sandbox's test did not run: {tried}")
        escapes = [str(what) for what, reached in tried.items() if reached is not False]
        if _end_leftovers(bait[-2]):
            escapes.append("leave a process behind")
    try:
        if _call(server, "fill_unseen", []) is True:
            escapes.append("fill the disk with files it has deleted")
    except Stopped as stopped:
        if stopped.reason not in ("disk", "memory"):
            raise EnvironmentProblem(f"the sandbox's test did not run: {stopped}") from None
    return escapes


def _call(server: Server, name: str, arguments: list[Any]) -> Any:
    """Call one of the canary's functions in a session of its own; what it said if no value came."""
    session = server.session(Limits(seconds=20, memory_mb=1024, disk_mb=32))
    try:
        with closing(session.open("cells")) as pipe:
            pipe.send({"seed": 0})
            pipe.send({"cell": ATTACKS})
            pipe.receive()
        with closing(session.open("work")) as line:
            encoder = wire.Encoder()
            message = {"op": "call", "name": name, "arguments": False,
                       "args": encoder.encode(arguments), "kwargs": encoder.encode({})}  # fmt: skip
            line.send(message, encoder)
            reply, blob = line.receive()
        return wire.Decoder(blob).decode(reply["value"]) if "value" in reply else str(reply)
    except wire.WireError as error:
        raise EnvironmentProblem(f"the sandbox's test did not run: {error}") from None
    finally:
        session.close()


def _end_leftovers(name: str) -> bool:
    """Whether a process of this name has outlived its session; it is ended."""
    found = False
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if path.read_bytes().startswith(name.encode()):
                found = True
                os.kill(int(path.parent.name), signal.SIGKILL)
    return found


def inspect(isolation: str) -> Finding:
    """Start a server and try to escape from it."""
    with sandbox.start(isolation) as server:
        return Finding(server.level, server.ready_seconds, release(server))


def require(isolation: str) -> str:
    """The isolation level that grading will use.

    Raises:
        EnvironmentProblem: there is no sandbox, or the canary got out of it.
    """
    if isolation == "none":
        return "none"
    finding = inspect(isolation)
    if finding.escapes:
        raise EnvironmentProblem(
            f"the sandbox ({finding.level}) does not hold: student code could "
            f"{', '.join(finding.escapes)}. Nothing was graded. 'autograder doctor' says more."
        )
    return finding.level
