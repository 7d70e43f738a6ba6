"""Has anything of an attacker's become HTML, Markdown or a formula in what people open?"""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from autograder.attack.hand_in import MARK


class _Page(HTMLParser):
    """Looks for the attackers' mark in tags, attributes, scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag or attribute with the mark was the student's; a link to a page of ours was not."""
        bad = [f"{k}={v}" for k, v in attrs if MARK in f"{k}{v}" and not _is_our_link(k, v)]
        if MARK in tag or bad:
            self.found.append(f"<{tag} {bad}>")
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        """Out of a script or style."""
        self.inside = ""

    def handle_data(self, data: str) -> None:
        """Text is harmless, but in a script or a style."""
        if MARK in data and self.inside in ("script", "style"):
            self.found.append(f"in {self.inside}: {data[:80]}")

    def handle_comment(self, data: str) -> None:
        """A comment of ours has no mark."""
        if MARK in data:
            self.found.append("in a comment")


def _is_our_link(key: str, value: str | None) -> bool:
    return key == "href" and (value or "").startswith("feedback/")


def _unsafe_html(path: Path) -> list[str]:
    page = _Page()
    page.feed(path.read_text())
    return [f"{path.name}: {what}"[:200] for what in page.found]


def unsafe_pages(out: Path, result: dict[str, Any]) -> list[str]:
    """The feedback and the notebooks of one student."""
    found = []
    for path in (out / "feedback" / result["student"]).glob("*/*.html"):
        found += _unsafe_html(path)
    for path in (out / "autograded" / result["student"]).glob("*/*.ipynb"):
        found += [f"{path.name}: {what}" for what in _unsafe_cells(json.loads(path.read_text()))]
    return found


def unsafe_tables(out: Path) -> list[str]:
    """The pages and tables about the whole class."""
    found = [what for path in out.glob("*.html") for what in _unsafe_html(path)]
    return found + [f"{p.name}: a formula" for p in out.rglob("*.csv") if _has_formula(p)]


def _unsafe_cells(notebook: dict[str, Any]) -> list[str]:
    """Markdown is rendered, so the mark may stand only inside a fence; outputs are text alone."""
    found = []
    for cell in notebook["cells"]:
        if MARK in json.dumps(cell["metadata"]) or MARK in cell.get("id", ""):
            found.append("metadata of the student's")
        if cell["cell_type"] == "markdown" and MARK in _outside_fences(cell["source"]):
            found.append("Markdown of the student's")
        kinds = {k for o in cell.get("outputs", []) for k in o.get("data", {})}
        if kinds - {"text/plain"}:
            found.append(f"outputs of type {sorted(kinds)}")
    return found


def _outside_fences(text: str | list[str]) -> str:
    kept, fence = [], ""
    for line in "".join(text).splitlines():
        ticks = line[: len(line) - len(line.lstrip("`"))]
        if fence:
            fence = "" if line == fence else fence
        elif len(ticks) >= 3:
            fence = ticks
        else:
            kept.append(line)
    return "\n".join(kept)


def _has_formula(path: Path) -> bool:
    with path.open(newline="", encoding="utf-8") as file:
        return any(
            MARK in field and field.lstrip().startswith(("=", "+", "-", "@"))
            for row in csv.reader(file)
            for field in row
        )
