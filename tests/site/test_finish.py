"""The finished site without a browser: its weight, its maps, its addresses, the joined book."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import chromium
import print_book
import pytest
from bs4 import BeautifulSoup, SoupStrainer
from lean_site import LeanError, markup, pictures, scripts, styles, weight
from lmc_sphinx import chapter_data, chapter_map
from lmc_sphinx.chapter_data import Chapter
from lmc_sphinx.language import LANGUAGES
from PIL import Image, ImageChops, ImageStat

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"
PAGES = sorted(p for p in SITE.rglob("*.html") if "_static" not in p.parts)
LIMIT = 600_000


@pytest.fixture
def site() -> Path:
    """The built site."""
    if not PAGES:
        chromium.unavailable(f"no site in {SITE}; build it with 'make site'.")
    return SITE


def test_no_page_weighs_too_much(site):
    """Why: a chapter must open quickly on a phone; everything it could load is counted."""
    heavy = {str(p.relative_to(site)): weight.bytes_of(site, p) for p in PAGES}
    assert len(heavy) > 20
    assert {page: size for page, size in heavy.items() if size > LIMIT} == {}


def test_each_page_has_one_sheet_and_no_blocking_script(site):
    """Why: each one more is a round trip before the first paint."""
    for page in PAGES:
        head = _head(page)
        assert len(head.select('link[rel="stylesheet"]')) <= 1, page
        assert [s["src"] for s in head.select("script[src]") if not _waits(s)] == [], page


def _article(page: Path) -> str:
    return page.read_text().partition("<article")[2].rpartition("</article>")[0]


def _head(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text().partition("</head>")[0], "html.parser")


def _waits(script) -> bool:
    return script.has_attr("defer") or script.get("type") in ("lmc/after", "lmc/later")


def test_pictures_have_a_size(site):
    """Why: without one, the text jumps when the picture arrives."""
    pictures = SoupStrainer("img")
    shown = [
        i
        for p in PAGES
        for i in BeautifulSoup(_article(p), "html.parser", parse_only=pictures)("img")
    ]
    assert len(shown) > 10
    assert [i["src"] for i in shown if not (i.get("width") and i.get("height"))] == []


def test_sitemap_card_and_icon(site):
    """Why: search engines and chats find every page; a card's picture must exist."""
    locations = ElementTree.parse(site / "sitemap.xml").findall("{*}url/{*}loc")
    base = print_book.yaml.safe_load((ROOT / "_config.yml").read_text())["html"]["baseurl"]
    listed = {loc.text.removeprefix(base) for loc in locations}
    for name in print_book.pages(ROOT / "book" / "_toc.yml", site):
        assert name in listed
        head = _head(site / name)
        card = head.find("meta", property="og:image")["content"].removeprefix(base)
        assert (site / card).is_file()
        assert head.find("link", rel="icon") and head.find("meta", attrs={"name": "description"})


# ---- lean_site


def test_only_rules_that_can_match_are_kept():
    """Why: too much taken away would change the page, too little would weigh."""
    css = ".a .b{x:1} .a .gone{x:2} .gone, .b:hover{x:3} p{x:4} .b:not(.gone){x:5} .bs-x{x:6}"
    thin = styles.thinned(css, "sphinx-book-theme.css", {"a", "b"})
    assert [n for n in "123456" if f"x:{n}" in thin] == ["1", "3", "4", "5", "6"]
    assert ".gone," not in thin
    assert "x:2" in styles.thinned(css, "lmc.css", {"a", "b"})


def test_marks_without_a_colour_of_their_own_go():
    """Why: they are a fifth of a chapter's elements; the coloured ones must stay."""
    css = "t .highlight{color: #111} t .highlight .n{color: #111} t .highlight .k{color: #222}"
    assert markup._coloured(css) == {"k"}


def test_picture_becomes_a_smaller_one_with_the_same_pixels(tmp_path):
    """Why: lossless means that not one pixel changed."""
    folder = tmp_path / "_images"
    folder.mkdir()
    before = Image.effect_noise((40, 30), 50).convert("RGB")
    before.save(folder / "a.png")
    page = tmp_path / "page.html"
    page.write_text('<img alt="A" src="_images/a.png" /><img alt="B" src="_images/a.png" />')
    pictures.shrink(tmp_path, [page])
    with Image.open(folder / "a.webp") as after:
        assert after.convert("RGB").tobytes() == before.tobytes()
    first, second = BeautifulSoup(page.read_text(), "html.parser").select("img")
    assert (first["width"], first["height"]) == ("40", "30")
    assert not first.has_attr("loading") and second["loading"] == "lazy"


def test_picture_of_many_colours_loses_a_little_and_weighs_far_less(tmp_path):
    """Why: a photograph kept without loss would weigh more than the rest of its page."""
    flat = Image.linear_gradient("L").resize((400, 400))
    noise = Image.effect_noise((400, 400), 20)
    before = Image.merge("RGB", (flat, noise, flat.rotate(90)))
    before.save(tmp_path / "a.png")
    before.save(tmp_path / "kept.webp", lossless=True, method=6)
    assert (tmp_path / "kept.webp").stat().st_size > pictures.LARGE
    pictures._convert(tmp_path / "a.png")
    assert (tmp_path / "a.webp").stat().st_size < (tmp_path / "kept.webp").stat().st_size / 2
    with Image.open(tmp_path / "a.webp") as after:
        off = ImageStat.Stat(ImageChops.difference(before, after.convert("RGB"))).mean
    assert after.size == before.size and max(off) < 20


def test_page_without_a_head_is_refused(tmp_path):
    """Why: a page of another form must not be left half done in silence."""
    page = tmp_path / "page.html"
    page.write_text("<p>no head")
    with pytest.raises(LeanError, match="expected a </head>"):
        scripts.defer([page])


def test_figures_to_play_with_wait_for_the_page(tmp_path):
    """Why: their modules compete with the text for a slow line, and a picture is there already."""
    page = tmp_path / "page.html"
    page.write_text('<head><script type="module" src="play/x.js"></script></head><p>text')
    scripts.defer([page])
    assert '<script type="lmc/after" src="play/x.js">' in page.read_text()


def test_theme_measures_the_whole_page_no_more(tmp_path):
    """Why: it lays out 15,000 elements at once; with another theme nobody would notice its return."""
    theme = tmp_path / "scripts" / "pydata-sphinx-theme.js"
    theme.parent.mkdir()
    theme.write_text(f'all({scripts.MEASURED}.join(", "))')
    scripts.measure_less(tmp_path)
    assert '"pre"' not in theme.read_text()
    with pytest.raises(LeanError, match="Was the theme's version changed"):
        scripts.measure_less(tmp_path)


def test_theme_of_the_built_site_measures_no_page(site):
    """Why: the step above helps nobody unless the build takes it, for each language."""
    themes = [static / scripts.THEME for static in site.rglob("_static") if static.is_dir()]
    assert len(themes) == len(LANGUAGES)
    assert [str(p) for p in themes if scripts.MEASURED in p.read_text(encoding="utf-8")] == []


# ---- the map


def chapter(slug: str, *needs: str, part: str = "p", what: str = "x") -> Chapter:
    return Chapter(slug, part, slug, needs, what, written=False)


def test_the_books_map_is_sound():
    """Why: every chapter is in it once, and an order of reading exists."""
    chapters = chapter_data.load(ROOT / "book")
    assert len(chapters) > 40
    assert chapter_data.problems(chapters) == []


@pytest.mark.parametrize(
    ("chapters", "message"),
    [
        ([chapter("a", "nowhere")], "there is no chapter 'nowhere'"),
        ([chapter("a", "b"), chapter("b")], "comes later in the same part"),
        ([chapter("a", "b"), chapter("b", "a", part="q")], "no order is possible"),
        ([chapter("a"), chapter("b", "a"), chapter("c", "a", "b")], "already needed by another"),
        ([chapter("a", what="")], "expected 1 to"),
    ],
)
def test_a_wrong_map_is_refused(chapters, message):
    """Why: a reader who follows a wrong map is lost."""
    found = chapter_data.problems({c.slug: c for c in chapters})
    assert any(message in line for line in found), found


def test_lines_that_overlap_have_lanes_of_their_own():
    """Why: two lines on top of each other cannot be told apart."""
    lanes = chapter_map._lanes({"a": (0, 5), "b": (1, 3), "c": (4, 6)})
    assert lanes["a"] != lanes["b"] and lanes["a"] != lanes["c"] and lanes["b"] == lanes["c"]


def test_picture_has_a_line_for_each_need():
    """Why: the picture and the words say the same."""
    of = [chapter("a"), chapter("b", "a"), chapter("c", "a", "elsewhere")]
    assert chapter_map.picture(of).count("<path") == 2


# ---- the joined book


def test_joined_book_keeps_links_and_ids(site):
    """Why: two pages have headings of the same name; in one file their anchors must differ."""
    order = print_book.pages(ROOT / "book" / "_toc.yml", site)[:6]
    soup = BeautifulSoup(print_book.join(site, order, "T", "https://book.example/"), "html.parser")
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(soup.select("h1")) == len(order) + 1 and len(ids) == len(set(ids))
    inner = {a["href"][1:] for a in soup.select('a[href^="#"]')}
    assert len(inner) > 5 and inner <= set(ids)
    assert not [a for a in soup.select("a[href]") if ".html" in a["href"] and "//" not in a["href"]]


def test_missing_site_is_a_clear_error(tmp_path):
    """Why: 'make pdf' must say what to do first."""
    with pytest.raises(print_book.PrintError, match="make site"):
        print_book.pages(ROOT / "book" / "_toc.yml", tmp_path)


def test_missing_chromium_is_a_clear_error(tmp_path, monkeypatch):
    """Why: the PDF is printed by a program that not every machine has."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(print_book.PrintError, match="apt-get install chromium"):
        print_book.print_pdf(tmp_path / "a.html", tmp_path / "a.pdf")
