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
        return box.children


def _totals(found: dict[str, Any], project: Project) -> Iterator[str]:
    fresh = _fresh(found, project)
    t = results.totals(fresh.values())
    machine, versions = found["machine"], found["versions"]
    yield f"- **False accepts: {t['false_accepts']:,} of {t['must_lose']:,}.** So many of the"
    yield f"  {t['killed'] + t['survived']:,} mutants and {t['wrong_total']:,} named wrong answers kept full points."
    yield f"- **False rejects: {t['false_rejects']:,} of {t['must_keep']:,}.** So many of the"
    yield f"  {t['right_total']:,} other right forms and {t['equivalent']:,} equivalent mutants lost points."
    yield ""
    failed = sum(e[b]["killed_by"].get("failed", 0) for e in fresh.values() for b in BACKENDS)
    yield f"Of the {t['killed']:,} killed mutants {failed:,} returned something that a check refused;"
    yield f"{t['killed'] - failed:,} raised an error or had to be stopped."
    yield ""
    yield f"Counted on {found['date'][:10]} on {machine['system']} with {machine['cores']} cores, "
    yield (
        f"{found['workers']} worker processes, "
        + ", ".join(f"{k} {v}" for k, v in versions.items())
        + "."
    )
    behind = len(project.exercises) - len(fresh)
    if behind:
        yield f"\nExercises that changed since, or are new: {behind}. They are not in these figures."


def _exercises(found: dict[str, Any], project: Project) -> Iterator[str]:
    fresh = _fresh(found, project)
    yield "| Exercise | Mutants killed | Equivalent | Wrong answers caught | Right forms accepted | Equal runs |"
    yield "|---|--:|--:|--:|--:|--:|"
    for assignment in project.assignments.values():
        for exercise in assignment.exercises:
            if exercise.slug in fresh:
                yield _row(exercise.title, fresh[exercise.slug])


def _row(title: str, entry: dict[str, Any]) -> str:
    t = {key: sum(entry[b][key] for b in BACKENDS) for key in entry["numpy"] if key != "killed_by"}
    cells = (
        title,
        f"{t['killed']} of {t['killed'] + t['survived']}",
        t["equivalent"],
        f"{t['wrong_caught']} of {t['wrong_total']}",
        f"{t['right_kept']} of {t['right_total']}",
        f"{t['runs_equal']} of {t['runs']}",
    )
    return "| " + " | ".join(map(str, cells)) + " |"


def _operators(found: dict[str, Any], project: Project) -> Iterator[str]:
    yield "| Slip | What is done | Killed | Equivalent | Survived |"
    yield "|---|---|--:|--:|--:|"
    for word, operator in operators.catalogue().items():
        counts = found["operators"].get(word)
        if counts:
            what = (operator.__doc__ or "").strip().rstrip(".")
            what = what[0].lower() + what[1:]
            numbers = " | ".join(str(counts[key]) for key in results.COUNTED)
            yield f"| {word.replace('_', ' ')} | {what} | {numbers} |"


def _fresh(found: dict[str, Any], project: Project) -> dict[str, Any]:
    """Slug -> entry, for exercises that are as they were when they were measured."""
    entries = ((s, results.fresh(found, e)) for s, e in project.exercises.items())
    return {slug: entry for slug, entry in entries if entry is not None}


PARTS = {"totals": _totals, "exercises": _exercises, "operators": _operators}


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("graders", Graders)
