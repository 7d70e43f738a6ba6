"""Finding and changing tags in pages that Sphinx wrote."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?""")


class LeanError(Exception):
    """A page is not in the form that is expected; the message says which and what."""


def attributes(tag: str) -> dict[str, str]:
    """The attributes of an opening tag.

    >>> attributes('<script defer src="a.js">')
    {'defer': '', 'src': 'a.js'}
    """
    inside = re.sub(r"^<[\w-]+|/?>$", "", tag)
    return {m[1].lower(): m[2] or m[3] or "" for m in ATTRIBUTE.finditer(inside)}


def local(site: Path, page: Path, address: str) -> Path | None:
    """The file of the site that an address on a page means; None when it leaves the site.

    The 404 page's addresses begin with the folder in which the site lies on its host; those of a
    second language go on with that language's own folder, which is then the `site` here.
    """
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = unquote(parts.path)
    if not path.startswith("/"):
        return (page.parent / path).resolve()
    path = path.split("/", 2)[2].removeprefix(f"{site.name}/")
    return (site / path).resolve()
