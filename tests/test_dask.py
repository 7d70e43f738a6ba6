"""`--dask`: the same class on a real cluster of two worker processes, and what can go wrong there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.errors import EnvironmentProblem
from autograder.grade.cluster import Cluster

pytestmark = pytest.mark.sandbox
HERE = Path(__file__).parent
QUICK = """
import sys
from autograder.grade import cluster
cluster.CONNECT_SECONDS, cluster.WORKERS_SECONDS, cluster.POLL_SECONDS = 2, 1, 0.5
from autograder import cli
sys.exit(cli.main(sys.argv[1:]))
"""


class ClusterProcess:
    """tests/local_cluster.py at work."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, HERE / "local_cluster.py"], cwd=folder, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "DASK_TEMPORARY_DIRECTORY": str(folder)},
        )  # fmt: skip
        self.address = self._line()

    def _line(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def ask(self, order: str) -> Any:
        assert self.process.stdin is not None
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        return self._line()


@pytest.fixture(scope="module")
def dask_cluster(isolation: str, tmp_path_factory) -> Iterator[ClusterProcess]:
    made = ClusterProcess(tmp_path_factory.mktemp("dask"))
    yield made
    if made.process.poll() is None:
        made.process.communicate()  # end of its input: it closes the cluster


def start(command: list[str], project: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command, cwd=project.root, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def wait_for(process: subprocess.Popen[str], condition: Any) -> None:
    while not condition():
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)


def test_same_grades_although_coordinator_and_worker_are_killed(
    doubling, calm, disturbed, dask_cluster, tmp_path: Path
) -> None:
    """Why: the same class and seed on two other processes, which come and go."""
    out = tmp_path / "out"
    command = disturbed.command(calm.course, out, *calm.arguments, "--dask", dask_cluster.address)
    first = start(command, doubling)
    wait_for(first, lambda: disturbed.results_in(out) >= 5)
    assert not disturbed.members(first.pid)["judge"], "the coordinator judges by itself"
    assert len(dask_cluster.ask("folders")) == 2
    first.kill()
    first.communicate()
    finished = disturbed.results_in(out)
    second = start(command, doubling)
    wait_for(second, lambda: disturbed.results_in(out) >= finished + 5)
    killed = dask_cluster.ask("kill")
    output, errors = second.communicate()
    assert killed > 0 and second.returncode == 0, output + errors
    assert f"{calm.size} submissions, {finished} already graded" in output
    assert disturbed.verdicts(out) == disturbed.verdicts(calm.out)
    assert disturbed.gradebook(out) == disturbed.gradebook(calm.out)
    assert dask_cluster.ask("plugins") == []
    assert dask_cluster.ask("folders") == []


def test_next_run_here_finds_everything_done(
    doubling, calm, disturbed, dask_cluster, tmp_path: Path
) -> None:
    """Why: the cluster goes in the middle of a class; this machine does the rest, and only that."""
    out = tmp_path / "out"
    here = disturbed.command(calm.course, out, *calm.arguments)
    process = start([*here, "--dask", dask_cluster.address], doubling)
    wait_for(process, lambda: disturbed.results_in(out) >= 5)
    dask_cluster.process.kill()
    dask_cluster.process.communicate()
    _, errors = process.communicate()
    assert process.returncode == 3 and "Traceback" not in errors
    assert f"Dask cluster {dask_cluster.address}" in errors and "was graded is kept" in errors
    finished = disturbed.results_in(out)
    done = subprocess.run(here, cwd=doubling.root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{calm.size} submissions, {finished} already graded" in done.stdout
    assert disturbed.verdicts(out) == disturbed.verdicts(calm.out)


@pytest.mark.parametrize(
    ("address", "code", "words"),
    [
        ("localhost", 2, "--dask: expected tcp://HOST:PORT"),
        ("tcp://localhost", 2, "--dask: expected tcp://HOST:PORT"),
        ("tcp://127.0.0.1:9", 3, "Is its scheduler running"),
    ],
)
def test_wrong_address_is_explained(
    doubling, calm, tmp_path: Path, address: str, code: int, words: str
) -> None:
    """Why: each of these is somebody's first attempt."""
    arguments = ["grade", calm.course, "--out", tmp_path / "out", "--dask", address]
    done = subprocess.run(
        [sys.executable, "-c", QUICK, *map(str, arguments)], cwd=doubling.root,
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == code and words in done.stderr, done.stderr
    assert "Traceback" not in done.stderr and not (tmp_path / "out/results").exists()


def test_cluster_without_workers_is_said(doubling, calm, tmp_path: Path) -> None:
    """Why: a queue may be long, but waiting for ever without a word helps nobody."""
    code = (
        "from distributed import LocalCluster\n"
        "with LocalCluster(n_workers=0, dashboard_address=None) as c:\n"
        "    print(c.scheduler_address, flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path,
    ) as scheduler:  # fmt: skip
        assert scheduler.stdout is not None
        address = scheduler.stdout.readline().strip()
        arguments = ["grade", calm.course, "--out", tmp_path / "out", "--dask", address]
        done = subprocess.run(
            [sys.executable, "-c", QUICK, *map(str, arguments)], cwd=doubling.root,
            capture_output=True, text=True,
        )  # fmt: skip
        scheduler.communicate("\n")
    assert done.returncode == 3
    assert "waiting for one" in done.stderr and "no worker came in 1 s" in done.stderr


def test_worker_with_other_versions_is_refused() -> None:
    """Why: a grade by another torch, or another judge, is another grade."""
    from autograder.grade import cluster

    wanted = cluster._own_grounds()
    cluster._refuse_differences(wanted)
    with pytest.raises(EnvironmentProblem, match="torch .* instead of 0.0.*Install the same"):
        cluster._refuse_differences(wanted | {"torch": "0.0"})


def test_workers_get_what_they_need_and_nothing_else(doubling, calm, project) -> None:
    """Why: a path, the gradebook, or another assignment's answers have no business there."""
    from autograder.grade import hand_in
    from autograder.grade.cluster import Cluster
    from autograder.grade.run import Run
    from autograder.grade.submissions import Submission

    job = hand_in.read(Submission("s0000", "doubling", calm.course / "s0000/doubling"))
    assert set(vars(job)) == {"student", "assignment", "notebooks", "unreadable"}
    assert str(calm.course) not in repr(job)
    name = next(iter(project.assignments))
    bare = Cluster.__new__(Cluster)
    bare.of = Run.__new__(Run)
    bare.of.project = project
    sent = dict(bare._files({name}))
    assert {Path(p).parts[1] for p in sent if not p.startswith("book/")} == {name}
    assert [p for p in sent if p.startswith("book/")] == [
        str(project.pages[name].relative_to(project.root))
    ]


def test_answer_that_was_lost_and_computed_again_counts() -> None:
    """Why: a worker can die between saying "finished" and being asked for the answer; the future
    is pending then, and Dask has another worker compute it. That is no failure."""
    future = SimpleNamespace(status="pending", exception=lambda: None, result=lambda: '{"a": 1}')
    assert Cluster._answer(SimpleNamespace(), future, None) == {"a": 1}
