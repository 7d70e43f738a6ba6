"""Workers on this machine: one thread each, and each feeds one judge process.

A judge that dies is replaced, and its notebook tried once more. Threads only wait for their judge;
the main thread alone writes. What has been judged waits in a queue of bounded length, so that
memory does not grow with the class.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder import canary
from autograder.errors import EnvironmentProblem
from autograder.grade import hand_in
from autograder.grade.run import Run
from autograder.grade.submissions import Submission
from autograder.sandbox import Limits

JUDGE_TRIES = 2
PATIENCE_SECONDS = 10
MAX_WAITING = 64  # answers that the main thread has not written yet
Answers = Generator[tuple[Submission, dict[str, Any]]]


# --- one judge -----------------------------------------------------------------------------------
class JudgeProcess:
    """A judge with its warm server: started when first asked, and again when it has died."""

    def __init__(self, root: Path, limits: Limits, isolation: str, slot: int) -> None:
        self.settings = {
            "root": str(root),
            "limits": asdict(limits),
            "isolation": isolation,
            "slot": slot,
        }
        self.process: subprocess.Popen[str] | None = None
        self.stopping = False

    def ask(self, job: dict[str, Any]) -> dict[str, Any]:
        """The judge's answer, or {"could_not_run": why} when it died every time.

        Raises:
            EnvironmentProblem: there is no sandbox to judge in.
        """
        for _ in range(JUDGE_TRIES):
            with suppress(OSError):  # the pipe to a judge that died
                answer = self._exchange(self._ready(), job)
                if answer is not None:
                    return answer
            if self.stopping:
                raise SystemExit
            self.end()
        return {"could_not_run": f"the judge's process died {JUDGE_TRIES} times"}

    def _ready(self) -> subprocess.Popen[str]:
        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "autograder.grade.judge"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""},
                start_new_session=True,  # Ctrl-C reaches the coordinator, which then ends the judges
            )
            if self._exchange(self.process, self.settings) is None:
                raise BrokenPipeError("the judge died before it was ready")
        return self.process

    def _exchange(
        self, process: subprocess.Popen[str], message: dict[str, Any]
    ) -> dict[str, Any] | None:
        """One line there, one line back; None when the judge ended instead."""
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(message) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line.endswith("\n"):
            return None
        answer = dict(json.loads(line))
        if "failed" in answer:
            self.end()
            raise EnvironmentProblem(answer["failed"])
        return answer

    def stop(self) -> None:
        """End the judge now, from another thread than the one that asks."""
        self.stopping = True
        self.end()

    def end(self, patience_seconds: float = 0) -> None:
        """End the judge; it goes by itself when its input closes, and its sandbox with it."""
        process, self.process = self.process, None
        if process is None:
            return
        assert process.stdin is not None and process.stdout is not None
        with suppress(OSError):  # what was not written yet goes nowhere
            process.stdin.close()
        try:
            process.wait(timeout=patience_seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


# --- the workers of one run ------------------------------------------------------------------------
class Local:
    """Judges hand-ins on this machine, `--workers` at a time."""

    def __init__(self, run: Run) -> None:
        self.of = run
        self.isolation = canary.require(run.options.isolation)

    def __enter__(self) -> Local:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left: `answers` ends its workers."""

    def answers(self, waiting: list[Submission]) -> Answers:
        """Every hand-in with its answer, in the order in which they are ready."""
        todo: queue.SimpleQueue[Submission] = queue.SimpleQueue()
        for submission in waiting:
            todo.put(submission)
        done: Done = queue.Queue(maxsize=MAX_WAITING)
        count = min(self.of.options.workers, len(waiting))
        threads = [Worker(self.of, self.isolation, slot, todo, done) for slot in range(count)]
        for thread in threads:
            thread.start()
        try:
            for _ in waiting:
                item = done.get()
                if isinstance(item, BaseException):
                    raise item
                yield item
        except BaseException:
            for thread in threads:
                thread.stop()
            raise
        finally:
            for thread in threads:
                thread.join(timeout=2 * PATIENCE_SECONDS)


Done = queue.Queue[tuple[Submission, dict[str, Any]] | BaseException]


class Worker(threading.Thread):
    """Takes hand-ins from one queue and puts answers into the other, until the first is empty."""

    def __init__(
        self, run: Run, isolation: str, slot: int, todo: queue.SimpleQueue[Submission], done: Done
    ) -> None:
        super().__init__(daemon=True)
        self.of, self.todo, self.done = run, todo, done
        self.judge = JudgeProcess(run.project.root, run.options.limits, isolation, slot)

    def run(self) -> None:
        """What the thread does."""
        try:
            for submission in self._submissions():
                self._put((submission, self._answer(submission)))
        except BaseException as error:
            if not self.judge.stopping:
                self._put(error)
        finally:
            self.judge.end(PATIENCE_SECONDS)

    def _submissions(self) -> Iterator[Submission]:
        with suppress(queue.Empty):
            while not self.judge.stopping:
                yield self.todo.get_nowait()

    def _answer(self, submission: Submission) -> dict[str, Any]:
        job = hand_in.read(submission)
        assignment = self.of.project.assignment(submission.assignment)
        answer = hand_in.judge(job, assignment, self.of.options.seed, self.judge.ask)
        return {**answer, "fingerprint": self.of.grounds.fingerprint(job)}

    def _put(self, item: tuple[Submission, dict[str, Any]] | BaseException) -> None:
        while not self.judge.stopping:
            with suppress(queue.Full):
                self.done.put(item, timeout=0.5)
                return

    def stop(self) -> None:
        """End now; called by the main thread."""
        self.judge.stop()
