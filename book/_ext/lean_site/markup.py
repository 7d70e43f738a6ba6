"""Highlighted code without the marks that change nothing: a fifth of a chapter's elements."""

from __future__ import annotations

import re
from pathlib import Path

CODE = re.compile(r'<div class="highlight">.*?</pre>', re.S)
BASE = re.compile(r"([^{}]*)\.highlight\{(?:[^}]*[ ;])?color: ?(#\w+)")
RULE = re.compile(r"([^{}]*)\.highlight \.([a-z][a-z0-9]{0,2})\{([^}]*)\}")
MARK = re.compile(r'<span class="([a-z][a-z0-9]{0,2})">([^<]*)</span>')


def unwrap(pages: list[Path], css: str) -> None:
    """Rewrite the pages; `css` is what they are shown with."""
    coloured = _coloured(css)

    def plain(mark: re.Match[str]) -> str:
        return mark[0] if mark[1] in coloured else mark[2]

    for page in pages:
        text = page.read_text(encoding="utf-8")
        page.write_text(CODE.sub(lambda m: MARK.sub(plain, m[0]), text), encoding="utf-8")


def _coloured(css: str) -> set[str]:
    """The marks that look different from plain code in the light or the dark theme."""
    base = {theme.strip(): f"color: {colour}".lower() for theme, colour in BASE.findall(css)}
    return {
        mark
        for theme, mark, style in RULE.findall(css)
        if style.strip(" ;").lower() != base.get(theme.strip())
    }
