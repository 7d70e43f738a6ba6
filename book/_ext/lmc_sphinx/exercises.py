"""The {graded-exercise} directive: one exercise's card, all of it read from the project.

The page only names the slug. Title, statement, points, minutes and documents come from the
autograder, so that the page, the notebooks and the grader cannot disagree.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from autograder.errors import AutograderError
from autograder.exercise import BACKENDS, Exercise
from autograder.mutate import results
from autograder.project import Project
from lmc_sphinx import exercise_card, on_page
from lmc_sphinx.warn import warn
from lmc_sphinx.words import _, data, untranslatable

RULE = "exercise"


class GradedExercise(SphinxDirective):
    """`{graded-exercise} softmax_stable` shows that exercise."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The card, or a warning with the reason."""
        slug = self.arguments[0].strip()
        try:
            exercise = project(self.env).exercise(slug)
            exercise_facts = exercise_card.facts(exercise)
        except AutograderError as error:
            warn(str(error), self.get_location(), RULE)
            return []
        _shown(self.env).setdefault(self.env.docname, []).append(slug)
        self.env.note_dependency(str(exercise.public / "exercise.md"))
        self.env.note_dependency(str(project(self.env).root / results.PATH))
        self._complain_about_notebooks(exercise)
        return [self._card(exercise, exercise_facts)]

    def _complain_about_notebooks(self, exercise: Exercise) -> None:
        for backend in BACKENDS:
            path = exercise.notebook(backend)
            if not path.is_file():
                warn(f'{path} is missing. Run "autograder build".', self.get_location(), RULE)

    def _card(self, exercise: Exercise, exercise_facts: str) -> nodes.admonition:
        anchor = f"exercise-{exercise.slug}"
        title = data("exercises", exercise.title)
        domain = self.env.get_domain("std")  # so that [text](#exercise-slug) finds it from any page
        domain.note_hyperlink_target(anchor, self.env.docname, anchor, title)
        card = nodes.admonition(classes=["lmc-exercise"], ids=[anchor])
        self.set_source_info(card)
        card += untranslatable(nodes.title("", _("Exercise: {title}", title=title)))
        card += nodes.raw("", exercise_facts, format="html")
        statement = StringList(exercise.statement.splitlines(), str(exercise.public))
        self.state.nested_parse(statement, 0, card)
        for node in card.findall(nodes.TextElement):  # a table's cells come without, and a
            node.source = node.source or str(exercise.public)  # message needs one
        up = "../" * self.env.docname.count("/")
        card += nodes.raw("", on_page.exercise_buttons(exercise, up), format="html")
        links = exercise_card.hand_in(exercise, up, self.config.lmc_colab_base)
        card += nodes.raw("", links, format="html")
        return card


def setup(app: Sphinx) -> None:
    """Register the directive and its book-wide checks."""
    app.add_config_value("lmc_colab_base", "", "env", str)
    app.add_directive("graded-exercise", GradedExercise)
    app.connect("env-purge-doc", lambda app, env, docname: _shown(env).pop(docname, None))
    app.connect("env-merge-info", _merge)
    app.connect("env-check-consistency", _check_each_shown_once)
    app.connect("build-finished", _copy_notebooks)


def project(env: BuildEnvironment) -> Project:
    """The autograder's project, found from the site's configuration folder, read once a build."""
    if not hasattr(env.app, "_lmc_project"):
        env.app._lmc_project = Project.find(Path(env.app.confdir))
    return env.app._lmc_project


def _shown(env: BuildEnvironment) -> dict[str, list[str]]:
    """Page -> the slugs it shows."""
    if not hasattr(env, "lmc_exercises"):
        env.lmc_exercises = {}
    return env.lmc_exercises


def _merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    _shown(env).update({k: v for k, v in _shown(other).items() if k in docnames})


def _check_each_shown_once(app: Sphinx, env: BuildEnvironment) -> None:
    where: dict[str, str] = {}
    for page, slugs in sorted(_shown(env).items()):
        for slug in slugs:
            if slug in where:
                warn(f"exercise {slug!r} is already shown on {where[slug]}.", page, RULE)
            where.setdefault(slug, page)
    for slug in sorted(_all_slugs(env) - where.keys()):
        path = str(project(env).exercises[slug].public / "exercise.md")
        warn(f"no page shows exercise {slug!r}; add a {{graded-exercise}} line.", path, RULE)


def _all_slugs(env: BuildEnvironment) -> set[str]:
    try:
        return set(project(env).exercises)
    except AutograderError as error:
        warn(str(error), "", RULE)
        return set()


def _copy_notebooks(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    for slug in {s for slugs in _shown(app.env).values() for s in slugs}:
        exercise = project(app.env).exercise(slug)
        target = Path(app.outdir, exercise_card.folder(exercise))
        target.mkdir(parents=True, exist_ok=True)
        for backend in BACKENDS:
            if exercise.notebook(backend).is_file():
                shutil.copy(exercise.notebook(backend), target / f"{backend}.ipynb")
        on_page.publish(exercise, Path(app.outdir))
