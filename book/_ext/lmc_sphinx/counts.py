"""The {count} role: a number of the book that is counted while the site is built.

{count}`equations`   labelled equations with a check that ran
{count}`errata`      entries of the errata
{count}`exercises`   graded exercises
{count}`mutants`     wrong programs that the graders refused, of those measured
"""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from autograder.exercise import BACKENDS
from autograder.mutate import results
from lmc_sphinx import errata_data, exercises
from lmc_sphinx.warn import warn

RULE = "count"


class count(nodes.Inline, nodes.TextElement):
    """Stands for the number until all pages have been read."""


class Count(SphinxRole):
    """`{count}` with one of the kinds above."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """A placeholder, or a warning for an unknown kind."""
        if self.text not in COUNTS:
            text = f"expected one of {', '.join(COUNTS)}; got {self.text!r}."
            warn(text, self.get_location(), RULE)
            return [], []
        return [count(kind=self.text)], []


def _equations(app: Sphinx) -> int:
    return sum(map(len, getattr(app.env, "lmc_equations", {}).values()))


def _errata(app: Sphinx) -> int:
    return len(errata_data.load(Path(app.srcdir, app.config.lmc_errata)))


def _exercises(app: Sphinx) -> int:
    return len(exercises.project(app.env).exercises)


def _mutants(app: Sphinx) -> int:
    project = exercises.project(app.env)
    found = results.read(project.root)
    fresh = [results.fresh(found, exercise) for exercise in project.exercises.values()]
    return sum(entry[backend]["killed"] for entry in fresh if entry for backend in BACKENDS)


COUNTS = {
    "equations": _equations,
    "errata": _errata,
    "exercises": _exercises,
    "mutants": _mutants,
}


def _fill(app: Sphinx, doctree: nodes.document, page: str) -> None:
    for node in list(doctree.findall(count)):
        node.replace_self(nodes.Text(f"{COUNTS[node['kind']](app):,}"))


def setup(app: Sphinx) -> None:
    """Register the role."""
    app.add_node(count)
    app.add_role("count", Count())
    app.connect("doctree-resolved", _fill)
