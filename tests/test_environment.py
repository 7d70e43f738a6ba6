"""pyproject.toml, environment.yml, the lock and the docs say the same."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version


@pytest.fixture(scope="module")
def declared(project):
    table = tomllib.loads((project.root / "pyproject.toml").read_text())["project"]
    return table["dependencies"] + table["optional-dependencies"]["dev"], table["requires-python"]


def test_conda_and_pyproject_name_the_same_packages(project, declared):
    conda = yaml.safe_load((project.root / "environment.yml").read_text())["dependencies"]
    (pip,) = (d["pip"] for d in conda if isinstance(d, dict))
    assert sorted(pip) == sorted(declared[0])
    assert f"python{declared[1]}" in conda


def test_the_lock_pins_every_declared_package_within_its_bounds(project, declared):
    lines = (project.root / "requirements.lock").read_text().splitlines()
    pinned = dict(line.lower().split("==") for line in lines if not line.startswith("#"))
    names = {re.sub(r"[-_.]+", "-", k): v for k, v in pinned.items()}
    for text in declared[0]:
        requirement = Requirement(text)
        name = re.sub(r"[-_.]+", "-", requirement.name.lower())
        assert name in names, name
        assert requirement.specifier.contains(Version(names[name]), prereleases=True), text


def test_every_path_that_contributing_names_exists(project):
    text = (project.root / "CONTRIBUTING.md").read_text() + (project.root / "README.md").read_text()
    named = set(re.findall(r"`([a-z_.]+/[A-Za-z_./]*|[a-z_]+\.(?:toml|yml|lock|md))`", text))
    named |= set(re.findall(r"\]\(([^)#:]+)\)", text))
    assert len(named) > 8
    built = {"graded/", "feedback/", "_build/html/index.html"}
    missing = [n for n in named - built if not (project.root / n).exists() and "CHAPTER" not in n]
    elsewhere = "report.html|exercise.md|checks.py|equivalent.yml|broken.yml"  # in every exercise
    assert [m for m in missing if not re.search(elsewhere, m)] == []


def test_contributing_is_short(project):
    assert len((project.root / "CONTRIBUTING.md").read_text().splitlines()) < 120


def test_make_help_lists_every_verb(project):
    text = (project.root / "Makefile").read_text()
    verbs = {"help", "demo", "test", "site", "notebooks", "check", "bench", "lint", "clean"}
    assert verbs <= set(re.findall(r"^([a-z]+):.*##", text, re.M))


def test_locks_name_no_download_address(project):
    """They must work with whatever registry or mirror a machine is set up for."""
    for name in ("requirements.lock", "environment.yml"):
        assert "://" not in (project.root / name).read_text(), name
    packages = json.loads((project.root / "package-lock.json").read_text())["packages"]
    assert [k for k, v in packages.items() if "resolved" in v] == []
