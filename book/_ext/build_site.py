"""Build the site, strictly: any warning is a failure.

    python book/_ext/build_site.py          everything
    python book/_ext/build_site.py zh_CN    one more language into a site that is there already

Fetches third-party files when the lock file changed, runs Jupyter Book into _build/html for the
pages as they are written and beside it once for each other language, and looks at the result.
Executed cells are cached in _build/.jupyter_cache, and no language runs them again. Everything else is
made anew, because Sphinx would not repeat the warnings of a page that it keeps.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fetch_assets
import inspect_site
import languages
import lean_site
import outgoing
import yaml
from lmc_sphinx.language import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"
DOCTREES = ROOT / "_build" / ".doctrees"
FRONT = "book/index.html"


class SiteError(Exception):
    """The site could not be built; the message says what to look at."""


def build(asked: list[str]) -> int:
    """Build the whole site, or the languages that were asked for; returns how many pages it has.

    Raises:
        SiteError, fetch_assets.AssetsError, lean_site.LeanError: with the reason.
    """
    if asked and not SITE.is_dir():
        raise SiteError(f"{SITE} is not there yet; build everything first.")
    say("1/4 third-party files")
    say("    fetched" if fetch_assets.fetch() else "    up to date")
    others = asked or list(languages.OTHERS)
    beside = f"{', '.join(others)} beside them" if not asked else ", ".join(others)
    say(f"2/4 pages, {beside} (changed cells are executed; the first time this takes some minutes)")
    with ThreadPoolExecutor(len(others)) as pool:
        started = {language: pool.submit(_write_language, language) for language in others}
        if not asked:
            _write_source()
        for language, done in started.items():
            say(f"3/4 pages in {language}")
            _place_language(language, done.result())
    say("4/4 looking at the result")
    problems = inspect_site.problems(SITE, ROOT / "book")
    problems += outgoing.problems(SITE, _public_address())
    if problems:
        raise SiteError("the pages were written, but:\n  " + "\n  ".join(problems))
    return len(list(SITE.rglob("*.html")))


def _public_address() -> str:
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    return str(config["html"]["baseurl"])


def _write_source() -> None:
    shutil.rmtree(SITE, ignore_errors=True)
    toc = ["--toc", str(ROOT / "book" / "_toc.yml")]
    _strictly(run_jupyter_book(toc), DOCTREES)
    inspect_site.redirect(SITE, FRONT, languages.SOURCE)
    lean_site.run(SITE)


def _made(language: str) -> Path:
    """Where a language's pages are written first, so that a failure leaves no half."""
    return languages.build_folder(language) / "_build"


def _write_language(language: str) -> subprocess.CompletedProcess[bytes]:
    made = _made(language)
    return run_jupyter_book(languages.prepare(language), made / ".doctrees", quiet=True)


def _place_language(language: str, done: subprocess.CompletedProcess[bytes]) -> None:
    """Into a folder of the site, beside the other pages."""
    if done.returncode != 0:
        sys.stdout.buffer.write(done.stdout + done.stderr)
        sys.stdout.flush()
    _strictly(done, _made(language))
    target = SITE / LANGUAGES[language].folder
    shutil.rmtree(target, ignore_errors=True)
    shutil.move(_made(language) / "html", target)
    shutil.rmtree(_made(language))
    inspect_site.redirect(target, FRONT, language)
    lean_site.run(target)


def run_jupyter_book(
    arguments: list[str], doctrees: Path = DOCTREES, strict: bool = True, quiet: bool = False
) -> subprocess.CompletedProcess[bytes]:
    """Run it on the book, from scratch; nothing is raised. Quiet: its log is in the result."""
    shutil.rmtree(doctrees, ignore_errors=True)
    jupyter_book = "from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", jupyter_book, "build", str(ROOT), *arguments]
    command += ["-W", "--keep-going"] if strict else []
    return subprocess.run(command, cwd=ROOT, env=_environment(), check=False, capture_output=quiet)


def _strictly(done: subprocess.CompletedProcess[bytes], stale: Path) -> None:
    if done.returncode != 0:
        shutil.rmtree(stale, ignore_errors=True)
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
    """Exit code 0 done, 1 failed, 2 wrong usage, 130 interrupted."""
    start = time.monotonic()
    asked = sys.argv[1:]
    if unknown := [language for language in asked if language not in languages.OTHERS]:
        print(f"site: expected {' or '.join(languages.OTHERS)}; got {unknown}.", file=sys.stderr)
        return 2
    try:
        pages = build(asked)
    except (
        SiteError,
        fetch_assets.AssetsError,
        lean_site.LeanError,
        outgoing.ListError,
    ) as error:
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
