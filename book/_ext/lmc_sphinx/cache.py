"""When cached outputs are still true.

myst-nb runs a page again when its code changes. Outputs also depend on the installed packages
and on the files that cells read (the plot style, data), so those choose the cache folder.
"""

from __future__ import annotations

import hashlib
import sys
from importlib import metadata
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

PACKAGES = ("numpy", "torch", "matplotlib", "scikit-learn", "ipython")


def setup(app: Sphinx) -> None:
    """Hook in before myst-nb reads its settings."""
    app.add_config_value("lmc_book", "", "env", str)
    app.add_config_value("lmc_cache", "", "env", str)  # all languages share the executed cells
    app.connect("config-inited", _choose_folder)


def _choose_folder(app: Sphinx, config: Config) -> None:
    if config.lmc_book and config.nb_execution_mode == "cache":
        digest = hashlib.sha256(_versions().encode())
        book = Path(app.confdir, config.lmc_book)
        for path in _read_by_cells(book):
            digest.update(str(path.relative_to(book)).encode() + path.read_bytes())
        beside = Path(app.outdir).parent.resolve() / ".jupyter_cache"
        parent = Path(app.confdir, config.lmc_cache) if config.lmc_cache else beside
        config.nb_execution_cache_path = str(parent / digest.hexdigest()[:12])


def _versions() -> str:
    found = {d.name.lower(): d.version for d in metadata.distributions() if d.name}
    return " ".join([sys.version, *(f"{name}={found.get(name)}" for name in PACKAGES)])


def _read_by_cells(book: Path) -> list[Path]:
    """Data, helper and style files: all but pages, what Sphinx reads, and what lies in _folders."""
    return sorted(
        path
        for path in book.rglob("*")
        if path.is_file()
        and path.suffix not in {".md", ".bib", ".yml", ".po", ".txt"}
        and not any(part.startswith(("_", ".")) for part in path.relative_to(book).parent.parts)
    )
