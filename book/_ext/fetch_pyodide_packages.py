"""Fetch NumPy for the reader's browser from Pyodide's distribution into _build/pyodide.

    python book/_ext/fetch_pyodide_packages.py

Run at deployment, where the network lets it, before the site is built. Version, file name and
sha256 come from pyodide-lock.json of the npm package that package-lock.json pins; a file with
another hash is refused. Without these files the site is whole: the buttons say that NumPy is
not there. LMC_PYODIDE_URL names another place that holds the same files (a mirror; {version}
is replaced).
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import fetch_assets

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "_build" / "pyodide"
LOCK = fetch_assets.VENDOR / "static" / "vendor" / "pyodide" / "pyodide-lock.json"
WANTED = ("numpy",)
DISTRIBUTION = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
LIMIT_SECONDS = 60


class PackagesError(Exception):
    """A package could not be had, or is not the one that was published; says what to do."""


def fetch(base: str, lock: dict[str, Any], target: Path) -> list[str]:
    """Fetch what is wanted and not there yet, dependencies too; returns the new files' names.

    Raises:
        PackagesError: the file cannot be had, or its hash is not the published one.
    """
    target.mkdir(parents=True, exist_ok=True)
    entries = _with_dependencies(WANTED, lock["packages"])
    for stale in set(target.glob("*.whl")) - {target / e["file_name"] for e in entries}:
        stale.unlink()  # an earlier version
    fetched = []
    for entry in entries:
        path = target / entry["file_name"]
        if path.is_file() and _sha256(path.read_bytes()) == entry["sha256"]:
            continue
        content = _download(base + entry["file_name"])
        if _sha256(content) != entry["sha256"]:
            raise PackagesError(
                f"{base}{entry['file_name']}: expected sha256 {entry['sha256']}, got "
                f"{_sha256(content)}. Nothing was kept."
            )
        path.write_bytes(content)
        fetched.append(path.name)
    return fetched


def _with_dependencies(names: Iterable[str], known: dict[str, Any]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in known:
            raise PackagesError(f"pyodide-lock.json has no package {name!r}.")
        if name not in found:
            found[name] = known[name]
            waiting += known[name]["depends"]
    return [found[name] for name in sorted(found)]


def _download(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=LIMIT_SECONDS) as answer:
            return bytes(answer.read())
    except (urllib.error.URLError, OSError) as error:
        raise PackagesError(
            f"{address}: {error}. The site can be built without it: NumPy code then cannot be run "
            "on the page."
        ) from None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _version() -> str:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    return str(package["dependencies"]["pyodide"])


def main() -> int:
    """Exit code 0 all there, 1 not to be had."""
    base = os.environ.get("LMC_PYODIDE_URL", DISTRIBUTION).format(version=_version())
    try:
        fetch_assets.fetch()
        lock = json.loads(LOCK.read_text(encoding="utf-8"))
        fetched = fetch(base.rstrip("/") + "/", lock, TARGET)
    except (PackagesError, fetch_assets.AssetsError) as error:
        print(f"pyodide: {error}", file=sys.stderr)
        return 1
    print(f"pyodide: {', '.join(fetched) or 'up to date'} in {TARGET}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
