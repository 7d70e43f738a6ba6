"""Computed figures: WebP, a third of Matplotlib's PNG, and no jump when they arrive.

Without loss where that is small, so that letters and lines stay sharp.
"""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from lean_site.common import attributes, local

LARGE = 35_000  # bytes; most plots stay below without loss, a picture with many colours does not
IMAGE = re.compile(r"<img\b[^>]*>")


def shrink(site: Path, pages: list[Path]) -> None:
    """Convert what the pages show, then rewrite pages and previews."""
    pictures = Pictures(site)
    for page in pages:
        pictures.rewrite(page)
    _rename_in_previews(site, set(pictures.sizes))
    for path in pictures.sizes:
        path.unlink()


class Pictures:
    """The figures met so far: PNG file -> its width and height."""

    def __init__(self, site: Path) -> None:
        self.sizes: dict[Path, tuple[int, int]] = {}
        self._site = site

    def rewrite(self, page: Path) -> None:
        """Show the page's figures as WebP; all but the first wait until they come near."""
        text = page.read_text(encoding="utf-8")
        pieces, end = [], 0
        for number, match in enumerate(IMAGE.finditer(text)):
            pieces += [text[end : match.start()], self._tag(page, match[0], lazy=number > 0)]
            end = match.end()
        page.write_text("".join([*pieces, text[end:]]), encoding="utf-8")

    def _tag(self, page: Path, tag: str, lazy: bool) -> str:
        found = attributes(tag)
        path = local(self._site, page, found.get("src", ""))
        if path is None or path.suffix != ".png" or path.parent.name != "_images":
            return tag
        if path not in self.sizes:
            self.sizes[path] = _convert(path)
        width, height = self.sizes[path]
        extra = "" if "width" in found else f' width="{width}" height="{height}"'
        extra += ' loading="lazy"' if lazy else ""
        shown = tag.rstrip("/> ").replace(path.name, path.with_suffix(".webp").name)
        return f'{shown}{extra} decoding="async" />'


def _convert(path: Path) -> tuple[int, int]:
    """Write the WebP beside a PNG; returns its width and height in pixels."""
    with Image.open(path) as image:
        opaque = "A" not in image.mode or image.getextrema()[-1][0] == 255
        kept = image.convert("RGB" if opaque else "RGBA")
        target = path.with_suffix(".webp")
        kept.save(target, lossless=True, method=6)
        lossless = target.read_bytes()
        if len(lossless) > LARGE:
            kept.save(target, quality=70, method=6)
            if target.stat().st_size >= len(lossless):
                target.write_bytes(lossless)
        return image.size


def _rename_in_previews(site: Path, converted: set[Path]) -> None:
    names = {path.name: path.with_suffix(".webp").name for path in converted}
    for script in site.glob("**/_static/tippy/**/*.js"):
        text = script.read_text(encoding="utf-8")
        new = re.sub(r"[\w-]+\.png", lambda m: names.get(m[0], m[0]), text)
        if new != text:
            script.write_text(new, encoding="utf-8")
