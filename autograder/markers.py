"""Solution markers, cut strictly: a misspelt marker is an error, never a leak."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import SpecError

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")  # nbgrader's own stub


@dataclass(frozen=True)
class Region:
    """Lines of a solution, 1-based, markers excluded."""

    first: int
    last: int
    lines: tuple[str, ...]


def _looks_like_marker(line: str) -> bool:
    text = line.strip()
    if not text.startswith("#"):
        return False
    words = re.sub(r"[^a-z ]", " ", text.lower()).split()
    joined = " ".join(words)
    return any(
        difflib.SequenceMatcher(None, joined, marker).ratio() > 0.75
        for marker in ("begin solution", "end solution")
    )


def regions(source: str, path: Path | str = "source") -> list[Region]:
    """The solution regions of a file.

    Raises:
        SpecError: a marker is misspelt, nested, unclosed, or closes nothing.
    """
    found: list[Region] = []
    start: int | None = None
    lines = source.splitlines()
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if text == BEGIN:
            if start is not None:
                raise SpecError(path, number, f"{BEGIN!r} inside the region begun in line {start}.")
            start = number
        elif text == END:
            if start is None:
                raise SpecError(path, number, f"{END!r} without {BEGIN!r} before it.")
            if number == start + 1:
                raise SpecError(path, number, "empty solution region.")
            found.append(Region(start + 1, number - 1, tuple(lines[start : number - 1])))
            start = None
        elif _looks_like_marker(line):
            raise SpecError(
                path, number, f"expected exactly {BEGIN!r} or {END!r}; got {text!r}. Correct it."
            )
    if start is not None:
        raise SpecError(path, start, f"{BEGIN!r} is never closed; add {END!r}.")
    return found


def strip(source: str, path: Path | str = "source") -> str:
    """The student's stub: every region replaced by nbgrader's stub lines."""
    lines = source.splitlines()
    for region in reversed(regions(source, path)):
        begin = lines[region.first - 2]
        indent = begin[: len(begin) - len(begin.lstrip())]
        lines[region.first - 2 : region.last + 1] = [indent + text for text in STUB]
    return "\n".join(lines) + "\n"


def drop(source: str) -> str:
    """The same code without the marker lines."""
    kept = [line for line in source.splitlines() if line.strip() not in (BEGIN, END)]
    return "\n".join(kept) + "\n"
