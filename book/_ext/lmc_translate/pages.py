"""The messages of every page, extracted by Sphinx's own gettext builder."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import read_po
from lmc_sphinx.markup import needs_translation


def read_templates(folder: Path) -> dict[str, list[str]]:
    """Page -> its messages in order, from the .pot files that the builder wrote.

    Raises:
        FileNotFoundError: there are none.
    """
    found = {}
    for path in sorted(folder.rglob("*.pot")):
        with path.open("rb") as file:
            messages = [m.id for m in read_po(file) if m.id and needs_translation(m.id)]
        if messages and path.stem != "sphinx":  # the templates' words are in Sphinx's own catalogue
            found[path.relative_to(folder).with_suffix("").as_posix()] = messages
    if not found:
        raise FileNotFoundError(f"{folder} holds no .pot file.")
    return found
