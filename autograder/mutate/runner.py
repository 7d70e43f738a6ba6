"""All mutants and named answers of some exercises, in parallel warm worker processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from autograder.evaluate import ExerciseJudge, judge_source
from autograder.exercise import BACKENDS, Exercise
from autograder.mutate import equivalent, generate, hunt
from autograder.mutate.arena import Limits, Report, in_fork
from autograder.mutate.equivalent import Equivalent
from autograder.mutate.fingerprint import fingerprint
from autograder.mutate.generate import Mutant

CHUNK = 20  # mutants a task
LIMITS = Limits()


@dataclass(frozen=True)
class Fate:
    """What became of a mutant: "alive", or what killed it and in which check."""

    mutant: Mutant
    ended: str  # alive | failed | error | timeout | memory | missing | crashed | could_not_run
    check: str = ""
    message: str = ""

    @property
    def killed(self) -> bool:
        """A check took points. A check that broke ("could_not_run") judged nothing."""
        return self.ended not in ("alive", "could_not_run")


@dataclass(frozen=True)
class Grades:
    """One named answer's grades in repeated runs. `kind`: reference, stub, right or wrong."""

    kind: str
    name: str
    full: float
    points: list[list[float]]
    problem: str = ""

    @property
    def totals(self) -> list[float]:
        """Points of each run."""
        return [sum(run) for run in self.points]

    def good(self, run: int) -> bool:
        """Is the grade of this run what it must be?

        Equal inputs give the same points check by check. Whatever the inputs, a right answer
        has full points, a stub none, and a wrong answer less than full.
        """
        if run >= len(self.points):
            return False
        if run < hunt.SAME and self.points[run] != self.points[0]:
            return False
        total = self.totals[run]
        if self.kind == "wrong":
            return total < self.full
        return total == (0 if self.kind == "stub" else self.full)


@dataclass
class Outcome:
    """Everything found out about the grader of one exercise and backend."""

    exercise: Exercise
    backend: str
    hash: str  # of the exercise before the run
    fates: list[Fate] = field(default_factory=list)
    grades: list[Grades] = field(default_factory=list)
    listed: list[Equivalent] = field(default_factory=list)


@dataclass(frozen=True)
class _Task:
    exercise: Exercise
    backend: str
    mutants: tuple[Mutant, ...] | None  # None: the named answers


def run(
    exercises: Iterable[Exercise], workers: int, progress: Callable[[int, int], None]
) -> list[Outcome]:
    """Grade the graders.

    Args:
        exercises: which ones.
        workers: processes, each with torch imported once.
        progress: called with (answers judged, answers in all).
    """
    outcomes = {
        (e.slug, b): Outcome(e, b, fingerprint(e), listed=equivalent.read(e))
        for e in exercises
        for b in BACKENDS
    }
    tasks = [t for o in outcomes.values() for t in _tasks(o)]
    total, done = sum(map(_size, tasks)), 0
    progress(0, total)
    context = multiprocessing.get_context("spawn")
    with context.Pool(min(workers, len(tasks) or 1), initializer=_warm) as pool:
        for task, fates, grades in pool.imap_unordered(_work, tasks):
            outcome = outcomes[task.exercise.slug, task.backend]
            outcome.fates += fates
            outcome.grades += grades
            done += _size(task)
            progress(done, total)
    for outcome in outcomes.values():
        outcome.fates.sort(key=lambda f: (f.mutant.line, f.mutant.operator, f.mutant.after))
    return list(outcomes.values())


def _tasks(outcome: Outcome) -> Iterator[_Task]:
    made = generate.mutants(outcome.exercise, outcome.backend)
    yield _Task(outcome.exercise, outcome.backend, None)
    for start in range(0, len(made), CHUNK):
        yield _Task(outcome.exercise, outcome.backend, tuple(made[start : start + CHUNK]))


def _size(task: _Task) -> int:
    if task.mutants is not None:
        return len(task.mutants)
    return len(list(_answers(task.exercise, task.backend))) * hunt.RUNS


def _warm() -> None:
    import torch

    torch.set_num_threads(1)


def _work(task: _Task) -> tuple[_Task, list[Fate], list[Grades]]:
    judge = _judge(task.exercise)
    if task.mutants is None:
        answers = _answers(task.exercise, task.backend)
        return task, [], [_grades(judge, task.backend, *answer) for answer in answers]
    return task, [_fate(judge, m) for m in task.mutants], []


_judges: dict[str, ExerciseJudge] = {}  # this worker's, one at a time


def _judge(exercise: Exercise) -> ExerciseJudge:
    """The exercise's judge, its references run once so that forks import nothing."""
    key = str(exercise.public)
    if key not in _judges:
        _judges.clear()
        judge = ExerciseJudge(exercise)
        for backend in BACKENDS:
            judge_source(judge, backend, exercise.answer(backend))
        _judges[key] = judge
    return _judges[key]


def _answers(exercise: Exercise, backend: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(kind, name, sources) of every named answer for a backend."""
    whole = exercise.answer(backend)
    yield "reference", "the reference", (whole,)
    yield "stub", "the empty stub", (exercise.stub(backend),)
    for kind, answers in (("right", exercise.right_answers), ("wrong", exercise.wrong_answers)):
        for answer in answers:
            if backend in answer.backends:
                yield kind, answer.name, (whole, answer.source)


def _fate(judge: ExerciseJudge, mutant: Mutant) -> Fate:
    report = in_fork(lambda: hunt.first_loss(judge, mutant.backend, mutant.source), LIMITS)
    if report.ended != "done":
        return Fate(mutant, _ended(report), message=report.reason)
    if report.value is None:
        return Fate(mutant, "alive")
    return Fate(mutant, report.value["outcome"], report.value["check"], report.value["message"])


def _ended(report: Report) -> str:
    return "could_not_run" if report.ended in ("broken", "stalled") else report.ended


def _grades(
    judge: ExerciseJudge, backend: str, kind: str, name: str, sources: tuple[str, ...]
) -> Grades:
    full = sum(judge.exercise.points(backend))
    limits = Limits(LIMITS.cpu_seconds * hunt.RUNS, LIMITS.memory_bytes)
    report = in_fork(lambda: hunt.repeated(judge, backend, sources), limits)
    if report.ended == "done":
        return Grades(kind, name, full, report.value)
    return Grades(kind, name, full, [], f"{report.ended}: {report.reason}")
