"""Computed figures: lossless WebP, a third of Matplotlib's PNG, and no jump when they arrive."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from lean_site.common import attributes, local

IMAGE = re.compile(r"<img\b[^>]*>")
EAGER = 1  # pictures at the head of a page are loaded at once


def shrink(site: Path, pages: list[Path]) -> None:
    """Convert what the pages show, then rewrite pages and previews."""
    sizes: dict[Path, tuple[int, int]] = {}
    converted: set[Path] = set()

    def picture(page: Path, tag: str, number: int) -> str:
        found = attributes(tag)
        path = local(site, page, found.get("src", ""))
        if (
            path is None
            or path.suffix not in (".png", ".webp")
            or not path.parent.name == "_images"
        ):
            return tag
        if path not in sizes:
            sizes[path] = _convert(path)
            converted.add(path)
        width, height = sizes[path]
        extra = "" if "width" in found else f' width="{width}" height="{height}"'
        extra += ' loading="lazy" decoding="async"' if number >= EAGER else ' decoding="async"'
        return tag.rstrip("/> ").replace(path.name, path.with_suffix(".webp").name) + extra + " />"

    for page in pages:
        text = page.read_text(encoding="utf-8")
        parts = iter(range(len(text)))
        new = IMAGE.sub(lambda m: picture(page, m[0], next(parts)), text)
        if new != text:
            page.write_text(new, encoding="utf-8")
    _rename_in_previews(site, converted)
    for path in converted:
        if path.suffix == ".png":
            path.unlink()


def _convert(path: Path) -> tuple[int, int]:
    """Write the WebP beside a PNG; returns width and height in CSS pixels as they were drawn."""
    with Image.open(path) as image:
        if path.suffix == ".png":
            opaque = image.mode in ("RGB", "L", "P") or image.getextrema()[-1][0] == 255
            kept = image.convert("RGB" if opaque else "RGBA")
            kept.save(path.with_suffix(".webp"), lossless=True, method=6)
        return image.size


def _rename_in_previews(site: Path, converted: set[Path]) -> None:
    names = {path.name: path.with_suffix(".webp").name for path in converted}
    for script in site.glob("**/_static/tippy/**/*.js"):
        text = script.read_text(encoding="utf-8")
        new = re.sub(r"[\w-]+\.png", lambda m: names.get(m[0], m[0]), text)
        if new != text:
            script.write_text(new, encoding="utf-8")
