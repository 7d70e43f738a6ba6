"""What the site says about the graders: the figures of the file, and none that are stale."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from autograder import notebooks
from autograder.mutate import results
from autograder.mutate.fingerprint import fingerprint, grader_fingerprint
from autograder.project import Project

ROOT = Path(__file__).resolve().parents[2]
CONF = """
extensions = ["myst_nb", "sphinx_design", "lmc_sphinx"]
exclude_patterns = ["book", "exercises", "solutions"]
html_theme = "basic"
"""
PAGE = """# Doubling

```{graded-exercise} double
```

```{graders} totals
```

```{graders} exercises
```

```{graders} operators
```
"""
COUNTS = {
    "made": 32, "killed": 30, "equivalent": 1, "survived": 1, "killed_by": {"failed": 30},
    "wrong_caught": 4, "wrong_total": 4, "right_kept": 2, "right_total": 2,
    "runs_equal": 20, "runs": 20,
}  # fmt: skip


@pytest.fixture
def course(doubling, tmp_path) -> Path:
    """A copy of the doubling project, with figures on file."""
    root = tmp_path / "course"
    shutil.copytree(doubling.root, root)
    exercise = Project(root).exercise("double")
    for backend in ("numpy", "torch"):
        assignment = Project(root).assignment("doubling")
        text = notebooks.dumps(notebooks.student_notebook(assignment, backend))
        exercise.notebook(backend).write_text(text)
    entry = {"chapter": "doubling", "hash": fingerprint(exercise)}
    figures = {
        "machine": {"system": "Linux test", "cores": 2},
        "versions": {"python": "3.0"},
        "workers": 2,
        "grader": grader_fingerprint(),
        "date": "2026-01-02T03:04:05+00:00",
        "operators": {"sign": {"killed": 9, "equivalent": 1, "survived": 0}},
        "exercises": {"double": entry | {"numpy": COUNTS, "torch": COUNTS}},
    }
    (root / results.PATH).parent.mkdir(parents=True)
    (root / results.PATH).write_text(json.dumps(figures))
    (root / "conf.py").write_text(CONF)
    (root / "index.md").write_text(PAGE)
    return root


def build(root: Path) -> tuple[int, str, BeautifulSoup]:
    """The strict build: exit code, messages, the page."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "book" / "_ext")])
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "-E", "-q", str(root), str(root / "html")],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
    )
    page = root / "html/index.html"
    html = page.read_text() if page.exists() else ""
    return done.returncode, done.stderr, BeautifulSoup(html, "html.parser")


def test_card_and_tables_show_the_figures(course):
    code, messages, page = build(course)
    assert code == 0, messages
    card = page.select_one(".lmc-grader").text
    assert "60 of 62 mutants killed (2 more are right answers themselves)" in card
    assert "8 of 8 named wrong answers caught, 4 of 4 other right forms accepted" in card
    assert "40 of 40 repeated runs equal" in card
    assert "False accepts: 2 of 70." in page.text and "False rejects: 0 of 6." in page.text
    assert "Of the 60 killed mutants 60 returned something" in page.text
    assert "Counted on 2026-01-02 on Linux test with 2 cores" in page.text
    rows = [[td.text for td in row.select("td")] for row in page.select("table tbody tr")]
    assert ["Double", "60 of 62", "2", "8 of 8", "4 of 4", "40 of 40"] in rows
    assert any(row[0] == "sign" and row[2:] == ["9", "1", "0"] for row in rows)


def test_stale_figures_are_not_shown(course):
    path = course / "solutions/doubling/double/hidden_checks.py"
    path.write_text(path.read_text().replace("2 * x", "x + x"))
    code, messages, page = build(course)
    assert code == 0, messages
    assert "it must take points from 5 named wrong answers" in page.select_one(".lmc-grader").text
    assert "Exercises that changed since, or are new: 1." in page.text


@pytest.mark.parametrize("page", ["```{graders} total\n```\n", "```{graders} totals\n```\n"])
def test_no_figures_or_an_unknown_part_fail_the_build(course, page):
    (course / "index.md").write_text(PAGE.replace("```{graders} totals\n```\n", page))
    if "totals" in page:
        (course / results.PATH).unlink()
    code, messages, _ = build(course)
    assert code != 0 and ("Run 'autograder mutate'" in messages or "takes one of" in messages)
