"""Predict, then run: the output of a cell tagged `predict` stays folded.

myst-nb can fold an output already (the tag hide-output); a prediction only needs its own words
and a question before it.
"""

from __future__ import annotations

from docutils import nodes

from lmc_sphinx import cells
from lmc_sphinx.warn import warn
from lmc_sphinx.words import _

TAG = "predict"
PROSE = (nodes.paragraph, nodes.Admonition, nodes.bullet_list, nodes.enumerated_list)


def fold_outputs(doctree: nodes.document) -> None:
    """Fold the output of every prediction."""
    for cell in cells.code_cells(doctree):
        if TAG not in cells.tags(cell):
            continue
        if not cells.outputs(cell):
            warn("a cell tagged 'predict' must print or draw something to predict.", cell, TAG)
        if not _question(cell):
            warn("a cell tagged 'predict' must follow a sentence that asks for it.", cell, TAG)
        cell["hide_mode"] = "output"
        cell["prompt_show"], cell["prompt_hide"] = _("Show the output"), _("Hide the output")


def _question(cell: nodes.container) -> bool:
    siblings = cell.parent.children
    before = siblings[: siblings.index(cell)]
    return bool(before) and isinstance(before[-1], PROSE)
