"""The icon font, with only the icons that are used: 1 KB in place of 156."""

from __future__ import annotations

import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ICON = re.compile("[\ue000-\uf8ff]")  # private use; the sheet holds the characters themselves
FACE = re.compile(r"@font-face\s*\{[^}]*\}")
FAMILY = re.compile(r"font-family:\s*[\"']?(Font ?Awesome[^;\"'}]*)", re.I)
FONT = re.compile(r"url\(\s*[\"']?([^\"')?#]+)\.woff2")


def thin(css: str, static: Path) -> str:
    """Put small fonts in place of the icon fonts of a style sheet that lies in `static`."""
    used = {ord(icon) for icon in ICON.findall(css)}
    return FACE.sub(lambda m: _face(m[0], static, used), css)


def _face(rule: str, static: Path, used: set[int]) -> str:
    family = FAMILY.search(rule)
    source = FONT.search(rule)
    if not family or not source:
        return rule
    font = (static / source[1]).resolve()
    if "FontAwesome" in family[1] or "Awesome 5" in family[1]:
        return ""  # older names of the same files
    small = static / "icons" / f"{font.name}.woff"
    if not _subset(font.with_suffix(".ttf"), small, used):
        return ""
    weight = re.search(r"font-weight:\s*(\d+)", rule)
    return (
        f'@font-face{{font-family:"{family[1].strip()}";font-style:normal;'
        f"font-weight:{weight[1] if weight else 400};font-display:block;"
        f'src:url(icons/{small.name}) format("woff")}}'
    )


def _subset(full: Path, small: Path, used: set[int]) -> bool:
    """Write the small font; False when none of the icons is in this one."""
    font = TTFont(full)
    wanted = used & set(font.getBestCmap())
    if not wanted:
        return False
    options = subset.Options(flavor="woff", layout_features=[], notdef_outline=False)
    maker = subset.Subsetter(options)
    maker.populate(unicodes=wanted)
    maker.subset(font)
    small.parent.mkdir(exist_ok=True)
    font.flavor = "woff"
    font.save(small)
    return True
