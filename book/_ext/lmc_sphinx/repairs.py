"""Markup that keeps readers with assistive technology out, set right."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxTranslator

from lmc_sphinx.words import N_, _


def setup(app: Sphinx) -> None:
    """Hook in after the extensions that are repaired."""
    app.add_node(HideCodeCellNode, override=True, html=(_visit_hidden_cell, _depart_hidden_cell))
    app.connect("html-page-context", _repair_body)


# What myst-nb makes of the settings nb_code_prompt_show and nb_code_prompt_hide.
PROMPTS = (
    N_("Show the source"),
    N_("Hide the source"),
    N_("Show the outputs"),
    N_("Hide the outputs"),
    N_("Show the content"),
    N_("Hide the content"),
)


def _visit_hidden_cell(self: SphinxTranslator, node: nodes.Element) -> None:
    """myst-nb labels every fold "Toggle hidden content", which hides its visible words."""
    classes = " ".join(node["classes"])
    self.body.append(f'<details class="admonition hide {classes}">\n<summary>\n')
    for state, prompt in (("collapsed", "prompt_show"), ("expanded", "prompt_hide")):
        self.body.append(
            f'<span class="{state} admonition-title">{escape(_(node[prompt]))}</span>\n'
        )
    self.body.append("</summary>\n")


def _depart_hidden_cell(self: SphinxTranslator, node: nodes.Element) -> None:
    self.body.append("</details>\n")


REPAIRS = {
    # docutils announces a list whose children are no list items
    '<div role="list" class="citation-list">': '<div class="citation-list">',
    # Markdown has no way to name the language of a word: [填充]{.zh}
    '<span class="zh">': '<span class="zh" lang="zh">',
    '<span class="en">': '<span class="en" lang="en">',
}


def _repair_body(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    for wrong, right in REPAIRS.items():
        context["body"] = context.get("body", "").replace(wrong, right)
