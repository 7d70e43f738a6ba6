"""Lighthouse over the built site: `make lighthouse` -> benchmarks/results/site.json.

Serves _build/html from this machine, compressed and with caching headers as a host would, and
measures the front page, a long chapter and the errata, as a phone and as a desktop. Each is measured
several times; the best run counts, because whatever else the machine does only makes it slower.
Beside the scores stand the weight of each page and the machine's own speed as Lighthouse saw it.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import mimetypes
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "book" / "_ext"))
from lean_site import weight  # noqa: E402
from lmc_sphinx import nodejs  # noqa: E402

SITE = ROOT / "_build" / "html"
TOOL = ROOT / "_build" / "lighthouse"
RESULT = Path(__file__).parent / "results" / "site.json"
VERSION = "13.5.0"
PAGES = ("book/index.html", "book/training/optimizers.html", "book/sources/errata.html")
FORMS = ("mobile", "desktop")
GOALS = {"performance": 90, "accessibility": 100, "best-practices": 100, "seo": 100}
FIGURES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time",
           "cumulative-layout-shift")  # fmt: skip
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


class Compressed(BaseHTTPRequestHandler):
    """Static files with gzip, lengths and caching headers."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file of the site, or the 404 page."""
        path = (SITE / self.path.split("?")[0].lstrip("/")).resolve()
        inside = path.is_relative_to(SITE.resolve()) and path.is_file()
        body, zipped = packed(path if inside else SITE / "404.html")
        self.send_response(200 if inside else 404)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if zipped else kind)
        self.send_header("Content-Length", str(len(body)))
        lasting = "_static" in path.parts or "_images" in path.parts
        self.send_header("Cache-Control", f"max-age={31536000 if lasting else 600}")
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """The report says enough."""


@lru_cache
def packed(path: Path) -> tuple[bytes, bool]:
    """A file's bytes as they are sent, and whether they are compressed."""
    raw = path.read_bytes()
    return (gzip.compress(raw, 9), True) if path.suffix in weight.TEXT else (raw, False)


def lighthouse() -> list[str]:
    """The command; installs the pinned version into _build the first time."""
    program = TOOL / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not program.is_file():
        TOOL.mkdir(parents=True, exist_ok=True)
        install = [*nodejs.npm(), "install", "--prefix", str(TOOL), "--ignore-scripts"]
        subprocess.run([*install, f"lighthouse@{VERSION}"], check=True, capture_output=True)
    return [nodejs.node(), str(program)]


def measure(command: list[str], address: str, form: str) -> dict[str, Any]:
    """One run: scores from 0 to 100, and figures in ms (layout shift: as it is)."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "report.json")
        extra = ["--preset=desktop"] if form == "desktop" else []
        flags = ["--quiet", "--output=json", f"--output-path={out}", f"--chrome-flags={FLAGS}"]
        subprocess.run([*command, address, *extra, *flags], check=True, capture_output=True)
        report = json.loads(out.read_text())
    scores = {k: round(100 * c["score"]) for k, c in report["categories"].items() if k in GOALS}
    figures = {k: round(report["audits"][k]["numericValue"], 3) for k in FIGURES}
    return {
        "scores": scores,
        "figures": figures,
        "machine_index": report["environment"]["benchmarkIndex"],
    }


def main() -> int:
    """Exit code 0 when all goals are met, 1 when not, 2 when something is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or not (SITE / PAGES[0]).is_file():
        print("lighthouse: needs chromium on PATH and the built site (make site).", file=sys.stderr)
        return 2
    os.environ["CHROME_PATH"] = chromium
    command, load = lighthouse(), os.getloadavg()[0]
    found: dict[str, Any] = {}
    with ThreadingHTTPServer(("127.0.0.1", 0), Compressed) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for page in PAGES:
            for form in FORMS:
                address = f"http://127.0.0.1:{server.server_port}/{page}"
                runs = [measure(command, address, form) for _ in range(arguments.runs)]
                best = max(runs, key=lambda run: run["scores"]["performance"])
                all_runs = [run["scores"]["performance"] for run in runs]
                found.setdefault(page, {})[form] = best | {"performance_of_all_runs": all_runs}
                print(f"lighthouse: {page} {form}: {best['scores']} {all_runs}", flush=True)
        server.shutdown()
    heavy = {
        str(p.relative_to(SITE)): weight.bytes_of(SITE, p) for p in SITE.rglob("book/**/*.html")
    }
    version = subprocess.run([chromium, "--version"], capture_output=True, text=True).stdout
    result = {
        "date": datetime.date.today().isoformat(),
        "machine": {
            "platform": platform.platform(),
            "cores": os.cpu_count(),
            "load_before": round(load, 2),
        },
        "versions": {"lighthouse": VERSION, "chromium": version.strip()},
        "runs": arguments.runs,
        "pages": found,
        "bytes_compressed": dict(sorted(heavy.items(), key=lambda item: -item[1])),
    }
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    runs_made = [run for forms in found.values() for run in forms.values()]
    missed = [k for run in runs_made for k, goal in GOALS.items() if run["scores"][k] < goal]
    print(f"lighthouse: {RESULT}; goals missed: {len(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
