"""chapters.yml: what each chapter needs. Read together with the order in coverage.yml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from lmc_sphinx import coverage_data

LONGEST = 100  # characters of the one line; more would not be one line
FIELDS = {"title", "needs", "what"}


@dataclass(frozen=True)
class Chapter:
    """One chapter, written or planned."""

    slug: str
    part: str
    title: str
    needs: tuple[str, ...]
    what: str
    written: bool

    @property
    def page(self) -> str:
        """Where its page is, or will be, in the book's folder; without the suffix."""
        return f"{self.part}/{self.slug}"


class ChapterError(Exception):
    """chapters.yml can't be used; the message says what was expected."""


def load(book: Path) -> dict[str, Chapter]:
    """All chapters in the order of the book.

    Raises:
        ChapterError: the file lacks a chapter, has one too many, or a field is wrong.
    """
    path = book / "chapters.yml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    parts = coverage_data.load(book / "sources" / "coverage.yml").chapters
    order = [(part, slug) for part, slugs in parts.items() for slug in slugs]
    known = {slug for _, slug in order}
    if known != set(data):
        raise ChapterError(
            f"{path}: expected the chapters of sources/coverage.yml; "
            f"missing {sorted(known - set(data))}, unknown {sorted(set(data) - known)}."
        )
    return {slug: _chapter(book, part, slug, data[slug]) for part, slug in order}


def _chapter(book: Path, part: str, slug: str, entry: dict) -> Chapter:
    if set(entry) != FIELDS:
        raise ChapterError(
            f"{book / 'chapters.yml'}: {slug}: expected the fields {sorted(FIELDS)}; "
            f"got {sorted(entry)}."
        )
    page = book / part / f"{slug}.md"
    written = page.is_file()
    title = next(iter(coverage_data.headings(page).values())) if written else entry["title"]
    return Chapter(slug, part, title, tuple(entry["needs"]), entry["what"], written)


def problems(chapters: dict[str, Chapter]) -> list[str]:
    """What is wrong with the map as a whole; empty when all is well."""
    place = {slug: number for number, slug in enumerate(chapters)}
    found = []
    for chapter in chapters.values():
        found += [f"{chapter.slug}: {line}" for line in _wrong(chapter, chapters, place)]
    return found or [f"no order is possible among: {', '.join(ring)}." for ring in _rings(chapters)]


def _wrong(chapter: Chapter, chapters: dict[str, Chapter], place: dict[str, int]) -> Iterator[str]:
    if not 0 < len(chapter.what) <= LONGEST:
        yield f"what: expected 1 to {LONGEST} characters; got {len(chapter.what)}."
    for need in chapter.needs:
        if need not in chapters:
            yield f"needs: there is no chapter {need!r}."
        elif chapters[need].part == chapter.part and place[need] > place[chapter.slug]:
            yield f"needs: {need!r} comes later in the same part. Change the order or the need."
        elif need in _above(chapter, need, chapters):
            yield f"needs: {need!r} is already needed by another need. List direct needs only."


def _above(chapter: Chapter, skip: str, chapters: dict[str, Chapter]) -> set[str]:
    """All that the chapter's other needs need, directly or not."""
    todo = [n for n in chapter.needs if n != skip and n in chapters]
    seen: set[str] = set()
    while todo:
        for need in chapters[todo.pop()].needs:
            if need not in seen and need in chapters:
                seen.add(need)
                todo.append(need)
    return seen


def _rings(chapters: dict[str, Chapter]) -> Iterator[list[str]]:
    """What is left when chapters that need nothing that is left are taken away, again and again."""
    left = dict(chapters)
    while free := [s for s, c in left.items() if not any(need in left for need in c.needs)]:
        for slug in free:
            del left[slug]
    if left:
        yield list(left)
