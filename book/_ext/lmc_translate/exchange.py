"""A catalogue as plain text: no quotation marks and no doubled backslashes to get wrong.

#### 12 fuzzy
The English text.
----
The translation, or nothing yet.
"""

from __future__ import annotations

import re

from babel.messages import Catalog
from lmc_sphinx.markup import needs_translation

_HEAD = re.compile(r"^#### (\d+)(?: fuzzy)?$", re.M)
_LINE = "\n----\n"


class ExchangeError(Exception):
    """The text does not fit the catalogue; the message says where."""


def export(catalogue: Catalog, everything: bool = False) -> str:
    """The messages that still want a translation, or all of them."""
    blocks = []
    for number, message in enumerate(_messages(catalogue), start=1):
        wanting = needs_translation(message.id) and (not message.string or message.fuzzy)
        if everything or wanting:
            flag = " fuzzy" if message.fuzzy else ""
            blocks.append(f"#### {number}{flag}\n{message.id}{_LINE}{message.string or ''}\n")
    return "\n".join(blocks)


def take_in(catalogue: Catalog, text: str) -> int:
    """Put translations into the catalogue; returns how many.

    Raises:
        ExchangeError: a block is malformed, or its English is not the catalogue's any more.
    """
    messages = list(_messages(catalogue))
    parts = _HEAD.split(text)
    taken = 0
    for number, block in zip(map(int, parts[1::2]), parts[2::2]):
        english, line, translation = block.strip("\n").partition(_LINE.rstrip("\n"))
        if not line:
            raise ExchangeError(f"#### {number}: expected a line ---- under the English text.")
        message = messages[number - 1] if number <= len(messages) else None
        if message is None or message.id.strip() != english.strip():
            raise ExchangeError(
                f"#### {number}: its English text is not the catalogue's; got {english[:60]!r}. "
                "Export the page again."
            )
        if translation.strip():
            message.string = " ".join(translation.split())
            message.flags.discard("fuzzy")
            message.previous_id = []
            taken += 1
    return taken


def _messages(catalogue: Catalog) -> list:
    return [message for message in catalogue if message.id]
