"""The {graders} directive: the figures of benchmarks/results/graders.json as text and tables.

    {graders} totals      false accepts and false rejects, and on which machine they were counted
    {graders} exercises   one row an exercise
    {graders} operators   one row a mutation operator

Figures whose exercise has changed since are left out and counted as left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from autograder.errors import AutograderError
from autograder.exercise import BACKENDS
from autograder.mutate import operators, results
from autograder.project import Project
from lmc_sphinx import exercises
from lmc_sphinx.warn import warn
from lmc_sphinx.words import _, data, untranslatable


class Graders(SphinxDirective):
    """Shows one part of the figures."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The text or table; a warning when there are no figures."""
        project = exercises.project(self.env)
        self.env.note_dependency(str(project.root / results.PATH))
        part = PARTS.get(self.arguments[0])
        try:
            found = results.read(project.root)
            if part is None or not found["exercises"]:
                missing = f"{results.PATH} has no figures. Run 'autograder mutate'."
                unknown = f"{{graders}} takes one of {sorted(PARTS)}; got {self.arguments[0]!r}."
                raise AutograderError(missing if part else unknown)
            lines = list(part(found, project))
        except AutograderError as error:
            warn(str(error), self.get_location(), exercises.RULE)
            return []
        box = nodes.container()
        self.state.nested_parse(StringList(lines, str(results.PATH)), 0, box)
        return untranslatable(box).children


def _totals(found: dict[str, Any], project: Project) -> Iterator[str]:
    fresh = _fresh(found, project)
    t = results.totals(fresh.values())
    t["mutants"] = t["killed"] + t["survived"]
    t["failed"] = sum(e[b]["killed_by"].get("failed", 0) for e in fresh.values() for b in BACKENDS)
    t["stopped"] = t["killed"] - t["failed"]
    numbers = {key: f"{value:,}" for key, value in t.items()}
    yield _(
        "- **False accepts: {false_accepts} of {must_lose}.** So many of the {mutants} mutants and "
        "{wrong_total} named wrong answers kept full points.",
        **numbers,
    )
    yield _(
        "- **False rejects: {false_rejects} of {must_keep}.** So many of the {right_total} other "
        "right forms and {equivalent} equivalent mutants lost points.",
        **numbers,
    )
    yield ""
    yield _(
        "Of the {killed} killed mutants {failed} returned something that a check refused; "
        "{stopped} raised an error or had to be stopped.",
        **numbers,
    )
    yield ""
    yield _where_counted(found)
    behind = len(project.exercises) - len(fresh)
    if behind:
        yield ""
        yield _(
            "Exercises that changed since, or are new: {behind}. They are not in these figures.",
            behind=behind,
        )


def _where_counted(found: dict[str, Any]) -> str:
    return _(
        "Counted on {date} on {system} with {cores} cores, {workers} worker processes, {versions}.",
        date=found["date"][:10],
        workers=found["workers"],
        system=found["machine"]["system"],
        cores=found["machine"]["cores"],
        versions=", ".join(f"{name} {version}" for name, version in found["versions"].items()),
    )


def _exercises(found: dict[str, Any], project: Project) -> Iterator[str]:
    fresh = _fresh(found, project)
    yield from _head(
        _("Exercise"),
        _("Mutants killed"),
        _("Equivalent"),
        _("Wrong answers caught"),
        _("Right forms accepted"),
        _("Equal runs"),
    )
    for assignment in project.assignments.values():
        for exercise in assignment.exercises:
            if exercise.slug in fresh:
                yield _row(data("exercises", exercise.title), fresh[exercise.slug])


def _row(title: str, entry: dict[str, Any]) -> str:
    t = {key: sum(entry[b][key] for b in BACKENDS) for key in entry["numpy"] if key != "killed_by"}
    cells = (
        title,
        _of(t["killed"], t["killed"] + t["survived"]),
        t["equivalent"],
        _of(t["wrong_caught"], t["wrong_total"]),
        _of(t["right_kept"], t["right_total"]),
        _of(t["runs_equal"], t["runs"]),
    )
    return "| " + " | ".join(map(str, cells)) + " |"


def _of(part: int, whole: int) -> str:
    return _("{part} of {whole}", part=part, whole=whole)


def _head(first: str, *others: str, words: int = 1) -> Iterator[str]:
    """A table's first two lines; the columns after the first `words` are numbers."""
    columns = [first, *others]
    yield "| " + " | ".join(columns) + " |"
    yield "|" + "---|" * words + "--:|" * (len(columns) - words)


def _operators(found: dict[str, Any], project: Project) -> Iterator[str]:
    slip, done = _("Slip"), _("What is done")
    yield from _head(slip, done, _("Killed"), _("Equivalent"), _("Survived"), words=2)
    for word, operator in operators.catalogue().items():
        counts = found["operators"].get(word)
        if counts:
            what = _(description(operator.__doc__))
            numbers = " | ".join(str(counts[key]) for key in results.COUNTED)
            slip = _(word.replace("_", " "))
            yield f"| {slip} | {what} | {numbers} |"


def description(docstring: str | None) -> str:
    """An operator's docstring as the page shows it: no capital, no full stop."""
    text = " ".join((docstring or "").split()).rstrip(".")
    return text[:1].lower() + text[1:]


def _fresh(found: dict[str, Any], project: Project) -> dict[str, Any]:
    """Slug -> entry, for exercises that are as they were when they were measured."""
    entries = ((s, results.fresh(found, e)) for s, e in project.exercises.items())
    return {slug: entry for slug, entry in entries if entry is not None}


PARTS = {"totals": _totals, "exercises": _exercises, "operators": _operators}


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("graders", Graders)
