"""The errata: one data file, from which every box, table and count on the pages is made.

    {erratum} E021        one entry as a box, with its anchor
    {errata-low} formulas  the entries of low severity of one part, as a table
    {errata-list}          every entry, the most harmful first, with links; errata.js filters it
    {errata-counts}        how many entries there are, by severity and by how they are shown

An entry that is said to be computed needs, on its page, a code cell that is tagged with its id
and asserts something. Every entry of the file needs a place on a page.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from lmc_sphinx import cells, errata_data
from lmc_sphinx.warn import warn
from lmc_sphinx.words import _, untranslatable

RULE = "errata"
SCRIPT = "errata.js"
LIST_CLASS = "lmc-errata"


class _Directive(SphinxDirective):
    """Reads the data once for each use, and makes the page depend on it."""

    def entries(self) -> list[errata_data.Entry]:
        path = Path(self.env.srcdir, self.config.lmc_errata)
        self.env.note_dependency(str(path))
        return [errata_data.in_readers_language(entry) for entry in errata_data.load(path)]

    def markdown(self, text: str, node: nodes.Element) -> nodes.Element:
        """Parse a line of the data into the node; it is in the reader's language already."""
        self.state.nested_parse(StringList([text], self.config.lmc_errata), 0, node)
        return untranslatable(node)

    def anchor(self, entry: errata_data.Entry, node: nodes.Element) -> None:
        """Make the node the place that links to the entry lead to."""
        node["ids"].append(entry.id)
        domain = self.env.get_domain("std")
        domain.note_hyperlink_target(entry.id.lower(), self.env.docname, entry.id, entry.title)

    def table(self, headings: list[str], widths: list[int], classes: list[str]) -> nodes.table:
        """An empty table with a head; rows go to table[0][-1]."""
        head = nodes.thead("", _row([nodes.paragraph("", text) for text in headings]))
        columns = [nodes.colspec(colwidth=width) for width in widths]
        group = nodes.tgroup("", *columns, head, nodes.tbody(), cols=len(headings))
        return nodes.table("", group, classes=["table", *classes])


class Erratum(_Directive):
    """One entry: what the document says, what is right, and how we know."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the box."""
        entry = {e.id: e for e in self.entries()}.get(self.arguments[0])
        if entry is None:
            where = (self.env.docname, self.lineno)
            warn(f"no entry {self.arguments[0]!r} in {self.config.lmc_errata}.", where, RULE)
            return []
        box = nodes.admonition(classes=["lmc-document", "lmc-erratum", f"kind-{entry.kind}"])
        box["erratum"] = entry.id
        box += nodes.title("", f"{entry.id} {entry.title}")
        self.set_source_info(box)
        facts = _(
            "Document {where}; {severity}; {kind}",
            where=entry.where,
            severity=_(entry.severity),
            kind=_(entry.kind),
        )
        box += nodes.paragraph("", facts, classes=["lmc-erratum-facts"])
        self.markdown(_("**It says:** {text}", text=entry.says), box)
        self.markdown(_("**Right:** {text}", text=entry.right + entry.sources), box)
        if entry.see:
            links = f"{{doc}}`{entry.see_page}`, [](<{entry.see}>)"
            self.markdown(_("At length: {links}", links=links), box)
        self.anchor(entry, box)
        return [box]


class Low(_Directive):
    """The entries of low severity of one part."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the table."""
        entries = [e for e in self.entries() if e.low and e.part == self.arguments[0]]
        if not entries:
            where = (self.env.docname, self.lineno)
            warn(f"no entry of low severity in part {self.arguments[0]!r}.", where, RULE)
            return []
        table = self.table(
            ["", _("Where"), _("It says"), _("Right")], [6, 14, 40, 40], ["lmc-errata-low"]
        )
        for entry in entries:
            texts = [entry.id, entry.where, entry.says, entry.right + entry.sources]
            row = _row([])
            for text in texts:
                row += self.markdown(text, nodes.entry())
            self.anchor(entry, row[0])
            table[0][-1].append(row)
        return [table]


class All(_Directive):
    """Every entry, the most harmful first."""

    def run(self) -> list[nodes.Node]:
        """Build the table; errata.js reads its classes."""
        headings = [_("Mistake"), _("Document"), _("Part"), _("Severity"), _("Shown by")]
        table = self.table(headings, [40, 22, 20, 9, 9], [LIST_CLASS])
        for entry in sorted(self.entries(), key=errata_data.by_harm):
            link = addnodes.pending_xref(
                "",
                nodes.inline("", entry.title, classes=["std", "std-ref"]),
                refdomain="std",
                reftype="ref",
                reftarget=entry.id.lower(),
                refexplicit=True,
                refwarn=True,
                refdoc=self.env.docname,
            )
            texts = [entry.where, _(entry.part_title), _(entry.severity), _(entry.kind)]
            row = _row([nodes.paragraph("", "", link)] + [nodes.paragraph("", t) for t in texts])
            row["classes"] += [f"document-{number}" for number in entry.documents]
            row["classes"] += [f"part-{entry.part}", f"severity-{entry.severity}"]
            table[0][-1].append(row)
        return [table]


class Counts(_Directive):
    """How many entries there are."""

    def run(self) -> list[nodes.Node]:
        """Build two sentences."""
        entries = self.entries()
        severities = Counter(e.severity for e in entries)
        kinds = Counter(e.kind for e in entries if not e.low)
        text = _(
            "There are {all} entries: {high} high, {medium} medium, {low} low. Of the {treated} "
            "that are high or medium, {computed} are computed on these pages, {cited} are settled "
            "by a source, and {unconfirmed} could not be confirmed.",
            all=len(entries),
            treated=len(entries) - severities["low"],
            **{severity: severities[severity] for severity in errata_data.SEVERITIES},
            **{kind: kinds[kind] for kind in ("computed", "cited", "unconfirmed")},
        )
        return [untranslatable(nodes.paragraph("", text, classes=["lmc-errata-counts"]))]


def check_page(app: Sphinx, doctree: nodes.document) -> None:
    """Complain about computed entries without a cell, and cells of unknown entries."""
    boxes = {box["erratum"]: box for box in doctree.findall(nodes.admonition) if "erratum" in box}
    proven = set()
    for cell in cells.code_cells(doctree):
        if cells.asserts_something(cells.source(cell)):
            proven.update(cells.tags(cell))
    for name, box in boxes.items():
        if "kind-computed" in box["classes"] and name not in proven:
            warn(
                f"{name} is said to be computed, but no code cell here is tagged {name!r} and "
                "asserts something. Add one, or change its kind.",
                box,
                RULE,
            )


def check_book(app: Sphinx, env: BuildEnvironment) -> None:
    """Complain about entries that stand on no page, once there is a page with errata."""
    path = Path(env.srcdir, app.config.lmc_errata)
    labels = env.get_domain("std").anonlabels
    if not path.is_file() or not any(doc.endswith("/errata") for doc in env.found_docs):
        return
    for entry in errata_data.load(path):
        if entry.id.lower() not in labels:
            warn(f"{entry.id} stands on no page.", (app.config.lmc_errata, 1), RULE)


def add_script(
    app: Sphinx,
    pagename: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """The filter's script goes only where the list is."""
    if doctree and any(LIST_CLASS in t["classes"] for t in doctree.findall(nodes.table)):
        app.add_js_file(SCRIPT, loading_method="defer")


def _row(contents: list[nodes.Element]) -> nodes.row:
    return nodes.row("", *[nodes.entry("", content) for content in contents])


def setup(app: Sphinx) -> None:
    """Register the directives and the checks."""
    app.add_config_value("lmc_errata", "book/sources/errata.yml", "env", str)
    for name, directive in {
        "erratum": Erratum,
        "errata-low": Low,
        "errata-list": All,
        "errata-counts": Counts,
    }.items():
        app.add_directive(name, directive)
    app.connect("doctree-read", check_page)
    app.connect("env-check-consistency", check_book)
    app.connect("html-page-context", add_script)
