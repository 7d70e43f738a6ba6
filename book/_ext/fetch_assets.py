"""Fetch the site's third-party files from the lock file, once, into _build/vendor.

    python book/_ext/fetch_assets.py

Fonts, KaTeX, Mermaid, tooltips, Pyodide's core (served from our own host) and axe-core (used by
the browser test). Nothing is fetched when what is there already matches package-lock.json. The
packages that Pyodide loads are fetch_pyodide_packages.py's.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from lmc_sphinx import nodejs

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "_build" / "vendor"

# npm package -> pattern of the files that the site serves -> folder under _static/vendor
SERVED = (
    ("katex", "dist/katex.min.css", "katex"),
    ("katex", "dist/fonts/*.woff2", "katex/fonts"),
    ("@popperjs/core", "dist/umd/popper.min.js", "tippy"),
    ("tippy.js", "dist/tippy-bundle.umd.min.js", "tippy"),
    ("mermaid", "dist/mermaid.esm.min.mjs", "mermaid"),
    ("mermaid", "dist/chunks/mermaid.esm.min/*.mjs", "mermaid/chunks/mermaid.esm.min"),
    ("@fontsource-variable/source-serif-4", "files/source-serif-4-latin-wght-*.woff2", "fonts"),
    ("@fontsource-variable/source-sans-3", "files/source-sans-3-latin-wght-normal.woff2", "fonts"),
    ("pyodide", "pyodide.mjs", "pyodide"),
    ("pyodide", "pyodide.asm.mjs", "pyodide"),
    ("pyodide", "pyodide.asm.wasm", "pyodide"),
    ("pyodide", "python_stdlib.zip", "pyodide"),
    ("pyodide", "pyodide-lock.json", "pyodide"),
)

# npm packages that the build and the tests run themselves; the others (160 MB) are not kept
KEPT = ("katex", "axe-core")


class AssetsError(Exception):
    """The files could not be fetched; the message says why and what to do."""


def fetch(vendor: Path = VENDOR) -> bool:
    """Install and copy; returns whether there was anything to do."""
    stamp, wanted = vendor / "stamp", _digest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return False
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, vendor / name)
    _install(vendor)
    for package, pattern, folder in SERVED:
        _serve(vendor, package, pattern, folder)
    _drop_the_rest(vendor / "node_modules")
    stamp.write_text(wanted)
    return True


def _digest() -> str:
    """Changes when the lock file or the list above changes."""
    lock = ROOT / "package-lock.json"
    return hashlib.sha256(lock.read_bytes() + repr((SERVED, KEPT)).encode()).hexdigest()


def _install(vendor: Path) -> None:
    try:
        command = [*nodejs.npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    except nodejs.NodeMissing as error:
        raise AssetsError(str(error)) from None
    done = subprocess.run(command, cwd=vendor, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssetsError(
            f"'npm ci' ended with {done.returncode}. The site's fonts and scripts come from the npm "
            f"registry; is the network there?\n{done.stderr.strip()[-2000:]}"
        )


def _serve(vendor: Path, package: str, pattern: str, folder: str) -> None:
    found = sorted((vendor / "node_modules" / package).glob(pattern))
    if not found:
        raise AssetsError(f"npm package {package} has no file {pattern}; was its version changed?")
    target = vendor / "static" / "vendor" / folder
    target.mkdir(parents=True, exist_ok=True)
    for path in found:
        shutil.copy(path, target / path.name)


def _drop_the_rest(modules: Path) -> None:
    for path in modules.iterdir():
        if path.is_dir() and path.name not in KEPT:
            shutil.rmtree(path)


if __name__ == "__main__":
    try:
        print("assets: fetched" if fetch() else "assets: up to date")
    except AssetsError as error:
        sys.exit(f"assets: {error}")
