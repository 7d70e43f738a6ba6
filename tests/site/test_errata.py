"""The errata: complete data, every entry in its place, every claim with what shows it."""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sys
import threading
from collections import Counter
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from lmc_sphinx import cells, errata_data

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "book" / "sources"
DATA = SOURCES / "errata.yml"
ENTRIES = errata_data.load(DATA)
SERIOUS = [entry for entry in ENTRIES if not entry.low]
PAGES = {page.name: page.read_text(encoding="utf-8") for page in SOURCES.glob("errata*.md")}
CELL = re.compile(
    r"```\{code-cell\}[^\n]*\n(?::tags: \[(?P<tags>[^]]*)\]\n)?(?P<code>.*?)\n```", re.S
)


def page_of(entry: errata_data.Entry) -> str:
    """The page on which the entry stands; there is exactly one."""
    directive = f"{{errata-low}} {entry.part}\n" if entry.low else f"{{erratum}} {entry.id}\n"
    found = [name for name, text in PAGES.items() for _ in range(text.count(directive))]
    assert len(found) == 1, f"{entry.id}: {directive.strip()} occurs on {found}, expected one page"
    return found[0]


def proven_on(page: str) -> set[str]:
    """Ids that tag a cell of the page which asserts something."""
    proven: set[str] = set()
    for cell in CELL.finditer(PAGES[page]):
        if cells.asserts_something(cell["code"]):
            proven.update(tag.strip() for tag in (cell["tags"] or "").split(","))
    return proven


def test_ids_are_complete():
    """Why: an id is an address; a gap would be a lost entry."""
    assert [entry.id for entry in ENTRIES] == [f"E{n:03d}" for n in range(1, len(ENTRIES) + 1)]
    assert len(SERIOUS) >= 117


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.id)
def test_entry_names_its_place(entry):
    """Why: a reader must find the passage, and the filter needs the document."""
    assert all(re.match(r"00[0-4] \S", where) for where in entry.where.split("; "))
    assert entry.documents
    page_of(entry)


@pytest.mark.parametrize("entry", SERIOUS, ids=lambda e: e.id)
def test_serious_entry_is_shown(entry):
    """Why: our own claims must not rest on our word."""
    if entry.kind == "computed":
        assert entry.id in proven_on(page_of(entry))
    elif entry.kind == "unconfirmed":
        assert "could not be confirmed" in entry.right.lower()
    else:
        assert entry.kind == "cited" and entry.cite


def test_cells_name_known_entries():
    """Why: a tag with a slip of the pen would prove nothing."""
    known = {entry.id for entry in SERIOUS}
    for page in PAGES:
        assert {tag for tag in proven_on(page) if tag.startswith("E")} <= known


def test_unconfirmed_entries_say_so():
    """Why: silence would look like knowledge."""
    for entry in ENTRIES:
        if entry.kind == "unconfirmed":
            assert re.search(r"could not be confirmed|not looked up", entry.right, re.I), entry.id


def test_citations_exist():
    """Why: a wrong key would be found only by the long build."""
    text = (ROOT / "book/references.bib").read_text(encoding="utf-8")
    keys = set(re.findall(r"^@\w+\{([^,]+),", text, re.M))
    assert {key for entry in ENTRIES for key in entry.cite} <= keys


def slug(heading: str) -> str:
    """The anchor that MyST gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower().strip()).replace(" ", "-")


def test_links_to_chapters_exist():
    """Why: a renamed heading must not leave a dead link."""
    for entry in ENTRIES:
        if entry.see:
            path, _, anchor = entry.see.partition("#")
            chapter = (SOURCES / path).resolve().read_text(encoding="utf-8")
            headings = {slug(h) for h in re.findall(r"^#{1,3} (.+)$", chapter, re.M)}
            assert anchor in headings, f"{entry.id}: {entry.see}"


def test_worst_come_first():
    """Why: whoever reads ten lines should read the ten that matter."""
    ordered = sorted(ENTRIES, key=errata_data.by_harm)
    assert [e.harm for e in ordered[:15]] == list(range(1, 16))
    ranks = [errata_data.SEVERITIES.index(e.severity) for e in ordered]
    assert ranks == sorted(ranks)


# ---- refusals --------------------------------------------------------------------------------

GOOD = {
    "id": "E001",
    "where": "003 §4.4",
    "part": "examples",
    "severity": "high",
    "title": "A sum",
    "says": "1 + 1 = 3",
    "right": "2",
    "kind": "computed",
}
LOW = GOOD | {"id": "E002", "where": "000 §1; 004 §2", "severity": "low", "kind": "read"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"right": ""}, "missing ['right']"),
        ({"colour": "red"}, "unknown ['colour']"),
        ({"severity": "grave"}, "severity must be one of"),
        ({"kind": "read"}, "only an entry of low severity"),
        ({"kind": "cited"}, "needs a key in cite"),
    ],
)
def test_incomplete_entry_is_refused(tmp_path, change, message):
    """Why: the pages are made from the data without a second look."""
    path = tmp_path / "errata.yml"
    path.write_text(yaml.safe_dump([GOOD | change]))
    with pytest.raises(errata_data.ErrataError, match=re.escape(message)):
        errata_data.load(path)


def test_id_used_twice_is_refused(tmp_path):
    """Why: two entries would share one address."""
    path = tmp_path / "errata.yml"
    path.write_text(yaml.safe_dump([GOOD, GOOD]))
    with pytest.raises(errata_data.ErrataError, match="id must be unique; twice: E001"):
        errata_data.load(path)


# ---- the directives, built by the real Sphinx ----------------------------------------------------

CONF = f"""
extensions = ["myst_nb", "lmc_sphinx"]
myst_enable_extensions = ["dollarmath"]
nb_execution_mode = "force"
nb_execution_raise_on_error = True
lmc_errata = "sources/errata.yml"
html_theme = "basic"
html_math_renderer = "mathjax"
html_static_path = [{str(ROOT / "book/_assets")!r}]
html_js_files = [("lmc.js", {{"defer": "defer", "priority": 300}})]
exclude_patterns = ["html"]
"""
HEAD = "---\nfile_format: mystnb\nkernelspec: {name: python3, display_name: Python 3}\n---\n"
LIST = "# Errata\n\n```{errata-counts}\n```\n\n```{errata-list}\n```\n\n```{toctree}\none\n```\n"
ENTRY = "# One\n\n```{erratum} E001\n```\n\n"
PROOF = "```{code-cell} ipython3\n:tags: [E001]\nassert 1 + 1 == 2 != 3\n```\n\n"
TABLE = "```{errata-low} examples\n```\n"


def build(folder: Path, page: str) -> tuple[int, str]:
    """A strict build of a book with two entries; returns its exit code and messages."""
    (folder / "sources").mkdir()
    (folder / "conf.py").write_text(CONF)
    (folder / "sources/errata.yml").write_text(yaml.safe_dump([GOOD, LOW]))
    (folder / "index.md").write_text("# Book\n\n```{toctree}\nsources/errata\n```\n")
    (folder / "sources/errata.md").write_text(LIST)
    (folder / "sources/one.md").write_text(HEAD + page)
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-E", "-q"]
    path = os.pathsep.join([str(ROOT), str(ROOT / "book" / "_ext")])
    done = subprocess.run(
        [*command, str(folder), str(folder / "html")],
        env=os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
    )
    messages = done.stdout + done.stderr
    return done.returncode, messages


# The tiny books show no exercise; only the rule of the errata is looked at.
def errata_complaints(messages: str) -> list[str]:
    """The lines that this extension's rule wrote."""
    return [line for line in messages.splitlines() if "lmc.errata" in line]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The good book."""
    folder = tmp_path_factory.mktemp("errata")
    _, messages = build(folder, ENTRY + PROOF + TABLE)
    assert errata_complaints(messages) == []
    assert (folder / "html/sources/errata.html").is_file(), messages
    return folder / "html"


def test_list_links_to_every_entry(site):
    """Why: the overview is the way in."""
    page = BeautifulSoup((site / "sources/errata.html").read_text(), "html.parser")
    rows = page.select("table.lmc-errata tbody tr")
    assert [row.a["href"] for row in rows] == ["one.html#E001", "one.html#E002"]
    assert {"document-000", "document-004", "part-examples", "severity-low"} <= set(
        rows[1]["class"]
    )
    entries = BeautifulSoup((site / "sources/one.html").read_text(), "html.parser")
    assert {node["id"] for node in entries.select("[id^=E0]")} == {"E001", "E002"}
    assert "2 entries: 1 high, 0 medium, 1 low" in page.select_one(".lmc-errata-counts").text
    assert page.select("script[src*='errata.js']") and not entries.select(
        "script[src*='errata.js']"
    )


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (ENTRY + TABLE, "E001 is said to be computed, but no code cell"),
        (ENTRY + PROOF.replace("assert 1 + 1 == 2 != 3", "1 + 1") + TABLE, "no code cell"),
        (ENTRY + PROOF, "E002 stands on no page"),
        (ENTRY.replace("E001", "E007") + PROOF + TABLE, "no entry 'E007'"),
        (ENTRY + PROOF + TABLE + TABLE.replace("examples", "facts"), "no entry of low severity"),
    ],
)
def test_broken_page_is_refused(tmp_path, page, message):
    """Why: a false or lost entry must stop the build, not wait for a reader."""
    code, messages = build(tmp_path, page)
    assert code != 0
    assert any(message in line for line in errata_complaints(messages)), messages


# ---- the real site ----------------------------------------------------------------------------------


def test_counts_on_the_page_equal_the_data():
    """Why: a count that is written by hand would go stale; this one must not either."""
    page = ROOT / "_build/html/book/sources/errata.html"
    if not page.is_file() or page.stat().st_mtime < DATA.stat().st_mtime:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{page} is missing or older than {DATA.name}; run 'make site'.")
        pytest.skip(f"{page} is missing or older than {DATA.name}; run 'make site'.")
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    rows = soup.select("table.lmc-errata tbody tr")
    shown = Counter(row.select("td")[3].text.strip() for row in rows)
    assert shown == Counter(entry.severity for entry in ENTRIES)
    text = soup.select_one(".lmc-errata-counts").text
    assert f"{len(ENTRIES)} entries: {shown['high']} high, {shown['medium']} medium" in text
    for row in rows:
        target, _, anchor = row.a["href"].partition("#")
        assert f'id="{anchor}"' in (page.parent / target).read_text(encoding="utf-8")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture
def list_page(site):
    """The tiny book's list in a real browser."""
    api = pytest.importorskip("playwright.sync_api")
    from chromium import launch

    handler = functools.partial(_Quiet, directory=str(site))
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        api.sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = launch(playwright)
        page = browser.new_page()
        page.address = f"http://127.0.0.1:{server.server_port}/sources/errata.html"
        page.goto(page.address)
        yield page
        browser.close()
        server.shutdown()


ROWS = "table.lmc-errata tbody tr:visible"


@pytest.mark.browser
def test_filter_by_keyboard(list_page):
    """Why: the filter must serve those who use no mouse, and say what it did."""
    form = list_page.locator("form.lmc-errata-filter")
    assert form.locator("output").inner_text() == "2 / 2"
    form.get_by_label("Document").focus()
    list_page.keyboard.type("004")
    assert list_page.locator(ROWS).count() == 1
    assert form.locator("output").inner_text() == "1 / 2"
    assert list_page.url.endswith("?document=004")
    form.get_by_role("button").focus()
    list_page.keyboard.press("Enter")
    list_page.wait_for_function("document.querySelector('output').textContent === '2 / 2'")
    assert list_page.locator(ROWS).count() == 2 and "?" not in list_page.url


@pytest.mark.browser
def test_filter_is_kept_in_the_address(list_page):
    """Why: a teacher links to the mistakes of one document."""
    list_page.goto(f"{list_page.address}?severity=low&part=nonsense")
    assert list_page.locator(ROWS).count() == 1
    assert list_page.get_by_label("Severity").input_value() == "low"


@pytest.mark.browser
def test_list_is_whole_without_script(list_page):
    """Why: the script is a convenience, not the content."""
    page = list_page.context.browser.new_context(java_script_enabled=False).new_page()
    page.goto(list_page.address)
    assert page.locator(ROWS).count() == 2 and page.locator("form.lmc-errata-filter").count() == 0
