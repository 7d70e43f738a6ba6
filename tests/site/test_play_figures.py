"""The figures to play with, in a real browser on the built site: keyboard, numbers, quiet.

What a script computes is compared with NumPy or with the numbers of PyTorch that the page's cell
left in the page, to 1e-6.
"""

from __future__ import annotations

import json
import re

import chromium
import numpy as np
import pytest
from test_browser import DESK, PAGES, PHONE, SITE, VIEWS, base, browser, visit  # noqa: F401

pytestmark = pytest.mark.browser

FIGURES = ("attention", "descent", "graph", "quantize", "scaling")
CLOSE = {"rtol": 1e-6, "atol": 1e-12}


def page_of(name: str) -> str:
    """The page that has the figure."""
    for path in PAGES:
        if f'data-play="{name}"' in (SITE / path).read_text(encoding="utf-8"):
            return path
    chromium.unavailable(f"no page of the site has the figure {name!r}.")
    raise AssertionError


class Figure:
    """One figure on an open page."""

    def __init__(self, page, name: str):
        self.page, self.name = page, name
        self.root = page.locator(f"[data-play={name}].playing")
        self.root.wait_for()
        self.data = json.loads(self.root.locator("script").text_content())

    def control(self, label: str):
        """An input by its whole label."""
        return self.root.get_by_label(label, exact=True)

    def type(self, label: str, value: float) -> None:
        """Type a number as a reader does."""
        box = self.control(f"{label}, typed")
        box.fill(str(value))
        box.press("Tab")

    def press(self, text: str) -> None:
        """Press a button by keyboard."""
        self.root.get_by_role("button", name=text, exact=True).press("Enter")

    def numbers(self) -> dict:
        """What the script holds at the moment."""
        return self.root.evaluate("root => root.numbers()")

    def says(self) -> str:
        """The sentence for the numbers, once it has settled.

        Not its inner text: a section that is off the screen is not laid out, and has none.
        """
        self.page.wait_for_timeout(250)
        return self.root.get_by_role("status").text_content()


@pytest.fixture
def figure(visit):  # noqa: F811
    """Open the page of a figure; motion is reduced, so that runs end at once."""

    def open_figure(name: str, window: dict = DESK, theme: str = "light") -> Figure:
        path = page_of(name)
        page = visit(path, window, theme)
        page.emulate_media(reduced_motion="reduce")
        return Figure(page, name)

    return open_figure


def test_descent_follows_pytorch(figure):
    """Why: the figure must be the algorithm, not a drawing of it."""
    shown = figure("descent")
    for method in shown.data["methods"].values():
        shown.control(method["label"]).check()
        np.testing.assert_allclose(shown.numbers()["path"], method["path"], rtol=1e-6, atol=1e-7)
    shown.control("Gradient descent").check()
    shown.type("Learning rate α", 0.05)
    path = [np.array(shown.data["start"])]
    for _ in range(shown.data["steps"]):
        path.append(path[-1] * (1 - 0.05 * np.array(shown.data["curvature"])))
    np.testing.assert_allclose(shown.numbers()["path"], path, **CLOSE)


def test_descent_by_keyboard(figure):
    """Why: arrow keys choose the method, Enter steps; the words say where it is."""
    shown = figure("descent")
    shown.control("Gradient descent").press("ArrowRight")
    assert shown.control("Momentum").is_checked()
    shown.press("Reset")
    shown.press("Step")
    assert len(shown.numbers()["path"]) == 2 and "after 1 step:" in shown.says()
    shown.press("Run 40")
    assert len(shown.numbers()["path"]) == 41 and "after 40 steps" in shown.says()
    before = float(shown.control("Learning rate α, typed").input_value())
    shown.control("Learning rate α").press("ArrowRight")
    assert float(shown.control("Learning rate α, typed").input_value()) > before


def test_graph_agrees_with_autograd(figure):
    """Why: every value and every gradient is PyTorch's, before an update and after two."""
    for run in ("0", "0.01", "0.011"):
        shown = figure("graph")
        if run != "0":
            shown.type("Learning rate α", float(run))
            shown.press("To the end")
            shown.press("Update the weights")
        for _ in range(10):
            shown.press("Next box")
        numbers = shown.numbers()
        for box, (value, gradient) in shown.data["runs"][run].items():
            np.testing.assert_allclose(numbers["values"][box], value, rtol=1e-6, atol=1e-9)
            if box != "t":
                np.testing.assert_allclose(
                    numbers["gradients"][box], gradient, rtol=1e-6, atol=1e-9
                )


def test_graph_says_what_each_step_does(figure):
    """Why: who cannot see the picture follows the same steps in words."""
    shown = figure("graph")
    shown.press("Next box")
    assert "Forward: z1 = 2 · 1 + 3 · 2 + 1 = 9." in shown.says()
    shown.root.get_by_role("img").click()
    assert "a1 = max(0, 9) = 9" in shown.says()
    shown.press("To the end")
    assert "Backward through z1: 148 arrives" in shown.says()
    shown.press("Back")
    assert shown.numbers()["stage"] == 9


def test_quantize_agrees_with_numpy(figure):
    """Why: the two parts of the error are the figure's whole point."""
    shown = figure("quantize")
    data = shown.data
    values = (
        np.repeat(np.arange(len(data["counts"])) + data["first"], data["counts"]) * data["width"]
    )
    for bits, limit in ((2, 0.16), (3, 0.3), (8, 0.5)):
        shown.type("Bits", bits)
        shown.type("Clip at ±", limit)
        kept, step = np.clip(values, -limit, limit), limit / (2 ** (bits - 1) - 1)
        numbers = shown.numbers()
        assert (numbers["bits"], numbers["limit"]) == (bits, limit)
        np.testing.assert_allclose(numbers["clipping"], np.mean((kept - values) ** 2), **CLOSE)
        rounded = np.round(kept / step) * step
        np.testing.assert_allclose(numbers["rounding"], np.mean((rounded - kept) ** 2), **CLOSE)
        accuracy = data["accuracy"][bits - 2][data["limits"].index(limit)]
        assert f"{accuracy:.3f}" in shown.says()


def test_quantize_finds_the_smallest_error(figure):
    """Why: the button must find what a search in NumPy finds."""
    shown = figure("quantize")
    data = shown.data
    values = (
        np.repeat(np.arange(len(data["counts"])) + data["first"], data["counts"]) * data["width"]
    )
    limits = np.array(data["limits"])
    steps = limits / 3
    found = [np.mean((np.clip(np.round(values / s), -3, 3) * s - values) ** 2) for s in steps]
    shown.type("Bits", 3)
    shown.press("Smallest error")
    assert shown.numbers()["limit"] == limits[np.argmin(found)]


def _softmax(scores: list, sharpness: float) -> np.ndarray:
    powers = np.exp(sharpness * np.array([-np.inf if s is None else s for s in scores]))
    return powers / powers.sum()


def test_attention_agrees_with_numpy(figure):
    """Why: weights sum to 1, nothing looks ahead, and the verb follows from the weights."""
    shown = figure("attention")
    sentence = shown.data["sentences"][1]
    shown.control(sentence["name"]).check()
    assert abs(shown.numbers()["are"] - sentence["are"]) < 1e-4  # scores are rounded to 1e-5
    shown.control(shown.data["heads"][1]).check()
    shown.type("Sharpness", 0.5)
    numbers = shown.numbers()
    last = [_softmax(head[-1], 0.5) for head in sentence["scores"]]
    np.testing.assert_allclose(numbers["weights"], last[1], **CLOSE)
    logit = sentence["bias"] + sum(w @ np.array(v) for w, v in zip(last, sentence["votes"]))
    np.testing.assert_allclose(numbers["are"], 1 / (1 + np.exp(-logit)), **CLOSE)


def test_attention_by_keyboard(figure):
    """Why: arrow keys walk through the words; the words name the largest weight."""
    shown = figure("attention")
    words = shown.data["sentences"][0]["words"]
    shown.root.locator("button[aria-pressed=true]").press("ArrowUp")
    assert shown.numbers()["query"] == len(words) - 2
    assert shown.page.evaluate("document.activeElement.textContent") == words[-2]
    assert f"“{words[-2]}” (word {len(words) - 1}) gives its largest weights" in shown.says()
    shown.root.get_by_role("button", name=words[1], exact=True).hover()
    assert shown.numbers()["query"] == 1


def _fit(n, loss, flat: bool) -> tuple[float, float, float]:
    """The same least squares, with α on a fine grid that is refined."""

    def at(alpha):
        A = np.column_stack([1 / loss, n**-alpha / loss])
        floor, factor = np.linalg.lstsq(A, np.ones(len(n)), rcond=None)[0]
        if flat or floor <= 0:
            floor, factor = 0.0, A[:, 1].sum() / (A[:, 1] @ A[:, 1])
        return np.mean((A @ [floor, factor] - 1) ** 2), alpha, floor, factor

    low, high = 0.01, 3.0
    for _ in range(8):
        best = min(map(at, np.linspace(low, high, 61)))
        span = (high - low) / 30
        low, high = best[1] - span, best[1] + span
    return best[1:]


def test_scaling_fit_agrees_with_numpy(figure):
    """Why: a prediction from a fit is only as good as the fit."""
    shown = figure("scaling")
    n, loss = (np.array(shown.data[key], float) for key in ("n", "loss"))
    for points, flat in ((4, True), (5, False), (len(n), False)):
        shown.type("Points to fit", points)
        shown.press("Fit with E = 0" if flat else "Fit all three")
        numbers = shown.numbers()
        got = [numbers[key] for key in ("alpha", "floor", "factor")]
        np.testing.assert_allclose(got, _fit(n[:points], loss[:points], flat), rtol=1e-6, atol=1e-6)
        assert f"first {points} points" in shown.says()


def test_scaling_can_be_dragged_and_typed(figure):
    """Why: a finger, a mouse and a keyboard all reach the exponent."""
    shown = figure("scaling")
    shown.type("Exponent α", 0.75)
    assert shown.numbers()["alpha"] == 0.75
    shown.press("Fit with E = 0")
    before = shown.numbers()
    box = shown.root.locator("circle.handle").last.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    shown.page.mouse.move(x, y)
    shown.page.mouse.down()
    shown.page.mouse.move(x, y - 40)
    shown.page.mouse.up()
    assert shown.numbers()["alpha"] < before["alpha"]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", FIGURES)
def test_figure_is_quiet_and_accessible(figure, name, view):
    """Why: no script error, nobody kept out, nothing wider than a phone."""
    shown = figure(name, *VIEWS[view])
    for control in shown.root.locator("input[type=range]:enabled").all():
        control.press("End")
        control.press("Home")
    for press in shown.root.locator(".lmc-play-controls button").all():
        press.press("Enter")
    assert shown.says() and "NaN" not in shown.says()
    assert not re.search("NaN|Infinity|undefined", shown.root.locator("svg").first.inner_html())
    found = [v for v in chromium.violations(shown.page) if v["impact"] in ("serious", "critical")]
    assert found == [] and shown.page.complaints == []
    assert shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("name", FIGURES)
def test_nothing_moves_when_it_starts(browser, base, name, window):  # noqa: F811
    """Why: who reads below must not lose the line."""
    places = (
        "[...document.querySelectorAll('[data-play=NAME] > :not(script, noscript)')]"
        ".map((part) => [part.offsetTop - part.parentElement.offsetTop, part.offsetHeight])"
    ).replace("NAME", name)
    found = []
    for pattern in ("**/no_such_file", "**/_static/play/*.js*"):
        page = browser.new_context(viewport=window).new_page()
        page.route(pattern, lambda route: route.abort())
        page.goto(base + page_of(name))
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready")
        if not found:  # the module comes after the page's own load
            page.locator(f"[data-play={name}].playing").wait_for(state="attached")
        assert page.locator(f"[data-play={name}].playing").count() == 1 - len(found)
        found.append(page.evaluate(places))
        page.context.close()
    assert found[0] == found[1]


@pytest.mark.parametrize("name", FIGURES)
def test_picture_stands_without_script_and_in_print(browser, base, name):  # noqa: F811
    """Why: a page must teach without JavaScript, and a printed one too."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + page_of(name))
    picture = page.locator(f"[data-play={name}] img")
    picture.scroll_into_view_if_needed()
    assert picture.is_visible() and picture.get_attribute("alt")
    context.close()
    page = browser.new_context().new_page()
    page.goto(base + page_of(name))
    page.locator(f"[data-play={name}].playing").wait_for()
    page.emulate_media(media="print")
    page.wait_for_timeout(300)
    picture = page.locator(f"[data-play={name}] img")
    assert picture.is_visible() and not page.locator(f"[data-play={name}] input").first.is_visible()
    page.pdf()  # prints fetch what is lazy
    assert picture.evaluate("img => img.naturalWidth") > 0
    page.context.close()


@pytest.mark.parametrize("name", FIGURES)
def test_figure_speaks_the_language_of_its_page(visit, name):  # noqa: F811
    """Why: the sentence for the numbers is put together; each value must find its place."""
    said = []
    for folder in ("", "zh/"):
        page = visit(folder + page_of(name), DESK)
        figure = Figure(page, name)
        said.append(figure.says())
        assert page.complaints == [] and not re.search(r"[{}]|undefined", said[-1])
    chinese = re.compile("[\u3400-\u9fff]")
    assert chinese.search(said[1]) and not chinese.search(said[0])
    numbers = [sorted(re.findall(r"\d+(?:\.\d+)?(?:e−?\d+)?", text)) for text in said]
    assert numbers[0] == numbers[1]
