"""The {document} box: what one of the five source documents says, and whether it holds.

:::{document} 003 §4.4
The document prints 3.917 …
:::
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from lmc_sphinx.warn import warn
from lmc_sphinx.words import _

_NAME = re.compile(r"(?P<number>00[0-4])(?:\s+(?P<section>(?:§|FAQ |core |algo ).*))?")


class Document(SphinxDirective):
    """An admonition whose title names the document and the section."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Build the admonition."""
        self.assert_has_content()
        match = _NAME.fullmatch(self.arguments[0].strip())
        if match is None:
            where = (self.env.docname, self.lineno)
            warn(
                f"expected '003', '003 §4.4' or '004 FAQ 3'; got {self.arguments[0]!r}.",
                where,
                "document",
            )
            return []
        title = _("Document {number}", number=match["number"])
        if match["section"]:
            title = _("{document}, {section}", document=title, section=match["section"])
        box = nodes.admonition(classes=["lmc-document"])
        box += nodes.title("", title)
        self.set_source_info(box)
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("document", Document)
