"""The book's own Sphinx extension.

    {graded-exercise}   a card for one exercise, read from the autograder's project   exercises
    {graders}           how well the graders are graded: totals or a table               graders
    {document}          a box: what one of the five source documents says             documents
    {erratum}, {errata-low},
    {errata-list}, {errata-counts}   entries of errata.yml; each computed one has a cell   errata
    {coverage}          what the documents name, and where it is taught                 coverage
    {chapter-map}               a part's chapters, or all: what each needs                  chapter_map
    {count}                     how many equations, errata, exercises, mutants          counts
    {equation-ledger}   every labelled equation, and how it was checked                 ledger
    check-<label>       an executed cell that proves a labelled equation              equations
    framework-numpy,
    framework-torch     two adjacent cells become one tab set that stays in step      frameworks
    predict             a cell whose output is folded until the reader commits        predict
    runnable            a cell that can be run and changed in the reader's browser    runnable
    every exercise      can be solved in NumPy on its card, with the visible checks   on_page
    {playground}        a figure to play with; the cell tagged play-<name> computes it  playground
    every page          is fully executed, and each computed picture has alt text     pages
    lmc_katex           maths rendered while the site is built, no script needed      katex

Each rule that a page breaks is a Sphinx warning of type "lmc"; the strict build turns it into
a failure.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from lmc_sphinx import (
    assets,
    cache,
    chapter_map,
    counts,
    coverage,
    documents,
    equations,
    errata,
    exercises,
    folding,
    frameworks,
    graders,
    katex,
    language,
    ledger,
    on_page,
    pages,
    playground,
    predict,
    repairs,
    runnable,
    streams,
    typography,
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx. Order matters where a cell could be moved before it is inspected."""
    for module in (
        assets,
        cache,
        chapter_map,
        counts,
        coverage,
        documents,
        errata,
        exercises,
        folding,
        graders,
        katex,
        language,
        ledger,
        on_page,
        playground,
        repairs,
        streams,
    ):
        module.setup(app)
    app.connect("doctree-read", transform_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def transform_page(app: Sphinx, doctree: nodes.document) -> None:
    """Inspect and rearrange the executed cells of one page."""
    pages.check(doctree)
    runnable.add_buttons(doctree)
    ledger.note(app, doctree)
    equations.attach_checks(doctree)
    frameworks.join_tabs(doctree)
    predict.fold_outputs(doctree)
    playground.place(doctree)
    typography.keep_punctuation(doctree)
