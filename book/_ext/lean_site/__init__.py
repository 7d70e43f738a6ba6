"""Make the built pages light: what a reader's browser does not need is not sent.

    pictures    computed figures as WebP, with their size, loaded when they come near
    styles      one style sheet, without the rules of the themes that no page uses
    icons       the icon font with only the icons that some page shows
    markup      code without the marks that nothing colours
    scripts     none holds up the first paint; figures to play with come after it, previews at the
                first pointer or key, and nothing measures the whole page

Called by build_site.py when Sphinx is done, for every folder of pages that has a `_static`.
`python -m lean_site.weight` says what each page weighs.
"""

from __future__ import annotations

from pathlib import Path

from lean_site import markup, pictures, scripts, styles
from lean_site.common import LeanError

__all__ = ["LeanError", "run"]

UNUSED = ("*.map", "scripts/fontawesome.js*")  # 3.5 MB that no page asks for


def run(site: Path) -> None:
    """Rewrite all pages of the site in place.

    Raises:
        LeanError: a page is not in the form that this code knows; it says which and what.
    """
    pages = sorted(p for p in site.rglob("*.html") if "_static" not in p.parts)
    css = styles.bundle(site, pages)
    markup.unwrap(pages, css)
    pictures.shrink(site, pages)
    scripts.defer(pages)
    for static in site.rglob("_static"):
        scripts.measure_less(static)
        for pattern in UNUSED:
            for path in static.rglob(pattern):
                path.unlink()
