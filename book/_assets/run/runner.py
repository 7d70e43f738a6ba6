"""Runs one piece of a reader's code, and says what it printed and what went wrong.

The same file runs in two places: in the reader's browser, under Pyodide, and in the extension
while the site is built, where every runnable cell must print alone what its page shows. So it
imports nothing but the standard library; NumPy only when the code needs it.
"""

import ast
import io
import linecache
import re
import sys
import time
import traceback

YOURS = "your code"  # the file name in tracebacks
LIMIT = 20_000  # characters that one run may print
NEEDS_NUMPY = re.compile(r"\b(?:np|numpy)\b")  # run.js asks the same
WORDS = {}  # English -> the page's language, for what is said here


class OutputLimit(BaseException):
    """The run printed more than LIMIT characters. No Exception: 'except Exception' lets it out."""


class Output(io.TextIOBase):
    """Standard output: passes text on, at most every 50 ms, and at most LIMIT characters."""

    def __init__(self, send):
        self.send, self.left = send, LIMIT
        self.waiting, self.sent_at = [], 0.0

    def writable(self):
        return True

    def write(self, text):
        kept = text[: self.left]
        self.left -= len(kept)
        self.waiting.append(kept)
        if time.monotonic() - self.sent_at > 0.05:
            self.flush()
        if len(kept) < len(text):
            raise OutputLimit
        return len(text)

    def flush(self):
        text = "".join(self.waiting)
        self.waiting.clear()
        self.sent_at = time.monotonic()
        if text:
            self.send(text)


def speak(words):
    """Take the page's words: English -> its language."""
    WORDS.update(words)


def word(english, **values):
    """A message in the page's language; values are put into its {placeholders}."""
    return WORDS.get(english, english).format(**values)


def run(code, send):
    """Run a cell by itself; returns how it ended.

    Args:
        code: the cell as the reader left it.
        send: called with each piece of printed text.
    Returns:
        {"outcome": "done" | "error" | "limit" | "stopped", "message": the error, or ""}.
    """
    return _guarded(lambda: _execute(code, YOURS, _namespace(code), show=True), send)


def check(parts, code, send):
    """Run an answer, then the visible checks of its exercise, as its notebook's cells do.

    Args:
        parts: the notebook's cells: {"kit", "given", "checks"}.
        code: the reader's answer.
        send: called with each piece of printed text.
    Returns:
        As run() does, with "points": what the checks gave, or None when they did not run.
    """
    earned = []

    def notebook():
        namespace = _namespace("np") | {"BACKEND": "numpy"}
        _execute(parts["kit"], "the kit of the checks", namespace)
        _execute(parts["given"], "the given code", namespace)
        _execute(code, YOURS, namespace)
        earned.append(_execute(parts["checks"], "the checks", namespace))

    result = _guarded(notebook, send)
    return result | {"points": earned[0] if earned else None}


def try_answer(parts, code, send):
    """Run an answer with the exercise's given code, without the checks."""

    def notebook():
        namespace = _namespace("np") | {"BACKEND": "numpy"}
        _execute(parts["given"], "the given code", namespace)
        _execute(code, YOURS, namespace, show=True)

    return _guarded(notebook, send)


def _namespace(code):
    """What a chapter's first cell imports, as far as a browser has it."""
    import math

    names = {"__name__": "__main__", "math": math}
    if NEEDS_NUMPY.search(code):
        import numpy

        names["np"] = numpy
    return names


def _execute(code, name, namespace, show=False):
    """Run code; returns the value of a last expression, and shows it as a notebook would."""
    # A time of None tells linecache that there is no file to look for.
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    tree = ast.parse(code, name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), namespace)
    if last is None:
        return None
    value = eval(compile(ast.Expression(last.value), name, "eval"), namespace)
    if show and value is not None:
        print(repr(value))
    return value


def _guarded(work, send):
    """Run work with its output redirected; every way to end becomes a word and a message."""
    output, before = Output(send), (sys.stdout, sys.stderr)
    sys.stdout = sys.stderr = output
    outcome, message = "done", ""
    try:
        work()
    except OutputLimit:
        outcome = "limit"
        message = word("Stopped: more than {limit} characters were printed.", limit=f"{LIMIT:,}")
    except KeyboardInterrupt:
        outcome, message = "stopped", word("Stopped.")
    except BaseException as error:  # SystemExit too: in a page there is nothing to exit
        outcome, message = "error", explain(error)
    finally:
        sys.stdout, sys.stderr = before
        output.flush()
    return {"outcome": outcome, "message": message}


def explain(error):
    """The traceback with line numbers of the reader's code, without our own frames."""
    told = traceback.TracebackException.from_exception(error, limit=-30, capture_locals=False)
    told.stack = traceback.StackSummary.from_list(f for f in told.stack if f.filename != __file__)
    text = "".join(told.format())
    text = re.sub(r'File "(your code|the [a-z ]+)", line', r"\1, line", text)
    missing = isinstance(error, ModuleNotFoundError)
    if missing and error.name in ("torch", "matplotlib", "sklearn", "scipy"):
        text += word(
            "{name} is not available on the page; run this in the notebook.", name=error.name
        )
    return text.rstrip("\n")
