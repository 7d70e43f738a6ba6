"""One hostile hand-in: how attacks are declared, and how they write what they hand in."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from autograder import notebooks
from autograder.attack.target import CHAPTER, RIGHT, SLUG
from autograder.exercise import BACKENDS
from autograder.project import Project

NOTHING, FULL, LESS, REFUSED = "nothing", "all", "less than all", "refused"
HELD, ESCAPED = "HELD", "ESCAPED"
MARK = "pwned"  # stands in every name, attribute or text that must never become HTML or a formula
PROBE = f"""
def _probe():
{{body}}
try:
    _probe()
except BaseException as error:
    raise RuntimeError(f"{HELD} by {{{{type(error).__name__}}}}: {{{{error}}}}"[:300]) from None
raise RuntimeError("{ESCAPED}")
"""


@dataclass(frozen=True)
class Attack:
    """One attack: what it is called, why it is tried, what it may earn, and how it is written."""

    name: str
    why: str
    group: str
    earns: str
    write: Callable[[HandIn], None]


@dataclass(frozen=True)
class Bait:
    """Things of the host that attacks try to reach. All of them exist while the class is graded."""

    secret: Path
    course: Path
    out: Path
    solutions: Path
    tcp: int
    udp: int
    abstract: str
    pid: int
    leftover: str  # the name that a process left behind would have


REGISTRY: list[Attack] = []


def attack(earns: str) -> Callable[[Callable[[HandIn], None]], Callable[[HandIn], None]]:
    """Declare an attack that must earn this: NOTHING, FULL (its answer is right), LESS, REFUSED."""

    def declare(write: Callable[[HandIn], None]) -> Callable[[HandIn], None]:
        why = " ".join((write.__doc__ or "").split())
        if not why or any(a.name == write.__name__ for a in REGISTRY):
            raise ValueError(f"{write.__name__}: expected a name of its own and a line of why")
        group = write.__module__.rsplit(".", 1)[-1]
        REGISTRY.append(Attack(write.__name__, why, group, earns, write))
        return write

    return declare


@dataclass
class HandIn:
    """What one attacker hands in: a notebook, as students get it, to be filled in and spoilt."""

    project: Project
    bait: Bait
    student: str
    backend: str = "numpy"
    folder_name: str = CHAPTER
    probes: int = 0
    raw: bytes | None = None  # instead of the notebook
    beside: dict[str, str] = field(default_factory=dict)  # other files in the folder
    instead: Callable[[Path], None] | None = None  # makes the student's folder in another way

    def __post_init__(self) -> None:
        assignment = self.project.assignment(CHAPTER)
        self.all = {b: notebooks.student_notebook(assignment, b) for b in BACKENDS}

    @property
    def notebook(self) -> Any:
        """The notebook that is handed in."""
        return self.all[self.backend]

    def by_id(self, grade_id: str) -> Any:
        """One of our cells."""
        cells = (c for c in self.notebook.cells if "nbgrader" in c.metadata)
        return next(c for c in cells if c.metadata.nbgrader.grade_id == grade_id)

    @property
    def answer_cell(self) -> Any:
        """The student's cell."""
        return self.by_id(notebooks.answer_id(SLUG))

    def answer(self, code: str = RIGHT) -> None:
        """Write the answer cell."""
        self.answer_cell.source = textwrap.dedent(code).strip("\n")

    def cell(self, code: str, first: bool = False) -> None:
        """Add a cell of the student's own, before or after all others."""
        made = nbformat.v4.new_code_cell(textwrap.dedent(code).strip("\n"))
        self.notebook.cells.insert(0 if first else len(self.notebook.cells), made)

    def probe(self, body: str) -> None:
        """A right answer, and a cell that says HELD when its body raises, ESCAPED when it does not."""
        self.answer()
        self.probes += 1
        self.cell(PROBE.format(body=textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")))

    def save(self, course: Path) -> None:
        """Put it into the class."""
        folder = course / self.student
        if self.instead is not None:
            self.instead(folder)
            return
        target = folder / self.folder_name
        target.mkdir(parents=True)
        for name, text in self.beside.items():
            (target / name).write_text(text)
        data = self.raw if self.raw is not None else json.dumps(self.notebook).encode()
        (target / f"{self.backend}.ipynb").write_bytes(data)
