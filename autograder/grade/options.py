"""What the command line of `autograder grade` asks for."""

from __future__ import annotations

import argparse
import secrets
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.sandbox import Limits

MAX_SEED = 200


@dataclass(frozen=True)
class Options:
    """The options of one run, checked."""

    submissions: Path
    out: Path
    assignments: list[str]
    workers: int
    isolation: str
    limits: Limits
    gradebook: str
    force: bool
    seed: str
    dask: str | None

    @classmethod
    def from_arguments(cls, a: argparse.Namespace) -> Options:
        """From the parsed command line.

        Raises:
            UsageError: a seed that is no short line of text.
        """
        limits = Limits(seconds=a.limit_seconds, memory_mb=a.memory_mb)
        url = a.gradebook or f"sqlite:///{a.out.resolve() / 'gradebook.db'}"
        return cls(
            submissions=a.submissions,
            out=a.out,
            assignments=a.assignment,
            workers=a.workers,
            isolation=a.isolation,
            limits=limits,
            gradebook=url,
            force=a.force,
            seed=secrets.token_hex(16) if a.seed is None else _seed(a.seed),
            dask=a.dask,
        )


def _seed(text: str) -> str:
    if not text.strip() or len(text) > MAX_SEED or not text.isprintable():
        raise UsageError(
            f"--seed: expected 1 to {MAX_SEED} visible characters; got {text[:40]!r}. "
            "Leave it out for a fresh secret one."
        )
    return text
