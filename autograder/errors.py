"""The exception tree.

    AutograderError          exit 1   something could not be done
    ├── SpecError            exit 1   an exercise's files are wrong (with file and line)
    ├── UsageError           exit 2   the command line is wrong
    └── EnvironmentProblem   exit 3   no isolation, or something this machine lacks

Every message says what was expected, what was got, where, and what to do next.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path


class AutograderError(Exception):
    """Something could not be done; the message is for the person at the terminal."""

    exit_code = 1


class SpecError(AutograderError):
    """An exercise's files break a rule; `path` and `line` say where."""

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        super().__init__(f"{_short(path)}:{line}: {message}")


class UsageError(AutograderError):
    """The command line asks for something that does not exist."""

    exit_code = 2


class EnvironmentProblem(AutograderError):
    """This machine cannot do it: no sandbox, a missing program, a full disk."""

    exit_code = 3


class CouldNotStart(Exception):
    """The sandbox itself failed: our fault, never the student's."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """' Did you mean …?' when one of the known words is close, else nothing."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" Did you mean {close[0]!r}?" if close else ""


def _short(path: Path | str) -> str:
    try:
        return str(Path(path).resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
