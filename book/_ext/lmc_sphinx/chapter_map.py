"""Maps of the book, made from chapters.yml.

{chapter-map} concepts    the chapters of one part: what each needs, and what it gives
{chapter-map}             the whole book, part by part

A map is a list that can be read aloud. Beside it a picture, hidden from screen readers because
the list says the same in words, draws a line from each chapter to those of its part that it
needs. All rows of a list are equally high, so the picture only has to be stretched.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from lmc_sphinx import chapter_data, coverage_data
from lmc_sphinx.chapter_data import Chapter, ChapterError
from lmc_sphinx.warn import warn
from lmc_sphinx.words import _, data, untranslatable

RULE = "map"
ROW, WIDTH = 10.0, 40.0  # units of the picture; its right edge runs through the chapters' dots


class ChapterMap(SphinxDirective):
    """Writes Markdown for the words, so that links are resolved."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The map; a warning for each thing that is wrong with the file."""
        self.env.note_dependency(str(self._book / "chapters.yml"))
        try:
            chapters = chapter_data.load(self._book)
        except ChapterError as error:
            warn(str(error), self.get_location(), RULE)
            return []
        for line in chapter_data.problems(chapters):
            warn(f"chapters.yml: {line}", self.get_location(), RULE)
        parts = list(dict.fromkeys(chapter.part for chapter in chapters.values()))
        if not self.arguments:
            whole = nodes.container(classes=["lmc-whole-map"])
            whole += [self._short(part, chapters) for part in parts]
            return [whole]
        if self.arguments[0] not in parts:
            text = f"expected one of {', '.join(parts)}; got {self.arguments[0]!r}."
            warn(text, self.get_location(), RULE)
            return []
        return [self._map(self.arguments[0], chapters, self._row)]

    @property
    def _book(self) -> Path:
        return Path(self.env.srcdir, self.config.lmc_book)

    def _short(self, part: str, chapters: dict[str, Chapter]) -> nodes.container:
        """A part of the whole map: its name, then titles only."""
        of = [c for c in chapters.values() if c.part == part]
        page = self._book / part / "index.md"
        name = next(iter(coverage_data.headings(page).values())) if page.is_file() else part
        name = data("chapters", name)
        head = f"[{name}]({self._relative(page)})" if page.is_file() else name
        written = sum(c.written for c in of)
        count = _("{written} of {all} chapters written", written=written, all=len(of))
        box = self._map(part, chapters, self._title)
        box.insert(0, self.parse_text_to_nodes(f"{head} [{count}]{{.lmc-map-count}}"))
        box[0]["classes"].append("lmc-map-part")
        return untranslatable(box)

    def _map(self, part: str, chapters: dict[str, Chapter], row: Any) -> nodes.container:
        of = [c for c in chapters.values() if c.part == part]
        parsed = self.parse_text_to_nodes("\n".join(row(c, chapters) for c in of))
        items = list(parsed[0].findall(nodes.list_item))
        for item, chapter in zip(items, of, strict=True):
            item["classes"] += ["lmc-chapter", "lmc-written" if chapter.written else "lmc-planned"]
        parsed[0]["classes"].append("lmc-map-rows")
        box = nodes.container(classes=["lmc-map"])
        frame = nodes.container(classes=["lmc-map-frame"])
        frame += nodes.raw("", picture(of), format="html")
        frame += parsed
        box += frame
        return untranslatable(box)

    def _title(self, chapter: Chapter, chapters: dict[str, Chapter]) -> str:
        return f"- {self._link(chapter)}"

    def _row(self, chapter: Chapter, chapters: dict[str, Chapter]) -> str:
        later = _("not yet written")
        soon = "" if chapter.written else f" [{later}]{{.lmc-map-soon}}"
        links = [self._link(chapters[need]) for need in chapter.needs if need in chapters]
        needs = _("Before: {chapters}.", chapters=_(", ").join(links))
        before = f"\n  [{needs}]{{.lmc-map-needs}}\n" if links else ""
        return f"- {self._link(chapter)}{soon}\n\n  {data('chapters', chapter.what)}\n{before}"

    def _link(self, chapter: Chapter) -> str:
        title = data("chapters", chapter.title)
        if not chapter.written:
            return title
        return f"[{title}]({self._relative(self._book / f'{chapter.page}.md')})"

    def _relative(self, path: Path) -> str:
        here = Path(self.env.doc2path(self.env.docname)).parent
        return Path(os.path.relpath(path, here)).as_posix()


def picture(of: list[Chapter]) -> str:
    """Lines between the chapters of one part, as SVG.

    Each chapter that others need has a lane of its own to the left of the dots, if possible the
    nearest one that is free between it and the last chapter that needs it.
    """
    row = {chapter.slug: number for number, chapter in enumerate(of)}
    last = {need: row[c.slug] for c in of for need in c.needs if need in row}
    lanes = _lanes({slug: (row[slug], end) for slug, end in last.items()})
    step = WIDTH / (max(lanes.values(), default=0) + 2)
    paths = []
    for chapter in of:
        for need in (n for n in chapter.needs if n in row):
            x = WIDTH - step * (lanes[need] + 1)
            top, bottom = (ROW * (row[slug] + 0.5) for slug in (need, chapter.slug))
            paths.append(_line(x, top, bottom, chapter.written))
    size = f"0 0 {WIDTH:g} {ROW * len(of):g}"
    return (
        f'<svg class="lmc-map-lines" viewBox="{size}" preserveAspectRatio="none" '
        f'aria-hidden="true" focusable="false">{"".join(paths)}</svg>'
    )


def _lanes(spans: dict[str, tuple[int, int]]) -> dict[str, int]:
    """A lane for each span of rows, such that spans which overlap are in different lanes."""
    lanes: dict[str, int] = {}
    for slug, (top, bottom) in sorted(spans.items(), key=lambda s: s[1][1] - s[1][0]):
        taken = {lanes[o] for o in lanes if spans[o][0] <= bottom and top <= spans[o][1]}
        lanes[slug] = next(n for n in range(len(spans)) if n not in taken)
    return lanes


def _line(x: float, top: float, bottom: float, written: bool) -> str:
    """Out of the upper dot, down its lane, into the lower dot."""
    bend = ROW * 0.38
    path = (
        f"M{WIDTH:g} {top:g}C{x:g} {top:g} {x:g} {top:g} {x:g} {top + bend:g}"
        f"L{x:g} {bottom - bend:g}C{x:g} {bottom:g} {x:g} {bottom:g} {WIDTH:g} {bottom:g}"
    )
    kind = "" if written else ' class="lmc-line-planned"'
    return f'<path d="{path}"{kind} vector-effect="non-scaling-stroke" />'


def setup(app: Sphinx) -> None:
    """Register the directive, and mark the pages that are chapters."""
    app.add_directive("chapter-map", ChapterMap)
    app.connect("html-page-context", _tell_templates)


def _tell_templates(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """What the sidebar's progress needs to know: the written chapters, and how many exercises."""
    book = Path(app.srcdir, app.config.lmc_book)
    if not app.config.lmc_book or not (book / "chapters.yml").is_file():
        return
    if not hasattr(app, "_lmc_chapters"):
        folder = Path(app.config.lmc_book).as_posix()
        chapters = chapter_data.load(book).values()
        app._lmc_chapters = [f"{folder}/{c.page}" for c in chapters if c.written]
    shown = getattr(app.env, "lmc_exercises", {})
    context["lmc_chapters"] = app._lmc_chapters
    context["lmc_exercises"] = sorted(slug for slugs in shown.values() for slug in slugs)
    context["lmc_is_chapter"] = page in app._lmc_chapters
