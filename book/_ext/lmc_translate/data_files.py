"""The messages of the data files that pages are made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lmc_sphinx import chapter_data, coverage_data, errata_data
from lmc_sphinx.words import of_places

from autograder.project import Project


def errata(root: Path) -> Iterator[str]:
    """Titles, what a document says, what is right; the words of the places."""
    entries = errata_data.load(root / "book" / "sources" / "errata.yml")
    for entry in entries:
        yield from (entry.title, entry.says, entry.right)
    for entry in entries:
        yield from of_places(entry.where)


def coverage(root: Path) -> Iterator[str]:
    """Names of items, words of the places, names of planned chapters."""
    items = coverage_data.load(root / "book" / "sources" / "coverage.yml").items
    yield from (item.name for item in items)
    yield from (item.planned.replace("_", " ").capitalize() for item in items if item.planned)
    for item in items:
        yield from of_places(item.documents)


def chapters(root: Path) -> Iterator[str]:
    """Names of the parts; titles of all chapters, and what each is for."""
    book = root / "book"
    found = chapter_data.load(book).values()
    for part in dict.fromkeys(chapter.part for chapter in found):
        yield next(iter(coverage_data.headings(book / part / "index.md").values()))
    for chapter in found:
        yield from (chapter.title, chapter.what)


def exercises(root: Path) -> Iterator[str]:
    """Titles; the statements belong to the page that shows them."""
    for assignment in Project(root).assignments.values():
        yield from (exercise.title for exercise in assignment.exercises)
