"""Two languages: the switch in the header, the links for search engines, and what is untranslated.

English lies at the root of the site, every other language in a folder of its own with the same
addresses. A page that a catalogue's list declares complete must be: each message of it that has
no translation, or one that was made for an older text (fuzzy), is a warning.
"""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import init as init_locale
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import extract_messages

from lmc_sphinx import chinese_search, words
from lmc_sphinx.markup import needs_translation
from lmc_sphinx.warn import warn

RULE = "translation"
COMPLETE = "complete.txt"
FROM_DATA = {"lmc-coverage"}  # classes of boxes that hold what a data file says


@dataclass(frozen=True)
class Language:
    """A language of the site: where its pages lie, and what it calls itself."""

    folder: str
    name: str
    tag: str


LANGUAGES = {"en": Language("", "English", "en"), "zh_CN": Language("zh/", "中文", "zh-CN")}


def setup(app: Sphinx) -> None:
    """Register catalogues, search and hooks."""
    app.add_config_value("lmc_catalogues", "", "env", str)  # compiled, one folder a language
    app.add_config_value("lmc_complete", [], "env", list)
    app.add_config_value("lmc_second_language", False, "html", bool)
    app.add_config_value("lmc_script_words", [], "html", list)
    app.add_search_language(chinese_search.Chinese)
    app.add_transform(_LeaveOut)
    app.add_transform(_ComplainAboutGaps)
    app.add_transform(_KeepAnchors)
    app.connect("config-inited", _load_catalogues)
    app.connect("html-page-context", _add_context)


def _load_catalogues(app: Sphinx, config: Config) -> None:
    if config.lmc_catalogues:
        config.locale_dirs = [config.lmc_catalogues]
        for name in words.CATALOGUES:
            app.add_message_catalog(name, str(Path(app.confdir, config.lmc_catalogues)))


def complete_pages(folder: Path) -> list[str]:
    """The pages that a language declares to be translated as a whole."""
    path = folder / COMPLETE
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


class _LeaveOut(SphinxTransform):
    """Formulas and the tables made from data are no messages of the page."""

    default_priority = 9  # Sphinx looks for messages from 10 on

    def apply(self, **kwargs: Any) -> None:
        """Mark them."""
        for formula in self.document.findall(nodes.math_block):
            formula["translatable"] = False
        for box in self.document.findall(nodes.container):
            if set(box["classes"]) & FROM_DATA:
                words.untranslatable(box)


class _ComplainAboutGaps(SphinxTransform):
    """Runs just before Sphinx puts the translations into the page."""

    default_priority = 19

    def apply(self, **kwargs: Any) -> None:
        """Warn about each message of a complete page that has no translation."""
        page = self.env.docname
        if page not in self.config.lmc_complete or self._part_of_a_message:
            return
        known = _catalogue(self.app, page)
        for node, message in extract_messages(self.document):
            if _in_front_matter(node) or _is_computed(node):
                continue
            if needs_translation(message) and not known.get(message):
                _say_gap(node, page, message)

    @property
    def _part_of_a_message(self) -> bool:
        return self.document["source"].endswith("<translated>")


class _KeepAnchors(SphinxTransform):
    """The headings' anchors stay those of the English page.

    Sphinx has each translated message parsed as a small document. One that comes out as a heading
    makes MyST forget the anchors of the whole page.
    """

    default_priority = 21  # just after the translations

    def apply(self, **kwargs: Any) -> None:
        """Put them back."""
        anchors = getattr(self.document, "myst_slugs", None)
        if anchors and not self.document["source"].endswith("<translated>"):
            self.env.metadata[self.env.docname]["myst_slugs"] = anchors


def _in_front_matter(node: nodes.Node) -> bool:
    """The page's settings are a field list on top of the document until Sphinx takes them away."""
    while node.parent is not None and not isinstance(node.parent, nodes.document):
        node = node.parent
    return isinstance(node, nodes.field_list | nodes.docinfo)


def _is_computed(node: nodes.Node) -> bool:
    """A figure that a cell drew: catalogues are made without running cells, so its words stay."""
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.container) and node.get("nb_element") == "cell_code_output":
            return True
    return False


def _catalogue(app: Sphinx, page: str) -> dict[str, str]:
    """The page's messages and their translations, without the fuzzy ones."""
    folders = [str(Path(app.srcdir, folder)) for folder in app.config.locale_dirs]
    domain = docname_to_domain(page, app.config.gettext_compact)
    catalogue, _ = init_locale(folders, app.config.language, domain)
    return dict(getattr(catalogue, "_catalog", {}))


def _say_gap(node: nodes.Node, page: str, message: str) -> None:
    warn(
        f"{page} is declared complete, but this has no translation, or one that was made for an "
        f'older text (fuzzy): "{message[:120]}". Run python book/_ext/translate.py update, then '
        "translate it.",
        node,
        RULE,
    )


def _add_context(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """What the templates need: words, the same page in the other language, its public addresses."""
    context["word"] = words._
    context["lmc_words"] = html.escape(json.dumps(_script_words(app), ensure_ascii=False))
    here = LANGUAGES.get(app.config.language)
    if here is None or not app.config.lmc_second_language:
        return
    root = app.config.html_baseurl.removesuffix(here.folder)
    up = _way_up(app, page, context, here)
    other_page = "book/index" if template == "404.html" or page == "404" else page
    links = {
        code: {
            "name": language.name,
            "tag": language.tag,
            "href": f"{up}{language.folder}{other_page}.html",
            "url": f"{root}{language.folder}{other_page}.html",
        }
        for code, language in LANGUAGES.items()
    }
    context["lmc_languages"] = links
    context["lmc_other_languages"] = [links[c] for c in links if c != app.config.language]


def _way_up(app: Sphinx, page: str, context: dict[str, Any], here: Language) -> str:
    """From this page to the root of the whole site."""
    if page == "404":  # it is shown at any address, so its links are absolute
        return app.config.notfound_urls_prefix.removesuffix(here.folder)
    return "../" * (page.count("/") + here.folder.count("/"))


def _script_words(app: Sphinx) -> dict[str, str]:
    """English -> translated, for what the scripts say; empty in English."""
    pairs = {message: words._(message) for message in app.config.lmc_script_words}
    return {message: text for message, text in pairs.items() if text != message}
