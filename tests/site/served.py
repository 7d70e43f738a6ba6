"""The built site on the loopback, with files laid over it and headers added for a test."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"
# As on its host, the site lies in a folder.
PREFIX = yaml.safe_load((ROOT / "_config.yml").read_text())["sphinx"]["config"][
    "notfound_urls_prefix"
]
# What a host must send so that pages may share memory with a worker; docs/deploy.md has them.
ISOLATED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: object, over: dict[str, bytes], headers: dict[str, str], **kwargs):
        self.over, self.extra = over, headers
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        content = self.over.get(self.path.split("?")[0].removeprefix(PREFIX))
        if content is None:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(self.path.split("?")[0]))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(PREFIX))

    def end_headers(self) -> None:
        for name, value in self.extra.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """The test's own report is enough."""


@contextmanager
def served(
    over: dict[str, bytes] | None = None, headers: dict[str, str] | None = None
) -> Iterator[str]:
    """Serve the site; yields its address. `over` replaces or adds files (path -> content)."""
    handler = functools.partial(
        _Handler, directory=str(SITE), over=over or {}, headers=headers or {}
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
        server.shutdown()
