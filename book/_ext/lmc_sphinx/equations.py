"""A labelled equation is a claim, and a claim has a cell that checks it.

The equation labelled `eq-softmax` is checked by the code cell tagged `check-eq-softmax`. The
executed cell moves into a folded box under the equation. A cell may check several equations:
it then stands under the first, and the others link to it.
"""

from __future__ import annotations

from docutils import nodes

from lmc_sphinx import cells, folding
from lmc_sphinx.warn import warn
from lmc_sphinx.words import _

PREFIX = "check-"
RULE = "equation"


def attach_checks(doctree: nodes.document) -> None:
    """Put every check cell of the page under its equation; complain about what is missing."""
    equations = {n["label"]: n for n in doctree.findall(nodes.math_block) if n.get("label")}
    checked: set[str] = set()
    for cell in cells.code_cells(doctree):
        named = [t.removeprefix(PREFIX) for t in cells.tags(cell) if t.startswith(PREFIX)]
        if named:
            known = [label for label in equations if label in named]
            _complain_about_cell(cell, named, known)
            checked.update(known)
            if known:
                _move(cell, [equations[label] for label in known])
    for label in equations.keys() - checked:
        warn(
            f"equation {label!r} has no check. Add a code cell tagged '{PREFIX}{label}' that "
            "asserts it, or remove the label.",
            equations[label],
            RULE,
        )


def _complain_about_cell(cell: nodes.container, named: list[str], known: list[str]) -> None:
    unknown = [label for label in named if label not in known]
    if unknown:
        warn(f"this cell checks {unknown}, but no equation here has that label.", cell, RULE)
    code = cells.source(cell)
    if not code:
        warn("a check must show its code; remove the tag 'remove-input'.", cell, RULE)
    elif not cells.asserts_something(code):
        warn(
            f"the check of {named} asserts nothing: expected an assert that could fail, or a "
            "call like np.testing.assert_allclose(…).",
            cell,
            RULE,
        )
    if "raises-exception" in cells.tags(cell):
        warn(f"the check of {named} may not be tagged 'raises-exception'.", cell, RULE)


def _move(cell: nodes.container, equations: list[nodes.math_block]) -> None:
    first, *others = equations
    cell.parent.remove(cell)
    box = folding.fold(_("Checked"), cells.last_printed_line(cell), [cell], ["lmc-check"])
    anchor = f"{PREFIX}{first['label']}"
    box["ids"].append(anchor)
    _insert_after(first, box)
    for other in others:
        _insert_after(other, _pointer(anchor, first))


def _pointer(anchor: str, first: nodes.math_block) -> nodes.paragraph:
    number = first.get("number") or first["label"]
    text = _("Checked together with equation ({number})", number=number)
    link = nodes.reference(text, text, refid=anchor, internal=True)
    return nodes.paragraph("", "", link, classes=["lmc-checked-elsewhere"])


def _insert_after(node: nodes.Node, new: nodes.Node) -> None:
    node.parent.insert(node.parent.index(node) + 1, new)
