"""Which checks each named wrong answer fails, so that the report can name what students do.

The answers are run in processes of their own: the report imports neither torch nor a check. They
are the authors' code, never a student's. What was found is kept in ROOT/build/mistakes/ until the
exercise, the checks' tools or a version changes.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import multiprocessing
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from autograder.errors import AutograderError
from autograder.exercise import BACKENDS, Exercise
from autograder.project import Project

SEEDS = ("report", "again")  # a check with random inputs may catch a mistake only sometimes
TOOLS = ("kit.py", "evaluate.py", "exercise.py", "answers.py", "grade/mistakes.py")
TIMEOUT_SECONDS = 600


@dataclass(frozen=True)
class Mistake:
    """A named wrong answer: its name and the author's line on it."""

    name: str
    why: str


Found = dict[tuple[str, str, frozenset[str]], list[Mistake]]  # slug, backend, failed checks


def find(project: Project, slugs: Iterable[str]) -> Found:
    """(exercise, backend, failed checks) -> the named wrong answers that fail exactly these.

    Raises:
        AutograderError: the wrong answers could not be run; says why.
    """
    wanted = {s: project.exercises[s] for s in slugs if s in project.exercises}
    kept = {slug: _kept(project, exercise) for slug, exercise in wanted.items()}
    if stale := [wanted[slug] for slug, entry in kept.items() if entry is None]:
        kept |= _run(project, stale)
    found: Found = {}
    for slug, entry in kept.items():
        for backend, name, why, failed in entry or []:
            found.setdefault((slug, backend, frozenset(failed)), []).append(Mistake(name, why))
    return {key: list(dict.fromkeys(mistakes)) for key, mistakes in found.items()}


# --- what an earlier run found -------------------------------------------------------------------
def _path(project: Project, exercise: Exercise) -> Path:
    return project.root / "build" / "mistakes" / f"{exercise.slug}.json"


def _hash(exercise: Exercise) -> str:
    package = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for name in ("numpy", "torch"):
        digest.update(importlib.metadata.version(name).encode())
    files = [package / name for name in TOOLS]
    for folder in (exercise.public, exercise.secret):
        files += sorted(p for p in folder.iterdir() if p.suffix in (".py", ".md"))
    for path in files:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _kept(project: Project, exercise: Exercise) -> list[Any] | None:
    with suppress(OSError, ValueError, KeyError, TypeError):  # unreadable: found anew
        entry = json.loads(_path(project, exercise).read_bytes())
        if entry["hash"] == _hash(exercise):
            return list(entry["mistakes"])
    return None


def _keep(project: Project, exercise: Exercise, mistakes: list[Any]) -> None:
    from autograder.grade import results

    with suppress(OSError):  # a project that cannot be written: found anew each time
        text = json.dumps({"hash": _hash(exercise), "mistakes": mistakes}, indent=1)
        results.write_file(_path(project, exercise), text + "\n")


# --- running them ---------------------------------------------------------------------------------
def _run(project: Project, stale: list[Exercise]) -> dict[str, list[Any]]:
    """Slug -> [[backend, name, why, [failed checks]], …], each kept as soon as it is there."""
    found = {}
    context = multiprocessing.get_context("spawn")
    bar = tqdm(total=len(stale), unit="exercise", desc="named mistakes", leave=False,
               disable=not sys.stderr.isatty())  # fmt: skip
    with bar, context.Pool(min(os.cpu_count() or 1, len(stale)), initializer=_warm) as pool:
        results = pool.imap_unordered(_find, stale)
        for _ in stale:
            try:
                exercise, entries, trouble = results.next(TIMEOUT_SECONDS)
            except multiprocessing.TimeoutError:
                raise AutograderError(
                    f"no exercise's named wrong answers were done in {TIMEOUT_SECONDS} s; "
                    "'autograder check' says which of them does not end."
                ) from None
            if trouble:
                raise AutograderError(f"the named wrong answers could not be run: {trouble}")
            found[exercise.slug] = entries
            _keep(project, exercise, entries)
            bar.update()
    return found


def _warm() -> None:
    import torch

    torch.set_num_threads(1)


def _find(exercise: Exercise) -> tuple[Exercise, list[Any], str]:
    """The exercise, its entries, and why there are none; in a process of its own."""
    from autograder.evaluate import ExerciseJudge

    try:
        judge = ExerciseJudge(exercise)
        return exercise, [entry for backend in BACKENDS for entry in _fail(judge, backend)], ""
    except AutograderError as error:
        return exercise, [], str(error)
    except Exception as error:  # authors' code can raise anything; the report says what
        return exercise, [], f"{exercise.slug}: {type(error).__name__}: {error}"


def _fail(judge: Any, backend: str) -> list[list[Any]]:
    """Each wrong answer's failed checks, once for each different set that the seeds give."""
    from autograder.evaluate import judge_source

    exercise = judge.exercise
    found = []
    for answer in (a for a in exercise.wrong_answers if backend in a.backends):
        sets = set()
        for seed in SEEDS:
            results = judge_source(
                judge, backend, exercise.answer(backend), answer.source, seed=seed
            )
            sets.add(tuple(sorted(r.check for r in results if r.outcome != "passed")))
        found += [[backend, answer.name, answer.why, list(failed)] for failed in sorted(sets)]
    return found
