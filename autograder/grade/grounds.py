"""All that a grade depends on, as one hash: when it changes, the hand-in is graded again.

The hand-in's bytes, the assignment's exercises (checks, references, given code, their order on the
page), the limits, the versions, and the code that judges: the modules that judge.py and hand_in.py
import, found by following their imports. What only shows grades (feedback, report) is not in it.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

from autograder.grade.hand_in import Job
from autograder.project import Assignment, Project
from autograder.sandbox import Limits

PACKAGE = Path(__file__).parent.parent
ROOTS = ("autograder.grade.judge", "autograder.grade.hand_in")
VERSIONS = ("numpy", "torch", "matplotlib", "ipython")
SOURCES = (".py", ".md")


def environment() -> dict[str, str]:
    """Versions of what a grade depends on."""
    found = {"python": platform.python_version()}
    found |= {name: importlib.metadata.version(name) for name in VERSIONS}
    return found | {"autograder": importlib.metadata.version("large-models-checked")}


# --- the code that judges ------------------------------------------------------------------------
@cache
def code() -> str:
    """A hash of the modules that judge, and of all that runs in the sandbox."""
    digest = hashlib.sha256()
    for path in sorted({*_judging(), *(PACKAGE / "box").glob("*.py")}):
        digest.update(str(path.relative_to(PACKAGE)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _judging() -> set[Path]:
    todo = [path for name in ROOTS if (path := _file(name))]
    found: set[Path] = set()
    while todo:
        path = todo.pop()
        if path not in found:
            found.add(path)
            todo += [p for name in _imports(path) if (p := _file(name))]
    return found


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _file(module: str) -> Path | None:
    """Where a module of this package lies; None for a package, a name in a module, a stranger."""
    package, *parts = module.split(".")
    path = PACKAGE.joinpath(*parts).with_suffix(".py") if parts else PACKAGE
    return path if package == "autograder" and path.is_file() else None


# --- one assignment, one hand-in -----------------------------------------------------------------
def files(project: Project, assignment: Assignment) -> Iterator[Path]:
    """The assignment's sources, public and secret."""
    for room in ("exercises", "solutions"):
        folder = project.root / room / assignment.name
        yield from sorted(p for p in folder.rglob("*") if p.suffix in SOURCES)


class Grounds:
    """The fingerprints of one run."""

    def __init__(self, project: Project, limits: Limits, isolated: bool) -> None:
        self.project = project
        self.environment = environment()
        self._common = [self.environment, asdict(limits), isolated, code()]
        self._known: dict[str, str] = {}

    def fingerprint(self, job: Job) -> str:
        """A hash of all that this hand-in's grade depends on."""
        digest = hashlib.sha256(self._of_assignment(job.assignment).encode())
        for _, data in sorted(job.notebooks.items()):
            digest.update(b"absent" if data is None else hashlib.sha256(data).digest())
        digest.update(json.dumps(job.unreadable, sort_keys=True).encode())
        return digest.hexdigest()

    def _of_assignment(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = self._compute(self.project.assignments.get(name))
        return self._known[name]

    def _compute(self, assignment: Assignment | None) -> str:
        digest = hashlib.sha256(json.dumps(self._common).encode())
        if assignment is not None:
            digest.update(json.dumps([e.slug for e in assignment.exercises]).encode())
            for path in files(self.project, assignment):
                place = str(path.relative_to(self.project.root))
                digest.update(place.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()
