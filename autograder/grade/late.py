"""Late hand-ins, as nbgrader has them.

The due date and a student's extension are the gradebook's (formgrader and `nbgrader db` write
them); when something was handed in is said by its timestamp.txt, and by nothing else: the date of a
file is often that of its download. The penalty is a plugin's, nbgrader's own or the instructor's:

    c.LateSubmissionPlugin.penalty_method = "zero"             # in DIR/course_config.py
    c.AssignLatePenalties.plugin_class = "my_module.MyPlugin"

Scores stay as they are; the penalty stands beside them in the gradebook, for each notebook, and
nbgrader's export takes it off. It is set anew by each run, graded again or not.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from autograder.errors import UsageError
from autograder.grade import course_folder
from autograder.grade.gradebook_rows import tables


class Policy:
    """The plugin that DIR's configuration names, asked for one notebook at a time.

    Raises:
        UsageError: the configuration cannot be read, or names no such plugin.
    """

    def __init__(self, out: Path) -> None:
        self.file = course_folder.instructors_config(out)
        self.plugin = self._plugin()

    def _plugin(self) -> Any:
        from nbgrader.plugins import BasePlugin, LateSubmissionPlugin
        from traitlets.config.loader import Config, PyFileConfigLoader
        from traitlets.utils.importstring import import_item

        try:
            config = Config()
            if self.file.is_file():
                loader = PyFileConfigLoader(self.file.name, path=str(self.file.parent))
                config = loader.load_config()
            kind = config.AssignLatePenalties.get("plugin_class", LateSubmissionPlugin)
            kind = import_item(kind) if isinstance(kind, str) else kind
            if not (isinstance(kind, type) and issubclass(kind, BasePlugin)):
                raise TypeError(f"AssignLatePenalties.plugin_class is no plugin: {kind!r}")
            return kind(config=config)
        except Exception as error:  # it is the instructor's own code
            raise UsageError(f"{self.file}: {type(error).__name__}: {error}.") from None

    def penalty(self, student: str, score: float, seconds_late: float) -> float | None:
        """What a late notebook loses, from 0 to its score; None: no penalty was set.

        Raises:
            UsageError: the plugin fails, or answers with something that is no number.
        """
        try:
            said = self.plugin.late_submission_penalty(student, score, seconds_late)
            value = None if said is None else float(said)
        except Exception as error:
            raise UsageError(
                f"{self.file}: the late penalty of {student} could not be computed: "
                f"{type(error).__name__}: {error}. Mend the plugin and run the same command again."
            ) from None
        if value is None or math.isfinite(value):
            return None if value is None else min(max(value, 0.0), score)
        raise UsageError(f"{self.file}: the late penalty of {student} is {value}, no number.")


@dataclass
class Tally:
    """How many hand-ins of a run were late, and what that costs."""

    hand_ins: int = 0
    points: float = 0.0

    def __str__(self) -> str:
        if not self.hand_ins:
            return ""
        return (
            f"{self.hand_ins} handed in late; penalties of {self.points:g} points are in the "
            "gradebook (scores in summary.csv are without them)."
        )


def seconds_late(
    when: datetime.datetime | None,
    due: datetime.datetime | None,
    extension: datetime.timedelta | None,
) -> float:
    """Seconds after the due date and extension; 0 without a stamp or a due date."""
    if when is None or due is None:
        return 0.0
    return max(0.0, (when - due - (extension or datetime.timedelta())).total_seconds())


def assess(
    connection: Connection, policy: Policy, submission: str, when: datetime.datetime | None
) -> tuple[float, float]:
    """Set the penalties of one hand-in, inside the caller's transaction.

    Args:
        submission: id of its row in submitted_assignment.
        when: what its timestamp.txt says; None without one.
    Returns:
        Seconds late, and the penalty of all its notebooks.
    """
    table = tables()
    hand_in, assignment = table.submitted_assignment, table.assignment
    row = connection.execute(
        sa.select(hand_in.c.student_id, hand_in.c.extension, assignment.c.duedate)
        .join(assignment, assignment.c.id == hand_in.c.assignment_id)
        .where(hand_in.c.id == submission)
    ).one()
    seconds, total = seconds_late(when, row.duedate, row.extension), 0.0
    for book, score, old in connection.execute(_scores(submission)).all():
        new = policy.penalty(row.student_id, score, seconds) if seconds else None
        total += new or 0.0
        if new != old:
            rows = table.submitted_notebook
            change = sa.update(rows).where(rows.c.id == book)
            connection.execute(change.values(late_submission_penalty=new))
    return seconds, total


def _scores(submission: str) -> sa.Select[Any]:
    """Each notebook with its score, as nbgrader computes it, and its present penalty."""
    from nbgrader.api import Grade

    books = tables().submitted_notebook
    score = sa.func.coalesce(sa.func.sum(Grade.score), 0.0)
    total = sa.select(score).where(Grade.notebook_id == books.c.id).scalar_subquery()
    return sa.select(books.c.id, total, books.c.late_submission_penalty).where(
        books.c.assignment_id == submission
    )
