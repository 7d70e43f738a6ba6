"""`--dask ADDRESS`: the same jobs on a Dask cluster.

Each Dask worker gets a plugin: the sources of the assignments that are graded, in a private
folder, and one judge with its warm server for each of its threads, all separate processes. A task
is one hand-in's bytes, and comes back as the judge's answer. No worker sees the class, a path, the
gradebook or a grade that was given. What a dead worker had is given to another one by Dask.

The cluster is trusted, as this machine is: it holds the checks, and Dask runs code for whoever
reaches its scheduler. Student code runs in the sandbox there as here.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
import os
import queue
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dask
from distributed import Client, Worker, get_worker
from distributed.diagnostics.plugin import WorkerPlugin
from distributed.scheduler import KilledWorker

from autograder import canary
from autograder.errors import AutograderError, EnvironmentProblem, UsageError
from autograder.grade import grounds, hand_in
from autograder.grade.hand_in import Job
from autograder.grade.run import Run
from autograder.grade.submissions import Submission
from autograder.grade.workers import PATIENCE_SECONDS, Answers, JudgeProcess
from autograder.project import Project
from autograder.sandbox import LEVELS, Limits

ADDRESS = re.compile(r"(tcp|tls)://.+:\d+")
NAME = "autograder-judge"
CONNECT_SECONDS = 30
WORKERS_SECONDS = 600  # how long to wait while the cluster has no worker; a queue may be long
POLL_SECONDS = 5.0
AHEAD = 3  # hand-ins under way for each thread of the cluster
SLOTS = 4000  # sandboxes of several Dask workers on one machine are different users


# --- on the workers --------------------------------------------------------------------------------
@dataclass
class JudgePlugin(WorkerPlugin):
    """What a Dask worker needs to judge: made by the coordinator, set up by each worker."""

    name: str
    files: dict[str, bytes]  # path in the project -> content
    limits: Limits
    isolation: str
    grounds: dict[str, str]
    state: dict[str, Any] = field(default_factory=dict)

    def setup(self, worker: Worker) -> None:
        """Write the files, for this user's eyes only, where Dask itself clears up after a kill.

        Judges are started by the first job, whose answer can say what is wrong.
        """
        root = Path(tempfile.mkdtemp(prefix="autograder-", dir=worker.local_directory))
        for name, content in self.files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        judges: queue.SimpleQueue[JudgeProcess] = queue.SimpleQueue()
        first = 1000 + os.getpid() % SLOTS * 16
        made = [
            JudgeProcess(root, self.limits, self.isolation, first + number % 16)
            for number in range(worker.state.nthreads)
        ]
        for judge in made:
            judges.put(judge)
        self.state = {"root": root, "judges": judges, "all": made, "lock": threading.Lock(),
                      "project": Project(root), "level": ""}  # fmt: skip

    def teardown(self, worker: Worker) -> None:
        """End the judges and remove the files."""
        for judge in self.state["all"]:
            judge.stop()
        shutil.rmtree(self.state["root"], ignore_errors=True)

    def level(self) -> str:
        """The isolation level here, after the sandbox has been attacked once.

        Raises:
            EnvironmentProblem: no sandbox, or other versions than the coordinator's.
        """
        with self.state["lock"]:
            if not self.state["level"]:
                _refuse_differences(self.grounds)
                level = canary.require(self.isolation)
                for judge in self.state["all"]:
                    judge.settings["isolation"] = level  # what was attacked, and nothing weaker
                self.state["level"] = level
        return str(self.state["level"])

    def judge(self, job: Job, seed: str) -> dict[str, Any]:
        """Judge one hand-in with a judge that is free; there are as many as threads."""
        level = self.level()
        judge = self.state["judges"].get()
        try:
            assignment = self.state["project"].assignment(job.assignment)
            answer = hand_in.judge(job, assignment, seed, judge.ask)
        finally:
            self.state["judges"].put(judge)
        return answer | {"isolation": level}


def _own_grounds() -> dict[str, str]:
    return grounds.environment() | {"the autograder's code": grounds.code()}


def _refuse_differences(wanted: dict[str, str]) -> None:
    here = _own_grounds()
    unlike = [f"{k} {here.get(k)} instead of {v}" for k, v in wanted.items() if here.get(k) != v]
    if unlike:
        raise EnvironmentProblem(
            f"it has {'; '.join(unlike)}. Install the same there as where 'autograder grade' runs."
        )


def judge_one(name: str, job: Job, seed: str) -> str:
    """The task: one hand-in, on the worker where it lands; the answer as JSON."""
    plugin: Any = get_worker().plugins[name]
    return json.dumps(plugin.judge(job, seed))


async def find_level(name: str, dask_worker: Worker) -> str:
    """The isolation level of one worker; it takes seconds, so a thread does it."""
    plugin: Any = dask_worker.plugins[name]
    return str(await asyncio.to_thread(plugin.level))


def left_behind(dask_scheduler: Any) -> list[str]:
    """Plugins of coordinators that are gone (killed): their clients are no longer connected."""
    names = [n for n in dask_scheduler.worker_plugins if n.startswith(f"{NAME} ")]
    return [n for n in names if n.partition(" ")[2] not in dask_scheduler.clients]


# --- on the coordinator ------------------------------------------------------------------------------
@contextmanager
def _explained(address: str) -> Iterator[None]:
    try:
        yield
    except (OSError, TimeoutError, asyncio.CancelledError) as error:
        raise EnvironmentProblem(
            f"Dask cluster {address}: {str(error) or type(error).__name__}. Is its scheduler "
            "running and reached from here? What was graded is kept; run the same command again."
        ) from None


def _quiet_dask() -> None:
    """Dask logs each lost connection with its traceback; what matters is said once, by us."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


class Cluster:
    """Judges hand-ins on a Dask cluster, as many at a time as it has threads.

    Raises:
        UsageError: the address is none of a scheduler.
        EnvironmentProblem: no cluster there, no worker in time, or a worker that cannot judge.
    """

    def __init__(self, run: Run, assignments: set[str]) -> None:
        _quiet_dask()
        self.of, self.address = run, str(run.options.dask)
        if not ADDRESS.fullmatch(self.address):
            raise UsageError(f"--dask: expected tcp://HOST:PORT; got {self.address!r}.")
        with _explained(self.address):
            connect: Any = Client  # Dask's client is not typed
            self.client = connect(self.address, timeout=CONNECT_SECONDS, set_as_default=False)
        self.name, self.registered = f"{NAME} {self.client.id}", False
        self.under_way: dict[str, tuple[Any, Submission, Job]] = {}  # future, what it is about
        self.done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._threads, self._counted_at = 0, 0.0
        try:
            with _explained(self.address):
                self.isolation = self._prepare(assignments)
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        """Take back what is not done, and leave no judge behind on the workers."""
        with suppress(OSError, TimeoutError, asyncio.CancelledError):  # it may be gone
            self.client.cancel([future for future, *_ in self.under_way.values()])
            if self.registered:
                self.client.unregister_worker_plugin(self.name)
        with suppress(OSError, TimeoutError):
            self.client.close(timeout=PATIENCE_SECONDS)

    def _prepare(self, assignments: set[str]) -> str:
        """Give every worker the plugin; returns the weakest isolation level among them."""
        self._wait_for_a_worker()
        for name in self.client.run_on_scheduler(left_behind):
            self.client.unregister_worker_plugin(name)
        options = self.of.options
        files = dict(self._files(assignments))
        plugin = JudgePlugin(self.name, files, options.limits, options.isolation, _own_grounds())
        self.client.register_plugin(plugin, name=self.name)
        self.registered = True
        levels = self.client.run(find_level, self.name, on_error="return")
        for worker, level in levels.items():
            if isinstance(level, BaseException):
                raise EnvironmentProblem(f"Dask worker {worker}: {level}")
        return str(max(levels.values(), key=LEVELS.index))

    def _files(self, assignments: set[str]) -> Iterator[tuple[str, bytes]]:
        project = self.of.project
        for name in assignments:
            page = project.pages[name]
            for path in (page, *grounds.files(project, project.assignment(name))):
                yield str(path.relative_to(project.root)), path.read_bytes()

    def _wait_for_a_worker(self) -> None:
        if self._count() == 0:
            print(
                f"autograder: the Dask cluster {self.address} has no worker; waiting for one up to "
                f"{WORKERS_SECONDS:g} s.",
                file=sys.stderr,
            )
        begun = time.monotonic()
        while self._count() == 0:
            if time.monotonic() - begun > WORKERS_SECONDS:
                raise EnvironmentProblem(
                    f"Dask cluster {self.address}: no worker came in {WORKERS_SECONDS:g} s. Start "
                    "some (dask worker), then run the same command again: what was graded is kept."
                )
            time.sleep(min(POLL_SECONDS, WORKERS_SECONDS / 4))

    def _count(self) -> int:
        """Threads of the cluster at present."""
        self._threads, self._counted_at = sum(self.client.nthreads().values()), time.monotonic()
        return self._threads

    # -- the hand-ins
    def answers(self, waiting: list[Submission]) -> Answers:
        """Every hand-in with its answer, in the order in which they are ready."""
        coming = iter(waiting)
        with _explained(self.address):
            self._send(coming)
            while self.under_way:
                future = self._next()
                _, submission, job = self.under_way.pop(future.key)
                answer = self._answer(future, job)
                future.release()
                self._send(coming)
                yield submission, answer | {"fingerprint": self.of.grounds.fingerprint(job)}

    def _send(self, coming: Iterator[Submission]) -> None:
        if time.monotonic() - self._counted_at > POLL_SECONDS:
            self._count()
        room = max(1, AHEAD * self._threads) - len(self.under_way)
        for submission in itertools.islice(coming, max(0, room)):
            job = hand_in.read(submission)
            with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}):
                future = self.client.submit(
                    judge_one, self.name, job, self.of.options.seed, pure=False
                )
            self.under_way[future.key] = (future, submission, job)
            future.add_done_callback(self.done.put)

    def _next(self) -> Any:
        """The next future that is ready, while there is somebody to work on it."""
        while True:
            with suppress(queue.Empty):
                return self.done.get(timeout=POLL_SECONDS)
            if self.client.status != "running":
                raise OSError("the connection is lost")
            self._wait_for_a_worker()

    def _answer(self, future: Any, job: Job) -> dict[str, Any]:
        if future.status == "finished":
            return dict(json.loads(future.result()))
        if future.status == "cancelled":
            raise OSError("the scheduler has dropped a job: it was restarted, or is gone")
        error = future.exception()
        if error is None:  # its worker died when it had answered, and another computed it again
            return dict(json.loads(future.result()))
        if isinstance(error, KilledWorker):
            assignment = self.of.project.assignment(job.assignment)
            reason = "the Dask workers that had this hand-in died, one after the other"
            return hand_in.could_not_run(job, assignment, reason)
        if isinstance(error, AutograderError):
            raise EnvironmentProblem(f"Dask cluster {self.address}: a worker said: {error}")
        raise EnvironmentProblem(
            f"Dask cluster {self.address}: a job failed: {type(error).__name__}: {error}. "
            "What was graded is kept."
        )
