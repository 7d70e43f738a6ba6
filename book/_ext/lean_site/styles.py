"""One style sheet in place of twelve, without the themes' rules that no page uses."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import tinycss2
from tinycss2.ast import Node

from lean_site import icons
from lean_site.common import LeanError, attributes, local

LINK = re.compile(r"[ \t]*<link\b[^>]*>\n?")
IMPORT = re.compile(r"@import\s+(?:url\()?\s*[\"']?([^\"')]+)[\"']?\)?\s*;")
ADDRESS = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^\"')\s]+))\s*\)")
NAME = re.compile(r"-?[A-Za-z_][\w-]*")
IN_PAGE = re.compile(r"""\b(?:class|id)=(?:"([^"]*)"|'([^']*)')""")
# Only sheets of others are thinned; what a script of theirs may put together is kept.
THEIRS = ("pydata-sphinx-theme", "sphinx-book-theme", "sphinx-design", "mystnb", "proof", "basic")
MADE_BY_SCRIPTS = re.compile(r"(bs|modal|tooltip|popover|dropdown|collaps|offcanvas|show|fade)\b")
NOT_READ = ("mermaid", "locales")  # Mermaid styles its own pictures


def bundle(site: Path, pages: list[Path]) -> str:
    """Write `_static/site-<hash>.css` for each list of sheets; returns all that was written."""
    names = _names(site, pages)
    made: dict[tuple[Path, ...], Path] = {}
    for page in pages:
        text = page.read_text(encoding="utf-8")
        sheets = _sheets(site, page, text)
        if not sheets:
            continue
        key = tuple(path for _, _, path in sheets)
        if key not in made:
            made[key] = _write(site, key, names)
        page.write_text(_relink(text, sheets, made[key]), encoding="utf-8")
    return "".join(path.read_text(encoding="utf-8") for path in made.values())


def _names(site: Path, pages: list[Path]) -> set[str]:
    """Every class and id of a page, and every word of a script that could become one."""
    names: set[str] = set()
    for page in pages:
        for a, b in IN_PAGE.findall(page.read_text(encoding="utf-8")):
            names.update((a or b).split())
    for script in site.glob("**/*.js"):
        if not any(part in NOT_READ for part in script.parts):
            names.update(NAME.findall(script.read_text(encoding="utf-8", errors="replace")))
    return names


def _sheets(site: Path, page: Path, text: str) -> list[tuple[str, str, Path]]:
    """(tag, address, file) of each sheet that a page links, in order."""
    found = []
    for match in LINK.finditer(text.partition("</head>")[0]):
        given = attributes(match[0].strip())
        if given.get("rel") != "stylesheet" or "media" in given:
            continue
        path = local(site, page, given["href"])
        if path is None or not path.is_file():
            raise LeanError(f"{page}: style sheet {given['href']}: expected a file at {path}.")
        found.append((match[0], given["href"], path))
    return found


def _relink(text: str, sheets: list[tuple[str, str, Path]], bundled: Path) -> str:
    first = sheets[0][1]
    address = first[: first.index("_static/")] + f"_static/{bundled.name}"
    text = text.replace(sheets[0][0], f'  <link rel="stylesheet" href="{address}" />\n', 1)
    for tag, _, _ in sheets[1:]:
        text = text.replace(tag, "", 1)
    return text


def _write(site: Path, sheets: tuple[Path, ...], names: set[str]) -> Path:
    static = next(p for p in sheets[0].parents if p.name == "_static")
    css = "".join(thinned(_inlined(path, static), path.name, names) for path in sheets)
    css = icons.thin(css, static)
    target = static / f"site-{hashlib.sha256(css.encode()).hexdigest()[:10]}.css"
    target.write_text(css, encoding="utf-8")
    return target


def _inlined(path: Path, static: Path) -> str:
    """A sheet's text with its imports in it and its addresses relative to `static`."""

    def address(match: re.Match[str]) -> str:
        value = match[1] or match[2] or match[3]
        if value.startswith(("data:", "#", "http:", "https:")):
            return match[0]
        return f'url("{os.path.relpath(path.parent / value, static)}")'

    text = re.sub(r'@charset "[^"]*";', "", path.read_text(encoding="utf-8"))
    pieces = IMPORT.split(text)  # text, imported name, text, …
    if len(pieces) == 1:
        return ADDRESS.sub(address, text)
    names = pieces[1::2]
    inner = "".join(_inlined((path.parent / n.split("?")[0]).resolve(), static) for n in names)
    return inner + ADDRESS.sub(address, "".join(pieces[0::2]))


def thinned(css: str, name: str, names: set[str]) -> str:
    """The sheet without comments, and, if it is one of others, without what `names` lacks."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    theirs = name.startswith(THEIRS)
    return "".join(_rules(rules, names if theirs else None)) + "\n"


def _rules(rules: list[Node], names: set[str] | None) -> Iterator[str]:
    for rule in rules:
        if rule.type == "error":
            raise LeanError(f"style sheet, line {rule.source_line}: {rule.message}.")
        if rule.type == "qualified-rule":
            head = _selectors(rule.prelude, names)
            if head:
                yield f"{head}{{{_text(rule.content)}}}"
        elif rule.content is None:
            yield f"@{rule.at_keyword} {_text(rule.prelude)};"
        elif rule.lower_at_keyword in ("media", "supports", "layer"):
            inside = tinycss2.parse_rule_list(
                rule.content, skip_comments=True, skip_whitespace=True
            )
            kept = "".join(_rules(inside, names))
            if kept:
                yield f"@{rule.at_keyword} {_text(rule.prelude)}{{{kept}}}"
        else:
            yield f"@{rule.at_keyword} {_text(rule.prelude)}{{{_text(rule.content)}}}"


def _selectors(prelude: list[Node], names: set[str] | None) -> str:
    """The selectors of a rule that can match something on some page."""
    parts: list[list[Node]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return ",".join(_text(part) for part in parts if names is None or _can_match(part, names))


def _can_match(selector: list[Node], names: set[str]) -> bool:
    """False when the selector needs a class or an id that is nowhere; brackets are not read."""
    for before, token in zip([None, *selector], selector):
        is_class = token.type == "ident" and before is not None and before == "."
        needed = token.value if is_class or token.type == "hash" else None
        if needed and needed not in names and not MADE_BY_SCRIPTS.match(needed):
            return False
    return True


def _text(tokens: list[Node]) -> str:
    """CSS text with every run of blanks as one."""
    kept = [t for t in tokens if t.type != "comment"]
    return re.sub(r"[ \t\r\n]+", " ", tinycss2.serialize(kept)).strip()
