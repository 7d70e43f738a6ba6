"""The rules for figures to play with: a figure without its script, cell or words is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lmc_sphinx import playground
from test_extension import CONF, HEAD, ROOT, Built, cell, run_sphinx

SCRIPTS = sorted((ROOT / "book/_assets/play").glob("*.js"))
MAX_SCRIPT_BYTES = 8 * 1024
ALT = "---\nmystnb:\n  image:\n    alt: A line.\ntags: [play-scaling]\n---\n"
DATA = '{"n": [1, 2], "loss": [2, 1], "name": "x", "unit": "</script>"}'
DRAW = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
FIGURE = (
    ":::{playground} scaling\n:title: A title\n:about: What is seen\n\nTry this. (label)\n:::\n\n"
)


def data_cell(printed: str = f"print('{DATA}')", draw: str = DRAW) -> str:
    """The cell of the figure."""
    return cell(f"{printed}\n{draw}", options=ALT)


# What an author may get wrong -> (the page, what the build must say about it).
BAD_PAGES = {
    "unknown_figure": (
        "# P\n\n" + FIGURE.replace("scaling", "scalling"),
        "no figure 'scalling'; there are: attention, descent, graph, quantize, scaling",
    ),
    "no_description": ("# P\n\n" + FIGURE.replace(":about: What is seen\n", ""), "lacks :about:"),
    "nothing_to_try": (
        "# P\n\n" + FIGURE.replace("Try this. (label)", ""),
        "a text that says what to try",
    ),
    "no_cell": (HEAD + cell("1") + FIGURE, "has 0 such cells"),
    "two_cells": (HEAD + data_cell() * 2 + FIGURE, "has 2 such cells"),
    "shown_twice": (HEAD + data_cell() + FIGURE * 2, "stands here twice"),
    "cell_without_figure": (HEAD + data_cell(), "no such {playground}"),
    "nothing_printed": (HEAD + data_cell("x = 1") + FIGURE, "one line of JSON and nothing else"),
    "more_printed": (
        HEAD + data_cell(f"print('hello')\nprint('{DATA}')") + FIGURE,
        "one line of JSON and nothing else; got 'hello",
    ),
    "key_missing": (
        HEAD + data_cell("print('{\"n\": [1], \"name\": 2}')") + FIGURE,
        "data without loss, unit",
    ),
    "not_a_number": (
        HEAD + data_cell("print('{\"n\": NaN}')") + FIGURE,
        "NaN, which is no number in JSON",
    ),
    "too_much_data": (
        HEAD + data_cell("import json\nprint(json.dumps(dict(n=[0] * 20_000, loss=1, name=2, unit=3)))") + FIGURE,
        "Round the numbers",
    ),
    "no_picture": (HEAD + data_cell(draw="") + FIGURE, "must draw one picture"),
}  # fmt: skip


def build(folder: Path, pages: dict[str, str]) -> Built:
    """A strict build of these pages, with the site's own assets."""
    for name in ("book", "exercises"):
        (folder / name).mkdir()
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text)
    toctree = "\n".join(pages)
    (folder / "index.md").write_text(f"# Index\n\n```{{toctree}}\n{toctree}\n```\n")
    (folder / "conf.py").write_text(f'{CONF}html_static_path = ["{ROOT / "book/_assets"}"]\n')
    return run_sphinx(folder)


@pytest.fixture(scope="module")
def bad_book(tmp_path_factory) -> Built:
    """All bad pages in one book, because starting Sphinx costs more than a page."""
    return build(
        tmp_path_factory.mktemp("bad"), {name: text for name, (text, _) in BAD_PAGES.items()}
    )


@pytest.mark.parametrize("name", BAD_PAGES)
def test_bad_page_fails_the_build(bad_book, name):
    """Why: a figure that does not start looks like a picture, and nobody would notice."""
    assert bad_book.code != 0
    said = [m for m in bad_book.messages.splitlines() if f"/{name}.md" in m and "[lmc." in m]
    assert any(BAD_PAGES[name][1] in m for m in said), bad_book.messages


def test_good_page_and_a_page_without(tmp_path):
    """Why: only pages with a figure may load its files; data must not end the script element."""
    built = build(tmp_path, {"with": HEAD + data_cell() + FIGURE, "without": "# Plain\n"})
    assert built.code == 0, built.messages
    page, other = ((tmp_path / f"html/{n}.html").read_text() for n in ("with", "without"))
    script = re.search(r'<script[^>]*src="_static/play/scaling.js[^>]*>', page)
    assert script and 'type="module"' in script[0]
    assert "play/play.css" in page and "play/" not in other
    assert r"<\/script>" in page and 'loading="lazy"' in page
    assert page.index("lmc-play-stage") < page.index("Try this.") < page.index("that computed its")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_script_is_small_and_names_its_data(path):
    """Why: a reader on a phone pays for every byte; the build checks the data against the list."""
    assert path.stat().st_size <= MAX_SCRIPT_BYTES
    assert path.stem == "kit" or playground.needs(path)
