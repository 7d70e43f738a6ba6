"""coverage.yml: what the documents name, and where the book teaches it. Read, and every link followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin
from myst_parser.mdit_to_docutils.base import default_slugify

FIELDS = {"id", "name", "documents", "part", "taught", "practised", "planned"}
NEEDED = {"id", "name", "documents", "part"}
DOCUMENTS = re.compile(r"none|00[0-4] \S.*?(; 00[0-4] \S.*?)*")
ANCHORED = ("h1", "h2", "h3")  # as deep as myst_heading_anchors goes


class CoverageError(Exception):
    """coverage.yml can't be read; the message says where and what was expected."""


@dataclass(frozen=True)
class Item:
    """One thing that a document names, or that the book needs and none names."""

    id: int
    name: str
    documents: str
    part: str
    taught: tuple[str, ...] = ()  # "part/page#heading"
    practised: tuple[str, ...] = ()  # exercise slugs
    planned: str = ""  # a chapter's slug


@dataclass(frozen=True)
class Coverage:
    """The whole file."""

    chapters: dict[str, list[str]]
    topics: dict[str, list[Item]]

    @property
    def items(self) -> list[Item]:
        """All items, in the file's order."""
        return [item for items in self.topics.values() for item in items]


def load(path: Path) -> Coverage:
    """Read the file.

    Raises:
        CoverageError: a field is missing or unknown.
    """
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    topics = {
        topic["title"]: [_item(path, entry) for entry in topic["items"]] for topic in data["topics"]
    }
    return Coverage(data["chapters"], topics)


def _item(path: Path, entry: dict[str, Any]) -> Item:
    fields = set(entry)
    if not fields >= NEEDED or not fields <= FIELDS:
        raise CoverageError(
            f"{path}: item {entry.get('id')}: expected the fields {sorted(NEEDED)} and perhaps "
            f"{sorted(FIELDS - NEEDED)}; got {sorted(fields)}."
        )
    lists = {key: tuple(entry[key]) for key in ("taught", "practised") if key in entry}
    return Item(**entry | lists)


def headings(page: Path) -> dict[str, str]:
    """Anchor -> heading of a page, the title first; as MyST makes them."""
    return _headings(page.read_text(encoding="utf-8"))


@lru_cache
def _headings(markdown: str) -> dict[str, str]:
    tokens = MarkdownIt("commonmark").use(front_matter_plugin).parse(markdown)
    found: dict[str, str] = {}
    for opening, inline in zip(tokens, tokens[1:]):
        if opening.type == "heading_open" and opening.tag in ANCHORED:
            text = "".join(t.content for t in inline.children if t.type in ("text", "code_inline"))
            slug = base = default_slugify(text)
            repeated = 1
            while slug in found:
                slug, repeated = f"{base}-{repeated}", repeated + 1
            found[slug] = text
    return found


def problems(coverage: Coverage, book: Path, exercises: set[str]) -> list[str]:
    """Every link that leads nowhere, and every item that says too little or too much."""
    ids = [item.id for item in coverage.items]
    found = [f"id {i} is there {ids.count(i)} times." for i in sorted(set(ids)) if ids.count(i) > 1]
    part_of = {slug: part for part, slugs in coverage.chapters.items() for slug in slugs}
    for item in coverage.items:
        lines = [*_wrong_facts(item), *_wrong_links(item, book, exercises)]
        lines += _wrong_plan(item, part_of, book)
        found += [f"item {item.id} ({item.name}): {line}" for line in lines]
    return found


def _wrong_facts(item: Item) -> Iterator[str]:
    if not DOCUMENTS.fullmatch(item.documents):
        yield f"documents: expected 'none' or '000 §2.1, §3; 004 FAQ 1'; got {item.documents!r}."
    if bool(item.taught) == bool(item.planned):
        yield "expected either `taught` or `planned`, and not both."


def _wrong_links(item: Item, book: Path, exercises: set[str]) -> Iterator[str]:
    for link in item.taught:
        page, _, anchor = link.partition("#")
        path = book / f"{page}.md"
        if not path.is_file():
            yield f"taught: there is no page {path}."
        elif anchor not in headings(path):
            yield f"taught: {page} has no heading with the anchor {anchor!r}."
    for slug in item.practised:
        if slug not in exercises:
            yield f"practised: there is no exercise {slug!r}."


def _wrong_plan(item: Item, part_of: dict[str, str], book: Path) -> Iterator[str]:
    parts = {link.split("/")[0] for link in item.taught}
    if item.planned:
        if item.planned not in part_of:
            yield f"planned: {item.planned!r} is not one of the chapters listed in the file."
            return
        parts = {part_of[item.planned]}
        if (book / part_of[item.planned] / f"{item.planned}.md").is_file():
            yield f"planned: the chapter {item.planned!r} exists now. Say where it is taught."
    if parts and item.part not in parts:
        yield f"part: expected {' or '.join(sorted(parts))}; got {item.part!r}."
