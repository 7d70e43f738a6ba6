"""A real headless Chromium, and what axe-core finds on a page. Shared by all browser tests."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "_build" / "vendor" / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def unavailable(reason: str) -> None:
    """Skip visibly; under CI it is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def program() -> str:
    """Where Chromium is."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        unavailable("no chromium on PATH; install it with 'apt-get install chromium'.")
    return str(found)


def launch(playwright: Any) -> Any:
    """A browser that asks the network for nothing by itself."""
    return playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)


def violations(page: Any) -> list[dict[str, Any]]:
    """All that axe-core finds."""
    if not AXE.is_file():
        unavailable(f"{AXE} is missing; run python book/_ext/fetch_assets.py.")
    page.keyboard.press("Tab")  # the site gives tab stops to scrolling boxes at the first Tab
    page.evaluate("document.fonts.ready")  # what was just opened may ask for one, and grow with it
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    return page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
