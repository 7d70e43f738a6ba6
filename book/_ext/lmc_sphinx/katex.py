"""Maths rendered by KaTeX while the site is built, so that a page needs no script to show it.

One Node process reads formulas from a pipe; there is no port to wait for. A formula that KaTeX
rejects is a warning with its place, where a browser would show red text to the reader.
"""

from __future__ import annotations

import json
import re
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _ as sphinx_word
from sphinx.util.docutils import SphinxTranslator
from sphinx.util.math import get_node_equation_number

from lmc_sphinx import assets, nodejs
from lmc_sphinx.warn import warn

WORKER = Path(__file__).with_name("katex_worker.cjs")


class Katex:
    """A running KaTeX; starts at the first formula."""

    def __init__(self, package: Path, macros: dict[str, str]) -> None:
        if not (package / "package.json").is_file():
            raise assets.missing(package)
        self._macros = macros
        command = [nodejs.node(), str(WORKER), str(package)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.render = lru_cache(maxsize=None)(self._render)

    def _render(self, tex: str, display: bool) -> dict[str, str]:
        """{"html": …}, or {"error": …} when KaTeX rejects the formula."""
        request = {"tex": tex, "display": display, "macros": self._macros}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"KaTeX stopped (exit {self._process.wait()}) at: {tex}")
        return json.loads(line)

    def close(self) -> None:
        """End the process: it stops when its input ends."""
        self._process.stdin.close()
        self._process.wait(timeout=10)


def setup(app: Sphinx) -> None:
    """Register the renderer; `html_math_renderer: lmc_katex` chooses it."""
    app.add_config_value("lmc_katex_macros", {}, "env", dict)
    app.add_html_math_renderer("lmc_katex", (_visit_inline, None), (_visit_display, None))
    app.connect("build-finished", _close)


def _katex(app: Sphinx) -> Katex:
    if not hasattr(app, "_lmc_katex"):
        app._lmc_katex = Katex(assets.node_package(app, "katex"), app.config.lmc_katex_macros)
    return app._lmc_katex


def _close(app: Sphinx, exception: Exception | None) -> None:
    if hasattr(app, "_lmc_katex"):
        app._lmc_katex.close()
        del app._lmc_katex


def _html(self: SphinxTranslator, node: Any, tex: str, display: bool) -> str:
    answer = _katex(self.builder.app).render(tex, display)
    if "error" in answer:
        warn(f"{answer['error']} In the formula: {tex}", node, "katex")
    return answer.get("html", "")


def _visit_inline(self: SphinxTranslator, node: nodes.math) -> None:
    self.body.append(self.starttag(node, "span", "", CLASS="math notranslate nohighlight"))
    self.body.append(_html(self, node, node.astext(), display=False) + "</span>")
    raise nodes.SkipNode


def _visit_display(self: SphinxTranslator, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math notranslate nohighlight"))
    self.body.append(_html(self, node, display_tex(node.astext()), display=True))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, sphinx_word("Permalink to this equation"))
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode


def display_tex(text: str) -> str:
    r"""Sphinx's conventions in KaTeX's words.

    Sphinx numbers equations itself, so numbered environments lose their own numbers; several
    lines (`\\`) or alignment (`&`) without an environment are wrapped in `aligned`.

    >>> display_tex("a &= b")
    '\\begin{aligned}a &= b\\end{aligned}'
    """
    text = re.sub(r"\\(begin|end)\{(align|gather|equation)\}", r"\\\1{\2*}", text.strip())
    if r"\begin{" not in text and ("&" in text or r"\\" in text):
        return r"\begin{aligned}" + text + r"\end{aligned}"
    return text
