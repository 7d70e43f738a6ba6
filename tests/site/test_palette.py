"""One palette for the site, the figures and the grader's report: readable, and told apart."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from test_assets import VISION, _lab

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "book/_assets/lmc.css"
THEMES = ("light", "dark")
TEXT = (
    "--pst-color-text-base",
    "--pst-color-text-muted",
    "--pst-color-link",
    "--pst-color-link-hover",
    "--pst-color-secondary",
    "--pst-color-inline-code",
    "--lmc-check",
    "--lmc-document",
)
GROUNDS = ("--pst-color-background", "--pst-color-surface", "--lmc-check-bg", "--lmc-card-bg")
SIGNS = ("--pst-color-primary", "--lmc-check", "--lmc-document")  # a meaning each: never alike


def palette(theme: str) -> dict[str, str]:
    """The colours that lmc.css sets for a theme."""
    block = re.search(rf'html\[data-theme="{theme}"\] \{{(.*?)\}}', CSS.read_text(), re.S)
    assert block
    return dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", block[1]))


def linear(colour: str) -> np.ndarray:
    """sRGB to linear RGB."""
    c = np.array(to_rgb(colour))
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def contrast(a: str, b: str) -> float:
    """WCAG 2's contrast ratio, 1 to 21."""
    low, high = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (a, b))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_known_pairs():
    """Why: the two ends of the scale, and the grey that just passes on white."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") < 4.5 < contrast("#767676", "#ffffff")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_can_be_read(theme, ground):
    """Why: WCAG AA asks for 4.5 : 1 between text and what it stands on."""
    colours = palette(theme)
    low = {t: contrast(colours[t], colours[ground]) for t in TEXT}
    assert {t: round(c, 2) for t, c in low.items() if c < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISION)
def test_signs_stay_apart(theme, vision):
    """Why: link, check and document carry a meaning each, in every kind of colour vision."""
    colours = palette(theme)
    seen = [_lab(np.array(VISION[vision]) @ linear(colours[s])) for s in SIGNS]
    distances = [np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)]
    assert min(distances) >= 10


def test_figures_use_one_style():
    """Why: a chapter with colours of its own would not be tested above."""
    pages = [p for p in (ROOT / "book").glob("*/*.md") if "plt.subplots" in p.read_text()]
    assert pages
    assert [p.name for p in pages if "lmc.mplstyle" not in p.read_text()] == []


def test_report_uses_the_figures_colours():
    """Why: NumPy and PyTorch have the same two colours in the grader's report as in the book."""
    style = matplotlib.rc_params_from_file(ROOT / "book/lmc.mplstyle", use_default_template=False)
    first, second = style["axes.prop_cycle"].by_key()["color"][:2]
    report = (ROOT / "autograder/templates/style.css").read_text().lower()
    light = dict(re.findall(r"--(numpy|torch): *(#[0-9a-f]{6})", report.split("@media")[0]))
    assert light == {"numpy": first.lower(), "torch": second.lower()}


@pytest.mark.parametrize("theme", THEMES)
def test_report_uses_the_sites_colours(theme):
    """Why: whoever reads both should not have to learn two pages."""
    css = (ROOT / "autograder/templates/style.css").read_text()
    part = css.partition("@media (prefers-color-scheme: dark)")[0 if theme == "light" else 2]
    report, site = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", part)), palette(theme)
    same = {"bg": "background", "surface": "surface", "text": "text-base", "muted": "text-muted",
            "border": "border", "link": "link"}  # fmt: skip
    assert {k: report[k] for k in same} == {k: site[f"--pst-color-{v}"] for k, v in same.items()}
