"""The book's own words in the reader's language.

A catalogue that is not there leaves the English words, so that nothing here needs a language.
    lmc         words of this extension, of the templates, scripts and settings
    errata, coverage, exercises, chapters   the words of those data files
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.locale import get_translation

CATALOGUES = ("lmc", "errata", "coverage", "exercises", "chapters")


def _(message: str, **values: Any) -> str:
    """A message of the extension itself; values are put into its {placeholders}."""
    text = data("lmc", message)
    return text.format(**values) if values else text


def N_(message: str) -> str:
    """Marks a message for the catalogue; it is translated where it is shown."""
    return message


def data(catalogue: str, message: str) -> str:
    """A message of a data file."""
    return str(get_translation(catalogue)(message)) if message else ""


def untranslatable(tree: nodes.Element) -> nodes.Element:
    """Keep what was made from data or by `_` out of the page's own catalogue."""
    for node in tree.findall(nodes.TextElement):
        if not isinstance(node, nodes.Inline):
            node["translatable"] = False
    for image in tree.findall(nodes.image):
        image["translatable"] = False
    return tree
