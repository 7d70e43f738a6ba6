"""The HTML pages' common ground: templates with autoescape on, and names for outcomes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2

from autograder.grade.text import clean, number, one_line

TEMPLATES = Path(__file__).parent.parent / "templates"
OUTCOMES = {  # in the order in which a legend shows them
    "passed": "passed",
    "failed": "failed",
    "error": "raised an error",
    "timeout": "took too long",
    "memory": "used too much memory",
    "missing": "not written",
    "could_not_run": "could not be run",
}


@cache
def template(name: str) -> jinja2.Template:
    """A template of ours. Whatever is put into it is escaped; an unknown variable is an error."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"clean": clean, "one_line": one_line, "number": number}
    return environment.get_template(name)


def plural(count: int, word: str) -> str:
    """A count with its noun.

    >>> plural(1, "check"), plural(2, "check")
    ('1 check', '2 checks')
    """
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
