"""Results on disk: one JSON file a hand-in, and two tables made from all of them.

DIR/results/<student>/<assignment>.json   everything; schema in autograder/schema/
DIR/grades.csv                            one line a check
DIR/summary.csv                           one line a hand-in

The coordinator alone writes here. Each file appears whole or not at all, so a run that is killed
leaves no half-written one. Results are read one at a time: memory does not grow with the class.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import os
import secrets
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, TextIO, cast

import fastjsonschema

from autograder.errors import AutograderError, UsageError
from autograder.grade.text import csv_field, number

SCHEMA = Path(__file__).parent.parent / "schema" / "result.schema.json"
GRADES = (
    "student", "assignment", "notebook", "exercise", "check", "visible", "points", "max_points",
    "outcome", "cpu_seconds", "message",
)  # fmt: skip
SUMMARY = ("student", "assignment", "score", "max_score", "status")
MAX_NAME = 100
MAX_NAME_BYTES = 200  # file systems allow 255 for a name, and ours get a suffix
MAX_FIELD = 30_000  # spreadsheets hold 32,767 characters a cell
TOLERANCE = 1e-6


# --- names -------------------------------------------------------------------------------------
def component(name: str, what: str) -> str:
    """The name itself, if it is safe as the name of one file or folder below DIR.

    Raises:
        UsageError: it is empty, too long, hidden, or would lead out of its folder.
    """
    odd = any(c in "/\\" or unicodedata.category(c)[0] == "C" for c in name)
    too_long = len(name) > MAX_NAME or len(name.encode("utf-8", "replace")) > MAX_NAME_BYTES
    if not name or odd or too_long or name.startswith(".") or name != name.strip():
        raise UsageError(
            f"{what} {name[:MAX_NAME]!r} cannot be a file name: expected 1 to {MAX_NAME} visible "
            "characters, none of / and \\, not beginning with a dot. Rename the folder."
        )
    return name


def stand_in(name: str) -> str:
    """The name itself where `component` accepts it, else one that stands for it, always the same.

    The coordinator uses it for a hand-in that it refuses because of its name, so that even that
    one has a result. The name as it was belongs into the result's reason.

    >>> stand_in("s01"), stand_in("..")
    ('s01', 'unnamed-5ec1f7e700')
    """
    try:
        return component(name, "name")
    except UsageError:
        return f"unnamed-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def path(out: Path, student: str, assignment: str) -> Path:
    """Where the result of one hand-in lies.

    Raises:
        UsageError: a name that would lead out of DIR.
    """
    folder = out / "results" / component(student, "student")
    return folder / f"{component(assignment, 'assignment')}.json"


# --- one result --------------------------------------------------------------------------------
@cache
def _schema() -> dict[str, Any]:
    return dict(json.loads(SCHEMA.read_text()))


@cache
def _follows_schema() -> Callable[[Any], Any]:
    """The schema as a compiled function: jsonschema takes 25 ms a result, this one 1 ms."""
    return cast(Callable[[Any], Any], fastjsonschema.compile(_schema(), use_default=False))


def validate(result: Any) -> None:
    """Refuse a result that breaks the schema or contradicts itself.

    Raises:
        AutograderError: names the place, what was expected and what was got.
    """
    try:
        _follows_schema()(result)
    except fastjsonschema.JsonSchemaValueException as error:
        raise AutograderError(f"result, {_explained(result, error)}.") from None
    _agree(result)


def _explained(result: Any, error: fastjsonschema.JsonSchemaValueException) -> str:
    """What is wrong and where, in jsonschema's better words."""
    import jsonschema  # late: it takes 2 s to import, and a result is nearly always valid

    found = jsonschema.Draft202012Validator(_schema()).iter_errors(result)
    best = jsonschema.exceptions.best_match(found)
    if best is None:
        return str(error.message)[:300]
    place = "at " + "/".join(map(str, best.absolute_path)) if best.absolute_path else "top level"
    return f"{place}: {best.message[:300]}"


def _agree(result: dict[str, Any]) -> None:
    """What a schema cannot say: points belong to passed checks, and the score is their sum."""
    for where, check in _checks(result):
        points = check["points"]
        if points > check["max_points"] or (points > 0 and check["outcome"] != "passed"):
            raise AutograderError(
                f"result, at {where}: {points:g} of {check['max_points']:g} points for outcome "
                f"{check['outcome']!r}; only a passed check earns points, and at most its own."
            )
    if result["status"] != "graded":
        return
    for key, of in (("score", "points"), ("max_score", "max_points")):
        total = sum(c[of] for _, c in _checks(result))
        if not math.isclose(result[key], total, abs_tol=TOLERANCE):
            raise AutograderError(
                f"result, at {key}: expected {total:g}, the sum over its checks; got {result[key]:g}."
            )


def _checks(result: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for backend, notebook in result["notebooks"].items():
        for slug, checks in notebook["exercises"].items():
            for check in checks:
                yield f"{backend}/{slug}/{check['check']}", check


def write(out: Path, result: dict[str, Any]) -> Path:
    """Validate a result and put it in its place; on disk when this returns.

    Raises:
        AutograderError: the result is not valid.
        UsageError: its student or assignment is not a safe name.
    """
    validate(result)
    target = path(out, result["student"], result["assignment"])
    try:
        text = json.dumps(result, allow_nan=False)  # ASCII: lone surrogates survive
    except ValueError:
        raise AutograderError(f"{target}: a number in the result is not finite.") from None
    write_file(target, text + "\n", durable=True)
    return target


def read(file: Path) -> dict[str, Any]:
    """One result. It was validated when written; here only its outline is checked.

    Raises:
        AutograderError: missing, not JSON, or not a result of this version.
    """
    try:
        result = json.loads(file.read_bytes())
    except FileNotFoundError:
        raise AutograderError(f"{file}: no such result.") from None
    except (ValueError, RecursionError) as error:
        raise AutograderError(
            f"{file}: not valid JSON ({error}). Delete it and run 'autograder grade' again."
        ) from None
    keys = set(_schema()["required"])
    version = result.get("schema_version") if isinstance(result, dict) else None
    if version != 1 or not keys <= set(result):
        raise AutograderError(
            f"{file}: expected a result with schema_version 1; got {version!r}. "
            "Delete it and run 'autograder grade' again."
        )
    return dict(result)


def iterate(out: Path) -> Iterator[dict[str, Any]]:
    """All results, by student and then assignment, one in memory at a time.

    Raises:
        AutograderError: a file there is no result.
    """
    root = out / "results"
    for student in _visible_names(root):
        for file in _visible_names(root / student):
            if file.endswith(".json"):
                yield read(root / student / file)


def _visible_names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return sorted(e.name for e in entries if not e.name.startswith("."))


# --- tables ------------------------------------------------------------------------------------
def write_tables(out: Path) -> tuple[Path, Path]:
    """grades.csv and summary.csv from all results. For the instructor: hidden checks are named."""
    grades, summary = out / "grades.csv", out / "summary.csv"
    with ExitStack() as stack:
        lines = csv.writer(stack.enter_context(replacing(grades)), lineterminator="\n")
        totals = csv.writer(stack.enter_context(replacing(summary)), lineterminator="\n")
        lines.writerow(GRADES)
        totals.writerow(SUMMARY)
        for result in iterate(out):
            lines.writerows(_grade_rows(result))
            totals.writerow(_summary_row(result))
    return grades, summary


def _grade_rows(result: dict[str, Any]) -> Iterator[list[str]]:
    who = [csv_field(result[key], MAX_FIELD) for key in ("student", "assignment")]
    for backend, notebook in sorted(result["notebooks"].items()):
        for slug, checks in notebook["exercises"].items():
            for check in checks:
                yield [
                    *who,
                    backend,
                    slug,
                    check["check"],
                    "true" if check["visible"] else "false",
                    number(check["points"]),
                    number(check["max_points"]),
                    check["outcome"],
                    number(check["cpu_seconds"]),
                    csv_field(check["message"], MAX_FIELD),
                ]


def _summary_row(result: dict[str, Any]) -> list[str]:
    return [
        csv_field(result["student"], MAX_FIELD),
        csv_field(result["assignment"], MAX_FIELD),
        "" if result["score"] is None else number(result["score"]),
        number(result["max_score"]),
        result["status"],
    ]


# --- files that appear whole -------------------------------------------------------------------
def write_file(target: Path, text: str, durable: bool = False) -> None:
    """Put a text file in place atomically; `durable` waits until its folder is on disk too."""
    with replacing(target, durable) as stream:
        stream.write(text)
    if durable:
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def replacing(target: Path, durable: bool = True) -> Iterator[TextIO]:
    """A stream whose text becomes `target` when the block ends, and vanishes when it fails."""
    if not target.parent.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.parent / f".tmp-{secrets.token_hex(8)}"
    try:
        with open(temporary, "x", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
