"""Build the site, strictly: any warning is a failure.

    python book/_ext/build_site.py

Fetches third-party files when the lock file changed, runs Jupyter Book into _build/html, and
looks at the result. Executed cells are cached in _build/.jupyter_cache. Everything else is made
anew, because Sphinx would not repeat the warnings of a page that it keeps.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import fetch_assets
import inspect_site
import lean_site

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"
DOCTREES = ROOT / "_build" / ".doctrees"
FRONT = "book/index.html"


class SiteError(Exception):
    """The site could not be built; the message says what to look at."""


def build() -> int:
    """Build the whole site; returns how many pages it has.

    Raises:
        SiteError, fetch_assets.AssetsError, lean_site.LeanError: with the reason.
    """
    say("1/3 third-party files")
    say("    fetched" if fetch_assets.fetch() else "    up to date")
    say("2/3 pages (changed cells are executed; the first time this takes some minutes)")
    _run_jupyter_book()
    say("3/3 making the pages light, and looking at the result")
    inspect_site.redirect(SITE, FRONT)
    lean_site.run(SITE)
    problems = inspect_site.problems(SITE, ROOT / "book")
    if problems:
        raise SiteError("the pages were written, but:\n  " + "\n  ".join(problems))
    return len(list(SITE.rglob("*.html")))


def _run_jupyter_book() -> None:
    for stale in (SITE, DOCTREES):
        shutil.rmtree(stale, ignore_errors=True)
    jupyter_book = "from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", jupyter_book, "build", str(ROOT)]
    command += ["--toc", str(ROOT / "book" / "_toc.yml"), "-W", "--keep-going"]
    done = subprocess.run(command, cwd=ROOT, env=_environment(), check=False)
    if done.returncode != 0:
        shutil.rmtree(DOCTREES, ignore_errors=True)
        raise SiteError(
            "Jupyter Book reported a warning or an error (see above; search for 'WARNING:'). "
            "A warning that ends in [lmc.…] is one of the book's own rules."
        )


def _environment() -> dict[str, str]:
    """Our modules importable; one thread for each kernel, so that timings stay comparable."""
    path = [str(ROOT), str(ROOT / "book" / "_ext"), os.environ.get("PYTHONPATH", "")]
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(p for p in path if p),
        "OMP_NUM_THREADS": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


def say(message: str) -> None:
    """A line of progress that appears at once, in order with the child's own lines."""
    print(f"site: {message}", flush=True)


def main() -> int:
    """Exit code 0 done, 1 failed, 130 interrupted."""
    start = time.monotonic()
    try:
        pages = build()
    except (SiteError, fetch_assets.AssetsError, lean_site.LeanError) as error:
        print(f"site: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        shutil.rmtree(DOCTREES, ignore_errors=True)
        print("site: interrupted; the site is incomplete. Run it again.", file=sys.stderr)
        return 130
    say(f"{pages} pages in {time.monotonic() - start:.0f} s: {SITE / FRONT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
