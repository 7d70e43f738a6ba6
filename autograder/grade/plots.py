"""Plots of the class report as inline SVG: no file beside the page, the same bytes every time.

Colours are written as the page's CSS variables, so that a plot follows light and dark mode. Their
values (autograder/templates/style.css) have a contrast of at least 3 : 1 on both backgrounds and
stay apart for colour-blind readers; each series has a pattern or a label as well.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import matplotlib
from markupsafe import Markup, escape
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

# A colour that appears nowhere else -> what the page calls it.
VARIABLES = {
    "#010203": "text",
    "#040506": "muted",
    "#070809": "grid",
    "#0a0b0c": "numpy",
    "#0d0e0f": "torch",
}
COLOUR = {name: code for code, name in VARIABLES.items()}
STYLE = {
    "svg.hashsalt": "report",
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.family": "sans-serif",
    "font.size": 9.0,
    "text.color": COLOUR["text"],
    "axes.labelcolor": COLOUR["muted"],
    "axes.edgecolor": COLOUR["muted"],
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": COLOUR["grid"],
    "xtick.color": COLOUR["muted"],
    "ytick.color": COLOUR["muted"],
    "hatch.color": COLOUR["text"],
    "legend.frameon": False,
}
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


def histogram(name: str, title: str, bins: Sequence[int]) -> Markup:
    """How many hand-ins fall into each tenth of the points."""
    edges = [100 * i // len(bins) for i in range(len(bins) + 1)]
    words = [f"{n} at {a} to {b} %" for n, a, b in zip(bins, edges, edges[1:]) if n]
    with _figure(4.2, 2.3) as (figure, axes):
        axes.bar(range(len(bins)), bins, width=0.9, color=COLOUR["numpy"])
        axes.set_xticks([i - 0.5 for i in range(0, len(bins) + 1, 2)], [str(e) for e in edges[::2]])
        axes.set_xlabel("score, % of the points")
        axes.set_ylabel("hand-ins")
        axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
        axes.set_ylim(0, max(1, *bins) * 1.1)
        axes.grid(axis="y")
        return _svg(figure, name, f"Histogram of scores, {title}: {', '.join(words) or 'none'}.")


def paired_bars(
    name: str, title: str, rows: Sequence[tuple[str, float | None, float | None]]
) -> Markup:
    """Mean share of the points, NumPy above PyTorch, one pair an exercise."""
    words = []
    with _figure(4.2, 0.55 * len(rows) + 0.75) as (figure, axes):
        for place, (label, numpy, torch) in enumerate(rows):
            words.append(f"{label}: NumPy {_percent(numpy)}, PyTorch {_percent(torch)}")
            axes.text(0, place - 0.32, label, va="bottom")  # above its bars: fits a phone
            _bar(axes, place - 0.16, numpy, "numpy", "")
            _bar(axes, place + 0.16, torch, "torch", "////")
        axes.set_yticks([])
        axes.set_ylim(len(rows) - 0.6, -0.75)
        axes.set_xlim(0, 114)
        axes.set_xticks(range(0, 101, 20))
        axes.set_xlabel("mean score, % of the points")
        return _svg(figure, name, f"Mean scores, {title}. {'; '.join(words)}.")


def _bar(axes: Axes, height: float, share: float | None, colour: str, hatch: str) -> None:
    width = 100 * (share or 0.0)
    axes.barh(height, width, height=0.28, color=COLOUR[colour], hatch=hatch, linewidth=0)
    axes.text(width + 1.5, height, _percent(share), va="center", fontsize=8)


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{100 * share:.0f} %"


@contextmanager
def _figure(width: float, height: float) -> Iterator[tuple[Figure, Axes]]:
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        figure.patch.set_alpha(0.0)
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        axes.patch.set_alpha(0.0)
        yield figure, axes


def _svg(figure: Figure, name: str, text: str) -> Markup:
    """The drawing alone, its ids made unique on the page, its colours the page's."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata=NO_METADATA)
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    for code, variable in VARIABLES.items():
        svg = svg.replace(code, f"var(--{variable})")
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\1{name}-", svg)
    label = escape(text)
    return Markup(svg.replace("<svg", f'<svg role="img" aria-label="{label}"', 1))
