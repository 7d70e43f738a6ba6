"""Grade the attackers in one class with honest students, and say what came of it."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import sample_class
from autograder.attack import (  # each module declares its attacks
    deceit,
    escapes,
    fair,
    files,
    names,
    pages,
    protocol,
    resources,
    target,
    values,
)
from autograder.attack.hand_in import (
    ESCAPED,
    FULL,
    HELD,
    LESS,
    NOTHING,
    REFUSED,
    REGISTRY,
    Attack,
    Bait,
    HandIn,
)
from autograder.attack.inspection import unsafe_pages, unsafe_tables
from autograder.errors import AutograderError, UsageError, did_you_mean
from autograder.exercise import BACKENDS
from autograder.grade import results
from autograder.project import Project

MODULES = (files, names, escapes, resources, protocol, values, deceit, pages, fair)
LIMITS = ["--limit-seconds", "1", "--memory-mb", "512"]
HALF = "def double(x):\n    return 2 * x\n"
STUB = "def double(x):\n    raise NotImplementedError()\n"
HONEST = {"perfect": target.RIGHT, "half": HALF, "empty": STUB}
WITNESS = "half"  # one more of these is graded right after each attack
POINTS = 1e-9


@dataclass(frozen=True)
class Verdict:
    """What became of one attack."""

    attack: Attack
    points: float | None  # None: it was refused
    possible: float
    trouble: list[str]  # why it counts as not contained
    neighbour_changed: bool  # the honest hand-in beside it has another grade than without it

    @property
    def ok(self) -> bool:
        """Contained, nothing gained, nothing lost, nobody harmed."""
        return not self.trouble and not self.neighbour_changed


@dataclass(frozen=True)
class Outcome:
    """What became of the whole class."""

    verdicts: list[Verdict]
    shared: list[str]  # what went wrong and cannot be laid at one attacker's door
    seconds: float

    @property
    def ok(self) -> bool:
        """Every attack held, and nothing else happened."""
        return not self.shared and all(v.ok for v in self.verdicts)


Grades = dict[tuple[str, str], tuple[float, str]]  # (notebook, check) -> points, outcome


# --- the class ---------------------------------------------------------------------------------
def chosen(wanted: list[str]) -> list[Attack]:
    """The attacks of these names or groups; all of them for none.

    Raises:
        UsageError: nothing has this name.
    """
    known = {a.name for a in REGISTRY} | {a.group for a in REGISTRY}
    for name in wanted:
        if name not in known:
            raise UsageError(f"unknown attack {name!r}.{did_you_mean(name, known)}")
    return [a for a in REGISTRY if not wanted or a.name in wanted or a.group in wanted]


@contextmanager
def _bait(work: Path, project: Project) -> Iterator[Bait]:
    """What attackers look for, all of it real."""
    with ExitStack() as stack:
        secret = work / "secret"
        secret.write_text(secrets.token_hex())
        secret.chmod(0o644)
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", 0))
        name = f"attack-{secrets.token_hex(8)}"
        abstract = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
        abstract.bind("\0" + name)
        abstract.listen()
        ports = tcp.getsockname()[1], udp.getsockname()[1]
        yield Bait(
            secret, work / "class", work / "graded", project.root / "solutions",
            *ports, name, os.getpid(), f"leftover-{secrets.token_hex(8)}",
        )  # fmt: skip


def _write_honest(project: Project, course: Path, prefix: str) -> None:
    for student, code in HONEST.items():
        for backend in BACKENDS:
            _write_one(project, course, prefix + student, backend, code)


def _write_one(project: Project, course: Path, student: str, backend: str, code: str) -> None:
    assignment = project.assignment(target.CHAPTER)
    notebook = sample_class.hand_in(assignment, backend, lambda exercise, _: code)
    folder = course / student / target.CHAPTER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{backend}.ipynb").write_text(json.dumps(notebook))


def _grade(project: Project, course: Path, out: Path, options: list[str]) -> float:
    """`autograder grade` as a process of its own; returns its wall seconds.

    Raises:
        AutograderError: it could not finish the class.
    """
    command = [sys.executable, "-m", "autograder", "grade", str(course), "--out", str(out)]
    begun = time.perf_counter()
    done = subprocess.run(
        [*command, *LIMITS, *options],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=None if sys.stderr.isatty() else subprocess.PIPE,
        text=True,
    )
    if done.returncode not in (0, 1) or "Traceback" in (done.stderr or ""):
        said = (done.stderr or "").strip() or done.stdout[-500:]
        raise AutograderError(f"grading the attacked class ended with {done.returncode}: {said}")
    return time.perf_counter() - begun


# --- the verdicts ------------------------------------------------------------------------------
def run(attacks: list[Attack], work: Path, options: list[str]) -> Outcome:
    """Grade everybody below `work`, and look at what came of it."""
    project = target.write(work / "project")
    with _bait(work, project) as bait:
        quiet = work / "quiet"
        _write_honest(project, quiet, "00_")
        _grade(project, quiet, work / "quiet_graded", options)
        normal = {s: _grades(work / "quiet_graded", f"00_{s}") for s in HONEST}
        for prefix in ("00_", "zz_"):
            _write_honest(project, bait.course, prefix)
        hand_ins = [_hand_in(n, a, project, bait) for n, a in enumerate(attacks)]
        before = _honest_files(bait.course)
        secret = bait.secret.read_text()
        seconds = _grade(project, bait.course, bait.out, options)
        shared = _world(bait, secret, before) + unsafe_tables(bait.out)
        shared += [
            f"another grade for {prefix}{student}"
            for student in HONEST
            for prefix in ("00_", "zz_")
            if _grades(bait.out, f"{prefix}{student}") != normal[student]
        ] + _gradebook_differs(bait.out, normal)
        expected = {k: v for k, v in normal[WITNESS].items() if k[0] == "numpy"}
        verdicts = []
        for number, (attack, hand_in) in enumerate(zip(attacks, hand_ins)):
            changed = _grades(bait.out, _witness(number)) != expected
            verdicts.append(_verdict(attack, hand_in, bait, changed))
        return Outcome(verdicts, shared, seconds)


def _witness(number: int) -> str:
    return f"{number:03d}b_witness"


def _hand_in(number: int, attack: Attack, project: Project, bait: Bait) -> HandIn:
    hand_in = HandIn(project, bait, f"{number:03d}a_{attack.name}"[:90])
    attack.write(hand_in)
    hand_in.save(bait.course)
    _write_one(project, bait.course, _witness(number), "numpy", HONEST[WITNESS])
    return hand_in


def _honest_files(course: Path) -> dict[str, bytes]:
    honest = [p for prefix in ("00_", "zz_") for p in sorted(course.glob(f"{prefix}*/*/*.ipynb"))]
    return {str(p): p.read_bytes() for p in honest if not p.is_symlink()}


def _world(bait: Bait, secret: str, before: dict[str, bytes]) -> list[str]:
    """What has changed on the host."""
    found = []
    if bait.secret.read_text() != secret or Path(f"{bait.secret}.touched").exists():
        found.append("a file of the host was changed")
    if _honest_files(bait.course) != before:
        found.append("an honest hand-in was changed")
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if bait.leftover.encode() in path.read_bytes():
                found.append(f"process {path.parent.name} was left behind")
        except OSError:
            continue
    return found


def _result(out: Path, student: str, assignment: str = target.CHAPTER) -> dict[str, Any]:
    return results.read(results.path(out, results.stand_in(student), results.stand_in(assignment)))


def _grades(out: Path, student: str) -> Grades:
    result = _result(out, student)
    return {
        (backend, c["check"]): (c["points"], c["outcome"])
        for backend, notebook in result["notebooks"].items()
        for checks in notebook["exercises"].values()
        for c in checks
        if notebook["handed_in"]
    }


def _gradebook_differs(out: Path, normal: dict[str, Grades]) -> list[str]:
    from nbgrader.api import Gradebook, MissingEntry

    wrong = []
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as book:
        for prefix in ("00_", "zz_"):
            for student, grades in normal.items():
                try:
                    found = book.find_submission(target.CHAPTER, prefix + student).score
                except MissingEntry:
                    found = None
                if found != sum(points for points, _ in grades.values()):
                    wrong.append(f"{prefix}{student} in the gradebook: {found}")
    return wrong


def _verdict(attack: Attack, hand_in: HandIn, bait: Bait, changed: bool) -> Verdict:
    try:
        result = _result(bait.out, hand_in.student, hand_in.folder_name)
    except AutograderError as error:
        return Verdict(attack, None, 0.0, [f"no result: {error}"], changed)
    checks = [
        c
        for n in result["notebooks"].values()
        if n["handed_in"]
        for e in n["exercises"].values()
        for c in e
    ]
    points, possible = (sum(c[key] for c in checks) for key in ("points", "max_points"))
    trouble = _wrong_points(attack, result, points, possible)
    if any(c["outcome"] == "could_not_run" for c in checks):
        trouble.append("a check could not run: " + next(c["message"] for c in checks if c["outcome"] == "could_not_run")[:200])  # fmt: skip
    text = json.dumps(result)
    held = sum(HELD in p for p in result["problems"])
    if ESCAPED in "".join(result["problems"]) or held < hand_in.probes:
        trouble.append("it got out: " + "; ".join(result["problems"])[:200])
    if len(text) > 200_000:
        trouble.append(f"its result has {len(text)} characters")
    trouble += unsafe_pages(bait.out, result)
    refused = result["status"] != "graded"
    return Verdict(attack, None if refused else points, possible, trouble, changed)


def _wrong_points(
    attack: Attack, result: dict[str, Any], points: float, possible: float
) -> list[str]:
    if attack.earns == REFUSED:
        good = result["status"] == "could_not_grade" and bool(result["reason"])
        return [] if good else [f"expected a refusal; got status {result['status']!r}"]
    if result["status"] != "graded":
        return [f"expected to be graded; got: {result['reason'][:200]}"]
    good = {
        NOTHING: points < POINTS,
        FULL: possible > 0 and abs(points - possible) < POINTS,
        LESS: 0 < points < possible,
    }[attack.earns]
    return [] if good else [f"expected {attack.earns} of {possible:g} points; got {points:g}"]


# --- the command -------------------------------------------------------------------------------
def main(wanted: list[str], options: list[str], keep: Path | None) -> int:
    """`autograder attack`: the table; 1 when anything was not as it must be."""
    attacks = chosen(wanted)
    print(
        f"{len(attacks)} attacks and {len(attacks) + 2 * len(HONEST)} honest hand-ins", flush=True
    )
    if keep is not None:
        shutil.rmtree(keep, ignore_errors=True)
        keep.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="attack-") as folder:
        work = (keep or Path(folder)).resolve()
        outcome = run(attacks, work, options)
    _print(outcome.verdicts)
    for what in outcome.shared:
        print(f"NOT CONTAINED, by whichever of them: {what}")
    gained = sum(v.points or 0 for v in outcome.verdicts if v.attack.earns == NOTHING)
    print(
        f"\n{sum(v.ok for v in outcome.verdicts)} of {len(outcome.verdicts)} contained; "
        f"{gained:g} points gained; {sum(v.neighbour_changed for v in outcome.verdicts)} changed "
        f"another grade; {outcome.seconds:.0f} s"
    )
    return 0 if outcome.ok else 1


def _print(verdicts: list[Verdict]) -> None:
    group = ""
    for v in verdicts:
        if v.attack.group != group:
            group = v.attack.group
            print(f"\n{group:38s} contained  points     others' grades")
        points = "refused" if v.points is None else f"{v.points:g} of {v.possible:g}"
        others = "CHANGED" if v.neighbour_changed else "unchanged"
        print(f"  {v.attack.name:36s} {'no' if v.trouble else 'yes':9s}  {points:9s}  {others}")
        print(f"      {v.attack.why}")
        for what in v.trouble:
            print(f"      NOT CONTAINED: {what}")
