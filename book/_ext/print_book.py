"""The whole book as one PDF, printed by Chromium: `make pdf` -> _build/large-models-checked.pdf.

Joins the articles of the built pages in the order of the table of contents into one page, so that
links between chapters become links inside the PDF, and headings become its outline. Folded answers
are printed open; the code under an equation stays folded, its line says that it ran.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import inspect_site
import yaml
from bs4 import BeautifulSoup, Tag

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"
TARGET = ROOT / "_build" / "large-models-checked.pdf"
JOINED = "print.html"  # lies in the site while it is printed, because it uses the site's files
FOOTER = (
    '<div style="font: 8px sans-serif; width: 100%; text-align: center; color: #555">'
    '<span class="pageNumber"></span></div>'
)
STYLE = """
@page { size: A4; margin: 20mm 20mm 22mm; }
html, body { background: #fff; }
body { display: block; }
article.bd-article { padding: 0; max-width: none; }
article.bd-article > section, .lmc-toc { break-before: page; }
.lmc-cover { height: 240mm; display: flex; flex-direction: column; justify-content: center;
  font-family: var(--lmc-sans); }
.lmc-cover .title { font-size: 34pt; font-weight: 650; line-height: 1.15; }
.lmc-toc ul { list-style: none; padding-left: 1.2em; }
.lmc-toc > ul { padding-left: 0; }
"""
NOT_PRINTED = ".headerlink, script, .lmc-start, .copybtn, .lmc-errata-filter, iframe, canvas"


class PrintError(Exception):
    """The book could not be printed; the message says what is missing."""


def pages(toc: Path, site: Path) -> list[str]:
    """The built pages in the order of the book.

    Raises:
        PrintError: the site, or a page of it, is not there.
    """
    wanted = inspect_site.pages(toc.parent)
    missing = [page for page in wanted if not (site / page).is_file()]
    if missing:
        raise PrintError(f"{site} lacks {missing[0]} ({len(missing)} of {len(wanted)}): make site")
    return wanted


def join(site: Path, order: list[str], title: str, base: str) -> str:
    """One HTML page with the articles of all pages."""
    first = BeautifulSoup((site / order[0]).read_text(encoding="utf-8"), "html.parser")
    sheets = "".join(
        f'<link rel="stylesheet" href="{_from_root(order[0], link["href"])}">'
        for link in first.select('head link[rel="stylesheet"]')
    )
    articles = {page: _article(site, page, set(order), base) for page in order}
    contents = "".join(
        f'<li><a href="#{_name(page)}">{article.find("h1").get_text().strip()}</a></li>'
        for page, article in articles.items()
    )
    return (
        f'<!doctype html><html lang="{first.html.get("lang", "en")}" data-theme="light">'
        f'<head><meta charset="utf-8"><title>{title}</title>{sheets}<style>{STYLE}</style></head>'
        f'<body><div class="lmc-cover"><p class="title">{title}</p></div>'
        f'<nav class="lmc-toc"><h1>Contents</h1><ul>{contents}</ul></nav>'
        f'<article class="bd-article">{"".join(map(str, articles.values()))}</article></body></html>'
    )


def _article(site: Path, page: str, inside: set[str], base: str) -> Tag:
    soup = BeautifulSoup((site / page).read_text(encoding="utf-8"), "html.parser")
    article = soup.select_one("article.bd-article")
    if article is None or article.find("h1") is None:
        raise PrintError(f"{page}: expected an article with a heading; found none.")
    for element in article.select(NOT_PRINTED):
        element.decompose()
    for box in article.select("details:not(.lmc-check)"):
        box["open"] = ""
    for element in article.select("[id]"):
        element["id"] = f"{_name(page)}--{element['id']}"
    for reference in ("for", "aria-labelledby", "aria-describedby"):
        for element in article.select(f"[{reference}]"):
            element[reference] = f"{_name(page)}--{element[reference]}"
    for control in article.select("input[name]"):  # tabs of two pages must not be one group
        control["name"] = f"{_name(page)}--{control['name']}"
    for image in article.select("img"):
        image.attrs.pop("loading", None)
        image["src"] = _from_root(page, image["src"])
    for link in article.select("a[href]"):
        link["href"] = _link(page, link["href"], inside, base)
    section = soup.new_tag("section", id=_name(page))
    section.extend(list(article.children))
    return section


def _name(page: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", page.removesuffix(".html").lower())


def _from_root(page: str, address: str) -> str:
    if re.match(r"[a-z]+:|/", address):
        return address
    return os.path.normpath(os.path.join(os.path.dirname(page), address))


def _link(page: str, address: str, inside: set[str], base: str) -> str:
    """A link to a page that is printed stays in the PDF; another one goes to the website."""
    if re.match(r"[a-z]+:|/", address):
        return address
    path, _, anchor = address.partition("#")
    target = _from_root(page, path) if path else page
    if target not in inside:
        return base + target + (f"#{anchor}" if anchor else "")
    return f"#{_name(target)}--{anchor}" if anchor else f"#{_name(target)}"


def print_pdf(html: Path, target: Path) -> None:
    """Let Chromium print it, with an outline and page numbers.

    Raises:
        PrintError: there is no Chromium.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise PrintError("no chromium on PATH. Install it (Debian: apt-get install chromium).")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise PrintError('Playwright is missing: pip install -e ".[dev]"') from None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.set_default_timeout(300_000)
        page.goto(html.as_uri())
        page.evaluate("document.fonts.ready.then(() => null)")
        page.pdf(
            path=target,
            prefer_css_page_size=True,
            print_background=True,
            outline=True,
            tagged=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=FOOTER,
        )
        browser.close()


def main() -> int:
    """Exit code 0 done, 1 failed."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    joined = SITE / JOINED
    try:
        order = pages(ROOT / "book" / "_toc.yml", SITE)
        text = join(SITE, order, config["title"], config["html"]["baseurl"])
        joined.write_text(text, encoding="utf-8")
        print_pdf(joined, TARGET)
    except PrintError as error:
        print(f"pdf: {error}", file=sys.stderr)
        return 1
    finally:
        joined.unlink(missing_ok=True)
    print(f"pdf: {len(order)} pages of the site, {TARGET.stat().st_size / 1e6:.1f} MB: {TARGET}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
