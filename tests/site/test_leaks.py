"""The built site holds nothing that students may not have."""

from pathlib import Path

from autograder import leaks
from autograder.project import Project

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"


def test_nothing_secret_is_on_a_page():
    hidden = list(leaks.secrets(Project(ROOT).exercises.values()))
    assert len(hidden) > 100 and (SITE / "index.html").is_file()
    assert leaks.scan(SITE, hidden) == []
