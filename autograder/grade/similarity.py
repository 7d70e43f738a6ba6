"""Pairs of hand-ins whose answers are nearly the same text: a place to look, never a verdict.

Only the answer cells count, all of one notebook together, as DIR/autograded holds them. Comments
and docstrings are left out, and every name that is not Python's, a library's or an attribute
becomes the same word, so that renaming does not hide a copy. What many of the class have written
(short right answers are alike) says nothing and is left out, and so is the text that everybody
was given.

The cost grows with the number of hand-ins, not with the number of pairs: a hand-in is read twice
and kept as at most 96 numbers (the smallest hashes of its rare five-token pieces, a "bottom-k
sketch"); only hand-ins that share such a number are compared. Broder 1997, "On the resemblance
and containment of documents"; winnowing and leaving out common pieces as in Schleimer, Wilkerson
and Aiken 2003.
"""

from __future__ import annotations

import builtins
import hashlib
import json
import keyword
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.exercise import BACKENDS

SHINGLE = 5  # tokens
SKETCH = 96  # hashes kept of one hand-in
TABLE = 1 << 20  # slots of the table that counts how common a piece is
MIN_RARE = 24  # rare pieces a hand-in needs: with fewer, likeness is chance
MIN_SHARED = 6  # of a pair's sketches, before the pair is compared in full
LIKE = 0.8  # Jaccard index of the rare pieces, from which a pair is shown
MAX_PAIRS = 50
COMMON_SHARE, COMMON_LEAST, COMMON_MOST = 0.05, 4, 10  # in more hand-ins than that: common
MAX_SOURCE = 200_000

TOKEN = re.compile(
    r"""(?P<skip>\#[^\n]*|\s+|\\\n)
      |(?P<string>[rbfuRBFU]{0,2}(?:\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
      |(?P<number>\d[\w.]*)
      |(?P<name>\.?\s*[^\W\d]\w*)
      |(?P<other>[-+*/%@&|^~<>=!:]=|\*\*|//|<<|>>|->|.)""",
    re.X | re.S,
)
LIBRARY = {"np", "torch", "F", "math", "plt"}
KNOWN = set(keyword.kwlist) | set(dir(builtins)) | LIBRARY


@dataclass(frozen=True)
class Pair:
    """Two hand-ins for one notebook, and how alike they are (1: every rare piece is shared)."""

    assignment: str
    backend: str
    first: str
    second: str
    likeness: float
    pieces: int  # pieces compared: the rare ones, or all where the text is the same
    same_text: bool  # comments, names and white space too


def tokens(source: str) -> list[str]:
    """The tokens of Python code, broken code too, without comments, with its own names made one.

    >>> tokens("total = np.sum(x)  # all")
    ['v', '=', 'np', '.sum', '(', 'v', ')']
    """
    found: list[str] = []
    for match in TOKEN.finditer(source[:MAX_SOURCE]):
        kind, text = match.lastgroup, match[0]
        if kind == "name":
            text = "".join(text.split())
            found.append(text if text.startswith(".") or text in KNOWN else "v")
        elif kind == "string":
            if found and found[-1] != ":":  # after a colon it is a docstring
                found.append("s")
        elif kind != "skip":
            found.append(text)
    return found


def shingles(source: str) -> NDArray[np.uint32]:
    """The hashes of all runs of five tokens, each once, sorted."""
    words = tokens(source)
    runs = {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    hashes = np.fromiter((_hash(run) for run in runs), dtype=np.uint32, count=len(runs))
    hashes.sort()
    return hashes


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=4).digest()
    return int.from_bytes(digest, "little")


def answers(path: Path) -> str:
    """The sources of a graded notebook's answer cells; nothing where it cannot be read."""
    try:
        cells = json.loads(path.read_bytes())["cells"]
    except (OSError, ValueError, KeyError):
        return ""
    return "\n".join(_answer(c) for c in cells if _is_answer(c))


def _is_answer(cell: dict[str, Any]) -> bool:
    meta = cell["metadata"].get("nbgrader", {})
    return bool(meta.get("solution")) and str(meta.get("grade_id", "")).endswith("__answer")


def _answer(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


# --- a class ---------------------------------------------------------------------------------------
def pairs(out: Path, given: dict[tuple[str, str], str]) -> list[Pair]:
    """The most alike pairs of the class, at most 50, the most alike first.

    Args:
        out: DIR, with autograded/ in it.
        given: (assignment, backend) -> the text that every student began with.
    """
    found: list[Pair] = []
    for assignment, backend in _notebooks(out):
        found += Folder(out, assignment, backend, given.get((assignment, backend), "")).pairs()
    return sorted(found, key=_rank)[:MAX_PAIRS]


def _rank(pair: Pair) -> tuple[Any, ...]:
    return (
        not pair.same_text, -pair.likeness, -pair.pieces,
        pair.assignment, pair.backend, pair.first, pair.second,
    )  # fmt: skip


def _notebooks(out: Path) -> list[tuple[str, str]]:
    names = {a for s in _names(out / "autograded") for a in _names(out / "autograded" / s)}
    return [(name, backend) for name in sorted(names) for backend in BACKENDS]


def _names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(n for n in os.listdir(folder) if not n.startswith("."))


class Folder:
    """One notebook of one assignment, over all students."""

    def __init__(self, out: Path, assignment: str, backend: str, given: str) -> None:
        self.out, self.assignment, self.backend = out, assignment, backend
        self.given = shingles(given)
        self.students: list[str] = []
        self.common = np.zeros(TABLE, dtype=np.uint32)
        self.texts: dict[bytes, list[int]] = {}  # same text -> students, by number

    def pairs(self) -> list[Pair]:
        """The pairs to show."""
        self._count()
        share = int(COMMON_SHARE * len(self.students))
        most = min(COMMON_MOST, max(COMMON_LEAST, share))
        hashes, owners = self._sketches(most)
        near = {pair: None for pair in _sharing(hashes, owners, most)}
        near.update(dict.fromkeys(self._same()))
        found = [pair for a, b in near if (pair := self._compare(a, b, most)) is not None]
        return sorted(found, key=_rank)[:MAX_PAIRS]

    def _path(self, student: str) -> Path:
        return self.out / "autograded" / student / self.assignment / f"{self.backend}.ipynb"

    def _count(self) -> None:
        for student in _names(self.out / "autograded"):
            source = answers(self._path(student))
            own = self._own(source)
            if len(own) < MIN_RARE:
                continue  # nothing written, or too little to tell
            digest = hashlib.sha256(source.encode("utf-8", "replace")).digest()
            self.texts.setdefault(digest, []).append(len(self.students))
            self.students.append(student)
            self.common[np.unique(own % TABLE)] += 1

    def _own(self, source: str) -> NDArray[np.uint32]:
        return np.setdiff1d(shingles(source), self.given, assume_unique=True)

    def _rare(self, own: NDArray[np.uint32], most: int) -> NDArray[np.uint32]:
        return own[self.common[own % TABLE] <= most]

    def _sketches(self, most: int) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
        """Every hand-in's smallest rare hashes, and whose they are."""
        kept, owners = [], []
        for number, student in enumerate(self.students):
            rare = self._rare(self._own(answers(self._path(student))), most)
            if len(rare) >= MIN_RARE:
                kept.append(rare[:SKETCH])
                owners.append(np.full(len(kept[-1]), number, dtype=np.int32))
        if not kept:
            return np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.int32)
        return np.concatenate(kept), np.concatenate(owners)

    def _same(self) -> Iterator[tuple[int, int]]:
        """Neighbours among those with the same text; a long chain is told by its links."""
        for group in self.texts.values():
            yield from zip(group, group[1:])

    def _compare(self, a: int, b: int, most: int) -> Pair | None:
        first, second = self.students[a], self.students[b]
        texts = [answers(self._path(s)) for s in (first, second)]
        one, two = (self._rare(self._own(text), most) for text in texts)
        both, either = len(np.intersect1d(one, two)), len(np.union1d(one, two))
        if texts[0] == texts[1]:
            likeness, either = 1.0, len(self._own(texts[0]))
        else:
            likeness = both / max(1, either)
            if likeness < LIKE or min(len(one), len(two)) < MIN_RARE:
                return None
        same = texts[0] == texts[1]
        return Pair(self.assignment, self.backend, first, second, likeness, either, same)


def _sharing(
    hashes: NDArray[np.uint32], owners: NDArray[np.int32], most: int
) -> list[tuple[int, int]]:
    """Pairs of owners that have at least six hashes in common."""
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.diff(hashes, prepend=hashes[:1] + 1))
    sizes = np.diff(starts, append=len(hashes))
    several = (sizes > 1) & (sizes <= most)
    shared: Counter[tuple[int, int]] = Counter()
    for start, size in zip(starts[several].tolist(), sizes[several].tolist()):
        members = sorted(owners[start : start + size].tolist())
        shared.update((a, b) for i, a in enumerate(members) for b in members[i + 1 :])
    return sorted(pair for pair, count in shared.items() if count >= MIN_SHARED)
