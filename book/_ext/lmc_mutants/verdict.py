"""Which checks are strong enough, and which changes may go unnoticed.

A change of a check's own formulas must be noticed by that check; a change of a function that
several checks call, by one of them. `survivors.yml` lists the exceptions, each with its reason.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
LISTED = HERE / "survivors.yml"
FIELDS = {"page", "in", "was", "now", "why"}


class SurvivorsError(Exception):
    """survivors.yml is not as it should be; the message says where."""


@dataclass(frozen=True)
class Survivor:
    """A change that no check noticed. `where` is a label, or a function's name with ()."""

    where: str
    was: str
    now: str


@dataclass(frozen=True)
class Verdict:
    """One page. `counts`: check's labels -> (mutants, those that the check noticed)."""

    page: str
    counts: dict[str, tuple[int, int]]
    problems: list[str]


def judge(page: Path, name: str, listed: list[dict[str, str]]) -> Verdict:
    """Run a page's checks and mutants. `name` is how the page is called in `listed`."""
    records = _records(page)
    problems = [f"{name}: {r['problem']}" for r in records if r["problem"]]
    problems += [f"{name}: {line}" for r in records for line in _too_weak(r)]
    survivors = set(_survivors(records))
    known = {Survivor(e["in"], e["was"], e["now"]) for e in listed if e["page"] == name}
    problems += [_unnoticed(name, s) for s in sorted(survivors - known, key=repr)]
    if not any(r["problem"] for r in records):
        problems += [_stale(name, s) for s in sorted(known - survivors, key=repr)]
    counts = {
        ", ".join(r["labels"]): (len(r["mutants"]), sum(map(_noticed, r["mutants"])))
        for r in records
    }
    return Verdict(name, counts, problems)


def listed_survivors(path: Path = LISTED) -> list[dict[str, str]]:
    """The exceptions.

    Raises:
        SurvivorsError: an entry lacks a field.
    """
    entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    for number, entry in enumerate(entries, start=1):
        if set(entry) != FIELDS or not all(str(v).strip() for v in entry.values()):
            raise SurvivorsError(
                f"{path}: entry {number} needs exactly the fields {sorted(FIELDS)}, none empty; "
                f"it has {sorted(entry)}."
            )
    return entries


def _records(page: Path) -> list[dict[str, Any]]:
    folders = (HERE.parent, HERE.parents[2], os.environ.get("PYTHONPATH", ""))  # as in the build
    path = os.pathsep.join(str(folder) for folder in folders if folder)
    done = subprocess.run(
        [sys.executable, "-m", "lmc_mutants.worker", str(page)],
        env=os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise RuntimeError(f"the run of {page} broke off:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def _noticed(mutant: dict[str, Any]) -> bool:
    return mutant["outcome"] != "survived"


def _too_weak(record: dict[str, Any]) -> Iterator[str]:
    """A check without a formula, or one that never fails by an assertion."""
    if record["problem"]:
        return
    labels = ", ".join(record["labels"])
    if not record["mutants"]:
        yield (
            f"the check of {labels} holds no formula that can be changed. Write the equation out "
            "in the cell, or call a function of this page that holds it."
        )
    elif not any(m["outcome"] == "caught" for m in record["mutants"]):
        yield f"the check of {labels}: no assertion failed after any of the changes."


def _survivors(records: list[dict[str, Any]]) -> Iterator[Survivor]:
    unnoticed: dict[tuple[str, int, str], Survivor | None] = {}
    for record in records:
        for m in record["mutants"]:
            where = f"{m['function']}()" if m["function"] else ", ".join(record["labels"])
            key = (where, m["place"], m["was"])
            if _noticed(m):
                unnoticed[key] = None
            else:
                unnoticed.setdefault(key, Survivor(where, m["was"], m["now"]))
    yield from (s for s in unnoticed.values() if s is not None)


def _unnoticed(name: str, survivor: Survivor) -> str:
    return (
        f"{name}: {survivor.where}: nothing fails when\n    {survivor.was}\n  becomes\n"
        f"    {survivor.now}\n  Make the check stronger. If the change makes no difference, list "
        f"it in {LISTED.relative_to(HERE.parents[2])} with the reason."
    )


def _stale(name: str, survivor: Survivor) -> str:
    return f"{name}: {survivor.where}: listed in {LISTED.name}, but noticed or gone: {survivor.was}"
