"""Shared by all tests: the project, a sandboxed judge, and a way to hand in."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")

from autograder import sandbox, scaffold
from autograder.errors import EnvironmentProblem
from autograder.grade.judge import Judge
from autograder.project import Project
from autograder.sandbox import Limits


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on a loaded machine may be late: its tests get a second try, which -rR lists."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def project() -> Project:
    return Project.find(Path(__file__))


@pytest.fixture(scope="session")
def isolation() -> str:
    """The sandbox's level; tests that need it are skipped, visibly, where there is none."""
    try:
        with sandbox.start("bwrap") as server:
            return server.level
    except EnvironmentProblem as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(error))


CHECKS = '''@points(1, hint="h")
def test_small_example(double):
    """Why: by hand."""
    assert_close(double(np.array([[1.0, -2.0]])), [[2.0, -4.0]])


@points(1, hint="h")
def test_growing_sizes(double, rng):
    """Why: every size."""
    for n, k in growing((1, 3), (2, 5)):
        x = rng.normal(size=(n, k))
        assert_close(double(x), 2 * x)
'''
HIDDEN = '''@points(1, hint="h")
def test_equals_the_reference(double, ref, rng):
    """Why: fresh numbers."""
    x = rng.normal(size=(3, 4))
    assert_close(assert_inputs_unchanged(double, x), ref.double(x))


@points(1, hint="h")
def test_single_precision(double, rng):
    """Why: the dtype is kept."""
    x = rng.normal(size=(2, 2)).astype(np.float32)
    assert_close(double(x), 2 * x, dtype="float32")


@points(1, hint="h", backends=("torch",))
def test_gradient_flows(double, rng):
    """Why: it must train."""
    u = rng.normal(size=(2, 3))
    assert_close(vjp_of(double, rng.normal(size=(2, 3)), upstream=u), 2 * u)
'''


@pytest.fixture(scope="session")
def doubling(tmp_path_factory) -> Project:
    """A project of the tests' own: one chapter, one exercise, `double(x)`, every check of a value."""
    root = tmp_path_factory.mktemp("doubling")
    (root / "exercises").mkdir()
    page = root / "book/concepts/doubling.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Doubling\n\n```{graded-exercise} double\n```\n")
    scaffold.write(Project(root), "doubling", "double")
    (root / "exercises/doubling/double/checks.py").write_text(CHECKS)
    (root / "solutions/doubling/double/hidden_checks.py").write_text(HIDDEN)
    return Project(root)


class Calm(NamedTuple):
    """A class that was graded in peace: what every other way of grading it is compared with."""

    course: Path
    out: Path
    size: int
    arguments: list[str]


@pytest.fixture(scope="session")
def disturbed(project: Project) -> ModuleType:
    """benchmarks/disturbed.py: makes a class, kills what grades it, compares what came of it."""
    file = project.root / "benchmarks" / "disturbed.py"
    spec = importlib.util.spec_from_file_location("disturbed", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def calm(doubling: Project, isolation: str, disturbed: ModuleType, tmp_path_factory) -> Calm:
    """Forty hand-ins, graded once with a known seed, into SQLite."""
    folder = tmp_path_factory.mktemp("calm")
    course, out, size = folder / "class", folder / "out", 40
    disturbed.write_class(doubling, course, size, "doubling")
    arguments = ["--seed", "calm", "--workers", "2", "--limit-seconds", "5"]
    command = disturbed.command(course, out, *arguments)
    done = subprocess.run(command, cwd=doubling.root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return Calm(course, out, size, arguments)


@pytest.fixture(scope="session")
def judge(doubling: Project, isolation: str):
    """A judge with small limits, for hostile code."""
    import torch

    torch.set_num_threads(1)
    made = Judge(doubling, Limits(seconds=2, memory_mb=512, processes=32), "bwrap", slot=90)
    yield made
    made.stop()


@pytest.fixture
def tiny(tmp_path: Path, project: Project) -> Project:
    """A copy of the project with a single chapter and exercise, to break."""
    chapter, slug = "activations_and_losses", "softmax_stable"
    for room in ("exercises", "solutions"):
        shutil.copytree(project.root / room / chapter / slug, tmp_path / room / chapter / slug)
    page = tmp_path / "book" / "concepts" / f"{chapter}.md"
    page.parent.mkdir(parents=True)
    page.write_text(f"# Tiny\n\n```{{graded-exercise}} {slug}\n```\n")
    return Project(tmp_path)
