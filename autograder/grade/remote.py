"""A student's functions as the judge sees them: every call crosses into the sandbox.

`Remote` has the interface of kit.Local. What comes back is decoded under box.wire's limits and
then accepted by the same rule (kit.accept) that a local answer is; what goes wrong on the
student's side becomes kit.StudentError.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder import kit
from autograder.box import wire
from autograder.pipe import Pipe, Stopped

OUTCOME = {
    "timeout": "timeout",
    "memory": "memory",
    "disk": "error",
    "died": "error",
    "protocol": "error",
}


class Line:
    """A conversation with one working copy. `pipe` is replaced when a copy had to be killed."""

    def __init__(self, backend: str) -> None:
        self.backend = backend
        self.pipe: Pipe | None = None
        self.broken = False
        self.died = False  # broken because the process ended, by whomever's doing

    def ask(
        self, request: dict[str, Any], fill: Callable[[wire.Encoder], dict[str, Any]]
    ) -> tuple[dict[str, Any], bytes]:
        """Send a request and answer callbacks until the reply comes.

        Raises:
            StudentError: the student's side was stopped, ended, or sent nonsense.
        """
        functions: dict[int, Callable[..., Any]] = {}

        def keep(value: Any) -> int:
            if not callable(value):
                raise TypeError(f"a check cannot send a {type(value).__name__}")
            functions[len(functions)] = value
            return len(functions) - 1

        encoder = wire.Encoder(keep, arrays_as_tensors=self.backend == "torch")
        message = {**request, **fill(encoder)}
        if self.pipe is None or self.broken:
            raise kit.StudentError("the notebook's process had ended", "error")
        try:
            self.pipe.send(message, encoder)
            while True:
                reply, blob = self.pipe.receive()
                if reply.get("op") != "callback":
                    return reply, blob
                self._call_back(functions, reply, blob)
        except Stopped as stopped:
            self.broken, self.died = True, stopped.reason == "died"
            raise kit.StudentError(str(stopped), OUTCOME[stopped.reason]) from None
        except BaseException:
            self.broken = True  # the conversation is out of step
            raise

    def _call_back(
        self, functions: dict[int, Callable[..., Any]], message: dict[str, Any], blob: bytes
    ) -> None:
        assert self.pipe is not None
        number = message.get("id")
        if type(number) is not int or number not in functions:
            raise Stopped("protocol", "it called a function that was never given")
        args = self.decode(wire.Decoder(blob), message.get("args"))
        if type(args) is not list:
            raise Stopped("protocol", "malformed call")
        plain = [kit.accept(a, self.backend, "argument") for a in args]
        encoder = wire.Encoder(arrays_as_tensors=self.backend == "torch")
        try:
            answer = {"op": "value", "value": encoder.encode(functions[number](*plain))}
        except (kit.CheckFailure, kit.StudentError):
            raise
        except Exception as error:  # called with something it cannot take: the caller's fault
            encoder = wire.Encoder()
            text = f"the function given by the check raised {type(error).__name__}"
            answer = {"op": "error", "text": text}
        self.pipe.send(answer, encoder)

    @staticmethod
    def decode(decoder: wire.Decoder, tree: Any) -> Any:
        """Decode, or say that the message was no valid one."""
        try:
            return decoder.decode(tree)
        except wire.WireError as error:
            raise Stopped("protocol", str(error)) from None


class Remote:
    """One function of the student's, with the interface of kit.Local."""

    def __init__(self, name: str, line: Line, defined: bool) -> None:
        self.__name__ = name
        self.line = line
        self.function: object = True if defined else None  # run_check looks for None
        self.last_call: tuple[str, Sequence[Any]] | None = None
        self.returned = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._value(*self._ask("call", args, kwargs))

    def call_and_arguments(self, *args: Any) -> tuple[Any, list[Any]]:
        """The result, and the arguments as the call left them."""
        reply, blob = self._ask("call", args, {}, arguments=True)
        value = self._value(reply, blob)
        after = self._decode(blob, reply.get("args"))
        if type(after) is not list or len(after) != len(args):
            raise kit.StudentError(f"{self.__name__}: its process sent nonsense", "error")
        return value, [kit.accept(a, self.line.backend, self.__name__) for a in after]

    def vjp(self, args: Sequence[Any], upstream: Any, wrt: Sequence[int]) -> tuple[Any, ...]:
        """See kit.vjp_of; autograd runs in the sandbox."""
        weight = np.asarray(upstream, dtype=float)
        reply, blob = self._ask("vjp", args, {}, upstream=weight, wrt=list(wrt))
        if reply.get("op") == "no_gradient":
            kind = reply.get("kind")
            got = kind[:80] if type(kind) is str else "something else"
            kit.fail("a tensor that gradients flow through", got, self.__name__)
        value = self._value(reply, blob)
        if type(value) is not list or len(value) != len(wrt):
            raise kit.StudentError(f"{self.__name__}: its process sent nonsense", "error")
        return tuple(value)

    def _ask(self, op: str, args: Sequence[Any], kwargs: dict[str, Any], **more: Any) -> Any:
        self.last_call = (self.__name__, args)

        def fill(encoder: wire.Encoder) -> dict[str, Any]:
            fields = {"args": encoder.encode(list(args)), "kwargs": encoder.encode(kwargs)}
            if "upstream" in more:
                fields["upstream"] = encoder.encode(more["upstream"])
            return fields

        request = {"op": op, "name": self.__name__, "arguments": more.get("arguments", False)}
        if "wrt" in more:
            request["wrt"] = more["wrt"]
        return self.line.ask(request, fill)

    def _value(self, reply: dict[str, Any], blob: bytes) -> Any:
        if reply.get("op") == "error":
            raise student_error(self.__name__, reply.get("error"))
        if reply.get("op") != "value":
            raise kit.StudentError(f"{self.__name__}: its process sent nonsense", "error")
        raw = self._decode(blob, reply.get("value"))
        value = kit.accept(raw, self.line.backend, self.__name__)
        self.returned = True
        return value

    def _decode(self, blob: bytes, tree: Any) -> Any:
        try:
            return wire.Decoder(blob, self._object).decode(tree)
        except wire.WireError as error:
            raise kit.StudentError(
                f"{self.__name__} returned a value that cannot be read: {error}", "error"
            ) from None

    def _object(self, handle: int, kind: str, is_callable: bool) -> Any:
        return RemoteObject(self.line, handle, kind, is_callable)


class RemoteObject:
    """An object that stays on the student's side: its methods can be called, nothing else."""

    def __init__(self, line: Line, handle: int, kind: str, is_callable: bool) -> None:
        self.judge_handle = handle
        self._line, self._kind = line, kind
        self._callable = is_callable

    def __call__(self, *args: Any) -> Any:
        return self.method("", *args)

    def method(self, name: str, *args: Any) -> Any:
        """Call a method of the object (or the object itself, name "")."""
        remote = Remote(name or self._kind, self._line, True)

        def fill(encoder: wire.Encoder) -> dict[str, Any]:
            return {"args": encoder.encode(list(args)), "kwargs": encoder.encode({})}

        request = {"op": "call", "name": name, "handle": self.judge_handle, "arguments": False}
        return remote._value(*self._line.ask(request, fill))

    def __repr__(self) -> str:
        return f"a {self._kind}"


def student_error(name: str, error: Any) -> kit.StudentError:
    """The exception that the student's side reports, as far as it is well-formed."""
    error = error if type(error) is dict else {}
    raw = error.get("kinds")
    kinds = [k[:80] for k in raw if type(k) is str][:12] if type(raw) is list else []
    text = error.get("text") if type(error.get("text")) is str else ""
    raw_lines = error.get("lines")
    lines = [s[:160] for s in raw_lines if type(s) is str][:2] if type(raw_lines) is list else []
    if "NotImplementedError" in kinds:
        return kit.StudentError(f"{name} is not written yet", "missing", kinds)
    outcome = "memory" if "MemoryError" in kinds else "error"
    shown = f"{name} raised {kinds[0] if kinds else 'an error'}: {text[:400]}"
    return kit.StudentError(shown, outcome, kinds, "\n".join(f"in: {line}" for line in lines))
