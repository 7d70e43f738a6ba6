"""Run and Check on the page, in a real browser, with the real Pyodide.

NumPy's browser build is fetched at deployment only, so it is not here. What needs it is tested
in two halves: that the page says so without it, and, with a stand-in package of a few lines of
Python, that a package is loaded, verified by its hash, and used by the real kit. That real NumPy
code runs is tested nowhere; docs/deploy.md says how to look.

Needs the site (`make site`) and Chromium, as test_browser.py does.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile

import chromium
import pytest
from served import ISOLATED, ROOT, SITE, served

pytestmark = pytest.mark.browser

CHAPTER = "book/concepts/activations_and_losses.html"
VENDOR = "_static/vendor/pyodide/"
PYTHON = "steps_to_recover"  # a cell of that chapter that needs no NumPy
EXERCISE = "exercises/activations_and_losses/softmax_stable.json"
SECOND = 1000
PATIENCE = 90 * SECOND  # the first run starts Python; on a busy machine that takes a while

# As much of NumPy as the kit needs for a check on plain numbers.
STAND_IN = """
__version__ = "0"
class ndarray: pass
class generic: pass
class bool_(generic): pass
float64, int64 = "float64", "int64"
class random:
    @staticmethod
    def default_rng(seed): return seed
"""
TWICE = {
    "stub": "def twice(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n",
    "given": "def half(x):\n    return x / 2\n",
    "checks": (
        '@points(2, hint="Add x to itself.")\ndef test_two_becomes_four(twice):\n'
        "    assert_equal(twice(2), 4)\n\n\n"
        'check_exercise("twice", "Twice", ["twice"], globals())\n'
    ),
}


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium."""
    chromium.program()
    if not (SITE / CHAPTER).is_file():
        chromium.unavailable(f"no site in {SITE}; build it with 'make site'.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = chromium.launch(playwright)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def without_numpy():
    """The site as it is built where NumPy's browser build cannot be had."""
    page = re.sub(r'data-packages="[^"]*"', 'data-packages=""', (SITE / CHAPTER).read_text())
    with served({CHAPTER: page.encode()}) as base:
        yield base


def wheel() -> bytes:
    """The stand-in, packed as a wheel."""
    info = "numpy-2.4.6.dist-info"
    files = {
        "numpy/__init__.py": STAND_IN,
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: numpy\nVersion: 2.4.6\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def with_stand_in(content: bytes) -> dict[str, bytes]:
    """The site's files with `content` where NumPy's wheel belongs, and an exercise for it."""
    lock = json.loads((SITE / VENDOR / "pyodide-lock.json").read_text())
    entry = lock["packages"]["numpy"]
    entry["sha256"] = hashlib.sha256(wheel()).hexdigest()
    page = re.sub(r'data-packages="[^"]*"', 'data-packages="numpy"', (SITE / CHAPTER).read_text())
    return {
        CHAPTER: page.encode(),
        VENDOR + "pyodide-lock.json": json.dumps(lock).encode(),
        VENDOR + entry["file_name"]: content,
        EXERCISE: json.dumps(TWICE).encode(),
    }


@pytest.fixture(scope="module")
def with_numpy():
    """The site with the stand-in for NumPy."""
    with served(with_stand_in(wheel())) as base:
        yield base


@pytest.fixture
def visit(browser):
    """Open the chapter in a fresh profile; complaints and requests are collected on the page."""
    contexts = []

    def open_page(base: str, width: int = 1280):
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        context.add_init_script(
            "localStorage.setItem('mode', 'light'); localStorage.setItem('theme', 'light')"
        )
        page = context.new_page()
        page.complaints, page.asked = [], []
        page.on("console", lambda m: m.type == "error" and page.complaints.append(m.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        context.on("request", lambda r: page.asked.append(r.url))
        page.goto(base + CHAPTER)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()


class Box:
    """One cell or exercise with its buttons."""

    def __init__(self, page, locator):
        self.page, self.here = page, locator
        self.status, self.output = (
            locator.locator("[role=status]"),
            locator.locator(".lmc-run-output"),
        )
        self.editor = locator.locator("textarea")

    def press(self, name: str) -> None:
        self.here.locator(f"button[data-do={name}]").click()

    def ends(self, *words: str) -> str:
        """Wait until the status says one of the words; returns all that it says."""
        pattern = re.compile("|".join(map(re.escape, words)))
        self.status.filter(has_text=pattern).wait_for(timeout=PATIENCE)
        return self.status.inner_text()

    def write(self, code: str) -> None:
        if not self.editor.is_visible():
            self.press("edit")
        self.editor.fill(code)

    def run(self, code: str) -> str:
        """Write the code, run it, and return what was printed."""
        self.write(code)
        self.press("run")
        self.ends("Done in", "Ended with", "too much output", "Python broke")
        return self.output.inner_text().rstrip("\n") if self.output.is_visible() else ""


def cell(page, text: str = PYTHON) -> Box:
    holder = page.locator(".cell:has(> .lmc-run)").filter(has_text=text).first
    holder.scroll_into_view_if_needed()
    return Box(page, holder.locator(".lmc-run"))


def exercise(page) -> Box:
    return Box(page, page.locator(".lmc-run[data-id=softmax_stable]"))


def test_nothing_loads_before_the_first_click(visit, without_numpy):
    """Why: most readers only read; 6 MB of Python must not be theirs to pay."""
    page = visit(without_numpy)
    assert page.locator(".lmc-run").count() >= 10
    page.mouse.wheel(0, 50_000)
    page.wait_for_timeout(SECOND)
    loaded = [a for a in page.asked if "/run/" in a or "pyodide" in a or a.endswith(".json")]
    assert sorted(a.split("?")[0].rsplit("/", 1)[1] for a in loaded) == ["run.js"]
    assert page.evaluate("performance.getEntriesByType('resource').length") > 5


def test_a_cell_prints_what_the_book_prints(visit, without_numpy):
    """Why: a page whose own Python disagrees with it would be worse than none."""
    page = visit(without_numpy)
    box = cell(page)
    box.press("run")
    said = box.ends("Done in", "Ended with", "Python broke")
    book = page.locator(".cell").filter(has_text=PYTHON).first.locator(".cell_output pre")
    assert said.startswith("Done in"), box.output.inner_text()
    assert box.output.inner_text().strip() == book.text_content().strip()
    assert page.complaints == []
    assert [a for a in page.asked if not a.startswith((without_numpy, "blob:", "data:"))] == []


def test_errors_name_the_line_of_the_readers_code(visit, without_numpy):
    """Why: a traceback through our own files would hide the reader's mistake."""
    page = visit(without_numpy)
    box = cell(page)
    text = box.run("def f(x):\n    return 1 / x\n\n\nprint('before')\nf(0)")
    assert text.startswith("before\nTraceback")
    assert "your code, line 6" in text and "your code, line 2, in f" in text
    assert "return 1 / x" in text and text.endswith("ZeroDivisionError: division by zero")
    assert "runner.py" not in text
    assert "SyntaxError" in box.run("x = (")
    assert "run this in the notebook" in box.run("import torch")
    assert "EOFError" in box.run("input()")
    assert page.complaints == []


def test_a_run_does_not_see_the_one_before(visit, without_numpy):
    """Why: a cell that works only because of a deleted line is a trap."""
    box = cell(visit(without_numpy))
    assert box.run("left_over = 1\nleft_over + 1") == "2"
    assert "NameError" in box.run("left_over")


def test_output_is_limited(visit, without_numpy):
    """Why: an endless print would fill the page until the browser dies."""
    box = cell(visit(without_numpy))
    text = box.run("while True:\n    print('x' * 99)")
    assert "more than 20,000 characters" in text and len(text) < 21_000
    assert box.run("print('again')") == "again"


@pytest.mark.parametrize("headers", [{}, ISOLATED], ids=["by force", "by interrupt"])
def test_stop_ends_an_endless_loop(visit, headers):
    """Why: an endless loop is the first thing that a learner writes."""
    with served(headers=headers) as base:
        page = visit(base)
        assert page.evaluate("crossOriginIsolated") is bool(headers)
        box = cell(page)
        box.write("print('begun')\nwhile True:\n    pass")
        box.press("run")
        box.output.filter(has_text="begun").wait_for(timeout=PATIENCE)
        workers = len(page.workers)
        assert box.here.locator("button[data-do=stop]").evaluate(
            "b => b === document.activeElement"
        )
        page.keyboard.press("Enter")
        box.ends("Stopped.")
        before = len(page.asked)
        assert box.run("print('alive')") == "alive"
        anew = any("pyodide.mjs" in a for a in page.asked[before:])
        assert (workers, anew) == (1, not headers)
        assert page.complaints == []


def test_edits_are_kept_until_they_are_reset(visit, without_numpy):
    """Why: a reload must not cost the reader their work, and the book's code must come back."""
    page = visit(without_numpy)
    box = cell(page)
    box.write("print('mine')")
    page.reload()
    page.wait_for_load_state("networkidle")
    box = Box(page, page.locator(".lmc-run:has(textarea)"))
    assert box.editor.input_value() == "print('mine')"
    assert [a for a in page.asked if "pyodide" in a] == []
    box.press("reset")
    assert page.locator("textarea").count() == 0
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('lmc-run'))") == []
    page.reload()
    assert page.locator("textarea").count() == 0


def test_the_editor_works_by_keyboard(visit, without_numpy):
    """Why: Tab must indent, and must not lock anybody in."""
    page = visit(without_numpy)
    box = cell(page)
    box.here.locator("button[data-do=edit]").focus()
    page.keyboard.press("Enter")
    assert box.editor.evaluate("e => e === document.activeElement")
    page.keyboard.press("Control+A")
    page.keyboard.type("if True:\nx = 1\n")
    page.keyboard.type("print(x)")
    assert box.editor.input_value() == "if True:\n    x = 1\n    print(x)"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert box.editor.input_value().endswith("\n        print(x)")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Enter")
    box.ends("Done in")
    assert box.output.inner_text().strip() == "1"
    box.editor.focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert box.here.locator("button[data-do=run]").evaluate("b => b === document.activeElement")


def test_without_numpy_the_button_says_so_and_offers_the_notebook(visit, without_numpy):
    """Why: on a closed network NumPy's browser build cannot be had."""
    page = visit(without_numpy)
    box = cell(page, "softsign_slope")
    box.press("run")
    assert "is not part of this copy" in box.ends("NumPy for the browser")
    with page.expect_download() as download:
        box.status.locator("a").click()
    notebook = json.loads(download.value.path().read_text())
    assert "import numpy as np" in notebook["cells"][0]["source"]
    assert "def softsign_slope" in notebook["cells"][1]["source"]
    card = exercise(page)
    card.press("edit")
    assert "is not part of this copy" in card.ends("NumPy for the browser")
    assert card.status.locator("a").get_attribute("href").endswith("/numpy.ipynb")
    assert [a for a in page.asked if "pyodide" in a] == []
    assert page.complaints == []


def test_visible_checks_run_with_the_notebooks_own_kit(visit, with_numpy):
    """Why: the page must judge as the notebook does. NumPy is a stand-in here, the kit is not."""
    page = visit(with_numpy)
    card = exercise(page)
    card.press("edit")
    card.editor.wait_for()
    assert "YOUR CODE HERE" in card.editor.input_value()
    card.press("check")
    card.ends("Done in")
    assert "MISSING" in card.output.inner_text() and "0 of 2 points" in card.output.inner_text()
    card.write("def twice(x):\n    return x * x * x")
    card.press("check")
    card.ends("Done in")
    text = card.output.inner_text()
    assert "expected  4" in text and "got       8" in text and "hint: Add x to itself." in text
    card.write("def twice(x):\n    return x * y")
    card.press("check")
    card.ends("Done in")
    assert "in twice: return x * y" in card.output.inner_text()
    card.write("def twice(x):\n    return half(4 * x)\n\n\nprint(twice(1))")
    card.press("run")
    card.ends("Done in")
    assert card.output.inner_text().strip() == "2.0"
    card.write("def twice(x):\n    return x + x")
    card.press("check")
    card.ends("Done in")
    assert "Twice: 2 of 2 points" in card.output.inner_text()
    assert page.complaints == []


def test_a_package_with_another_hash_is_refused(visit):
    """Why: what runs in a reader's browser must be what was published."""
    with served(with_stand_in(wheel() + b"x")) as base:
        page = visit(base)
        box = cell(page, "softsign_slope")
        box.press("run")
        assert "NumPy could not be loaded" in box.ends("NumPy could not")
        assert box.status.locator("a").count() == 1


def test_the_opened_editors_are_accessible_and_fit_a_phone(visit, with_numpy):
    """Why: the editor and its output come after the page was tested."""
    for width in (1280, 390):
        page = visit(with_numpy, width)
        page.evaluate(
            f"document.documentElement.dataset.theme = '{'dark' if width == 390 else 'light'}'"
        )
        box, card = cell(page), exercise(page)
        box.run("print('x' * 300)\n1 / 0")
        card.press("edit")
        card.editor.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        serious = [v for v in chromium.violations(page) if v["impact"] in ("serious", "critical")]
        assert [(v["id"], v["nodes"][0]["html"]) for v in serious] == []


def test_the_kit_on_the_site_is_the_kit_of_the_notebooks():
    """Why: two versions would judge differently."""
    if not SITE.is_dir():
        chromium.unavailable(f"no site in {SITE}; build it with 'make site'.")
    published = (SITE / "exercises/kit.py").read_text()
    assert published.strip() == (ROOT / "autograder/kit.py").read_text().strip()


def test_pyodide_is_in_no_search_and_no_sitemap():
    """Why: its files are no pages."""
    if not SITE.is_dir():
        chromium.unavailable(f"no site in {SITE}; build it with 'make site'.")
    assert "pyodide" not in (SITE / "sitemap.xml").read_text()
    docnames = re.search(r'"?docnames"?:\s*\[(.*?)\]', (SITE / "searchindex.js").read_text())[1]
    assert "pyodide" not in docnames and "run" not in docnames.split('"')
    assert not list((SITE / VENDOR).glob("*.html"))
