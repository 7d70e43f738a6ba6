"""The book's translations.

    python book/_ext/translate.py update             take the book's text into the catalogues
    python book/_ext/translate.py status             what is untranslated, page by page
    python book/_ext/translate.py check [PAGE …]     what is wrong with the translations
    python book/_ext/translate.py export PAGE        the untranslated messages as plain text
    python book/_ext/translate.py import PAGE FILE   that text, translated, into the catalogue

PAGE is a page without its ending, such as book/notation, or lmc, errata, coverage, exercises, chapters.
`update` keeps every translation and marks as fuzzy what was made for another text. To see the
result: python book/_ext/build_site.py zh_CN (after one full build).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import build_site
import languages
from lmc_sphinx.language import complete_pages
from lmc_translate import catalogue, data_files, exchange, interface, pages

ROOT = languages.ROOT
TEMPLATES = ROOT / "_build" / "gettext"
OWN = ("lmc", "errata", "coverage", "exercises", "chapters")


class TranslateError(Exception):
    """The command could not be done; the message says why."""


def own_messages(root: Path = ROOT) -> dict[str, list[str]]:
    """Catalogue -> messages, for all that is not a page."""
    return {
        "lmc": [*interface.messages(root), *languages.shown_settings(root)],
        "errata": list(data_files.errata(root)),
        "coverage": list(data_files.coverage(root)),
        "exercises": list(data_files.exercises(root)),
        "chapters": list(data_files.chapters(root)),
    }


def page_messages() -> dict[str, list[str]]:
    """Page -> messages. Runs Sphinx's gettext builder; cells that did not change are not run."""
    arguments = ["--path-output", str(TEMPLATES), "--builder", "custom"]
    arguments += ["--custom-builder", "gettext", "--config", str(_settings()), "--quiet"]
    arguments += ["--toc", str(ROOT / "book" / "_toc.yml")]
    doctrees = TEMPLATES / "_build" / ".doctrees"
    done = build_site.run_jupyter_book(arguments, doctrees, strict=False)
    if done.returncode != 0:
        raise TranslateError("Sphinx could not read the book (see above). Try: make site")
    return pages.read_templates(TEMPLATES / "_build" / "gettext")


def _settings() -> Path:
    return languages.prepare_templates(TEMPLATES)


def update(language: str) -> None:
    """Merge the book's text into every catalogue; remove those of pages that are gone."""
    folder = languages.catalogues(language)
    wanted = own_messages() | page_messages()
    for name, messages in wanted.items():
        path = folder / f"{name}.po"
        catalogue.write(catalogue.merge(path, language, messages), path, language, name)
    for path in folder.rglob("*.po"):
        if _name(path, folder) not in wanted:
            path.unlink()


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def names(language: str) -> list[str]:
    """All catalogues of a language."""
    folder = languages.catalogues(language)
    return sorted(_name(path, folder) for path in folder.rglob("*.po"))


def status(language: str) -> str:
    """A table: catalogue, messages, translated, fuzzy, missing, whether declared complete."""
    complete = complete_pages(languages.catalogues(language).parent)
    width = max(map(len, names(language)), default=0)
    lines = [f"{'':{width}}  words  done  fuzzy  missing"]
    for name in names(language):
        c = catalogue.counts(_read(name, language))
        flag = "  complete" if name in complete else ""
        lines.append(f"{name:{width}}  {c.words:5}  {c.done:4}  {c.fuzzy:5}  {c.missing:7}{flag}")
    return "\n".join(lines)


def check(language: str, chosen: Iterable[str] = ()) -> list[str]:
    """Everything that is wrong: lost markup, and gaps of pages that are declared complete."""
    complete = complete_pages(languages.catalogues(language).parent)
    found = [f"{name} is declared complete, but has no catalogue." for name in complete
             if name not in names(language)]  # fmt: skip
    for name in chosen or names(language):
        entries = _read(name, language)
        for message, problem in catalogue.faults(entries, placeholders=name == "lmc"):
            found.append(f'{name}: {problem}, in "{message[:90]}"')
        if name in complete:
            gaps = catalogue.gaps(entries, (m.id for m in entries if m.id))
            found += [f'{name}: untranslated or fuzzy: "{gap[:90]}"' for gap in gaps]
    return found


def _read(name: str, language: str):
    path = languages.catalogues(language) / f"{name}.po"
    if not path.is_file():
        raise TranslateError(
            f"there is no catalogue {name!r}; expected one of: {', '.join(names(language))}."
        )
    return catalogue.read(path, language)


def take_in(name: str, file: Path, language: str) -> int:
    """Put a translated text into its catalogue; returns how many messages it had."""
    entries = _read(name, language)
    taken = exchange.take_in(entries, file.read_text(encoding="utf-8"))
    catalogue.write(entries, languages.catalogues(language) / f"{name}.po", language, name)
    return taken


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--language", default="zh_CN", choices=languages.OTHERS)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update")
    commands.add_parser("status")
    commands.add_parser("check").add_argument("pages", nargs="*")
    export = commands.add_parser("export")
    export.add_argument("page")
    export.add_argument("--all", action="store_true", help="also what is translated already")
    take = commands.add_parser("import")
    take.add_argument("page")
    take.add_argument("file", type=Path)
    return parser.parse_args()


def run(asked: argparse.Namespace) -> int:
    """Do what was asked; the exit code is 1 when `check` finds something."""
    if asked.command == "update":
        update(asked.language)
    if asked.command in ("update", "status"):
        print(status(asked.language))
    elif asked.command == "check":
        found = check(asked.language, asked.pages)
        print("\n".join(found) or "nothing wrong")
        return 1 if found else 0
    elif asked.command == "export":
        print(exchange.export(_read(asked.page, asked.language), asked.all))
    elif asked.command == "import":
        print(f"{take_in(asked.page, asked.file, asked.language)} translations taken in")
        found = check(asked.language, [asked.page])
        print("\n".join(found))
    return 0


def main() -> int:
    """Exit code 0 done, 1 something is wrong."""
    try:
        return run(_arguments())
    except (TranslateError, exchange.ExchangeError, OSError, subprocess.SubprocessError) as error:
        print(f"translate: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
