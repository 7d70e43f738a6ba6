"""Reading, merging and writing the .po files.

One line a message and no line numbers of the sources, so that two people who translate, or a
change of the book, meet in as few lines as possible.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from lmc_sphinx.markup import needs_translation, problems

HEADER = """# Translation of {name} into {language}; the English text is the book's.
# Made and merged by: python book/_ext/translate.py update
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@dataclass(frozen=True)
class Counts:
    """How far a catalogue is; `words` is what needs a translation at all."""

    words: int
    done: int
    fuzzy: int

    @property
    def missing(self) -> int:
        """Neither translated nor fuzzy."""
        return self.words - self.done - self.fuzzy


def read(path: Path, language: str) -> Catalog:
    """The catalogue; an empty one where there is no file."""
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merge(path: Path, language: str, messages: Iterable[str]) -> Catalog:
    """The catalogue with these messages: kept where unchanged, fuzzy where alike, else empty."""
    template = Catalog(locale=language)
    for message in messages:
        template.add(message)
    catalogue = read(path, language)
    catalogue.update(template, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def write(catalogue: Catalog, path: Path, language: str, name: str) -> None:
    """Write the file, always in the same form."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(catalogue, language, name), encoding="utf-8")


def text(catalogue: Catalog, language: str, name: str) -> str:
    """What the file holds."""
    for message in catalogue:
        message.flags -= {"python-format", "python-brace-format"}  # guessed, wrong for maths
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, omit_header=True, no_location=True, include_previous=True)
    body = buffer.getvalue().decode("utf-8").strip("\n")
    return HEADER.format(name=name, language=language) + body + "\n"


def counts(catalogue: Catalog) -> Counts:
    """How many messages need a translation, have one, have one that must be looked at."""
    needing = [m for m in catalogue if m.id and needs_translation(m.id)]
    fuzzy = sum(bool(m.string) and m.fuzzy for m in needing)
    return Counts(len(needing), sum(bool(m.string) for m in needing) - fuzzy, fuzzy)


def gaps(catalogue: Catalog, messages: Iterable[str]) -> list[str]:
    """The messages of the book that this catalogue has no translation for that still counts."""
    known = {m.id for m in catalogue if m.id and m.string and not m.fuzzy}
    return [m for m in dict.fromkeys(messages) if needs_translation(m) and m not in known]


def faults(catalogue: Catalog, placeholders: bool = False) -> list[tuple[str, str]]:
    """(message, what is wrong with its translation) for all that are translated."""
    return [
        (message.id, problem)
        for message in catalogue
        if message.id and message.string
        for problem in problems(message.id, message.string, placeholders)
    ]
