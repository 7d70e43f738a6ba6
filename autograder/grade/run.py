"""What stays the same for all hand-ins of a run, and how a result begins and ends."""

from __future__ import annotations

import datetime
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from autograder.errors import AutograderError
from autograder.exercise import BACKENDS
from autograder.grade import course_folder, hand_in, results
from autograder.grade.grounds import Grounds
from autograder.grade.options import Options
from autograder.grade.submissions import Submission
from autograder.project import Project


class Run:
    """One run of `autograder grade`.

    Attributes:
        isolation: the level that student code runs at; known when the workers are.
    """

    def __init__(self, project: Project, options: Options) -> None:
        self.project, self.options = project, options
        self.grounds = Grounds(project, options.limits, options.isolation != "none")
        self.isolation = "none" if options.isolation == "none" else "bwrap"

    def old_result(self, submission: Submission) -> dict[str, Any] | None:
        """What an earlier run left for this hand-in; None for nothing, or nothing readable."""
        names = (results.stand_in(submission.student), results.stand_in(submission.assignment))
        with suppress(AutograderError, OSError):
            return results.read(results.path(self.options.out, *names))
        return None

    def still_holds(self, old: dict[str, Any], submission: Submission) -> bool:
        """Whether an earlier result is still right. What could not be run is tried again."""
        if self.options.force:
            return False
        same = bool(old["fingerprint"] == self.grounds.fingerprint(hand_in.read(submission)))
        return same and not hand_in.is_unsure(old)

    def refused(self, submission: Submission) -> dict[str, Any]:
        """The result of a hand-in that no judge sees."""
        print_ = self.grounds.fingerprint(hand_in.read(submission))
        return {**self._empty(submission, print_), "reason": submission.refused}

    def result(self, submission: Submission, answer: dict[str, Any]) -> dict[str, Any]:
        """The result of a hand-in from a worker's answer (`hand_in.judge`, and a fingerprint)."""
        result = self._empty(submission, answer["fingerprint"]) | hand_in.verdict(answer)
        result["isolation"] = answer["isolation"] or self.isolation
        problem = course_folder.stamp_problem(submission.folder)
        result["problems"] += [problem] if problem else []
        return result

    def _empty(self, submission: Submission, fingerprint: str) -> dict[str, Any]:
        assignment = self.project.assignments.get(submission.assignment)
        name = results.stand_in(submission.assignment)
        return {
            "schema_version": 1,
            "student": results.stand_in(submission.student),
            "assignment": name,
            "title": assignment.title if assignment else name,
            "part": assignment.part if assignment else "",
            "status": "could_not_grade",
            "reason": "",
            "score": None,
            "max_score": sum(assignment.points(b) for b in BACKENDS) if assignment else 0.0,
            "graded_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "seed": self.options.seed,
            "fingerprint": fingerprint,
            "isolation": self.isolation,
            "limits": asdict(self.options.limits),
            "environment": self.grounds.environment,
            "problems": [],
            "notebooks": {},
        }
