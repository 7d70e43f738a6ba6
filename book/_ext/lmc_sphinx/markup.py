"""What a translation must carry over unchanged: maths, code, roles, links, citations.

Read from MyST text, the form in which messages stand in the catalogues.
"""

from __future__ import annotations

import re
from collections import Counter

from markdown_it import MarkdownIt

_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
_ROLE = re.compile(r"\{([a-zA-Z][\w:.+-]*)\}(`+)(.+?)\2", re.S)
_MATHS = re.compile(r"(?<![\\$])(\${1,2})(?!\$)(.+?)(?<!\\)\1", re.S)
_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)>?[^)]*\)")
_AUTOLINK = re.compile(r"<(https?://[^>]+)>")
_HTML = re.compile(r"</?[a-z][a-z0-9]*[^>]*>")
_SPAN = re.compile(r"\]\{([^}]*)\}")
_PLACEHOLDER = re.compile(r"\{[a-z_]*(?::[^}]*)?\}")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_SCALED = re.compile(r"\b(thousand|million|billion|trillion)s?\b")
_TITLED = re.compile(r"^.*<([^<>]+)>$", re.S)
_CHINESE = r"\u3400-\u9fff"
# What is left to translate once the markup is gone: a word of two letters or more.
_WORD = re.compile(r"[^\W\d_]{2,}")

_inline = MarkdownIt("commonmark").parseInline


def carried(text: str) -> Counter[tuple[str, str]]:
    """Everything of a message that must stand in its translation as often, in any order."""
    found: Counter[tuple[str, str]] = Counter()
    rest = text
    for kind, pattern in (("role", _ROLE), ("code", _CODE), ("maths", _MATHS)):
        for match in pattern.finditer(rest):
            found[kind, _normal(kind, match)] += 1
        rest = pattern.sub("  ", rest)
    for kind, pattern in (("link", _LINK), ("address", _AUTOLINK)):
        found.update((kind, match[1]) for match in pattern.finditer(rest))
        rest = pattern.sub("] ", rest)
    found.update(("html", match[0]) for match in _HTML.finditer(rest))
    found["bold", "**…**"] = sum(
        token.type == "strong_open" for part in _inline(text) for token in part.children or []
    )
    return +found


def _normal(kind: str, match: re.Match[str]) -> str:
    if kind == "role":
        titled = _TITLED.match(match[3])
        target = titled[1] if titled else match[3]
        return f"{match[1]} {' '.join(target.split())}"
    return " ".join(match[2].split())


def prose(text: str) -> str:
    """The message without its markup: only words, numbers and punctuation."""
    for pattern in (_ROLE, _CODE, _MATHS):
        text = pattern.sub(" ", text)
    text = _SPAN.sub(" ", _LINK.sub(" ", _AUTOLINK.sub(" ", text)))
    return _HTML.sub(" ", text)


def needs_translation(message: str) -> bool:
    """Whether there are words in it; a number or a formula is the same in every language."""
    return bool(_WORD.search(prose(message)))


def problems(message: str, translation: str, placeholders: bool = False) -> list[str]:
    """What is wrong with a translation into Chinese; empty when nothing is."""
    before, after = carried(message), carried(translation)
    found = [f"{kind} {what!r} is lost" for kind, what in (before - after).elements()]
    found += [f"{kind} {what!r} was added" for kind, what in (after - before).elements()]
    if placeholders and _names(message) != _names(translation):
        found.append(f"placeholders differ: {_names(message)} became {_names(translation)}")
    found += _wrong_words(message, translation)
    if "**" in "".join(_texts(translation)):
        found.append("** stays visible: put the full stop or bracket outside the bold words")
    return found


def _names(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text))


def _texts(text: str) -> list[str]:
    # Punctuation stands in for them, as they begin and end with it: a space would end bold words.
    without = _MATHS.sub("{}", _ROLE.sub("{}", text))
    tokens = [t for part in _inline(without) for t in part.children or []]
    return [t.content for t in tokens if t.type == "text"]


def _wrong_words(message: str, translation: str) -> list[str]:
    before, after = prose(message), prose(translation)
    found = []
    wordless = not _WORD.search(_PLACEHOLDER.sub(" ", before))
    if not wordless and not re.search(f"[{_CHINESE}]", after) and after.strip() != before.strip():
        found.append("it has no Chinese word, and is not the same as the English either")
    if match := re.search(f"[{_CHINESE}][,;:!?]", after):
        found.append(f"Chinese punctuation is expected after {match[0][0]!r}; got {match[0][1]!r}")
    if match := re.search(f"[{_CHINESE}]\\.(\\s|$)", after):
        found.append(f"expected 。 after {match[0][0]!r}; got a full stop")
    if not _SCALED.search(before):
        lost = Counter(_NUMBER.findall(before)) - Counter(_NUMBER.findall(after))
        found += [f"the number {number} is lost" for number in lost]
    return found
