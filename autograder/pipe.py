"""The judge's end of a conversation with a student's process, under limits of CPU, wall and memory."""

from __future__ import annotations

import select
import socket
import time
from typing import TYPE_CHECKING, Any

from autograder.box import wire
from autograder.disk import MAX_FILES
from autograder.processes import cpu_seconds, exact_memory_mb, is_busy, memory_mb

if TYPE_CHECKING:
    from autograder.sandbox import Session

WALL_FACTOR = 6.0  # a busy machine may stretch CPU time this much before the wall limit stops it
POLL_SECONDS = 0.05
EXACT_LOOK_SECONDS = 0.25
SMALL = 1 << 16  # bytes read at once


class Stopped(Exception):
    """The student's side was stopped or ended: "timeout", "memory", "disk", "died" or
    "protocol"."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Pipe:
    """Messages to and from a session, under limits of CPU, wall time and memory."""

    def __init__(self, session: Session, sock: socket.socket) -> None:
        self.session, self.sock = session, sock
        sock.setblocking(False)
        self.next_look = self.next_exact_look = 0.0
        self.unread = bytearray()
        self.cpu_at_start = self.cpu_at_end = cpu_seconds(session.pid)
        self.begin()

    def begin(self) -> None:
        """A new cell or check begins: its limits start from here.

        What the process has used since the last `cost` counts too: it was not asked to work.
        """
        self.cpu_at_start = self.cpu_at_end
        self.waited = 0.0  # wall seconds; what the judge computes in between is not the student's

    def used(self) -> float:
        """CPU seconds since begin()."""
        self.cpu_at_end = cpu_seconds(self.session.pid)
        return max(0.0, self.cpu_at_end - self.cpu_at_start)

    def cost(self) -> tuple[float, float]:
        """CPU seconds since begin(); and those or a share of the wall time, whichever is more."""
        used = self.used()
        return used, max(used, self.waited / WALL_FACTOR)

    def send(self, message: dict[str, Any], encoder: wire.Encoder | None = None) -> None:
        """Send one message; a student's side that does not read it runs into its limits."""
        data = memoryview(wire.frame(message, encoder))
        while data:
            try:
                data = data[self.sock.send(data) :]
            except BlockingIOError:
                self._wait(select.POLLOUT)
            except OSError:
                raise self.session.ended() from None

    def receive(self) -> tuple[dict[str, Any], bytes]:
        """One message.

        Raises:
            Stopped: a limit was exceeded, the process ended, or what came is no message.
        """
        self.last_busy = time.monotonic()
        self._look(self.last_busy)  # also amid a flood of messages
        try:
            header, blob = wire.lengths(self._read(8))
            return wire.parse(self._read(header)), self._read(blob)
        except wire.WireError as error:
            raise Stopped("protocol", str(error)) from None

    def _read(self, size: int) -> bytes:
        while len(self.unread) < size:
            self._wait(select.POLLIN)
            try:
                # A small message comes whole with its length; of a large one, no more than is due.
                piece = self.sock.recv(min(max(size - len(self.unread), SMALL), 1 << 20))
            except BlockingIOError:
                continue
            except OSError:
                piece = b""
            if not piece:
                raise self.session.ended()
            self.unread += piece
        data = bytes(self.unread[:size])
        del self.unread[:size]
        return data

    def _wait(self, event: int) -> None:
        poll = select.poll()
        poll.register(self.sock, event)
        begun = self.last_busy = time.monotonic()
        before = self.waited
        while True:
            ready = poll.poll(POLL_SECONDS * 1000)
            now = time.monotonic()
            self.waited = before + now - begun
            self._look(now)
            if ready:
                return

    def _look(self, now: float) -> None:
        if now >= self.next_look:
            self._enforce(now)
            self.next_look = time.monotonic() + POLL_SECONDS

    def _enforce(self, now: float) -> None:
        limits = self.session.limits
        if self.used() > limits.seconds:
            raise Stopped("timeout", f"it ran for {limits.seconds:g} s of CPU time and was stopped")
        if is_busy(self.session.pid):
            self.last_busy = now
        if now - self.last_busy > limits.seconds + 2:
            raise Stopped("timeout", "it waited, or slept, and was stopped")
        if self.waited > WALL_FACTOR * limits.seconds + 5:
            raise Stopped("timeout", "it did not finish and was stopped")
        if self.session.out_of_memory() or self._too_large(now):
            raise Stopped("memory", f"it used more than {limits.memory_mb} MB and was stopped")
        if self.session.disk_is_full():
            raise Stopped(
                "disk",
                f"it took more disk than {limits.disk_mb} MB or {MAX_FILES} files and was stopped",
            )

    def _too_large(self, now: float) -> bool:
        limit = self.session.limits.memory_mb + self.session.shared_mb
        if memory_mb(self.session.pid) <= limit or now < self.next_exact_look:
            return False
        self.next_exact_look = now + EXACT_LOOK_SECONDS
        return exact_memory_mb(self.session.pid, self.session.seen_as) > limit

    def close(self) -> None:
        """End the conversation."""
        self.sock.close()
