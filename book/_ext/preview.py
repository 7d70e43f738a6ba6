"""Build a few pages alone, to look at them while writing: seconds instead of minutes.

    python book/_ext/preview.py backprop/autodiff concepts/attention

Cells are executed and cached as in the whole build, in the same cache. The rules of the book hold,
and what Sphinx says about the pages asked for is printed; links to pages that exist but were not
asked for are no mistake here. Only `make site` builds strictly: run it before you commit.
"""

from __future__ import annotations

import re
import shutil
import sys
import time
from pathlib import Path

import build_site
import fetch_assets
import languages
import yaml

FOLDER = build_site.ROOT / "_build" / "preview"
MADE = FOLDER / "_build"
BOOK = build_site.ROOT / "book"
ALWAYS = ("book/notation", "book/glossary", "book/bibliography")  # terms and citations end there
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
UNKNOWN = re.compile(r"unknown document: '([^']+)'")


def pages_asked(arguments: list[str]) -> list[Path]:
    """The files behind names such as `backprop/autodiff`.

    Raises:
        build_site.SiteError: a page does not exist.
    """
    found = [BOOK / f"{name.removesuffix('.md').removeprefix('book/')}.md" for name in arguments]
    if missing := [page for page in found if not page.is_file()]:
        raise build_site.SiteError(f"expected pages of {BOOK}; {missing[0]} does not exist.")
    return found


def about(warning: str, pages: list[Path]) -> bool:
    """Whether a line of Sphinx's log is about one of the pages, and would be in the whole book."""
    if "WARNING" not in warning and "ERROR" not in warning:
        return False
    page = next((p for p in pages if warning.startswith(str(p.with_suffix("")))), None)
    link = UNKNOWN.search(warning)
    return page is not None and not (
        link and (page.parent / f"{link[1].strip('/')}.md").resolve().is_file()
    )


def build(pages: list[Path]) -> list[str]:
    """Build the pages into FOLDER; returns what Sphinx has to say about them.

    Raises:
        build_site.SiteError: a page was not written, with the end of the log.
    """
    fetch_assets.fetch()
    arguments = ["--config", str(languages.prepare_templates(FOLDER)), "--path-output", str(FOLDER)]
    names = dict.fromkeys([*map(name_of, pages), *ALWAYS])
    toc = {"format": "jb-book", "root": "book/index", "chapters": [{"file": n} for n in names]}
    (FOLDER / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    shutil.rmtree(MADE, ignore_errors=True)
    done = build_site.run_jupyter_book(
        [*arguments, "--toc", str(FOLDER / "_toc.yml")],
        MADE / ".doctrees",
        strict=False,
        quiet=True,
    )
    log = COLOUR.sub("", (done.stdout + done.stderr).decode(errors="replace"))
    if unwritten := [page for page in pages if not written(page).is_file()]:
        raise build_site.SiteError(f"{unwritten[0]} was not written:\n{log[-3000:]}")
    lines = log.splitlines()
    return list(dict.fromkeys(line for line in lines if about(line, pages)))


def name_of(page: Path) -> str:
    """`book/backprop/autodiff`."""
    return page.relative_to(build_site.ROOT).with_suffix("").as_posix()


def written(page: Path) -> Path:
    """Where the page's HTML goes."""
    return MADE / "html" / f"{name_of(page)}.html"


def main() -> int:
    """Exit code 0 nothing to complain about, 1 warnings or no page, 2 wrong usage."""
    if not sys.argv[1:]:
        print(__doc__, file=sys.stderr)
        return 2
    start = time.monotonic()
    try:
        pages = pages_asked(sys.argv[1:])
        warnings = build(pages)
    except (build_site.SiteError, fetch_assets.AssetsError) as error:
        print(f"preview: {error}", file=sys.stderr)
        return 1
    print("\n".join([*warnings, *map(str, map(written, pages))]))
    print(f"preview: {len(warnings)} warnings, {time.monotonic() - start:.0f} s")
    return 1 if warnings else 0


if __name__ == "__main__":
    sys.exit(main())
