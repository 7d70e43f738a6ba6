"""A <details> element: closed until the reader opens it, usable by keyboard, no script."""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxTranslator


class details(nodes.General, nodes.Element):
    """Holds `label`, an optional `note` for the summary line, and folded children."""


def fold(label: str, note: str, children: list[nodes.Node], classes: list[str]) -> details:
    """Wrap children; the summary shows the label, and the note beside it."""
    node = details(label=label, note=note, classes=classes)
    node.extend(children)
    return node


def setup(app: Sphinx) -> None:
    """Register the node."""
    app.add_node(details, html=(_visit_html, _depart_html), latex=_open, text=_open)


def _visit_html(self: SphinxTranslator, node: details) -> None:
    self.body.append(self.starttag(node, "details", CLASS="lmc-details"))
    note = f' <span class="lmc-note">{escape(node["note"])}</span>' if node["note"] else ""
    self.body.append(
        f'<summary><span class="lmc-label">{escape(node["label"])}</span>{note}</summary>\n'
    )


def _depart_html(self: SphinxTranslator, node: details) -> None:
    self.body.append("</details>\n")


def _nothing(self: SphinxTranslator, node: details) -> None:
    """On paper nothing can be folded, so the content simply stands there."""


_open = (_nothing, _nothing)
