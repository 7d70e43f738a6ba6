"""The class in numbers, gathered one result at a time: memory does not grow with the class."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

BINS = 10
LONGEST = 10  # of each list of slowest things
MAX_NOTES = 200  # of each list for a human; the rest are counted
MAX_SIGNATURES = 300  # different sets of failed checks kept for one exercise and library
MAX_EXAMPLES = 8  # students named for each of them
MAX_VERSIONS = 20  # different versions kept of each package


@dataclass
class AssignmentNumbers:
    """One assignment: how many, and how their scores are spread over ten equal bins."""

    name: str
    title: str
    part: str
    graded: int = 0
    could_not_grade: int = 0
    sum_of_shares: float = 0.0
    bins: list[int] = field(default_factory=lambda: [0] * BINS)

    @property
    def mean(self) -> float:
        """Mean share of the points, 0 to 1."""
        return self.sum_of_shares / self.graded if self.graded else 0.0

    def add(self, share: float) -> None:
        """Count one graded hand-in; the full score belongs to the last bin."""
        self.graded += 1
        self.sum_of_shares += share
        self.bins[min(BINS - 1, int(share * BINS))] += 1


@dataclass
class CheckNumbers:
    """One check over all notebooks that were handed in."""

    outcomes: Counter[str] = field(default_factory=Counter)
    cpu_seconds: float = 0.0
    visible: bool = True

    @property
    def judged(self) -> int:
        """How often it gave a verdict."""
        return sum(self.outcomes.values()) - self.outcomes["could_not_run"]

    @property
    def pass_rate(self) -> float:
        """Share of verdicts that are "passed"."""
        return self.outcomes["passed"] / self.judged if self.judged else 1.0

    @property
    def mean_cpu(self) -> float:
        """Mean CPU seconds of one run."""
        return self.cpu_seconds / max(1, sum(self.outcomes.values()))


@dataclass
class Notes:
    """A list for a human that stays short: the first ones, and how many there are."""

    items: list[tuple[str, str, str]] = field(default_factory=list)  # student, assignment, text
    total: int = 0

    def add(self, result: dict[str, Any], text: str) -> None:
        """Keep the note if there is room; count it in any case."""
        self.total += 1
        if len(self.items) < MAX_NOTES:
            self.items.append((result["student"], result["assignment"], text[:1000]))

    @property
    def left_out(self) -> int:
        """How many are counted only."""
        return self.total - len(self.items)


CheckKey = tuple[str, str, str, str]  # assignment, exercise, check, backend
Place = tuple[str, str, str]  # assignment, exercise, backend


@dataclass
class Signature:
    """Hand-ins that fail the same checks: how many, and some of the students."""

    count: int = 0
    students: list[str] = field(default_factory=list)

    def add(self, student: str) -> None:
        """Count one hand-in; remember the first few."""
        self.count += 1
        if len(self.students) < MAX_EXAMPLES:
            self.students.append(student)


@dataclass
class Signatures:
    """Which checks fail together, for one exercise and library."""

    tried: int = 0
    left_out: int = 0
    failing: dict[frozenset[str], Signature] = field(default_factory=dict)

    def add(self, student: str, failed: frozenset[str]) -> None:
        """Count one attempt; a set that comes when there is no room is counted only."""
        self.tried += 1
        if failed in self.failing or len(self.failing) < MAX_SIGNATURES:
            if failed:
                self.failing.setdefault(failed, Signature()).add(student)
        elif failed:
            self.left_out += 1


class Statistics:
    """Feed it every result once, sorted by student; then read its attributes."""

    def __init__(self) -> None:
        self.students = 0
        self.cpu_seconds = 0.0
        self.unprotected = 0
        self.assignments: dict[str, AssignmentNumbers] = {}
        self.shares: dict[Place, tuple[int, float]] = {}
        self.signatures: dict[Place, Signatures] = {}
        self.levels: Counter[str] = Counter()
        self.versions: dict[str, Counter[str]] = {}
        self.checks: dict[CheckKey, CheckNumbers] = {}
        self.refused, self.unsure, self.odd = Notes(), Notes(), Notes()
        self._slowest: list[tuple[float, str, str]] = []
        self._last_student: str | None = None

    def add(self, result: dict[str, Any]) -> None:
        """Count one result."""
        self.students += result["student"] != self._last_student
        self._last_student = result["student"]
        self.unprotected += result["isolation"] == "none"
        self.levels[result["isolation"]] += 1
        self._add_versions(result["environment"])
        self._add_to_assignment(result)
        for problem in result["problems"]:
            self.odd.add(result, problem)
        cpu = 0.0
        for backend, notebook in result["notebooks"].items():
            cpu += notebook["cpu_seconds"]
            if notebook["handed_in"]:
                self._add_notebook(result, backend, notebook)
        self.cpu_seconds += cpu
        entry = (cpu, result["student"], result["assignment"])
        keep = heapq.heappush if len(self._slowest) < LONGEST else heapq.heappushpop
        keep(self._slowest, entry)

    def _add_versions(self, environment: dict[str, str]) -> None:
        for name, version in environment.items():
            found = self.versions.setdefault(name, Counter())
            if version in found or len(found) < MAX_VERSIONS:
                found[version] += 1

    def _add_to_assignment(self, result: dict[str, Any]) -> None:
        name = result["assignment"]
        numbers = self.assignments.setdefault(
            name, AssignmentNumbers(name, result["title"], result["part"])
        )
        if result["status"] == "graded":
            numbers.add(result["score"] / result["max_score"] if result["max_score"] else 0.0)
        else:
            numbers.could_not_grade += 1
            self.refused.add(result, result["reason"])

    def _add_notebook(self, result: dict[str, Any], backend: str, notebook: dict[str, Any]) -> None:
        for slug, checks in notebook["exercises"].items():
            possible = sum(c["max_points"] for c in checks)
            place = (result["assignment"], slug, backend)
            self._add_signature(place, result["student"], checks)
            if possible:
                count, total = self.shares.get(place, (0, 0.0))
                self.shares[place] = (
                    count + 1,
                    total + sum(c["points"] for c in checks) / possible,
                )
            for check in checks:
                self._add_check(result, backend, slug, check)

    def _add_signature(self, place: Place, student: str, checks: list[dict[str, Any]]) -> None:
        """Which checks failed together; an empty answer and an unsure verdict say nothing."""
        outcomes = {c["outcome"] for c in checks}
        if outcomes <= {"missing"} or "could_not_run" in outcomes:
            return
        failed = frozenset(c["check"] for c in checks if c["outcome"] != "passed")
        self.signatures.setdefault(place, Signatures()).add(student, failed)

    def _add_check(
        self, result: dict[str, Any], backend: str, slug: str, check: dict[str, Any]
    ) -> None:
        key = (result["assignment"], slug, check["check"], backend)
        numbers = self.checks.setdefault(key, CheckNumbers(visible=check["visible"]))
        numbers.outcomes[check["outcome"]] += 1
        numbers.cpu_seconds += check["cpu_seconds"]
        if check["outcome"] == "could_not_run":
            self.unsure.add(result, f"{backend}/{slug}/{check['check']}: {check['message']}")

    @property
    def graded(self) -> int:
        """Hand-ins with a grade."""
        return sum(a.graded for a in self.assignments.values())

    @property
    def could_not_grade(self) -> int:
        """Hand-ins without one."""
        return sum(a.could_not_grade for a in self.assignments.values())

    def mean_share(self, assignment: str, slug: str, backend: str) -> float | None:
        """Mean share of an exercise's points, 0 to 1; None when nobody handed it in."""
        count, total = self.shares.get((assignment, slug, backend), (0, 0.0))
        return total / count if count else None

    def exercises(self, assignment: str) -> list[str]:
        """Slugs of one assignment, in the order of its results."""
        return list(dict.fromkeys(s for a, s, _ in self.shares if a == assignment))

    def hardest(self, count: int = 15) -> list[tuple[CheckKey, CheckNumbers]]:
        """The checks that fewest passed, among those that somebody failed."""
        failed = [(k, n) for k, n in self.checks.items() if n.pass_rate < 1]
        return sorted(failed, key=lambda item: (item[1].pass_rate, -item[1].judged, item[0]))[
            :count
        ]

    def slowest_checks(self) -> list[tuple[CheckKey, CheckNumbers]]:
        """The checks that cost most CPU a run."""
        return heapq.nsmallest(LONGEST, self.checks.items(), key=lambda i: (-i[1].mean_cpu, i[0]))

    def slowest_hand_ins(self) -> list[tuple[float, str, str]]:
        """The hand-ins that cost most CPU: (seconds, student, assignment)."""
        return sorted(self._slowest, reverse=True)
