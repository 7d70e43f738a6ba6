"""Every page of the built site in a real browser: quiet, self-contained, usable.

Needs the site (`make site`) and Chromium. Without them the tests are skipped and say why; where
the environment variable CI is "true" that is a failure instead.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import chromium
import pytest
import yaml

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
VIEWS = {"desk-light": (DESK, "light"), "phone-dark": (PHONE, "dark")}
# As on its host, the site lies in a folder: the 404 page's addresses are absolute.
PREFIX = yaml.safe_load((ROOT / "_config.yml").read_text())["sphinx"]["config"][
    "notfound_urls_prefix"
]
PAGES = sorted(str(p.relative_to(SITE)) for p in SITE.rglob("*.html") if "_static" not in p.parts)


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """The site, served on the loopback."""
    if not PAGES:
        chromium.unavailable(f"no site in {SITE}; build it with 'make site'.")
    handler = functools.partial(_Quiet, directory=str(SITE))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(PREFIX))

    def log_message(self, *args: object) -> None:
        """The test's own report is enough."""


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium."""
    chromium.program()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = chromium.launch(playwright)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser, base):
    """Open a page in a fresh profile; complaints of the browser are collected on it."""
    contexts = []

    def open_page(path: str, window: dict = DESK, theme: str = "light"):
        context = browser.new_context(viewport=window)
        contexts.append(context)
        context.add_init_script(
            f"localStorage.getItem('mode') ?? (localStorage.setItem('mode', '{theme}'),"
            f" localStorage.setItem('theme', '{theme}'))"
        )
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda m: m.type == "error" and page.complaints.append(m.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda r: _note_foreign(page, r.url, base))
        page.goto(base + path)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()


def _note_foreign(page, url: str, base: str) -> None:
    if not url.startswith((base, "data:", "blob:")):
        page.complaints.append(f"request to another host: {url}")


def test_there_is_a_site(base):
    """Why: without pages the walk below would be empty and would pass."""
    assert "book/index.html" in PAGES


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("path", PAGES)
def test_page_is_quiet_fits_and_is_accessible(visit, path, view):
    """Why: no script error, no request to another host, no sideways scrolling, nobody kept out."""
    page = visit(path, *VIEWS[view])
    problems = list(page.complaints) + _sticking_out(page)
    # Opened boxes fade in, and until then their letters are pale: no animation here.
    page.add_style_tag(content="* { animation: none !important; transition: none !important; }")
    page.evaluate("document.querySelectorAll('details').forEach((box) => (box.open = true))")
    page.wait_for_timeout(100)
    problems += _sticking_out(page) + _accessibility_problems(page) + _scrolling_formulas(page)
    assert problems == []


def test_tab_makes_every_scrolling_box_reachable(visit):
    """Why: boxes far below the window are neither laid out nor measured until somebody needs them."""
    page = visit("book/concepts/attention.html", PHONE)
    skipped = """[...document.querySelectorAll("article *")]
        .filter((e) => e.checkVisibility() && !e.checkVisibility({contentVisibilityAuto: true})).length"""
    assert page.evaluate(skipped) > 1000
    page.keyboard.press("Tab")
    assert page.evaluate(skipped) == 0
    scrolls = """[...document.querySelectorAll("article .katex-display, article pre")]
        .filter((e) => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1)
        .map((e) => e.tabIndex)"""
    assert set(page.evaluate(scrolls)) == {0}


def _sticking_out(page) -> list[str]:
    """What makes the page wider than the window; empty when it fits."""
    if page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        return []
    wide = page.evaluate(
        "[...document.body.querySelectorAll('*')]"
        ".filter((e) => e.getBoundingClientRect().right > innerWidth + 1)"
        ".slice(0, 5).map((e) => e.outerHTML.slice(0, 90))"
    )
    return [f"wider than the window: {wide}"]


def _scrolling_formulas(page) -> list[str]:
    """Formulas that are wider than the text: nobody reads the end of what must be scrolled to."""
    return page.evaluate(
        "[...document.querySelectorAll('article .katex-display')]"
        ".filter((e) => e.scrollWidth > e.clientWidth + 1)"
        ".map((e) => 'too wide: ' + e.querySelector('annotation').textContent.slice(0, 90))"
    )


def _accessibility_problems(page) -> list[str]:
    """What axe-core calls serious or critical."""
    return [
        f"{v['id']}: {v['help']}: {[n['html'][:140] for n in v['nodes'][:3]]}"
        for v in chromium.violations(page)
        if v["impact"] in ("serious", "critical")
    ]


def _page_with(selector_text: str, at_least: int = 1) -> str:
    """A page whose source holds the text that often."""
    for path in PAGES:
        if (SITE / path).read_text(encoding="utf-8").count(selector_text) >= at_least:
            return path
    pytest.fail(f"no page of the site holds {selector_text!r} {at_least} times.")


def test_framework_tabs_stay_in_step(visit, base):
    """Why: choosing PyTorch once chooses it everywhere on the page, and on the next visit."""
    path = _page_with('data-sync-id="torch"', at_least=2)
    page = visit(path)
    shown = "[...document.querySelectorAll('label[data-sync-id=torch]')].map(l => document.getElementById(l.htmlFor).checked)"
    assert not any(page.evaluate(shown))
    page.locator("label[data-sync-id=torch]").first.click()
    assert all(page.evaluate(shown))
    page.goto(base + path)
    page.wait_for_load_state("networkidle")
    assert all(page.evaluate(shown))


def test_theme_button_changes_the_theme(visit):
    """Why: a reader at night needs the dark page, and it must stay dark on the next page."""
    page = visit("book/index.html")
    background = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(background)
    for _ in range(3):  # light, dark and auto follow each other
        page.locator("button.theme-switch-button:visible").first.click()
        if page.evaluate("document.documentElement.dataset.theme") == "dark":
            break
    after = page.evaluate(background)
    assert before != after
    page.goto(page.url.replace("index.html", "notation.html"))
    assert page.evaluate(background) == after


def test_checks_open_by_keyboard(visit):
    """Why: the check under an equation must not need a mouse."""
    page = visit(_page_with('class="lmc-check lmc-details"'))
    box = page.locator("details.lmc-check").first
    assert box.get_attribute("open") is None
    box.locator("summary").focus()
    page.keyboard.press("Enter")
    assert box.get_attribute("open") is not None
    assert box.locator("pre").first.is_visible()


def test_search_finds_a_term(visit):
    """Why: the search index is built and used without a server."""
    page = visit("search.html?q=softmax")
    page.wait_for_selector("#search-results li a", timeout=10_000)
    assert page.complaints == []


@pytest.mark.parametrize(("query", "found"), [("激活函数", "激活函数"), ("softmax", "softmax")])
def test_chinese_search_finds_a_term(visit, query, found):
    """Why: Chinese has no spaces between words; index and question must be cut alike."""
    page = visit(f"zh/search.html?q={query}")
    page.wait_for_selector("#search-results li a", timeout=10_000)
    assert found in page.locator("#search-results").inner_text()
    assert page.complaints == []


def test_language_switch_stays_at_the_same_place(visit, base):
    """Why: a reader who changes the language must not lose the page, the place or the filter."""
    page = visit("book/sources/errata.html?document=003#all-entries")
    for folder in ("zh/", ""):
        page.locator("a.lmc-language").click()
        page.wait_for_load_state("networkidle")
        assert page.url == f"{base}{folder}book/sources/errata.html?document=003#all-entries"
        assert page.locator("select[name=document]").input_value() == "003"
    assert page.complaints == []


def test_scripts_speak_the_page_s_language(visit):
    """Why: what a script writes is as much a part of the page as its text."""
    page = visit("zh/book/sources/errata.html")
    assert page.locator(".lmc-errata-filter button").inner_text() == "全部显示"
    arrow = page.locator("summary:has(> .toctree-toggle)").first
    assert arrow.evaluate("s => s.ariaLabel").endswith("的页面")


@pytest.mark.parametrize(
    "link", ["a:has(span.std-term)", "p a[href^='#equation-']", "p a[href*='bibliography.html#']"]
)
def test_hover_shows_a_preview(visit, link):
    """Why: a term, an equation or a source can be looked up without leaving the sentence."""
    page = visit(_page_with('<span class="xref std std-term">'))
    anchor = page.locator(f"article {link}:visible").first
    anchor.hover()
    page.wait_for_selector(".tippy-box", timeout=5_000)
    assert len(page.locator(".tippy-content").inner_text()) > len(anchor.inner_text())


def test_exercise_links_lead_to_notebooks(visit, base):
    """Why: the download is the way from the page to the work."""
    page = visit(_page_with('class="lmc-links"'))
    for link in page.locator(".lmc-links a[download]").all():
        answer = page.request.get(link.evaluate("a => a.href"))
        assert answer.ok and answer.json()["nbformat"] == 4
    for link in page.locator(".lmc-links a:not([download])").all():
        assert link.get_attribute("href").startswith("https://colab.research.google.com/github/")
