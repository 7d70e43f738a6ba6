"""What the site is made of: the lock file, the plot style, and the look at the result."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import inspect_site
import matplotlib
import matplotlib.style
import numpy as np
import pytest
from lmc_sphinx import cells
from lmc_sphinx.katex import display_tex
from matplotlib.colors import to_rgb

ROOT = Path(__file__).resolve().parents[2]
# Machado, Oliveira & Fernandes 2009, severity 1.0, in linear RGB.
VISION = {
    "normal": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def test_lock_file_names_no_registry():
    """Why: the site must build from any mirror of the registry."""
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert all("integrity" in entry for name, entry in packages.items() if name)


def test_lock_file_belongs_to_package_json():
    """Why: 'npm ci' refuses a lock that has drifted."""
    wanted = json.loads((ROOT / "package.json").read_text())
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"][""]
    for kind in ("dependencies", "devDependencies"):
        assert wanted[kind] == locked[kind]


@pytest.fixture(scope="module")
def colours() -> list[np.ndarray]:
    """The style's line colours in linear RGB."""
    style = matplotlib.rc_params_from_file(ROOT / "book/lmc.mplstyle", use_default_template=False)
    rgb = [np.array(to_rgb(c)) for c in style["axes.prop_cycle"].by_key()["color"]]
    return [np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) for c in rgb]


def _lab(linear: np.ndarray) -> np.ndarray:
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    t = to_xyz @ np.clip(linear, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(t > 0.008856, np.cbrt(t), 7.787 * t + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("vision", VISION)
def test_line_colours_stay_apart(colours, vision):
    """Why: about one man in twelve sees some of these colours differently."""
    seen = [_lab(np.array(VISION[vision]) @ c) for c in colours]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) >= 15


def test_line_colours_stand_out_from_white(colours):
    """Why: WCAG asks for 3 : 1 between graphics and their background."""
    luminance = [c @ np.array([0.2126, 0.7152, 0.0722]) for c in colours]
    assert min(1.05 / (y + 0.05) for y in luminance) >= 3


def test_style_draws_a_figure(tmp_path):
    """Why: a misspelt key in the style would only warn."""
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    with plt.style.context(ROOT / "book/lmc.mplstyle"):
        figure, axes = plt.subplots()
        for slope in range(5):
            axes.plot([0, 1], [0, slope])
        figure.savefig(tmp_path / "figure.png")
        plt.close(figure)


@pytest.mark.parametrize(
    "html",
    [
        '<script defer src="https://cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="//cdn.example/x.css">',
        '<img alt="" src="http://cdn.example/x.png">',
    ],
)
def test_foreign_files_are_found(tmp_path, html):
    """Why: one script from another host breaks the site offline and tells that host who reads."""
    (tmp_path / "_toc.yml").write_text("root: book/index\n")
    (tmp_path / "book").mkdir()
    page = tmp_path / "book" / "index.html"
    page.write_text('<a href="https://example.org">a link is fine</a>')
    assert inspect_site.problems(tmp_path, tmp_path) == []
    page.write_text(html)
    assert len(inspect_site.problems(tmp_path, tmp_path)) == 1


def test_missing_page_is_found(tmp_path):
    """Why: a page of the table of contents that was not written must not go unnoticed."""
    (tmp_path / "_toc.yml").write_text("root: a\nparts:\n- chapters:\n  - file: b\n")
    (tmp_path / "a.html").write_text("")
    assert inspect_site.problems(tmp_path, tmp_path) == ["b.html is missing."]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("assert x < 1", True),
        ("np.testing.assert_allclose(a, b)", True),
        ("%time f()\nassert_close(a, b)", True),
        ("assert True", False),
        ("print('assert x')  # assert_close(a, b)", False),
        ("x = (", False),
    ],
)
def test_assertions_are_recognised(code, expected):
    """Why: a check that cannot fail checks nothing."""
    assert cells.asserts_something(code) is expected


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("a = b", "a = b"),
        ("a &= b", r"\begin{aligned}a &= b\end{aligned}"),
        (r"\begin{align}a &= b\end{align}", r"\begin{align*}a &= b\end{align*}"),
        (r"\begin{pmatrix}1 & 2\end{pmatrix}", r"\begin{pmatrix}1 & 2\end{pmatrix}"),
    ],
)
def test_display_maths_follows_sphinx(tex, expected):
    """Why: the book's authors write for Sphinx, KaTeX has its own rules."""
    assert display_tex(tex) == expected
