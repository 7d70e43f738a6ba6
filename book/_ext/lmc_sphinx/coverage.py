"""The coverage page, made from coverage.yml.

{coverage} counts    a table: items of each part, taught, practised, planned
{coverage} items     a section for each topic: every item with its links
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from lmc_sphinx import coverage_data
from lmc_sphinx.coverage_data import Coverage, CoverageError, Item
from lmc_sphinx.exercises import project
from lmc_sphinx.warn import warn
from lmc_sphinx.words import _, data, of_page, place, untranslatable

RULE = "coverage"


class CoverageTable(SphinxDirective):
    """Writes Markdown, so that links are resolved, and complained about, as an author's are."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The table or the sections; a warning for each broken link."""
        path = Path(self.env.srcdir, self.config.lmc_coverage)
        self.env.note_dependency(str(path))
        try:
            coverage = coverage_data.load(path)
        except CoverageError as error:
            warn(str(error), self.get_location(), RULE)
            return []
        if self.arguments[0] == "counts":
            made = self.parse_text_to_nodes(counts(coverage, self._part))
            return [untranslatable(table) for table in made]
        for line in coverage_data.problems(coverage, self._book, set(project(self.env).exercises)):
            warn(f"{path.name}: {line}", self.get_location(), RULE)
        text = "\n\n".join(self._topic(*topic) for topic in coverage.topics.items())
        return self.parse_text_to_nodes(text, allow_section_headings=True)

    def _part(self, folder: str) -> str:
        page = self._book / folder / "index.md"
        if not page.is_file():
            return folder
        title = next(iter(coverage_data.headings(page).values()))
        return of_page(self.env, f"{self._book.name}/{folder}/index", title)

    @property
    def _book(self) -> Path:
        return Path(self.env.srcdir, self.config.lmc_book)

    def _topic(self, title: str, items: list[Item]) -> str:
        named, taught = _("Item, and where it is named"), _("Taught, practised")
        head = f"| {named} | {taught} |\n|---|---|\n"
        table = head + "\n".join(map(self._row, items))
        return f"## {title}\n\n:::{{div}} lmc-coverage\n{table}\n:::"

    def _row(self, item: Item) -> str:
        documents = _named(item.documents)
        places = [self._section(link) for link in item.taught]
        if item.planned:
            places.append(_("planned: *{chapter}*", chapter=data("coverage", words(item.planned))))
        places += [_("exercise: {link}", link=self._exercise(s)) for s in item.practised]
        return f"| {data('coverage', item.name)}<br>[{documents}]{{.lmc-named}} | {'<br>'.join(places)} |"

    def _section(self, link: str) -> str:
        page, anchor = link.split("#", 1) if "#" in link else (link, "")
        path = self._book / f"{page}.md"
        found = coverage_data.headings(path) if path.is_file() else {}
        titles = (next(iter(found.values()), page), found.get(anchor, anchor))
        chapter, section = (of_page(self.env, f"{self._book.name}/{page}", t) for t in titles)
        title = _("{chapter}: {section}", chapter=chapter, section=section)
        here = Path(self.env.doc2path(self.env.docname)).parent
        return f"[{title}]({Path(os.path.relpath(path, here)).as_posix()}#{anchor})"

    def _exercise(self, slug: str) -> str:
        known = project(self.env).exercises
        if slug not in known:
            return slug
        return f"[{data('exercises', known[slug].title)}](#exercise-{slug})"


def _named(documents: str) -> str:
    """Where an item is named, in the reader's language."""
    if documents == "none":
        return _("no document, but needed")
    return place("coverage", documents)


def counts(coverage: Coverage, part_title: Callable[[str], str] = str) -> str:
    """Items of each part, and of all, as a Markdown table."""
    titles = [_("Part"), _("Items"), _("Taught"), _("Practised"), _("Planned")]
    head = f"| {' | '.join(titles)} |\n|---|--:|--:|--:|--:|\n"
    rows = [
        _count_row(part_title(part), [i for i in coverage.items if i.part == part])
        for part in coverage.chapters
    ]
    return head + "\n".join([*rows, _count_row(_("**All**"), coverage.items)])


def _count_row(name: str, items: Iterable[Item]) -> str:
    items = list(items)
    columns = (
        len(items),
        sum(bool(i.taught) for i in items),
        sum(bool(i.practised) for i in items),
        sum(bool(i.planned) for i in items),
    )
    return f"| {name} | " + " | ".join(map(str, columns)) + " |"


def words(slug: str) -> str:
    """`linear_algebra` as words."""
    return slug.replace("_", " ").capitalize()


def setup(app: Sphinx) -> None:
    """Register the directive and the place of the file."""
    app.add_config_value("lmc_coverage", "book/sources/coverage.yml", "env", str)
    app.add_directive("coverage", CoverageTable)
