"""What every page promises: its cells were executed, and its pictures can be read aloud."""

from __future__ import annotations

from docutils import nodes

from lmc_sphinx import cells
from lmc_sphinx.warn import warn


def check(doctree: nodes.document) -> None:
    """Complain about cells that did not run and computed pictures without alt text."""
    for cell in cells.code_cells(doctree):
        if not cell.get("exec_count"):
            warn("this cell was not executed; every cell of a page must run.", cell, "executed")
        if any(_lacks_alt(image) for image in cell.findall(nodes.image)):
            warn(
                "this cell draws a picture without alt text. Begin the cell with the lines "
                "---, mystnb:, '  image:', '    alt: What the picture shows', ---.",
                cell,
                "alt",
            )


def _lacks_alt(image: nodes.image) -> bool:
    return not image.get("alt", "").strip()
