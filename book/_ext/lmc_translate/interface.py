"""The messages of the catalogue "lmc": what our own code says to a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_file
from lmc_sphinx.graders import description

from autograder.mutate import operators

_WORD = re.compile(r"""\bword\(\s*(["'])((?:\\.|(?!\1).)*)\1""")


def messages(root: Path) -> Iterator[str]:
    """Every message, in the order of the files."""
    for path in sorted((root / "book" / "_ext" / "lmc_sphinx").glob("*.py")):
        found = extract_from_file("python", path, keywords={"_": None, "N_": None})
        yield from (str(message) for _, message, _, _ in found)
    for path in sorted((root / "book" / "_templates").rglob("*.html")):
        yield from _words_of(path)
    yield from script_words(root)
    yield from _operators()


def script_words(root: Path) -> list[str]:
    """What the scripts say, and Python in the page: every "…" in a call of word("…")."""
    scripts = sorted(
        p for p in (root / "book" / "_assets").rglob("*") if p.suffix in {".js", ".mjs", ".py"}
    )
    return [word for path in scripts for word in _words_of(path)]


def _words_of(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [re.sub(r"\\(.)", r"\1", match[2]) for match in _WORD.finditer(text)]


def _operators() -> Iterator[str]:
    """The names and descriptions of the mutation operators, which a page shows."""
    for name, operator in operators.catalogue().items():
        yield name.replace("_", " ")
        yield description(operator.__doc__)
