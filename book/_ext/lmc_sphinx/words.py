"""The book's own words in the reader's language.

A catalogue that is not there leaves the English words, so that nothing here needs a language.
    lmc         words of this extension, of the templates, scripts and settings
    errata, coverage, exercises, chapters   the words of those data files
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.locale import get_translation
from sphinx.locale import init as init_locale

# What is not a number in "001 §2 (copy 1 only) and elsewhere; 004 FAQ 2".
_IN_PLACES = re.compile(r"copy \d only|copies \d to \d only|and elsewhere|[A-Za-z]{2,}")
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


def place(catalogue: str, where: str) -> str:
    """The sections of the documents that an entry names."""
    return _IN_PLACES.sub(lambda phrase: data(catalogue, phrase[0]), where)


def of_places(where: str) -> list[str]:
    """The phrases that `place` translates."""
    return _IN_PLACES.findall(where)


def of_page(env: BuildEnvironment, page: str, message: str) -> str:
    """A message of another page, such as its title."""
    folders = [str(Path(env.srcdir, folder)) for folder in env.config.locale_dirs]
    catalogue, found = init_locale(folders, env.config.language, page)
    return catalogue.gettext(message) if found else message


def untranslatable(tree: nodes.Element) -> nodes.Element:
    """Keep what was made from data or by `_` out of the page's own catalogue."""
    for node in tree.findall(nodes.TextElement):
        if not isinstance(node, nodes.Inline):
            node["translatable"] = False
    for image in tree.findall(nodes.image):
        image["translatable"] = False
    return tree
