"""Mutants that are right answers too: solutions/<chapter>/<slug>/equivalent.yml.

    - because: |z| is never negative, so the sign of …
      mutants:
        - operator: comparison
          from: "if a < b:"
          to: "if a <= b:"

`from` and `to` are statements as `autograder mutate` prints them, so that an entry survives
edits elsewhere. `function` and `backend` may narrow an entry down. An entry that fits no mutant
is an error, and so is one whose mutant loses points: the file cannot go stale in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from autograder.errors import SpecError
from autograder.exercise import BACKENDS, Exercise
from autograder.mutate.generate import Mutant

NAME = "equivalent.yml"
NEEDED, OPTIONAL = {"operator", "from", "to"}, {"function", "backend"}


@dataclass(frozen=True)
class Equivalent:
    """One entry: which mutants it means, and why they are right."""

    operator: str
    before: str
    after: str
    function: str | None
    backend: str | None
    because: str

    def fits(self, mutant: Mutant) -> bool:
        """Is this mutant meant?"""
        return (
            (self.operator, self.before, self.after)
            == (mutant.operator, mutant.before, mutant.after)
            and self.function in (None, mutant.function)
            and self.backend in (None, mutant.backend)
        )

    def __str__(self) -> str:
        return f"{self.operator}: {self.before!r} -> {self.after!r}"


def read(exercise: Exercise) -> list[Equivalent]:
    """The exercise's list; empty when it has none.

    Raises:
        SpecError: an entry lacks its reason or a key, or has an unknown one.
    """
    path = exercise.secret / NAME
    if not path.exists():
        return []
    try:
        groups = yaml.safe_load(path.read_text()) or []
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise SpecError(path, line, f"not YAML: {error}") from None
    if not isinstance(groups, list):
        raise SpecError(path, 1, f"must be a list of groups; got {type(groups).__name__}.")
    return [entry for group in groups for entry in _group(group, path)]


def _group(group: Any, path: Path) -> list[Equivalent]:
    if not isinstance(group, dict) or set(group) != {"because", "mutants"}:
        raise SpecError(path, 1, f"a group has 'because' and 'mutants'; got {group!r}.")
    if not str(group["because"] or "").strip() or not group["mutants"]:
        raise SpecError(path, 1, f"a group needs a reason and at least one mutant; got {group!r}.")
    return [_entry(item, str(group["because"]).strip(), path) for item in group["mutants"]]


def _entry(item: Any, because: str, path: Path) -> Equivalent:
    if not isinstance(item, dict) or not set(item) >= NEEDED or set(item) - NEEDED - OPTIONAL:
        wanted = f"{sorted(NEEDED)} and perhaps {sorted(OPTIONAL)}"
        raise SpecError(path, 1, f"a mutant has {wanted}; got {item!r}.")
    if item.get("backend", "numpy") not in BACKENDS:
        raise SpecError(path, 1, f"backend must be among {BACKENDS}; got {item['backend']!r}.")
    return Equivalent(
        str(item["operator"]),
        str(item["from"]),
        str(item["to"]),
        item.get("function"),
        item.get("backend"),
        because,
    )
