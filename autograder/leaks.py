"""Does anything that students may have contain a solution or a hidden check?

A leak is three consecutive lines of a solution region or hidden check, or all of a shorter one,
white space and comments aside.
"""

from __future__ import annotations

import ast
import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder import markers
from autograder.exercise import BACKENDS, Exercise

WINDOW = 3
SUFFIXES = {".md", ".py", ".ipynb", ".html", ".txt", ".js", ".json", ".yml"}


@dataclass(frozen=True)
class Secret:
    """A run of lines that must not appear: what it is from, and the lines, normalised."""

    origin: str
    lines: tuple[str, ...]


def normalise(text: str) -> list[str]:
    """Code lines without white space, comments and empty lines."""
    lines = (re.sub(r"\s+", "", re.sub(r"(^|\s)#.*$", "", line)) for line in text.splitlines())
    return [line for line in lines if line]


def secrets(exercises: Iterable[Exercise]) -> Iterator[Secret]:
    """Every run of lines that may not be published."""
    for exercise in exercises:
        for backend in BACKENDS:
            path = exercise._reference_path(backend)
            for region in markers.regions(path.read_text(), path):
                yield from _windows(f"{exercise.slug}/{path.name}", "\n".join(region.lines))
        path = exercise.secret / "hidden_checks.py"
        source = path.read_text()
        for node in ast.parse(source).body:
            if isinstance(node, ast.FunctionDef):
                segment = ast.get_source_segment(source, node) or ""
                yield from _windows(f"{exercise.slug}/{path.name}:{node.name}", segment)


def _windows(origin: str, text: str) -> Iterator[Secret]:
    lines = normalise(text)
    for start in range(max(1, len(lines) - WINDOW + 1)):
        run = tuple(lines[start : start + WINDOW])
        if run and sum(map(len, run)) > 12:  # "returnz" alone is no secret
            yield Secret(origin, run)


def published_lines(path: Path) -> list[str]:
    """The text of a file that students may have, as normalised lines."""
    text = path.read_text(errors="replace")
    if path.suffix == ".ipynb":
        cells = json.loads(text).get("cells", [])
        text = "\n".join("".join(c.get("source", "")) for c in cells)
    elif path.suffix == ".html":
        text = html.unescape(re.sub(r"<[^>]*>", "", text))
    return normalise(text)


def scan(root: Path, hidden: Iterable[Secret]) -> list[str]:
    """One line for each leak: the published file and what it contains."""
    index: dict[str, list[Secret]] = {}
    for secret in hidden:
        index.setdefault(secret.lines[0], []).append(secret)
    leaks = []
    for path in sorted(p for p in root.rglob("*") if p.suffix in SUFFIXES and p.is_file()):
        lines = published_lines(path)
        for at, line in enumerate(lines):
            for secret in index.get(line, ()):
                if tuple(lines[at : at + len(secret.lines)]) == secret.lines:
                    leaks.append(f"{path}: contains {len(secret.lines)} lines of {secret.origin}")
    return sorted(set(leaks))
