"""NumPy and PyTorch side by side: two adjacent cells become one synchronised tab set.

A {code-cell} written inside a tab would not be executed, so the tabs are made here, around
cells that already were.
"""

from __future__ import annotations

from docutils import nodes
from sphinx_design.shared import create_component

from lmc_sphinx import cells
from lmc_sphinx.warn import warn

NUMPY, TORCH = "framework-numpy", "framework-torch"
LABELS = {NUMPY: "NumPy", TORCH: "PyTorch"}


def join_tabs(doctree: nodes.document) -> None:
    """Replace each pair (framework-numpy, framework-torch) by tabs; a lone one is an error."""
    tagged = [c for c in cells.code_cells(doctree) if set(cells.tags(c)) & set(LABELS)]
    while tagged:
        first, second = tagged[0], _next_sibling(tagged[0])
        if second in tagged and NUMPY in cells.tags(first) and TORCH in cells.tags(second):
            _join(first, second)
            tagged = tagged[2:]
        else:
            warn(
                f"expected a cell tagged {NUMPY!r} directly followed by one tagged {TORCH!r}; "
                f"this one has the tags {cells.tags(first)} and no such partner.",
                first,
                "framework",
            )
            tagged = tagged[1:]


def _next_sibling(node: nodes.Node) -> nodes.Node | None:
    siblings = node.parent.children
    after = siblings.index(node) + 1
    return siblings[after] if after < len(siblings) else None


def _join(numpy_cell: nodes.container, torch_cell: nodes.container) -> None:
    tab_set = create_component("tab-set", classes=["sd-tab-set", "lmc-frameworks"])
    tab_set.source, tab_set.line = numpy_cell.source, numpy_cell.line
    numpy_cell.replace_self(tab_set)
    torch_cell.parent.remove(torch_cell)
    tab_set += [_tab(NUMPY, numpy_cell), _tab(TORCH, torch_cell)]


def _tab(tag: str, cell: nodes.container) -> nodes.container:
    """The node form that sphinx-design's own {tab-item} produces."""
    label = nodes.rubric(LABELS[tag], LABELS[tag], classes=["sd-tab-label"])
    label["sync_group"], label["sync_id"] = "framework", tag.removeprefix("framework-")
    content = create_component("tab-content", children=[cell], classes=["sd-tab-content"])
    return create_component("tab-item", children=[label, content], classes=["sd-tab-item"])
