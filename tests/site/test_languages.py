"""The book in its second language: nothing is lost, nothing goes stale unnoticed, nothing is English."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import languages
import pytest
import translate
from bs4 import BeautifulSoup
from lmc_sphinx import chinese_search, markup
from lmc_sphinx.language import LANGUAGES, complete_pages
from lmc_translate import catalogue, exchange

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"
CHINESE = re.compile(r"[\u3400-\u9fff]")
LOCALE = ROOT / "book" / "locale"


@pytest.mark.parametrize("language", languages.OTHERS)
def test_translations_keep_what_they_must(language):
    """Why: a lost formula, role or link is worse than an English sentence."""
    assert translate.check(language) == []


@pytest.mark.parametrize("language", languages.OTHERS)
def test_catalogues_of_data_and_code_are_fresh(language):
    """Why: what our code says must be in the catalogue in order to be translated. Pages are
    compared by the build itself, which warns for every page that is declared complete."""
    folder = languages.catalogues(language)
    stale = [
        name
        for name, messages in translate.own_messages().items()
        if {m.id for m in catalogue.read(folder / f"{name}.po", language) if m.id} != set(messages)
    ]
    assert stale == [], "run: python book/_ext/translate.py update"


@pytest.mark.parametrize("language", languages.OTHERS)
def test_untranslated_messages_are_listed(language):
    """Why: whoever translates next must know where; the list is counted, not kept by hand."""
    lines = translate.status(language).splitlines()[1:]
    assert [line.split()[0] for line in lines] == translate.names(language)
    for line in lines:
        words, done, fuzzy, missing = map(int, line.split()[1:5])
        assert words == done + fuzzy + missing


@pytest.mark.parametrize("language", languages.OTHERS)
def test_catalogues_are_written_by_the_command(language):
    """Why: one form, so that two people's changes meet in few lines."""
    folder = languages.catalogues(language)
    for name in translate.names(language):
        path = folder / f"{name}.po"
        again = catalogue.text(catalogue.read(path, language), language, name)
        assert path.read_text(encoding="utf-8") == again, name


def test_messages_stand_outside_of_f_strings():
    """Why: before Python 3.12 the extractor does not see into them, so nobody could translate them."""
    modules = (ROOT / "book" / "_ext" / "lmc_sphinx").glob("*.py")
    assert [p.name for p in modules if re.search(r"\{N?_\(", p.read_text(encoding="utf-8"))] == []


GOOD = "The loss is $-\\log p$ (see {eq}`eq-a`), **not** `p`."
BAD = {
    "损失是 $-\\log q$（见 {eq}`eq-a`），**不是** `p`。": "maths",
    "损失是 $-\\log p$（见 {eq}`eq-b`），**不是** `p`。": "role",
    "损失是 $-\\log p$（见 {eq}`eq-a`），**不是** `q`。": "code",
    "损失是 $-\\log p$（见 {eq}`eq-a`），不是 `p`。": "bold",
    "损失是 $-\\log p$（见 {eq}`eq-a`），**不是。**而是 `p`。": "bold",
    "损失是 $-\\log p$（见 {eq}`eq-a`）, **不是** `p`.": None,
    "损失,就是 $-\\log p$（见 {eq}`eq-a`），**不是** `p`。": "punctuation",
    "Loss: $-\\log p$, {eq}`eq-a`, **not** `p`.": "no Chinese word",
}


def test_a_good_translation_has_no_problems():
    """Why: the order of the parts is free, and a term may get a Chinese name."""
    assert markup.problems(GOOD, "不是 `p`，**而是** $-\\log p$，见 {eq}`eq-a`。") == []
    assert (
        markup.problems(
            "{term}`gradient`s [here](a.md#b)", "{term}`梯度 <gradient>`见[这里](a.md#b)"
        )
        == []
    )
    assert markup.problems("NumPy", "NumPy") == []
    assert markup.problems("175 billion of 10", "1750 亿，共 10") == []


@pytest.mark.parametrize(("translation", "problem"), [(t, p) for t, p in BAD.items() if p])
def test_lost_markup_is_found(translation, problem):
    """Why: a check that cannot fail checks nothing."""
    assert any(problem in line for line in markup.problems(GOOD, translation))


@pytest.mark.parametrize(
    ("message", "translation", "problem"),
    [
        ("[here](a.md)", "[这里](b.md)", "link"),
        ("10 times", "多次", "number 10"),
        ("{n} words", "{m} 个词", "placeholders"),
        ("a<br>b c", "甲乙", "html"),
    ],
)
def test_lost_parts_are_found(message, translation, problem):
    """Why: links, numbers, placeholders and line breaks carry meaning."""
    assert any(problem in line for line in markup.problems(message, translation, placeholders=True))


@pytest.mark.parametrize(
    ("message", "needed"),
    [("$x = 1$", False), ("3.14", False), ("`code`", False), ("yes", True), ("a $x$ is", True)],
)
def test_only_words_need_a_translation(message, needed):
    """Why: formulas and numbers would hide what is really missing."""
    assert markup.needs_translation(message) is needed


@pytest.fixture
def po(tmp_path) -> Path:
    """A catalogue with two translated messages."""
    path = tmp_path / "page.po"
    made = catalogue.merge(path, "zh_CN", ["The loss grows with every step.", "Train it."])
    made["The loss grows with every step."].string = "损失每一步都在增大。"
    made["Train it."].string = "训练它。"
    catalogue.write(made, path, "zh_CN", "page")
    return path


def test_a_changed_source_makes_its_translation_fuzzy(po):
    """Why: the old Chinese may now say something false; nobody would see it."""
    now = ["The loss falls with every step.", "Train it."]
    assert catalogue.gaps(catalogue.read(po, "zh_CN"), now) == now[:1]
    merged = catalogue.merge(po, "zh_CN", now)
    assert merged[now[0]].fuzzy and merged[now[0]].string == "损失每一步都在增大。"
    assert not merged[now[1]].fuzzy and merged[now[1]].string == "训练它。"
    assert catalogue.counts(merged) == catalogue.Counts(words=2, done=1, fuzzy=1)
    assert catalogue.gaps(merged, now) == now[:1]


def test_plain_text_goes_out_and_comes_back(po):
    """Why: translators write maths; nobody should have to double backslashes."""
    entries = catalogue.merge(po, "zh_CN", ["Train it.", 'Then $\\frac{1}{2}$ "is" reached.'])
    text = exchange.export(entries)
    assert "Train it." not in text
    assert (
        exchange.take_in(entries, text.replace("----\n", "----\n于是达到 $\\frac{1}{2}$。\n")) == 1
    )
    catalogue.write(entries, po, "zh_CN", "page")
    assert (
        catalogue.read(po, "zh_CN")['Then $\\frac{1}{2}$ "is" reached.'].string
        == "于是达到 $\\frac{1}{2}$。"
    )
    with pytest.raises(exchange.ExchangeError, match="not the catalogue's"):
        exchange.take_in(entries, "#### 1\nTrain them.\n----\n训练。\n")
    with pytest.raises(exchange.ExchangeError, match="----"):
        exchange.take_in(entries, "#### 1\nTrain it.\n")


CONF = """
extensions = ["myst_nb", "lmc_sphinx"]
exclude_patterns = ["_build", "html"]
html_theme = "basic"
html_math_renderer = "mathjax"
language = "zh_CN"
gettext_compact = False
lmc_catalogues = "_build/locale"
lmc_complete = ["index"]
"""


@pytest.mark.parametrize(
    ("page", "warned"),
    [
        ("# Title\n\nTrain it with $x$.\n", False),
        ("# Title\n\nTrain it with $x$ again.\n", True),
        ("# Title\n\nTrain it with $x$.\n\n$$\n\\text{words}\n$$\n\n`code`\n", False),
    ],
)
def test_a_complete_page_that_changed_fails_the_build(tmp_path, page, warned):
    """Why: this is what keeps the two languages from drifting apart."""
    (tmp_path / "book").mkdir()
    (tmp_path / "exercises").mkdir()
    path = languages.catalogues("zh_CN", tmp_path) / "index.po"
    made = catalogue.merge(path, "zh_CN", ["Title", "Train it with $x$."])
    made["Title"].string, made["Train it with $x$."].string = "标题", "用 $x$ 训练它。"
    catalogue.write(made, path, "zh_CN", "index")
    languages.compile_catalogues("zh_CN", tmp_path)
    (tmp_path / "conf.py").write_text(CONF)
    (tmp_path / "index.md").write_text(page)
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-E", "-q", ".", "html"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "book" / "_ext")])},
        capture_output=True,
        text=True,
    )
    assert ("[lmc.translation]" in done.stderr) is warned, done.stderr
    assert (done.returncode != 0) is warned
    if not warned:
        html = (tmp_path / "html" / "index.html").read_text(encoding="utf-8")
        assert "训练它" in html and 'lang="zh-CN"' in html


def test_settings_of_a_language_share_the_executed_cells():
    """Why: the second language must cost seconds, and must show the same numbers."""
    settings = languages.settings_for("zh_CN", ROOT, {})
    assert settings["sphinx"]["config"]["lmc_cache"] == "_build/.jupyter_cache"
    assert settings["html"]["baseurl"].endswith("/zh/")
    assert settings["sphinx"]["config"]["notfound_urls_prefix"].endswith("/zh/")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("用 ReLU 激活函数", ["用", "ReLU", "激活", "活函", "函数"]),
        ("f1_score", ["f1_score"]),
        ("，。", []),
    ],
)
def test_chinese_is_cut_into_pairs(text, words):
    """Why: Chinese has no spaces; without this the search finds nothing."""
    assert chinese_search.split(text) == words


def _built(name: str) -> BeautifulSoup:
    path = SITE / name
    if not path.is_file():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{path} is missing; run 'make site'.")
        pytest.skip(f"{path} is missing; run 'make site'.")
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


COMPLETE = [name for name in complete_pages(LOCALE / "zh_CN") if "/" in name]


# Parts that stay English, and links that carry the title of a page that may be untranslated.
ELSEWHERE = (
    "pre, code, .math, .katex, .citation, .headerlink, [lang=en], .toctree-wrapper, "
    ".lmc-claim-facts, a.reference.internal"
)


@pytest.mark.parametrize("page", COMPLETE)
def test_a_complete_page_is_chinese(page):
    """Why: English may be left in code, output, names and titles of works, not in sentences."""
    article = _built(f"zh/{page}.html").select_one("article")
    for part in article.select(ELSEWHERE):
        part.decompose()
    found = [
        " ".join(block.get_text(" ").split())
        for block in article.select("p, h1, h2, h3, h4, li, td, th, dt, figcaption, summary")
        if not block.select("p, li")
    ]
    assert any(CHINESE.search(text) for text in found)
    english = [
        t for t in found if not CHINESE.search(t) and len(re.findall(r"[A-Za-z]{2,}", t)) > 3
    ]
    assert english == []


@pytest.mark.parametrize(
    "page", ["book/sources/errata", "book/compression/quantization", "book/concepts/attention"]
)
def test_the_words_come_before_the_scripts_that_say_them(page):
    """Why: errata.js, run.js and the figures read window.lmc when they start."""
    scripts = [script["src"] for script in _built(f"{page}.html").select("script[src]")]
    words = next(i for i, source in enumerate(scripts) if "/lmc.js" in source)
    speak = [
        i
        for i, source in enumerate(scripts)
        if re.search(r"/(errata|play/\w+|run/run)\.js", source)
    ]
    assert speak and words < min(speak)


@pytest.mark.parametrize("page", [p for p in translate.names("zh_CN") if "/" in p])
def test_both_languages_have_the_same_places(page):
    """Why: the switch and every link keep their anchor, so it must exist on the other side."""
    english, chinese = (_built(f"{folder}{page}.html") for folder in ("", "zh/"))
    places = [[e["id"] for e in soup.select("article [id]")] for soup in (english, chinese)]
    assert places[0] == places[1]
    assert chinese.html["lang"] == LANGUAGES["zh_CN"].tag and english.html["lang"] == "en"


@pytest.mark.parametrize("folder", ["", "zh/"])
def test_every_page_names_the_other_language(folder):
    """Why: a reader and a search engine must find the same page in the other language."""
    for page in ("book/index", "book/sources/errata", "search"):
        soup = _built(f"{folder}{page}.html")
        switch = soup.select_one("a.lmc-language")
        target = (SITE / f"{folder}{page}.html").parent / switch["href"]
        assert target.resolve() == (SITE / f"{'' if folder else 'zh/'}{page}.html").resolve()
        assert {link["hreflang"] for link in soup.select("link[rel=alternate]")} == {
            "en",
            "zh-CN",
            "x-default",
        }
