"""Make text that a student may have written safe to store and to show.

Escaping for HTML is the templates' work (autoescape is on); this module takes away what escaping
leaves: control characters, marks that reverse the direction of a line, lone surrogates.
"""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = {"Cc", "Cf", "Co", "Cn"}  # control, format (direction marks too), private, unassigned
NEW_LINES = {"Zl", "Zp"}
UNUSUAL = re.compile(r"[^\n\x20-\x7e]")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def clean(text: str, limit: int | None = None) -> str:
    """The text with line breaks kept and every other invisible character taken out.

    Args:
        text: anything, also with lone surrogates that no encoding can hold.
        limit: cut after so many characters, and say how many are left out.

    >>> clean("a\\x00b\\u202ec\\r\\nd\\te")
    'abc\\nd e'
    """
    text = text.replace("\r\n", "\n")
    text = UNUSUAL.sub(_visible, text)
    if limit is not None and len(text) > limit:
        text = f"{text[:limit]}… ({len(text) - limit} more characters)"
    return text


def one_line(text: str, limit: int | None = None) -> str:
    """`clean`, with line breaks turned into spaces."""
    return " ".join(clean(text, limit).split())


def csv_field(text: str, limit: int) -> str:
    """`clean`, and harmless in a spreadsheet: nothing that it would take for a formula.

    >>> csv_field("=1+1", 100)
    "'=1+1"
    """
    risky = text.startswith(FORMULA)
    cleaned = clean(text, limit)
    return f"'{cleaned}" if risky or cleaned.lstrip().startswith(FORMULA) else cleaned


def number(value: float) -> str:
    """A number for people and spreadsheets: no more digits than it has.

    >>> number(2.0), number(0.1 + 0.2)
    ('2', '0.3')
    """
    return f"{round(value, 6):.12g}"


def _visible(match: re.Match[str]) -> str:
    character = match[0]
    if character == "\t":
        return " "
    category = unicodedata.category(character)
    if category in INVISIBLE:
        return ""
    if category in NEW_LINES:
        return "\n"
    return "\ufffd" if category == "Cs" else character
