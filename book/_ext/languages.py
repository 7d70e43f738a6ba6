"""What the build needs for a second language: compiled catalogues, settings, a table of contents.

English is written in the pages themselves. For each other language book/locale/<language>/ holds
the catalogues (LC_MESSAGES/<page>.po, and one each for the extension and the data files) and
complete.txt, the pages that must be translated as a whole.
"""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from lmc_sphinx.language import LANGUAGES, complete_pages
from lmc_translate.interface import script_words

ROOT = Path(__file__).resolve().parents[2]
SOURCE = "en"
OTHERS = tuple(code for code in LANGUAGES if code != SOURCE)
# Settings that a reader sees, by their path in _config.yml.
SHOWN = (
    ("title",),
    ("author",),
    ("sphinx", "config", "html_theme_options", "logo", "text"),
    ("sphinx", "config", "html_theme_options", "extra_footer"),
    ("sphinx", "config", "ogp_site_name"),
    ("sphinx", "config", "notfound_context", "title"),
    ("sphinx", "config", "notfound_context", "body"),
)
# Addresses that get the language's folder.
ADDRESSES = (
    ("html", "baseurl"),
    ("sphinx", "config", "ogp_site_url"),
    ("sphinx", "config", "notfound_urls_prefix"),
)


def catalogues(language: str, root: Path = ROOT) -> Path:
    """The folder with the language's catalogues."""
    return root / "book" / "locale" / language / "LC_MESSAGES"


def build_folder(language: str, root: Path = ROOT) -> Path:
    """Where a language's settings and intermediate files go."""
    return root / "_build" / language


def prepare(language: str, root: Path = ROOT) -> list[str]:
    """Write everything into _build; returns Jupyter Book's arguments for that language."""
    folder = build_folder(language, root)
    folder.mkdir(parents=True, exist_ok=True)
    compile_catalogues(language, root)
    words = _words(language, root)
    settings = settings_for(language, root, words)
    toc = _in_language(_load(root / "book" / "_toc.yml"), words)
    for name, data in (("_config.yml", settings), ("_toc.yml", toc)):
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        (folder / name).write_text(text, encoding="utf-8")
    return [
        *("--config", str(folder / "_config.yml")),
        *("--toc", str(folder / "_toc.yml")),
        *("--path-output", str(folder)),
    ]


def prepare_templates(folder: Path, root: Path = ROOT) -> Path:
    """Settings for extracting the pages' messages: English, and the same cached cells."""
    settings = copy.deepcopy(_load(root / "_config.yml"))
    settings["sphinx"]["config"] |= {"gettext_compact": False, "lmc_cache": "_build/.jupyter_cache"}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "_config.yml"
    path.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return path


def compile_catalogues(language: str, root: Path) -> None:
    """Every catalogue into _build/locale; fuzzy messages are left out."""
    source = catalogues(language, root)
    target = root / "_build" / "locale" / language / "LC_MESSAGES"
    shutil.rmtree(target, ignore_errors=True)
    for path in sorted(source.rglob("*.po")):
        compiled = (target / path.relative_to(source)).with_suffix(".mo")
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as text, compiled.open("wb") as binary:
            write_mo(binary, read_po(text, locale=language))


def _words(language: str, root: Path) -> dict[str, str]:
    path = catalogues(language, root) / "lmc.po"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        return {m.id: m.string for m in read_po(file) if m.id and m.string and not m.fuzzy}


def settings_for(language: str, root: Path, words: dict[str, str]) -> dict[str, Any]:
    """_config.yml in that language: its words, addresses and catalogues; the same cached cells."""
    settings = copy.deepcopy(_load(root / "_config.yml"))
    for path in SHOWN:
        _change(settings, path, lambda text: words.get(text, text))
    for path in ADDRESSES:
        _change(settings, path, lambda address: address + LANGUAGES[language].folder)
    lost = settings["sphinx"]["config"].get("notfound_context", {})
    if "body" in lost:  # its links are absolute
        prefix = settings["sphinx"]["config"]["notfound_urls_prefix"]
        home = prefix.removesuffix(LANGUAGES[language].folder)
        lost["body"] = lost["body"].replace(f'href="{home}', f'href="{prefix}')
    settings["sphinx"]["config"] |= {
        "language": language,
        "lmc_catalogues": "_build/locale",
        "gettext_compact": False,
        "lmc_cache": "_build/.jupyter_cache",
        "lmc_complete": complete_pages(catalogues(language, root).parent),
        "lmc_script_words": script_words(root),
        "ogp_social_cards": {"enable": False},  # the card's font has no Chinese glyphs
    }
    return settings


def _load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _change(settings: dict[str, Any], path: tuple[str, ...], by: Any) -> None:
    for key in path[:-1]:
        settings = settings.get(key, {})
    if path[-1] in settings:
        settings[path[-1]] = by(settings[path[-1]])


def _in_language(toc: Any, words: dict[str, str]) -> Any:
    """The table of contents with its captions and short titles translated."""
    if isinstance(toc, list):
        return [_in_language(entry, words) for entry in toc]
    if not isinstance(toc, dict):
        return toc
    return {
        key: words.get(value, value) if key in ("caption", "title") else _in_language(value, words)
        for key, value in toc.items()
    }


def shown_settings(root: Path = ROOT) -> Iterator[str]:
    """The English of every setting and every entry of the table of contents that a reader sees."""
    settings = _load(root / "_config.yml")
    for path in SHOWN:
        value = settings
        for key in path:
            value = value.get(key, {})
        if value:
            yield value
    yield from _titles(_load(root / "book" / "_toc.yml"))


def _titles(toc: Any) -> Iterator[str]:
    if isinstance(toc, list):
        for entry in toc:
            yield from _titles(entry)
    elif isinstance(toc, dict):
        yield from (toc[key] for key in ("caption", "title") if key in toc)
        for value in toc.values():
            yield from _titles(value)
