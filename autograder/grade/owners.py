"""Whose file is it? What the names in a Canvas, Moodle or nbgrader download say."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from autograder.exercise import BACKENDS

MAX_NAME = 1000
CANVAS = re.compile(
    r"(?:(?P<name>[^/]*?)_)??(?:LATE_)?(?P<user>\d+|anon_\w+?)_(?P<file>\d+)_(?P<rest>[^/]+)"
)
MOODLE = re.compile(r"(?P<name>[^/]+?)_(?P<user>\d+)_assignsubmission_file_?/?(?P<rest>.+)")
CANVAS_NUMBERS = re.compile(r"(?:(?<=_)|\A)(?=(?:\d+|anon_[A-Za-z0-9]+)_\d+_)")
MOODLE_MARK = "_assignsubmission_file"
ATTEMPT = re.compile(r"[-_ ]*\(?(\d*)\)?\Z")


TWO_WAYS = "the name can be read in two ways; sort this file by hand"


class Refused(Exception):
    """An entry that is not taken; the message says why."""


@dataclass(frozen=True)
class Owner:
    """Whose file it is, as the platform says it."""

    platform: str  # canvas | moodle | nbgrader
    user: str
    name: str
    order: tuple[int, int]  # of two files for one notebook, the one with the greater order counts
    assignment: str = ""
    late: bool = False


def owner(name: str) -> tuple[Owner, str] | None:
    """Whose file a name in a download stands for, and the student's own name for it.

    >>> owner("doejane_LATE_1234_56789_numpy-1.ipynb")[0].user
    '1234'
    >>> owner("HW1/Jane Doe_4321_assignsubmission_file_/torch.ipynb")[1]
    'torch.ipynb'

    Raises:
        Refused: the name is too long, or can be read in two ways.
    """
    if len(name) > MAX_NAME:
        raise Refused(f"a name of {len(name)} characters")
    parts = name.replace("\\", "/").split("/")
    for start in range(len(parts)):
        found = MOODLE.fullmatch("/".join(parts[start:]))
        if found:
            if parts[start].count(MOODLE_MARK) > 1:
                raise Refused(TWO_WAYS)
            who = Owner("moodle", found["user"], found["name"], (0, _attempt(found["rest"])))
            return who, found["rest"]
    found = CANVAS.fullmatch(parts[-1])
    if found:
        if len(CANVAS_NUMBERS.findall(parts[-1])) > 1:
            raise Refused(TWO_WAYS)
        late = "LATE_" in parts[-1][: found.start("user")]
        order = (int(found["file"]), 0)
        who = Owner("canvas", found["user"], found["name"] or "", order, late=late)
        return who, found["rest"]
    if len(parts) >= 3:
        student, assignment = parts[-3:-1]
        who = Owner("nbgrader", student, "", (0, _attempt(parts[-1])), assignment)
        return who, parts[-1]
    return None


def backend(file: str) -> str | None:
    """Which notebook a student's own file name means; None where that is not clear.

    >>> backend("numpy (2).ipynb"), backend("HW1_Torch.ipynb"), backend("essay.pdf")
    ('numpy', 'torch', None)
    """
    stem, _, ending = file.rsplit("/", 1)[-1].lower().rpartition(".")
    named = [b for b in BACKENDS if b in stem]
    return named[0] if ending == "ipynb" and len(named) == 1 else None


def _attempt(file: str) -> int:
    """The number that a platform or a browser puts behind a name that is there already."""
    found = ATTEMPT.search(file.rsplit("/", 1)[-1].rpartition(".")[0])
    return int(found[1][:9]) if found and found[1] else 0


def student_id(who: Owner) -> str:
    """A name for the student's folder where no table of people gives one.

    >>> student_id(Owner("moodle", "4321", "José Núñez", (0, 0)))
    'Jose_Nunez_4321'
    """
    if who.platform == "nbgrader":
        return who.user
    plain = unicodedata.normalize("NFKD", who.name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9.@+-]+", "_", plain).strip("._@+-")[:60]
    return f"{words}_{who.user}" if words else who.user
