"""The extension on tiny books: what it makes, and which mistakes it refuses.

Each book is built by the real Sphinx with real execution, so these tests take seconds each.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from autograder import notebooks
from autograder.project import Project

ROOT = Path(__file__).resolve().parents[2]
CONF = """
extensions = ["myst_nb", "sphinx_design", "lmc_sphinx"]
myst_enable_extensions = ["dollarmath", "amsmath", "colon_fence"]
nb_execution_mode = "cache"
nb_execution_raise_on_error = True
nb_execution_show_tb = True
lmc_colab_base = "https://colab.example/base"
html_theme = "basic"
html_math_renderer = "mathjax"
"""
HEAD = (
    "---\nfile_format: mystnb\nkernelspec: {name: python3, display_name: Python 3}\n---\n# Page\n\n"
)
EQUATION = "$$\na = b\n$$ (eq-one)\n\n"


@dataclass
class Built:
    """The outcome of one build."""

    code: int
    messages: str
    folder: Path

    @property
    def page(self) -> BeautifulSoup:
        return BeautifulSoup((self.folder / "html/index.html").read_text(), "html.parser")


def run_sphinx(folder: Path, out: str = "html") -> Built:
    """A strict build of the book in that folder."""
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-E", "-q"]
    path = os.pathsep.join([str(ROOT), str(ROOT / "book" / "_ext")])
    done = subprocess.run(
        [*command, str(folder), str(folder / out)],
        env=os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
    )
    return Built(done.returncode, done.stdout + done.stderr, folder)


@pytest.fixture
def book(tmp_path: Path):
    """Build a one-page book; the page is executed when it has a kernel."""
    for folder in ("book", "exercises"):
        (tmp_path / folder).mkdir()

    def build(text: str, conf: str = "") -> Built:
        (tmp_path / "index.md").write_text(text)
        (tmp_path / "conf.py").write_text(CONF + conf)
        return run_sphinx(tmp_path)

    return build


def cell(code: str, *tags: str, options: str = "") -> str:
    """A code cell in MyST."""
    lines = "".join(f":tags: [{', '.join(tags)}]\n" for _ in [0] if tags)
    return f"```{{code-cell}} python3\n{options}{lines}\n{code}\n```\n\n"


GOOD_CHECK = cell(
    "error = abs(2.0 - 2)\nassert error < 1e-9\nprint('ignored')\nprint(f'largest error {error}')",
    "check-eq-one",
)


PLOT = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"

# What an author may get wrong -> (the page, what the build must say about it).
BAD_PAGES = {
    "label_without_check": (
        HEAD + EQUATION + cell("x = 1"),
        "equation 'eq-one' has no check",
    ),
    "label_without_kernel": (
        "# No kernel\n\n" + EQUATION,
        "equation 'eq-one' has no check",
    ),
    "check_without_assertion": (
        HEAD + EQUATION + cell("print(1)", "check-eq-one"),
        "asserts nothing",
    ),
    "assertion_that_cannot_fail": (
        HEAD + EQUATION + cell("assert True", "check-eq-one"),
        "asserts nothing",
    ),
    "misspelt_label": (
        HEAD + EQUATION + GOOD_CHECK + cell("assert 1 < 2", "check-eq-tow"),
        "no equation here has that label",
    ),
    "check_that_may_raise": (
        HEAD + EQUATION + cell("assert 1 > 2", "check-eq-one", "raises-exception"),
        "may not be tagged 'raises-exception'",
    ),
    "check_that_hides_its_code": (
        HEAD + EQUATION + cell("assert 1 < 2\n2", "check-eq-one", "remove-input"),
        "must show its code",
    ),
    "framework_alone": (
        HEAD + cell("1", "framework-numpy"),
        "directly followed by",
    ),
    "frameworks_in_the_wrong_order": (
        HEAD + cell("1", "framework-torch") + cell("1", "framework-numpy"),
        "directly followed by",
    ),
    "prose_between_frameworks": (
        HEAD + cell("1", "framework-numpy") + "Prose.\n\n" + cell("1", "framework-torch"),
        "directly followed by",
    ),
    "prediction_without_question": (
        HEAD + cell("print(1)") + cell("print('inf')", "predict"),
        "must follow a sentence",
    ),
    "prediction_without_output": (
        HEAD + "What comes out?\n\n" + cell("x = 1", "predict"),
        "must print or draw something",
    ),
    "picture_without_alt_text": (
        HEAD + cell(PLOT),
        "without alt text",
    ),
    "runnable_that_leans_on_another_cell": (
        HEAD + cell("x = 1") + cell("print(x)", "runnable"),
        "ends with \"NameError: name 'x' is not defined\"",
    ),
    "runnable_that_prints_something_else_alone": (
        HEAD + cell("math = 1") + cell("print(math == 1)", "runnable"),
        "expected 'True\\n', got 'False\\n'",
    ),
    "runnable_that_imports_torch": (
        HEAD + cell("import torch\nprint(1)", "runnable"),
        "may import the standard library and numpy; got ['torch']",
    ),
    "runnable_without_print": (HEAD + cell("1 + 1", "runnable"), "must print its result"),
    "runnable_with_a_magic": (HEAD + cell("%pwd\nprint(1)", "runnable"), "without magics"),
    "runnable_hidden": (HEAD + cell("print(1)", "runnable", "hide-input"), "remove the tags"),
    "unknown_document": (
        "# Page\n\n:::{document} 005\nNo.\n:::\n",
        "expected '003', '003 §4.4' or '004 FAQ 3'",
    ),
}


@pytest.fixture(scope="module")
def bad_book(tmp_path_factory) -> Built:
    """All bad pages in one book, because starting Sphinx costs more than a page."""
    folder = tmp_path_factory.mktemp("bad")
    for name in ("book", "exercises"):
        (folder / name).mkdir()
    for name, (text, _) in BAD_PAGES.items():
        (folder / f"{name}.md").write_text(text)
    toctree = "\n".join(BAD_PAGES)
    (folder / "index.md").write_text(f"# Bad pages\n\n```{{toctree}}\n{toctree}\n```\n")
    (folder / "conf.py").write_text(CONF)
    return run_sphinx(folder)


@pytest.mark.parametrize("name", BAD_PAGES)
def test_bad_page_fails_the_build(bad_book, name):
    """Why: in a strict build a warning is a failure; each mistake needs its own words."""
    assert bad_book.code != 0
    assert "AssertionError" not in bad_book.messages
    said = [m for m in bad_book.messages.splitlines() if f"/{name}.md" in m and "[lmc." in m]
    assert any(BAD_PAGES[name][1] in m for m in said), bad_book.messages


class TestEquationChecks:
    def test_good_check_stands_folded_under_its_equation(self, book):
        built = book(HEAD + EQUATION + "Some prose between.\n\n" + GOOD_CHECK)
        assert built.code == 0, built.messages
        box = built.page.select_one("details.lmc-check")
        assert box["id"] == "check-eq-one"
        assert "Checked" in box.summary.text and "largest error 0.0" in box.summary.text
        assert "ignored" not in box.summary.text
        assert "assert error" in box.text
        assert not box.has_attr("open")
        assert "math" in box.find_previous_sibling().get("class", [])

    def test_one_cell_checks_two_equations(self, book):
        second = "$$\nc = d\n$$ (eq-two)\n\n"
        both = cell("assert 1 + 1 == 2", "check-eq-one", "check-eq-two")
        built = book(HEAD + EQUATION + second + both)
        assert built.code == 0, built.messages
        assert len(built.page.select("details.lmc-check")) == 1
        link = built.page.select_one("p.lmc-checked-elsewhere a")
        assert link["href"] == "#check-eq-one"

    def test_label_of_the_math_directive_needs_a_check_too(self, book):
        built = book(HEAD + "```{math}\n:label: eq-three\na = b\n```\n")
        assert built.code != 0 and "'eq-three' has no check" in built.messages

    def test_failing_check_stops_the_build_with_its_traceback(self, book):
        built = book(HEAD + EQUATION + cell("assert 1 > 2", "check-eq-one"))
        assert built.code != 0 and "AssertionError" in built.messages

    def test_numpy_testing_counts_as_an_assertion(self, book):
        check = cell("import numpy as np\nnp.testing.assert_allclose(1, 1)", "check-eq-one")
        assert book(HEAD + EQUATION + check).code == 0


class TestExecution:
    """Pages are run before Sphinx reads them, beside each other, and each of them once."""

    MEET = (
        "import pathlib, time\n"
        "with open('{me}.runs', 'a') as file:\n    file.write('.')\n"
        "end = time.monotonic() + 60\n"
        "while not pathlib.Path('{other}.runs').exists() and time.monotonic() < end:\n"
        "    time.sleep(0.05)\n"
        "assert pathlib.Path('{other}.runs').exists()"
    )

    @pytest.fixture
    def pair(self, tmp_path: Path) -> Path:
        """Two pages, each of which ends only while the other runs, too."""
        for folder in ("book", "exercises"):
            (tmp_path / folder).mkdir()
        for me, other in (("index", "second"), ("second", "index")):
            links = "```{toctree}\nsecond\n```\n\n" if me == "index" else ""
            text = HEAD + links + cell(self.MEET.format(me=me, other=other))
            (tmp_path / f"{me}.md").write_text(text)
        cached = f"nb_execution_cache_path = {str(tmp_path / 'cache')!r}\n"
        beside = 'exclude_patterns = ["cache", "html", "jupyter_execute"]\n'
        (tmp_path / "conf.py").write_text(CONF + cached + beside)
        return tmp_path

    @pytest.mark.skipif(os.cpu_count() == 1, reason="one core: the pages run one by one")
    def test_two_builds_at_a_time_run_each_page_once_beside_the_other(self, pair):
        with ThreadPoolExecutor(2) as pool:
            builds = pool.map(lambda out: run_sphinx(pair, out), ("html", "html2"))
        assert [b.code for b in builds] == [0, 0]
        assert [(pair / f"{page}.runs").read_text() for page in ("index", "second")] == [".", "."]

    def test_a_failing_page_is_reported_and_the_others_are_kept(self, pair):
        (pair / "second.md").write_text(HEAD + cell("1 / 0"))
        (pair / "second.runs").touch()
        built = run_sphinx(pair)
        assert built.code != 0 and "ZeroDivisionError" in built.messages
        (pair / "second.md").write_text(HEAD + cell("1 / 1"))
        assert run_sphinx(pair).code == 0
        assert (pair / "index.runs").read_text() == "."


class TestFrameworkTabs:
    def test_adjacent_cells_become_synchronised_tabs(self, book):
        pair = cell("print('from numpy')", "framework-numpy")
        pair += cell("print('from torch')", "framework-torch")
        built = book(HEAD + pair)
        assert built.code == 0, built.messages
        labels = built.page.select(".sd-tab-set > label")
        assert [label.text.strip() for label in labels] == ["NumPy", "PyTorch"]
        assert [label["data-sync-id"] for label in labels] == ["numpy", "torch"]
        assert {label["data-sync-group"] for label in labels} == {"framework"}
        assert "from torch" in built.page.select(".sd-tab-content")[1].text


class TestPredict:
    def test_output_is_folded(self, book):
        built = book(HEAD + "What comes out?\n\n" + cell("print('inf')", "predict"))
        assert built.code == 0, built.messages
        box = built.page.select_one("details")
        assert "Show the output" in box.summary.text and "inf" in box.text
        assert not box.has_attr("open")


class TestPages:
    def test_picture_with_alt_text_passes(self, book):
        options = "---\nmystnb:\n  image:\n    alt: A rising line.\n---\n"
        built = book(HEAD + cell(PLOT, options=options))
        assert built.code == 0, built.messages
        assert built.page.select_one(".cell_output img")["alt"] == "A rising line."

    def test_unexecuted_page_fails(self, book):
        built = book(HEAD + cell("print(1)"), conf='nb_execution_mode = "off"\n')
        assert built.code != 0 and "was not executed" in built.messages


class TestTypography:
    def test_punctuation_stays_with_a_short_formula(self, book):
        built = book("# Page\n\nOne ($w = 0$), then $x$; and $y$ alone.\n")
        assert built.code == 0, built.messages
        kept = [s.text for s in built.page.select(".lmc-together")]
        assert len(kept) == 2
        assert kept[0].startswith("(") and kept[0].endswith("),") and kept[1].endswith(";")
        assert built.page.select_one("p").text.endswith("alone.")


class TestDocumentBox:
    def test_title_names_document_and_section(self, book):
        built = book("# Page\n\n:::{document} 003 §4.4\nIt prints 3.917.\n:::\n")
        assert built.code == 0, built.messages
        assert built.page.select_one(".lmc-document .admonition-title").text == "Document 003, §4.4"


class TestGradedExercise:
    CARD = "# Page\n\n```{graded-exercise} double_it\n```\n"

    @pytest.fixture
    def exercise(self, tmp_path: Path, book) -> Path:
        """A whole small exercise in the project's own file format."""
        public, secret = (tmp_path / d / "page/double_it" for d in ("exercises", "solutions"))
        reference = (
            '"""Double."""\n\nimport {module}\n\n\ndef double(x):\n    """Twice x."""\n'
            "    ### BEGIN SOLUTION\n    return x + x\n    ### END SOLUTION\n"
        )
        check = (
            '@points({points}, hint="Add x to itself.")\ndef test_{name}(double):\n'
            '    """Why: it is the definition."""\n    assert double(2) == 4\n'
        )
        files = {
            tmp_path / "book/concepts/page.md": self.CARD,
            public / "exercise.md": (
                "---\ntitle: Double & <b>it</b>\nfunctions: [double]\nminutes: 5\n"
                "difficulty: free\ndocuments: ['003 §4.4']\n---\nReturn $2x$.\n"
            ),
            public / "checks.py": check.format(points=2, name="two_becomes_four"),
            secret / "numpy_ref.py": reference.format(module="numpy as np"),
            secret / "torch_ref.py": reference.format(module="torch"),
            secret / "hidden_checks.py": check.format(points=3, name="two_again"),
            secret / "wrong.py": (
                'class Same:\n    """Forgets to double."""\n\n    def double(x):\n        return x\n'
            ),
        }
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        notebooks.build_all(Project(tmp_path))
        return public

    CONF = 'exclude_patterns = ["book", "build", "exercises", "solutions"]\n'

    def test_card_shows_the_exercise(self, book, exercise):
        built = book(self.CARD, conf=self.CONF)
        assert built.code == 0, built.messages
        card = built.page.select_one("#exercise-double_it")
        assert "Double & <b>it</b>" in card.select_one(".admonition-title").text
        assert "003 §4.4" in card.text and "about 5 minutes" in card.text
        cells = [td.text for td in card.select("tbody td")]
        assert cells[:2] == ["2", "3"]
        assert "from 1 named wrong answer." in card.select_one(".lmc-grader").text
        hrefs = [a["href"] for a in card.select(".lmc-links a")]
        assert hrefs[0] == "exercises/page/numpy.ipynb"
        assert hrefs[1] == "https://colab.example/base/exercises/page/numpy.ipynb"
        assert (built.folder / "html/exercises/page/torch.ipynb").is_file()

    def test_card_can_be_solved_on_the_page(self, book, exercise):
        built = book(self.CARD, conf=self.CONF)
        assert built.code == 0, built.messages
        box = built.page.select_one("#exercise-double_it .lmc-run")
        assert box["data-kind"] == "exercise" and box["data-notebook"].endswith("/numpy.ipynb")
        html = built.folder / "html"
        parts = json.loads((html / box["data-source"]).read_text())
        assert "# YOUR CODE HERE" in parts["stub"] and "return x + x" not in parts["stub"]
        assert "test_two_becomes_four" in parts["checks"] and "two_again" not in str(parts)
        kit = (ROOT / "autograder/kit.py").read_text()
        assert (html / box["data-kit"]).read_text().strip() == kit.strip()
        assert built.page.select_one("script[data-packages]")["data-packages"] == ""

    def test_notebook_of_an_earlier_version_fails_the_build(self, book, exercise):
        (exercise.parent / "numpy.ipynb").write_text('{"cells": []}')
        built = book(self.CARD, conf=self.CONF)
        assert built.code != 0 and "lacks the cells" in built.messages

    @pytest.mark.parametrize(
        ("page", "message"),
        [
            ("# P\n\n```{graded-exercise} doubel_it\n```\n", "Did you mean 'double_it'?"),
            (CARD + "\n```{graded-exercise} double_it\n```\n", "already shown on index"),
            ("# P\n\nNo card.\n", "no page shows exercise 'double_it'"),
        ],
        ids=["unknown slug", "shown twice", "never shown"],
    )
    def test_misuse_fails_the_build(self, book, exercise, page, message):
        built = book(page, conf=self.CONF)
        assert built.code != 0 and message in built.messages

    def test_missing_notebook_fails_the_build(self, book, exercise):
        (exercise.parent / "torch.ipynb").unlink()
        built = book(self.CARD, conf=self.CONF)
        assert built.code != 0 and 'Run "autograder build"' in built.messages


class TestEquationLedger:
    CHECK = cell(
        "import torch\nassert float(torch.ones(1)) == 1\nprint('largest error 0.0 (torch)')",
        "check-eq-two",
    )
    INDEX = "# Book\n\n```{toctree}\ntraining/page\n```\n\n```{equation-ledger}\n```\n\n"

    @pytest.fixture
    def chapter(self, tmp_path: Path) -> Path:
        """A page with two equations in a folder."""
        (tmp_path / "training").mkdir()
        page = tmp_path / "training/page.md"
        second = "## Second\n\n$$\nc = d\n$$ (eq-two)\n\n"
        page.write_text(HEAD + EQUATION + GOOD_CHECK + second + self.CHECK)
        return page

    def test_lists_each_equation_with_its_place_and_check(self, book, chapter):
        built = book(self.INDEX + "```{equation-ledger} training\n```\n")
        assert built.code == 0, built.messages
        rows = [[td.text for td in tr.select("td")] for tr in built.page.select("tbody tr")]
        assert rows == [["Page", "2", "0", "1", "0", "1"], ["All", "2", "0", "1", "0", "1"]]
        first, second = built.page.select(".lmc-claim")
        assert "a = b" in first.text and "largest error 0.0" in first.text
        assert "both sides" in first.text and "PyTorch" in second.text
        anchors = [a["href"] for a in second.select("a")]
        assert anchors == ["training/page.html#equation-eq-two", "training/page.html#second"]
        there = BeautifulSoup((built.folder / "html/training/page.html").read_text(), "html.parser")
        assert there.select_one("#equation-eq-two") and there.select_one("#second")

    def test_chapter_that_no_ledger_lists_fails_the_build(self, book, chapter):
        built = book(self.INDEX)
        assert built.code != 0 and "2 equations are in no ledger" in built.messages

    def test_ledger_of_an_unknown_folder_fails_the_build(self, book, chapter):
        ledgers = "```{equation-ledger} training\n```\n\n```{equation-ledger} trainign\n```\n"
        built = book(self.INDEX + ledgers)
        assert built.code != 0 and "no equations in a folder 'trainign'" in built.messages
