"""What the first view of a page weighs, compressed: `python -m lean_site.weight`.

Counts the page, its style sheet, its scripts, the fonts that its style sheet could ask for on this
page, and all pictures, also those that a browser loads later: so this is an upper bound. Text is
compressed with gzip; fonts and pictures are compressed already.
"""

from __future__ import annotations

import gzip
import re
import sys
from functools import lru_cache
from pathlib import Path

from lean_site.common import attributes, local
from lean_site.styles import ADDRESS

ROOT = Path(__file__).resolve().parents[3]
TAG = re.compile(r"<(?:script|img|link)\b[^>]*>")
TEXT = {".html", ".css", ".js", ".mjs", ".svg", ".json"}
AMS = re.compile(r'class="[^"]*\b(amsrm|mathbb|textbb)\b')  # KaTeX's classes of that face's signs
LOADED = {"stylesheet", "preload", "icon", "modulepreload"}


def bytes_of(site: Path, page: Path) -> int:
    """Bytes on the wire for one page."""
    return sum(_size(path) for path in files(site, page))


def files(site: Path, page: Path) -> set[Path]:
    """The page and everything that it loads from the site."""
    text = page.read_text(encoding="utf-8")
    found = {page}
    for tag in TAG.findall(text):
        path = _loads(site, page, tag)
        if path is not None and path.is_file():
            found.add(path)
    for sheet in [path for path in found if path.suffix == ".css"]:
        found |= _fonts(sheet, 'class="katex' in text, AMS.search(text) is not None)
    return found


def _loads(site: Path, page: Path, tag: str) -> Path | None:
    given = attributes(tag)
    if tag.startswith("<link"):
        if not LOADED & set(given.get("rel", "").split()):
            return None
        return local(site, page, given.get("href", ""))
    if given.get("type") == "lmc/later":  # only when the reader moves
        return None
    return local(site, page, given.get("src", ""))


@lru_cache
def _fonts(sheet: Path, maths: bool, ams: bool) -> set[Path]:
    """The text fonts, the icons, and the faces of KaTeX that the page's formulas can ask for."""
    usual = re.compile(f"KaTeX_(Main-Regular|Math-Italic|Size[1-4]-Regular{'|AMS-Regular' * ams})")
    names = [a or b or c for a, b, c in ADDRESS.findall(sheet.read_text(encoding="utf-8"))]
    fonts = (sheet.parent / name for name in names if name.endswith((".woff2", ".woff")))
    return {
        path.resolve()
        for path in fonts
        if path.is_file() and ("KaTeX" not in path.name or (maths and usual.match(path.name)))
    }


@lru_cache
def _size(path: Path) -> int:
    raw = path.read_bytes()
    return len(gzip.compress(raw, 9)) if path.suffix in TEXT else len(raw)


def main() -> int:
    """Print all pages, the heaviest first."""
    site = ROOT / "_build" / "html"
    pages = [p for p in site.rglob("*.html") if "_static" not in p.parts]
    for weight, page in sorted(((bytes_of(site, p), p) for p in pages), reverse=True):
        print(f"{weight / 1000:7.0f} KB  {page.relative_to(site)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
