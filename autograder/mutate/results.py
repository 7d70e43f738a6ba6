"""benchmarks/results/graders.json: how well each grader is graded, on which machine, and when.

Read by the author's gate, the exercise's card and the book's page. Each entry carries a hash of
the code it was made from, so that a stale figure is found and never shown. The file holds
counts only: the text of a mutant is the text of a solution.
"""

from __future__ import annotations

import collections
import datetime
import json
import os
import platform
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from autograder.errors import AutograderError
from autograder.exercise import BACKENDS, Exercise
from autograder.mutate import hunt
from autograder.mutate.equivalent import NAME
from autograder.mutate.fingerprint import fingerprint, grader_fingerprint
from autograder.mutate.runner import Fate, Grades, Outcome
from autograder.project import Project

PATH = Path("benchmarks/results/graders.json")
LEAST_KILLED = 0.98
LEAST_RIGHT = 2
PACKAGES = ("numpy", "torch")
COUNTED = ("killed", "equivalent", "survived")


# --- is it fresh? --------------------------------------------------------------------------
def read(root: Path) -> dict[str, Any]:
    """The file as it stands; empty figures when there is none."""
    path = root / PATH
    if not path.exists():
        return {"grader": "", "exercises": {}}
    try:
        found: dict[str, Any] = json.loads(path.read_text())
    except json.JSONDecodeError as error:
        raise AutograderError(f'{path}: not JSON ({error}). Run "autograder mutate".') from None
    return found


def fresh(found: dict[str, Any], exercise: Exercise) -> dict[str, Any] | None:
    """The exercise's entry, if it was made from the code as it is now."""
    entry: dict[str, Any] | None = found["exercises"].get(exercise.slug)
    if entry is None or found["grader"] != grader_fingerprint():
        return None
    return entry if entry["hash"] == fingerprint(exercise) else None


def stale(project: Project) -> list[Exercise]:
    """Exercises without a fresh entry."""
    found = read(project.root)
    return [e for e in project.exercises.values() if fresh(found, e) is None]


# --- what is counted -----------------------------------------------------------------------
def figures(outcome: Outcome) -> dict[str, Any]:
    """The counts of one exercise and backend."""
    right = [g for g in outcome.grades if g.kind == "right"]
    wrong = [g for g in outcome.grades if g.kind == "wrong"]
    equivalent = [f for f in outcome.fates if _listed(outcome, f)]
    survived = survivors(outcome)
    killed = collections.Counter(f.ended for f in outcome.fates if f.killed)
    return {
        "made": len(outcome.fates),
        "killed": len(outcome.fates) - len(equivalent) - len(survived),
        "equivalent": len(equivalent),
        "survived": len(survived),
        "killed_by": dict(sorted(killed.items())),
        "wrong_caught": sum(map(_always_good, wrong)),
        "wrong_total": len(wrong),
        "right_kept": sum(map(_always_good, right)),
        "right_total": len(right),
        "runs_equal": sum(all(g.good(run) for g in outcome.grades) for run in range(hunt.RUNS)),
        "runs": hunt.RUNS,
    }


def _always_good(grades: Grades) -> bool:
    return all(grades.good(run) for run in range(hunt.RUNS))


def _listed(outcome: Outcome, fate: Fate) -> bool:
    return not fate.killed and any(e.fits(fate.mutant) for e in outcome.listed)


def survivors(outcome: Outcome) -> list[Fate]:
    """Mutants that keep their points and are not listed as equivalent."""
    return [f for f in outcome.fates if not f.killed and not _listed(outcome, f)]


def killed_share(counts: dict[str, Any]) -> float:
    """Killed mutants among those that are not equivalent."""
    killed: int = counts["killed"]
    return killed / max(1, killed + int(counts["survived"]))


def gate_problems(project: Project, chosen: Iterable[Exercise]) -> Iterable[str]:
    """What the author's gate says of the figures on file: all there, fresh and good?"""
    found = read(project.root)
    for exercise in chosen:
        entry = fresh(found, exercise)
        if entry is None:
            yield (
                f"{exercise.slug}: {PATH} has no figures for it, or some of older code. "
                f'Run "autograder mutate {exercise.slug}".'
            )
            continue
        for backend in BACKENDS:
            counts = entry[backend]
            good = killed_share(counts) >= LEAST_KILLED and counts["right_total"] >= LEAST_RIGHT
            if not (good and counts["runs_equal"] == counts["runs"]):
                yield (
                    f"{exercise.slug} ({backend}): its grader is not good enough. "
                    f'"autograder mutate {exercise.slug}" shows why.'
                )


def problems(outcomes: list[Outcome]) -> list[str]:
    """Everything that makes the exit code 1, as sentences."""
    return [
        *(f"{o.exercise.slug} ({o.backend}): {p}" for o in outcomes for p in _problems(o)),
        *_list_problems(outcomes),
    ]


def _problems(outcome: Outcome) -> Iterable[str]:
    counts = figures(outcome)
    if killed_share(counts) < LEAST_KILLED:
        yield (
            f"{killed_share(counts):.1%} of the mutants that are not equivalent are killed; at "
            f"least {LEAST_KILLED:.0%} must be. Sharpen a check, or list the mutant in {NAME}"
        )
    if counts["right_total"] < LEAST_RIGHT:
        yield f"{counts['right_total']} other right forms in right.py; {LEAST_RIGHT} are needed"
    for fate in outcome.fates:
        if fate.ended == "could_not_run":
            where = f"{fate.check or 'the checks'} on a mutant in line {fate.mutant.line}"
            yield f"no verdict from {where}: {fate.message}"
    for grades in outcome.grades:
        bad = [run + 1 for run in range(hunt.RUNS) if not grades.good(run)]
        if bad:
            got = grades.problem or f"points {grades.totals} of {grades.full:g}"
            yield f"{grades.kind} answer, {grades.name}: not as it must be in runs {bad}; {got}"


def _list_problems(outcomes: list[Outcome]) -> Iterable[str]:
    by_slug: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_slug.setdefault(outcome.exercise.slug, []).append(outcome)
    for slug, both in by_slug.items():
        fates = [f for o in both for f in o.fates]
        for entry in both[0].listed:
            meant = [f for f in fates if entry.fits(f.mutant)]
            if not meant:
                yield f"{slug}: {NAME} lists a mutant that is never made: {entry}"
            for fate in meant:
                if fate.killed:
                    yield (
                        f"{slug} ({fate.mutant.backend}): {NAME} lists a mutant that loses "
                        f"points in {fate.check}: {entry}"
                    )


def totals(entries: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Sums over the corpus, and the two numbers: false accepts and false rejects."""
    both = [entry[backend] for entry in entries for backend in BACKENDS]
    keys = ("made", "killed", "equivalent", "survived", "wrong_caught", "wrong_total", "right_kept",
            "right_total")  # fmt: skip
    found = {key: sum(counts[key] for counts in both) for key in keys}
    must_lose = found["killed"] + found["survived"] + found["wrong_total"]
    must_keep = found["right_total"] + found["equivalent"]
    return found | {
        "false_accepts": found["survived"] + found["wrong_total"] - found["wrong_caught"],
        "must_lose": must_lose,
        "false_rejects": found["right_total"] - found["right_kept"],
        "must_keep": must_keep,
    }


# --- the file ------------------------------------------------------------------------------
def entries(outcomes: list[Outcome]) -> dict[str, Any]:
    """Slug -> entry."""
    found: dict[str, Any] = {}
    for outcome in outcomes:
        exercise = outcome.exercise
        entry = found.setdefault(exercise.slug, {"chapter": exercise.chapter, "hash": outcome.hash})
        entry[outcome.backend] = figures(outcome)
    return found


def write(
    root: Path, outcomes: list[Outcome], grader: str, workers: int, seconds: float
) -> dict[str, Any]:
    """Write the file; entries of other exercises stay where they are still comparable.

    `grader` and the outcomes' hashes are those of the code before the run: what was edited
    meanwhile makes an entry stale, not false.

    Raises:
        AutograderError: the file was made on another machine, with other versions or another
            grader, and only some exercises were run now.
    """
    old, base = read(root), _circumstances(grader)
    made = entries(outcomes)
    kept = {k: v for k, v in old["exercises"].items() if k not in made and _exists(root, k, v)}
    if kept and any(old.get(key) != base[key] for key in base):
        changed = [key for key in base if old.get(key) != base[key]]
        raise AutograderError(
            f"{PATH} was made with another {' and '.join(changed)}, so these figures cannot "
            'stand beside the old ones. Nothing was written; run "autograder mutate" for all.'
        )
    everything = dict(sorted((kept | made).items()))
    result = {
        **base,
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "workers": workers,
        "wall_s": round(seconds, 1),
        "judged": sum(len(o.fates) + len(o.grades) * hunt.RUNS for o in outcomes),
        "operators": _operators(outcomes) if not kept else old["operators"],
        "exercises": everything,
        "totals": totals(everything.values()),
    }
    path = root / PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=1) + "\n")
    return result


def _exists(root: Path, slug: str, entry: dict[str, Any]) -> bool:
    return (root / "exercises" / str(entry["chapter"]) / slug / "exercise.md").exists()


def _circumstances(grader: str) -> dict[str, Any]:
    versions = {package: metadata.version(package) for package in PACKAGES}
    return {
        "machine": {
            "system": f"{platform.system()} {platform.machine()}",
            "cores": os.cpu_count(),
        },
        "versions": {"python": platform.python_version(), **versions},
        "grader": grader,
    }


def _operators(outcomes: list[Outcome]) -> dict[str, dict[str, int]]:
    """Operator -> how its mutants ended, over all exercises."""
    found: dict[str, dict[str, int]] = {}
    for outcome in outcomes:
        for fate in outcome.fates:
            counts = found.setdefault(fate.mutant.operator, dict.fromkeys(COUNTED, 0))
            word = "killed" if fate.killed else "survived"
            counts["equivalent" if _listed(outcome, fate) else word] += 1
    return dict(sorted(found.items()))
