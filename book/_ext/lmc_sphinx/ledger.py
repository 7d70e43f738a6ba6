"""The ledger: every labelled equation of the book, and how it was checked.

    {equation-ledger}            a table: the chapters, and how many equations were checked how
    {equation-ledger} training   every equation of the pages in that folder

Each page's equations are noted when it is read, beside the executed cells that check them, and
put into the ledger when all pages have been read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from lmc_sphinx import cells
from lmc_sphinx.warn import warn
from lmc_sphinx.words import N_, _

RULE = "ledger"
PREFIX = "check-"
ALONE = N_("both sides")
# How a cell checks shows in its code and in what it prints. A cell may do several of these.
WAYS = {
    N_("finite differences"): re.compile(r"\bdifferences?\b"),
    "PyTorch": re.compile(r"\b(torch|F|nn)\.|\bautograd\b|\bPyTorch\b"),
    "scikit-learn": re.compile(r"\bsklearn\b|\bscikit-learn\b"),
}


@dataclass(frozen=True)
class Entry:
    """One equation."""

    page: str
    label: str
    number: str
    tex: str
    section: str
    section_id: str
    ways: tuple[str, ...]
    printed: str


class equation_ledger(nodes.General, nodes.Element):
    """Stands for the table, or for one folder's equations, until all pages have been read."""


class EquationLedger(SphinxDirective):
    """`{equation-ledger}` or `{equation-ledger} training`."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A placeholder."""
        folder = self.arguments[0] if self.arguments else ""
        _ledgers(self.env).setdefault(self.env.docname, []).append(folder)
        node = equation_ledger(folder=folder)
        self.set_source_info(node)
        return [node]


def note(app: Sphinx, doctree: nodes.document) -> None:
    """Remember the page's checked equations. Call it before the checks are moved."""
    checks = {
        tag.removeprefix(PREFIX): cell
        for cell in cells.code_cells(doctree)
        for tag in cells.tags(cell)
        if tag.startswith(PREFIX)
    }
    labelled = [n for n in doctree.findall(nodes.math_block) if n.get("label") in checks]
    _equations(app.env)[app.env.docname] = [
        _entry(app.env.docname, node, checks[node["label"]]) for node in labelled
    ]


def _entry(page: str, node: nodes.math_block, check: nodes.container) -> Entry:
    section = node.parent
    while section.parent is not None and not isinstance(section, nodes.section):
        section = section.parent
    titled = isinstance(section, nodes.section)
    printed = cells.last_printed_line(check)
    return Entry(
        page=page,
        label=node["label"],
        number=str(node.get("number") or node["label"]),
        tex=node.astext(),
        section=section[0].astext() if titled else "",
        section_id=section["ids"][0] if titled else "",
        ways=ways(cells.source(check), printed),
        printed=printed,
    )


def ways(code: str, printed: str) -> tuple[str, ...]:
    """How a cell checks; `ALONE` when nothing but the two sides of the equation is in it."""
    found = tuple(way for way, sign in WAYS.items() if sign.search(code + "\n" + printed))
    return found or (ALONE,)


def setup(app: Sphinx) -> None:
    """Register the directive and its hooks."""
    app.add_node(equation_ledger)
    app.add_directive("equation-ledger", EquationLedger)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("env-updated", lambda app, env: list(_ledgers(env)))
    app.connect("env-check-consistency", _check_all_listed)
    app.connect("doctree-resolved", _fill)


def _equations(env: BuildEnvironment) -> dict[str, list[Entry]]:
    if not hasattr(env, "lmc_equations"):
        env.lmc_equations = {}
    return env.lmc_equations


def _ledgers(env: BuildEnvironment) -> dict[str, list[str]]:
    if not hasattr(env, "lmc_ledgers"):
        env.lmc_ledgers = {}
    return env.lmc_ledgers


def _purge(app: Sphinx, env: BuildEnvironment, page: str) -> None:
    _equations(env).pop(page, None)
    _ledgers(env).pop(page, None)


def _merge(app: Sphinx, env: BuildEnvironment, pages: set[str], other: BuildEnvironment) -> None:
    for of in (_equations, _ledgers):
        of(env).update({k: v for k, v in of(other).items() if k in pages})


def _check_all_listed(app: Sphinx, env: BuildEnvironment) -> None:
    listed = {folder for folders in _ledgers(env).values() for folder in folders}
    for page, entries in sorted(_equations(env).items()):
        if listed and entries and _folder(page) not in listed:
            warn(
                f"its {len(entries)} equations are in no ledger; add {{equation-ledger}} "
                f"{_folder(page)} to {', '.join(_ledgers(env))}.",
                page,
                RULE,
            )


def _folder(page: str) -> str:
    return PurePosixPath(page).parent.name


def _fill(app: Sphinx, doctree: nodes.document, here: str) -> None:
    for place in list(doctree.findall(equation_ledger)):
        pages = [p for p in _reading_order(app.env) if _equations(app.env).get(p)]
        if place["folder"]:
            chosen = [p for p in pages if _folder(p) == place["folder"]]
            if not chosen:
                warn(f"no equations in a folder {place['folder']!r}.", place, RULE)
            place.replace_self([n for p in chosen for n in _chapter(app, here, p)])
        else:
            place.replace_self(_summary(app, here, pages))


def _reading_order(env: BuildEnvironment) -> list[str]:
    order: list[str] = []
    waiting = [env.config.root_doc]
    while waiting:
        page = waiting.pop(0)
        if page not in order:
            order.append(page)
            waiting = [*env.toctree_includes.get(page, []), *waiting]
    return order


def _link(app: Sphinx, here: str, page: str, anchor: str, text: str) -> nodes.reference:
    return make_refnode(app.builder, here, page, anchor, nodes.Text(text), text)


def _chapter(app: Sphinx, here: str, page: str) -> list[nodes.Node]:
    title = nodes.rubric("", "", _link(app, here, page, "", app.env.titles[page].astext()))
    title["heading-level"] = 3
    return [title, *(_claim(app, here, entry) for entry in _equations(app.env)[page])]


def _claim(app: Sphinx, here: str, entry: Entry) -> nodes.container:
    formula = nodes.math_block("", entry.tex, nowrap=False, number=None, label=None)
    where = nodes.paragraph("", "", classes=["lmc-claim-facts"])
    anchor = nodes.make_id(f"equation-{entry.label}")
    where += _link(app, here, entry.page, anchor, _("Equation ({number})", number=entry.number))
    if entry.section:
        where += [
            nodes.Text(_(" in ")),
            _link(app, here, entry.page, entry.section_id, entry.section),
        ]
    ways_named = _(", ").join(map(_, entry.ways))
    where += nodes.Text(f" · {ways_named} · {entry.printed}")
    return nodes.container("", formula, where, classes=["lmc-claim"])


def _summary(app: Sphinx, here: str, pages: list[str]) -> nodes.table:
    columns = [*WAYS, ALONE]
    head = [_("Chapter"), _("Equations"), *map(_, columns)]
    rows: list[list[nodes.Node]] = []
    total = [0] * (len(columns) + 1)
    for page in pages:
        entries = _equations(app.env)[page]
        counts = [len(entries), *(sum(c in e.ways for e in entries) for c in columns)]
        total = [a + b for a, b in zip(total, counts)]
        link = _link(app, here, page, "", app.env.titles[page].astext())
        rows.append([link, *(nodes.Text(str(c)) for c in counts)])
    all_of_them = nodes.strong("", _("All"))
    rows.append([all_of_them, *(nodes.Text(str(c)) for c in total)])
    return _table([nodes.Text(h) for h in head], rows)


def _table(head: list[nodes.Node], rows: list[list[nodes.Node]]) -> nodes.table:
    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec(colwidth=1) for _ in head]
    group += nodes.thead("", _row(head))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group, classes=["colwidths-auto"])


def _row(nodes_of_row: list[nodes.Node]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", c)) for c in nodes_of_row))
