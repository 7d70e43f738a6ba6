"""When cached outputs are still true, and running the pages whose outputs are missing.

myst-nb runs a page again when its code changes. Outputs also depend on the installed packages
and on the files that cells read (the plot style, data), so those choose the cache folder.

Left alone, myst-nb runs page after page while Sphinx reads them. Here those that have to run do so
before, as many at a time as there are cores; of two builds that share the cache (the languages')
one runs them and the other waits. A page that fails is left to myst-nb, which reports it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from importlib import metadata
from pathlib import Path
from typing import Any

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors.utils import single_nb_execution
from myst_nb.core.read import create_nb_reader
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

LOG = logging.getLogger(__name__)
PACKAGES = ("numpy", "torch", "matplotlib", "scikit-learn", "ipython")


def setup(app: Sphinx) -> None:
    """Hook in before myst-nb reads its settings."""
    app.add_config_value("lmc_book", "", "env", str)
    app.add_config_value("lmc_cache", "", "env", str)  # all languages share the executed cells
    app.connect("config-inited", _choose_folder)
    app.connect("env-before-read-docs", _execute)


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


def _execute(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Run the pages that the cache does not know, and keep their outputs in it."""
    config = env.mystnb_config
    if config.execution_mode != "cache" or not config.execution_cache_path:
        return
    folder = Path(config.execution_cache_path)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "executing.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        cache = get_cache(folder)
        waiting = {path: book for path, book in _notebooks(env, docnames) if not _kept(cache, book)}
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:  # each waits for a kernel's process
            running = {
                pool.submit(_run, path, book, config.execution_timeout): path
                for path, book in waiting.items()
            }
            for done in as_completed(running):
                _keep(cache, running[done], waiting[running[done]], done.result())


def _notebooks(env: BuildEnvironment, docnames: list[str]) -> Iterator[tuple[Path, Any]]:
    """The pages with cells, as notebooks: exactly as myst-nb will read them."""
    for name in docnames:
        path = Path(env.doc2path(name))
        text = path.read_text(encoding="utf-8")
        reader = create_nb_reader(str(path), env.myst_config, env.mystnb_config, text)
        if reader is not None:
            yield path, reader.read(text)


def _kept(cache: Any, notebook: Any) -> bool:
    try:
        cache.match_cache_notebook(notebook)
    except KeyError:
        return False
    return True


def _run(path: Path, notebook: Any, timeout: int) -> Any:
    """Fill in the notebook's outputs; the arguments are myst-nb's own."""
    return single_nb_execution(
        notebook, cwd=str(path.parent), allow_errors=False, timeout=timeout, meta_override=True
    )


def _keep(cache: Any, path: Path, notebook: Any, result: Any) -> None:
    if result.err is not None:
        return  # myst-nb will meet the same error, and report it with the page
    LOG.info(f"{path}: executed in {result.time:.0f} s")
    bundle = CacheBundleIn(notebook, str(path), data={"execution_seconds": result.time})
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
