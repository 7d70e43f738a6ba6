"""No line may begin with the comma after a formula, or end with the bracket before it.

KaTeX's formulas are boxes, and browsers break lines on both sides of a box.
"""

from __future__ import annotations

import re

from docutils import nodes

CLASS = "lmc-together"
LONGEST = 30  # characters of TeX; a longer formula must stay free to break inside


def keep_punctuation(doctree: nodes.document) -> None:
    """Wrap each short inline formula together with the punctuation that touches it."""
    for math in list(doctree.findall(nodes.math)):
        if len(math.astext()) <= LONGEST:
            _wrap(math)


def _wrap(math: nodes.math) -> None:
    parent, at = math.parent, math.parent.index(math)
    before, opening = _split(parent, at - 1, r"^(.*?)([(\[“‘（《]+)$")
    after, closing = _split(
        parent, at + 1, r"^([,.;:!?)\]”’，。；：！？）》、]+)(.*)$", text_first=False
    )
    if not opening and not closing:
        return
    together = nodes.inline("", "", classes=[CLASS])
    if closing:
        parent[at + 1] = nodes.Text(after)
    if opening:
        parent[at - 1] = nodes.Text(before)
    parent[at] = together
    together += [nodes.Text(opening), math, nodes.Text(closing)]


def _split(
    parent: nodes.Element, at: int, pattern: str, text_first: bool = True
) -> tuple[str, str]:
    """(remaining text, punctuation) of the neighbour at that place; ("", "") when it has none."""
    neighbour = parent[at] if 0 <= at < len(parent) else None
    found = isinstance(neighbour, nodes.Text) and re.match(pattern, neighbour, re.S)
    if not found:
        return "", ""
    return (found[1], found[2]) if text_first else (found[2], found[1])
