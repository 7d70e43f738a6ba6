"""`autograder grade`: finds what is to be graded, has it judged, and alone writes what comes of it.

It never runs student code and imports no torch. Results are written one hand-in at a time,
atomically, so that a run stopped at any moment is continued by the next one: what is there and
unchanged is not graded again.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Any

from tqdm import tqdm

from autograder import sandbox
from autograder.errors import EnvironmentProblem
from autograder.grade import feedback, gradebook, hand_in, lock, report, results, submissions
from autograder.grade.options import Options
from autograder.grade.run import Run
from autograder.grade.submissions import Submission
from autograder.grade.workers import Local
from autograder.project import Project

Made = Generator[tuple[dict[str, Any], Submission]]
BAR = "{percentage:3.0f}% |{bar}| {n_fmt}/{total_fmt}, {rate_fmt}, {remaining} left{postfix}"


def grade(project: Project, options: Options) -> int:
    """Grade what is missing or has changed; returns the exit code."""
    found = submissions.find(options.submissions, project, options.assignments)
    _prepare(options.out)
    try:
        with lock.held(options.out):
            return _grade(Run(project, options), found)
    except OSError as error:
        raise _environment(error, options.out) from None


def _grade(run: Run, found: list[Submission]) -> int:
    with gradebook.Writer(run.options.gradebook, run.options.out, run.project) as book:
        waiting = [s for s in found if not _is_done(run, book, s)]
        print(
            f"{len(found)} submissions, {len(found) - len(waiting)} already graded and unchanged",
            flush=True,
        )
        for result, submission in _with_bar(_results(run, waiting), len(waiting)):
            _keep(run, book, submission, result)
        late = str(book.late)
    results.write_tables(run.options.out)
    return _say(run.options.out, report.write(run.options.out), late)


def _prepare(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".write_test"
        probe.write_bytes(b"x")
        probe.unlink()
    except FileExistsError:
        raise EnvironmentProblem(f"--out {out} is a file; name a folder.") from None
    except OSError as error:
        raise _environment(error, out) from None


def _environment(error: OSError, out: Path) -> EnvironmentProblem:
    if error.errno == errno.ENOSPC:
        what = "the disk is full. Free some space and run the same command again: what was graded is kept"
    else:
        what = f"{error.strerror or error}. Choose a folder that can be written with --out"
    return EnvironmentProblem(f"{out}: {what}.")


def _is_done(run: Run, book: gradebook.Writer, submission: Submission) -> bool:
    """Whether an earlier result still holds; the gradebook then gets what it may lack of it."""
    old = run.old_result(submission)
    if old is None or not run.still_holds(old, submission):
        return False
    if not submission.refused:
        book.refresh(old, submission.folder)
    return True


def _results(run: Run, waiting: list[Submission]) -> Made:
    """Results in the order in which they are ready."""
    for submission in waiting:
        if submission.refused:
            yield run.refused(submission), submission
    willing = [s for s in waiting if not s.refused]
    if not willing:
        return
    with _engine(run, willing) as engine:
        run.isolation = engine.isolation
        print(f"isolation: {run.isolation}", flush=True)
        if run.isolation == "landlock":
            print(f"autograder: {sandbox.WEAKER}", file=sys.stderr, flush=True)
        with closing(engine.answers(willing)) as answers:
            for submission, answer in answers:
                yield run.result(submission, answer), submission


def _engine(run: Run, waiting: list[Submission]) -> Any:
    if run.options.dask is None:
        return Local(run)
    from autograder.grade.cluster import Cluster  # imported late: Dask is not always installed

    return Cluster(run, {s.assignment for s in waiting})


def _with_bar(made: Made, total: int) -> Made:
    """The same, with one bar on a terminal: done, rate, time left, problems so far."""
    problems = 0
    with closing(made), _bar(total) as bar:
        for result, submission in made:
            yield result, submission
            problems += bool(hand_in.needs_a_human(result))
            bar.set_postfix_str(f"{problems} problem{'s' * (problems != 1)}", refresh=False)
            bar.update()


def _bar(total: int) -> tqdm[Any]:
    shown = total > 0 and sys.stderr.isatty()
    sizeless = shown and not os.get_terminal_size(sys.stderr.fileno()).columns
    width: dict[str, Any] = {"ncols": 80, "nrows": 24} if sizeless else {"dynamic_ncols": True}
    return tqdm(
        total=total, unit=" hand-ins", bar_format=BAR, smoothing=0.1, postfix="0 problems",
        disable=not shown, **width,
    )  # fmt: skip


def _keep(run: Run, book: gradebook.Writer, submission: Submission, result: dict[str, Any]) -> None:
    """Gradebook, feedback, then the result file: it is the mark that all of it is done."""
    book.write(result, submission.folder)
    assignment = run.project.assignments.get(submission.assignment)
    if assignment is not None:
        feedback.write(run.options.out, result, assignment)
    results.write(run.options.out, result)


def _say(out: Path, page: Path, late: str) -> int:
    graded = trouble = 0
    for result in results.iterate(out):
        reason = hand_in.needs_a_human(result)
        if reason:
            trouble += 1
            print(f"needs a human: {result['student']}/{result['assignment']}: {reason}")
        else:
            graded += 1
    if late:
        print(late)
    print(f"{graded} graded, {trouble} need a human. Report: {page}")
    return 1 if trouble else 0
