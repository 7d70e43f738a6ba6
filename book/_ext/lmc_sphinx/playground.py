"""Figures to play with: a picture that a script of ours turns into one that answers.

    {playground} descent     the place of the figure; its text says what to try and what follows
    play-descent             the cell that computes its data: it prints one line of JSON, and
                             draws the picture that stands there without script and in print

The script is `play/descent.js` in the site's assets. Its line `// Needs: a, b.` says which keys
the data must have. Pages without such a figure load nothing of all this.
"""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective, SphinxTranslator

from lmc_sphinx import cells, folding
from lmc_sphinx.warn import warn
from lmc_sphinx.words import _

RULE = "playground"
TAG = "play-"
FOLDER = "play"
MAX_DATA_BYTES = 24_000  # a page is to stay small; less precise or fewer numbers will do
_NEEDS = re.compile(r"^// Needs: (.+)\.$", re.M)
_BELOW_STAGE = """<div class="lmc-play-controls"></div>
<div class="lmc-play-says" role="status"></div>
<noscript><p class="lmc-play-noscript">{without}</p></noscript>
<script type="application/json">{data}</script>
"""


class BadData(ValueError):
    """What a cell printed is no data for its figure; the message says why."""


class playground(nodes.General, nodes.Element, addnodes.translatable):
    """Holds `name`, `title`, `about`; its children are the picture, the text and the cell."""

    def preserve_original_messages(self) -> None:
        """The English stays as it was, because Sphinx asks for it again after translating."""
        self["english"] = {key: self[key] for key in ("title", "about")}

    def extract_original_messages(self) -> list[str]:
        """What a translator gets."""
        return list(self["english"].values())

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Put a translation in its place."""
        for key, english in self["english"].items():
            if english == original_message:
                self[key] = translated_message


class Playground(SphinxDirective):
    """`{playground} descent`, with a title, a description and what to try."""

    required_arguments = 1
    has_content = True
    option_spec = {"title": directives.unchanged, "about": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """The figure's place; doctree-read puts the picture, the data and the cell into it."""
        name = self.arguments[0]
        script = _scripts(self.config, Path(self.env.app.confdir)).get(name)
        lacks = [f":{option}:" for option in self.option_spec if not self.options.get(option)]
        if script is None:
            known = ", ".join(_scripts(self.config, Path(self.env.app.confdir))) or "none"
            warn(f"no figure {name!r}; there are: {known}.", self.get_location(), RULE)
            return []
        if lacks or not self.content:
            lacks += [] if self.content else ["a text that says what to try"]
            warn(f"the figure {name!r} lacks {', '.join(lacks)}.", self.get_location(), RULE)
            return []
        self.env.note_dependency(str(script))
        node = playground(name=name, title=self.options["title"], about=self.options["about"])
        node["needs"] = needs(script)
        node["ids"].append(f"play-{name}")
        self.set_source_info(node)
        text = nodes.container(classes=["lmc-play-try"])
        self.state.nested_parse(self.content, self.content_offset, text)
        node += text
        return [node]


def needs(script: Path) -> list[str]:
    """The keys that the script's data must have, from its line `// Needs: …`."""
    found = _NEEDS.search(script.read_text(encoding="utf-8"))
    return found[1].split(", ") if found else []


def place(doctree: nodes.document) -> None:
    """Give each figure its picture, data and cell; complain about what is missing or left over."""
    figures = list(doctree.findall(playground))
    for figure in figures:
        _name_for_links(figure, doctree.settings.env)
    for cell in cells.code_cells(doctree):
        for tag in (t for t in cells.tags(cell) if t.startswith(TAG)):
            if tag.removeprefix(TAG) not in {figure["name"] for figure in figures}:
                warn(f"tag {tag!r}, but this page has no such {{playground}}.", cell, RULE)
    seen: set[str] = set()
    for figure in figures:
        _fill(figure, doctree, seen)


def _name_for_links(figure: playground, env: BuildEnvironment) -> None:
    """Let a {ref} name the figure by its title, in the page's language."""
    anchor = figure["ids"][0]
    domain = env.get_domain("std")
    domain.note_hyperlink_target(anchor, env.docname, anchor, figure["title"])


def _fill(figure: playground, doctree: nodes.document, seen: set[str]) -> None:
    name = figure["name"]
    found = [c for c in cells.code_cells(doctree) if TAG + name in cells.tags(c)]
    if name in seen or len(found) != 1:
        problem = "stands here twice" if name in seen else f"has {len(found)} such cells"
        warn(f"{name!r} {problem}: expected one cell tagged {TAG + name!r}.", figure, RULE)
        return
    seen.add(name)
    cell = found[0]
    try:
        data, picture = read_data(cells.printed(cell), figure["needs"]), _picture(cell)
    except BadData as error:
        warn(f"the cell of the figure {name!r} {error}", cell, RULE)
        return
    for output in cells.outputs(cell):
        cell.remove(output)
    cell.parent.remove(cell)
    stage = nodes.container("", picture, classes=["lmc-play-stage"])
    without = escape(_("Without JavaScript this is a picture."))
    below = nodes.raw("", _BELOW_STAGE.format(data=data, without=without), format="html")
    fold = folding.fold(_("The cell that computed its numbers"), "", [cell], ["lmc-play-cell"])
    figure[:] = [stage, below, *figure.children, fold]


def read_data(printed: str, wanted: list[str]) -> str:
    """The printed JSON, checked, in a form that is safe inside a script element.

    Raises:
        BadData: it is not one line of JSON, lacks a key, has a NaN, or is too large.
    """
    try:
        data = json.loads(printed, parse_constant=_refuse)
    except json.JSONDecodeError:
        begins = printed.strip()[:40]
        raise BadData(f"must print one line of JSON and nothing else; got {begins!r}.") from None
    missing = [key for key in wanted if not isinstance(data, dict) or key not in data]
    if missing:
        raise BadData(f"printed data without {', '.join(missing)}; expected {', '.join(wanted)}.")
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False).replace("</", "<\\/")
    size = len(text.encode())
    if size > MAX_DATA_BYTES:
        raise BadData(f"printed {size} bytes of data; at most {MAX_DATA_BYTES}. Round the numbers.")
    return text


def _refuse(constant: str) -> None:
    raise BadData(f"printed {constant}, which is no number in JSON.")


def _picture(cell: nodes.container) -> nodes.image:
    pictures = [i for output in cells.outputs(cell) for i in output.findall(nodes.image)]
    if len(pictures) != 1:
        raise BadData(f"must draw one picture, for readers without script; got {len(pictures)}.")
    pictures[0]["loading"] = "lazy"  # a script that starts hides it before it is fetched
    return pictures[0]


def _scripts(config: Config, root: Path) -> dict[str, Path]:
    """Figure -> its script; kit.js is what they share."""
    found = [
        p for folder in config.html_static_path for p in Path(root, folder, FOLDER).glob("*.js")
    ]
    return {p.stem: p for p in sorted(found) if p.stem != "kit"}


def _visit_html(self: SphinxTranslator, node: playground) -> None:
    anchor = node["ids"][0]
    attributes = {
        "role": "group",
        "data-play": node["name"],
        "aria-labelledby": f"{anchor}-title",
        "aria-describedby": f"{anchor}-about",
    }
    self.body.append(self.starttag(node, "div", CLASS="lmc-play", **attributes))
    self.body.append(
        f'<p class="lmc-play-title" id="{anchor}-title">{escape(node["title"])}</p>\n'
        f'<p class="lmc-play-about" id="{anchor}-about">{escape(node["about"])}</p>\n'
    )


def _depart_html(self: SphinxTranslator, node: playground) -> None:
    self.body.append("</div>\n")


def _nothing(self: SphinxTranslator, node: playground) -> None:
    """Elsewhere the picture and the text simply stand there."""


def add_files(
    app: Sphinx,
    pagename: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """The scripts and the style go only to pages with a figure."""
    figures = list(doctree.findall(playground)) if doctree else []
    if figures:
        app.add_css_file(f"{FOLDER}/play.css")
    for figure in figures:
        app.add_js_file(f"{FOLDER}/{figure['name']}.js", type="module")


def setup(app: Sphinx) -> None:
    """Register the directive, its node and the page's files."""
    nothing = (_nothing, _nothing)
    app.add_node(playground, html=(_visit_html, _depart_html), latex=nothing, text=nothing)
    app.add_directive("playground", Playground)
    app.connect("html-page-context", add_files)
