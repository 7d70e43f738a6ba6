"""The links that leave the site: all of them are listed, with their purpose, in one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import yaml

LISTED = Path(__file__).with_name("outgoing_links.yml")
FOLLOWED = {"a": "href", "area": "href", "form": "action"}
HINT = "List its beginning and its purpose in book/_ext/outgoing_links.yml, or remove the link."


class ListError(Exception):
    """The list itself is wrong; the message says where."""


def problems(site: Path, own: str, listed: Path = LISTED) -> list[str]:
    """Links that are not listed, and lines of the list that no page needs.

    Args:
        site: the folder with the finished pages.
        own: the site's public address; links to it do not leave the site.
        listed: the YAML file, beginning of the address -> purpose.
    """
    purposes = read(listed)
    found, used = [], set()
    for page in sorted(site.rglob("*.html")):
        for address in _leaving(page.read_text(encoding="utf-8"), own):
            matching = [prefix for prefix in purposes if address.startswith(prefix)]
            used.update(matching)
            if not matching:
                found.append(f"{page.relative_to(site)} links to {address}. {HINT}")
    found += [
        f"{listed.name}: no page links to {prefix}; remove the line."
        for prefix in purposes.keys() - used
    ]
    return sorted(found)


def read(listed: Path) -> dict[str, str]:
    """The list: beginning of the address -> purpose.

    Raises:
        ListError: not such a mapping, or an address without scheme, host or purpose.
    """
    purposes = yaml.safe_load(listed.read_text(encoding="utf-8"))
    if not isinstance(purposes, dict):
        raise ListError(f"{listed}: expected lines 'https://…: purpose'; got {purposes!r}.")
    for prefix, purpose in purposes.items():
        host = str(prefix).removeprefix("https://").split("/")[0]
        if (
            not str(prefix).startswith("https://")
            or "." not in host
            or not str(purpose or "").strip()
        ):
            raise ListError(
                f"{listed}: expected 'https://host…: purpose'; got {prefix!r}: {purpose!r}."
            )
    return purposes


def _leaving(html: str, own: str) -> Iterable[str]:
    links = _Links()
    links.feed(html)
    return (a for a in links.addresses if not (own and a.startswith(own)))


class _Links(HTMLParser):
    """Collects what a click or a form leads to, when that is another host."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += self._followed(tag, dict(attrs))

    def _followed(self, tag: str, attributes: dict[str, str | None]) -> Iterator[str]:
        address = (attributes.get(FOLLOWED.get(tag, "")) or "").strip()
        if address.startswith("//") or "://" in address.split("?")[0].split("#")[0]:
            yield address
