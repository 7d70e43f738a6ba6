"""The author's gate: is an exercise fit to grade anybody? Used by `autograder check`."""

from __future__ import annotations

import multiprocessing
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from autograder import agreement
from autograder.answers import Answer
from autograder.errors import AutograderError
from autograder.evaluate import CheckResult, ExerciseJudge, earned, judge_source, possible
from autograder.exercise import BACKENDS, Exercise
from autograder.grade.guard import guarded
from autograder.mutate import broken
from autograder.project import Project

MIN_VISIBLE, MIN_HIDDEN, MIN_WRONG = 2, 3, 4
CHECK_SECONDS, SPARE_MB = 30.0, 8192  # CPU and memory of one check: far more than any honest one


@dataclass
class Verdict:
    """What the gate found for one exercise and backend."""

    slug: str
    backend: str
    full: float = 0.0
    reference: float = 0.0
    stub: float = 0.0
    wrong: list[tuple[str, float]] = field(default_factory=list)
    right: list[tuple[str, float]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    agreement: agreement.Agreement | None = None


def inspect_exercise(exercise: Exercise) -> list[Verdict]:
    """Judge the references, the stub and all named answers of one exercise."""
    judge = ExerciseJudge(exercise)
    verdicts = [_inspect_backend(judge, backend) for backend in BACKENDS]
    verdicts[0].problems += _count_problems(exercise)
    verdicts[1].agreement = agreement.compare(judge)
    verdicts[1].problems += verdicts[1].agreement.problems[:5]
    return verdicts


def _judge(
    judge: ExerciseJudge, backend: str, *sources: str, seed: str = "gate"
) -> list[CheckResult]:
    """Judge an author's code; a mistake may well be a loop that never ends."""

    def around(_: str, run: Callable[[], tuple[str, str]]) -> tuple[str, str, float]:
        with guarded(CHECK_SECONDS, SPARE_MB):
            return (*run(), 0.0)

    return judge_source(judge, backend, *sources, seed=seed, around=around)


def _count_problems(exercise: Exercise) -> Iterator[str]:
    visible = [c for c in exercise.all_checks if c.visible]
    hidden = [c for c in exercise.all_checks if not c.visible]
    for what, found, wanted in (
        ("visible checks", len(visible), MIN_VISIBLE),
        ("hidden checks", len(hidden), MIN_HIDDEN),
        ("named wrong answers", len(exercise.wrong_answers), MIN_WRONG),
    ):
        if found < wanted:
            yield f"{found} {what}, at least {wanted} are needed"
    for backend in BACKENDS:
        if not any(backend in a.backends for a in exercise.wrong_answers):
            yield f"no wrong answer for {backend}"


def _inspect_backend(judge: ExerciseJudge, backend: str) -> Verdict:
    exercise = judge.exercise
    verdict = Verdict(exercise.slug, backend, full=sum(exercise.points(backend)))
    for seed in ("gate", "other"):  # a second draw: a check must not depend on luck
        results = _judge(judge, backend, exercise.answer(backend), seed=seed)
        verdict.reference = earned(results)
        verdict.problems += [
            f"reference: {r.check} {r.outcome}: {r.message}"
            for r in results
            if r.outcome != "passed"
        ]
    results = _judge(judge, backend, exercise.stub(backend))
    verdict.stub = earned(results)
    verdict.problems += [f"the empty stub passes {r.check}" for r in results if r.points]
    verdict.problems += [
        f"the empty stub: {r.check} is {r.outcome!r}, expected 'missing'"
        for r in results
        if r.outcome not in ("missing", "passed")
    ]
    for answer in exercise.wrong_answers:
        if backend in answer.backends:
            _inspect_answer(judge, backend, answer, verdict, must_lose=True)
    for answer in exercise.right_answers:
        if backend in answer.backends:
            _inspect_answer(judge, backend, answer, verdict, must_lose=False)
    if broken.exists(exercise):
        _inspect_broken(judge, backend, verdict)
    return verdict


def _inspect_broken(judge: ExerciseJudge, backend: str, verdict: Verdict) -> None:
    """Code that students repair: the checks must notice its mistake, the visible ones too."""
    exercise = judge.exercise
    code = broken.answer(exercise, backend)
    results = _judge(judge, backend, exercise.answer(backend), code)
    verdict.wrong.append((broken.NAME, earned(results)))
    for visible in (True, False):
        if all(r.outcome == "passed" for r in results if r.visible is visible):
            kind = "visible" if visible else "hidden"
            verdict.problems.append(f"the broken code passes all {kind} checks")
    verdict.problems += [
        f"the broken code: {r.check} could not run: {r.message}"
        for r in results
        if r.outcome == "could_not_run"
    ]


def _inspect_answer(
    judge: ExerciseJudge, backend: str, answer: Answer, verdict: Verdict, must_lose: bool
) -> None:
    with warnings.catch_warnings():  # a mean over nothing is a mistake that a wrong answer may make
        warnings.simplefilter("ignore")
        results = _judge(judge, backend, judge.exercise.answer(backend), answer.source)
    got, full = earned(results), possible(results)
    (verdict.wrong if must_lose else verdict.right).append((answer.name, got))
    if must_lose and got >= full:
        verdict.problems.append(f"wrong answer {answer.name} keeps all {full:g} points")
    if not must_lose and got < full:
        lost = next(r for r in results if r.outcome != "passed")
        verdict.problems.append(
            f"right answer {answer.name} loses points: {lost.check} {lost.outcome}: {lost.message}"
        )
    verdict.problems += [  # else it would be caught for what it lacks, not for its mistake
        f"{answer.name}: {r.check}: {r.message.splitlines()[0]}"
        for r in results
        if r.outcome == "error" and "raised NameError" in r.message
    ][:1]
    verdict.problems += [
        f"{answer.name}: {r.check} could not run: {r.message}"
        for r in results
        if r.outcome == "could_not_run"
    ]


def page_problems(project: Project) -> list[str]:
    """Exercises that stand on no page, or on several; slugs on pages that do not exist."""
    shown = [
        (chapter, slug) for chapter in project.pages for slug in project.slugs_on_page(chapter)
    ]
    problems = []
    for slug, exercise in project.exercises.items():
        pages = [chapter for chapter, s in shown if s == slug]
        if pages != [exercise.chapter]:
            problems.append(
                f"{slug}: must stand once, on the page of {exercise.chapter!r}; stands on {pages}."
            )
    problems += [
        f"page {chapter!r} shows unknown exercise {slug!r}"
        for chapter, slug in shown
        if slug not in project.exercises
    ]
    return problems


def check_all(
    exercises: list[Exercise], workers: int, report: Callable[[list[Verdict]], None]
) -> list[Verdict]:
    """Inspect exercises in parallel, reporting each as it is done."""
    found: list[Verdict] = []
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers, initializer=_one_thread, maxtasksperchild=None) as pool:
        for verdicts in pool.imap(_inspect_safely, exercises):
            report(verdicts)
            found += verdicts
    return found


def _one_thread() -> None:
    import torch

    torch.set_num_threads(1)


def _inspect_safely(exercise: Exercise) -> list[Verdict]:
    try:
        return inspect_exercise(exercise)
    except AutograderError as error:
        return [Verdict(exercise.slug, "both", problems=[str(error)])]
    except Exception as error:
        where = f"{type(error).__name__}: {error}"
        return [Verdict(exercise.slug, "both", problems=[f"its files do not run: {where}"])]


__all__ = ["Verdict", "check_all", "inspect_exercise", "page_problems"]
