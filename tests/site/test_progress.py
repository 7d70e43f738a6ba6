"""Progress kept in the reader's own browser, in a real one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_browser import base, browser, visit  # noqa: F401  (fixtures)

pytestmark = pytest.mark.browser
CHAPTER = "book/training/optimizers.html"
COUNT = "#lmc-progress summary"


def test_reader_marks_a_chapter_and_takes_it_back(visit, base):  # noqa: F811
    """Why: the mark must show in the sidebar and on the map, and last."""
    page = visit(CHAPTER)
    assert page.locator(COUNT).inner_text().startswith("0 of")
    page.locator("#lmc-read").check()
    assert page.locator(COUNT).inner_text().startswith("1 of")
    assert page.locator("nav.bd-links li.lmc-is-read > a").inner_text().startswith("Optimizers")
    page.goto(base + "book/index.html")
    assert page.locator(".lmc-map li.lmc-is-read").count() == 1
    page.goto(base + CHAPTER)
    page.locator("#lmc-read").uncheck()
    page.reload()
    assert page.locator(COUNT).inner_text().startswith("0 of")
    assert page.complaints == []


def test_reaching_the_end_marks_the_chapter(visit, base):  # noqa: F811
    """Why: only a reader who was there for a while, and not one who jumped to the end."""
    page = visit("book/index.html")
    page.clock.install()
    page.goto(base + CHAPTER)
    page.locator("#lmc-read").scroll_into_view_if_needed()
    page.clock.run_for(5_000)
    page.locator("#lmc-read").scroll_into_view_if_needed()  # what came near may have grown
    assert not page.locator("#lmc-read").is_checked()
    page.clock.run_for(40_000)
    page.locator("#lmc-read:checked").wait_for(timeout=5_000)


def test_exercise_saved_forgotten_and_loaded(visit, tmp_path: Path):  # noqa: F811
    """Why: progress must be able to move to another browser, and to be forgotten."""
    page = visit(CHAPTER)
    page.locator("input[data-exercise=adam_step]").check()
    page.locator(COUNT).click()
    with page.expect_download() as download:
        page.locator("button[data-do=save]").click()
    saved = tmp_path / "saved.json"
    download.value.save_as(saved)
    assert json.loads(saved.read_text())["done"] == ["adam_step"]
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("button[data-do=forget]").click()
    assert not page.locator("input[data-exercise=adam_step]").is_checked()
    assert page.evaluate("localStorage.getItem('lmc-progress')") is None
    page.locator("#lmc-progress input[type=file]").set_input_files(saved)
    page.wait_for_function("document.querySelector('input[data-exercise=adam_step]').checked")


@pytest.mark.parametrize("text", ["no JSON", "[]", '{"book": "another", "read": ["x"]}'])
def test_a_wrong_file_changes_nothing(visit, tmp_path: Path, text):  # noqa: F811
    """Why: whatever is loaded, the page says so and keeps what it has."""
    page = visit(CHAPTER)
    page.locator("#lmc-read").check()
    (tmp_path / "x.json").write_text(text)
    page.locator(COUNT).click()
    page.locator("#lmc-progress input[type=file]").set_input_files(tmp_path / "x.json")
    page.wait_for_function("document.querySelector('[data-status]').textContent.includes('not a')")
    assert page.locator("#lmc-read").is_checked()


def test_works_where_storage_is_blocked(browser, base):  # noqa: F811
    """Why: some browsers refuse storage; reading must go on, and the page must say what is lost."""
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {configurable: true,"
        " get() { throw new DOMException('blocked', 'SecurityError'); }})"
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(base + CHAPTER)
    page.wait_for_load_state("networkidle")
    page.locator("#lmc-read").check()
    assert page.locator(COUNT).inner_text().startswith("1 of")
    assert "stores nothing" in page.locator("[data-note]").text_content()
    assert complaints == []
    context.close()


def test_nothing_leaves_the_browser(visit):  # noqa: F811
    """Why: what somebody reads is nobody else's business."""
    page = visit(CHAPTER)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#lmc-read").check()
    page.locator("input[data-exercise]").first.check()
    page.wait_for_timeout(300)
    assert [url for url in asked if "/_static/" not in url] == []  # previews may load


def test_text_does_not_jump(visit, base):  # noqa: F811
    """Why: maths and pictures must have their room before they are there."""
    page = visit("book/index.html")
    page.goto(base + CHAPTER)
    page.wait_for_load_state("networkidle")
    shift = page.evaluate(
        "new Promise(done => new PerformanceObserver(l => done(l.getEntries()"
        ".reduce((s, e) => s + e.value, 0))).observe({type: 'layout-shift', buffered: true})"
        " || setTimeout(() => done(0), 500))"
    )
    assert shift < 0.05
