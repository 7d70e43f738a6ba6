"""Scripts in the head of a page: run after the page is there, and only what it needs."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from lean_site.common import LeanError, attributes

SCRIPT = re.compile(r"(<script\b[^>]*>)(.*?)</script>", re.S)
OPTIONS = "documentation_options.js"
PREVIEWS = ("/tippy/", "/vendor/tippy/")  # lmc.js loads these at the first pointer or key
THEME = Path("scripts", "pydata-sphinx-theme.js")
# What the theme makes tab stops of: it measures each of these at once, and so lays out the whole
# page when it opens. lmc.js does the same for what is near the window.
MEASURED = (
    '["pre",".nboutput > .output_area",".cell_output > .output",".jp-RenderedHTMLCommon",'
    '".pst-scrollable-table-container"]'
)


def defer(pages: list[Path]) -> None:
    """Rewrite the head of each page.

    Raises:
        LeanError: a page loads Sphinx's options in a way that is not known.
    """
    for page in pages:
        text = page.read_text(encoding="utf-8")
        head, end, rest = text.partition("</head>")
        if not end:
            raise LeanError(f"{page}: expected a </head>; found none.")
        new = SCRIPT.sub(partial(_script, page, 'class="mermaid' in rest), head)
        page.write_text(new + end + rest, encoding="utf-8")


def measure_less(static: Path) -> None:
    """Take the theme's measuring of the whole page out of its script.

    Raises:
        LeanError: the script has no such list (any more).
    """
    path = static / THEME
    if not path.is_file():
        return
    text = path.read_text(encoding="utf-8")
    if text.count(MEASURED) != 1:
        raise LeanError(
            f"{path}: expected the list {MEASURED} once; found it {text.count(MEASURED)} times. "
            "Was the theme's version changed? See what its function for tab stops measures now."
        )
    path.write_text(text.replace(MEASURED, '["lmc-measures-these"]'), encoding="utf-8")


def _script(page: Path, shows_diagram: bool, match: re.Match[str]) -> str:
    tag, code = match.groups()
    found = attributes(tag)
    source = found.get("src", "")
    if OPTIONS in source:  # the inline scripts that follow use it, so it can't come later
        path = _options(page, source)
        return f"<script>{path.read_text(encoding='utf-8').strip()}</script>"
    if found.get("type") == "module" and code.lstrip().startswith("import mermaid"):
        return match[0] if shows_diagram else ""
    if source and found.get("type") == "module":  # a figure to play with: its picture is there
        return match[0].replace('type="module"', 'type="lmc/after"', 1)
    if not source or found.get("type") or "async" in found:
        return match[0]
    if any(folder in source for folder in PREVIEWS):
        return f'<script type="lmc/later" src="{source}"></script>'
    return match[0] if "defer" in found else match[0].replace("<script", "<script defer", 1)


def _options(page: Path, source: str) -> Path:
    """The file beside the page's own `_static`; the 404 page names it by an absolute address."""
    name = source.split("?")[0]
    path = page.parent / (name[name.index("_static/") :] if name.startswith("/") else name)
    if not path.is_file():
        raise LeanError(f"{page}: it loads {source}; expected that file at {path}.")
    return path
