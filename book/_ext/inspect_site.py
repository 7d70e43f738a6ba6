"""What must hold for the finished pages, beyond what Sphinx checks."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from lmc_sphinx.language import LANGUAGES

_LOADED = re.compile(
    r"<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc=[\"'](?:https?:)?//[^\"']+"
    r"|<link\b[^>]*\brel=[\"'](?:stylesheet|preload|preconnect|icon|dns-prefetch)[\"'][^>]*"
    r"\bhref=[\"'](?:https?:)?//[^\"']+",
    re.I,
)
_TITLE = re.compile(r"<title>(.*?)(?: &#8212; .*?)?</title>", re.S)
_REDIRECT = """<!doctype html>
<html lang="{tag}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={target}">
<link rel="canonical" href="{target}">
<link rel="icon" href="_static/favicon.svg">
</head>
<body><main><h1><a href="{target}">{title}</a></h1></main></body>
</html>
"""


def redirect(site: Path, target: str, language: str) -> None:
    """Make a language's root lead to its front page, with a page that has a language and a title."""
    front = (site / target).read_text(encoding="utf-8")
    title = _TITLE.search(front)[1].strip()
    page = _REDIRECT.format(target=target, title=title, tag=LANGUAGES[language].tag)
    (site / "index.html").write_text(page, encoding="utf-8")


def problems(site: Path, book: Path) -> list[str]:
    """What is wrong with the pages; empty when all is well."""
    folders = [entry.folder for entry in LANGUAGES.values() if (site / entry.folder).is_dir()]
    promised = [folder + page for folder in folders for page in pages(book)]
    found = [f"{page} is missing." for page in promised if not (site / page).is_file()]
    for page in sorted(site.rglob("*.html")):
        for match in _LOADED.finditer(page.read_text(encoding="utf-8")):
            found.append(f"{page.relative_to(site)} loads from another host: {match[0]}")
    return found


def pages(book: Path) -> list[str]:
    """The pages that the table of contents promises."""
    toc = yaml.safe_load((book / "_toc.yml").read_text(encoding="utf-8"))
    return [f"{name}.html" for name in _files(toc)]


def _files(entry: dict) -> list[str]:
    own = [entry[key] for key in ("root", "file") if key in entry]
    below = [child for key in ("parts", "chapters", "sections") for child in entry.get(key, [])]
    return own + [name for child in below for name in _files(child)]
