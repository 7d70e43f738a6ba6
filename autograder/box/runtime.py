"""A student's process: runs the notebook's cells, then answers calls to the functions it defined.

The process that ran the cells (the keeper) keeps their state. For checks it forks a working
copy; when a check kills that copy, the next one works on a fresh copy of the same state.
Nothing here is trusted: the student's code can change all of it, and the judge knows that.
"""

import io
import json
import os
import random
import socket
import sys

import numpy as np

from . import wire

CELL = "<in {}>"  # the file name of a cell's code


class Channel:
    """Messages over a stream socket."""

    def __init__(self, sock):
        self.sock = sock

    def send(self, message, encoder=None):
        self.sock.sendall(wire.frame(message, encoder))

    def receive(self):
        header, blob = wire.lengths(self._read(8))
        message = wire.parse(self._read(header))
        return message, self._read(blob)

    def _read(self, size):
        data = bytearray()
        while len(data) < size:
            piece = self.sock.recv(min(size - len(data), 1 << 20))
            if not piece:
                raise EOFError
            data += piece
        return bytes(data)


class Printed(io.BufferedIOBase):
    """The beginning and the end of what a cell prints: it cannot block, and it cannot grow."""

    HALF = 2000  # bytes kept of either end

    def __init__(self):
        self._forget()
        self.text = io.TextIOWrapper(self, encoding="utf-8", errors="backslashreplace")

    def _forget(self):
        self.head, self.tail, self.size = b"", b"", 0

    def writable(self):
        return True

    def fileno(self):
        return 1  # /dev/null: what is written there directly is not kept

    def write(self, data):
        data = bytes(data)
        self.size += len(data)
        room = self.HALF - len(self.head)
        self.head += data[:room]
        self.tail = (self.tail + data[room:])[-self.HALF :]
        return len(data)

    def take(self):
        """The text so far, with the middle of a long one left out; begins anew."""
        self.text.flush()
        left_out = self.size - len(self.head) - len(self.tail)
        gap = f"\n… {left_out} bytes left out …\n".encode() if left_out else b""
        text = (self.head + gap + self.tail).decode(errors="replace")
        self._forget()
        return text


def serve(control, shell, printed):
    """The keeper's loop: run cells, fork working copies, until the judge goes away."""
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, 4096, 1)
        if not data:
            return
        order = json.loads(data)
        channel = Channel(socket.socket(fileno=descriptors[0]))
        if order["op"] == "cells":
            run_cells(channel, shell, printed)
            channel.sock.close()  # cells may have used up all other descriptors
        elif order["op"] == "work":
            pid = os.fork()
            if pid == 0:
                control.close()
                _work(channel, shell)
                os._exit(0)
            channel.sock.close()
            os.waitpid(pid, 0)
            control.send(b"{}")


def _work(channel, shell):
    try:
        Worker(channel, shell.user_ns).serve()
    except EOFError:
        return


# --- cells -------------------------------------------------------------------------------------
def run_cells(channel, shell, printed):
    """Run the cells that the judge sends, one by one; an error stops only its own cell."""
    order, _ = channel.receive()
    seed(order["seed"])
    while True:
        try:
            order, _ = channel.receive()
        except EOFError:
            return
        shell.last_traceback = ""
        shell.compile.label = order.get("label", "a cell")
        error = _run_cell(shell, order["cell"])
        channel.send(
            {
                "op": "end",
                "error": error,
                "output": printed.take(),
                "traceback": shell.last_traceback[-Printed.HALF :],
            }
        )


def seed(number):
    """The same start for random, numpy and torch in every run."""
    random.seed(number)
    np.random.seed(number % 2**32)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(number)


def _run_cell(shell, source):
    try:
        result = shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
    except BaseException as caught:  # the shell itself was broken by the cell
        error = caught
    return None if error is None else describe(error)


def describe(error):
    """An exception as plain data: names of its classes, its text, the student's lines."""
    lines, trace = [], error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(CELL.split("{")[0]):
            lines.append(_source_line(name, trace.tb_lineno))
        trace = trace.tb_next
    try:
        text = str(error)
    except Exception:
        text = "(its text cannot be shown)"
    kinds = [c.__name__ for c in type(error).__mro__]
    return {"kinds": kinds[:12], "text": text[:400], "lines": [s for s in lines if s][-2:]}


def _source_line(name, number):
    import linecache

    return linecache.getline(name, number).strip()[:160]


# --- calls -------------------------------------------------------------------------------------
class Worker:
    """Answers the judge's calls from the notebook's namespace."""

    def __init__(self, channel, namespace):
        self.channel, self.namespace, self.objects = channel, namespace, {}

    def serve(self):
        """Until the judge closes the connection."""
        while True:
            message, blob = self.channel.receive()
            try:
                reply, encoder = self.handle(message, blob)
            except EOFError:
                raise
            except BaseException as error:
                reply, encoder = {"op": "error", "error": describe(error)}, None
            self.channel.send(reply, encoder)

    def handle(self, message, blob):
        """One request: which names are defined, a call, or a vector-Jacobian product."""
        if message["op"] == "defined":
            found = [n for n in message["names"] if callable(self.namespace.get(n))]
            return {"op": "value", "names": found}, None
        decoder = wire.Decoder(blob, self._callback)
        args = decoder.decode(message["args"])
        if message["op"] == "vjp":
            return self._vjp(message, decoder, args)
        kwargs = decoder.decode(message["kwargs"])
        value = self._target(message)(*args, **kwargs)
        encoder = wire.Encoder(self._keep)
        reply = {"op": "value", "value": encoder.encode(value)}
        if message["arguments"]:
            reply["args"] = encoder.encode(list(args))
        return reply, encoder

    def _target(self, message):
        if message.get("handle") is None:
            return self.namespace[message["name"]]
        target = self.objects[message["handle"]]
        return getattr(target, message["name"]) if message["name"] else target

    def _vjp(self, message, decoder, args):
        import torch

        args, upstream = list(args), decoder.decode(message["upstream"])
        for position in message["wrt"]:
            args[position].requires_grad_(True)
        value = self._target(message)(*args)
        encoder = wire.Encoder(self._keep)
        if not isinstance(value, torch.Tensor) or not value.requires_grad:
            return {"op": "no_gradient", "kind": type(value).__name__}, None
        weight = torch.as_tensor(upstream, dtype=value.dtype).expand(value.shape)
        leaves = [args[p] for p in message["wrt"]]
        found = torch.autograd.grad(value, leaves, weight, allow_unused=True)
        zeros = [torch.zeros_like(leaf) if g is None else g for g, leaf in zip(found, leaves)]
        return {"op": "value", "value": encoder.encode(zeros)}, encoder

    def _keep(self, value):
        handle = len(self.objects) + 1
        self.objects[handle] = value
        return handle

    def _callback(self, handle, kind, is_callable):
        """A function of the judge's: calling it here asks the judge for the value."""

        def ask(*args):
            encoder = wire.Encoder()
            self.channel.send(
                {"op": "callback", "id": handle, "args": encoder.encode(list(args))}, encoder
            )
            message, blob = self.channel.receive()
            if message["op"] != "value":
                raise RuntimeError(message.get("text", "the function given by the check failed"))
            return wire.Decoder(blob).decode(message["value"])

        ask.__name__ = kind
        return ask
