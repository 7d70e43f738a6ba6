"""What the documents name: every item is there once, and every link leads somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from lmc_sphinx import coverage, coverage_data
from lmc_sphinx.coverage_data import Coverage, CoverageError, Item

from autograder.project import Project

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "book"
FILE = BOOK / "sources" / "coverage.yml"
EXERCISES = set(Project(ROOT).exercises)
# No document names momentum, which Adam needs; ranking by score; diffusion; or clipping.
BEYOND = {"momentum_step", "roc_curve_with_ties", "diffusion_step", "clip_global_norm"}
CHAPTERS = {"concepts": ["activations_and_losses", "never_written"], "backprop": ["mlp_backprop"]}


@pytest.fixture(scope="module")
def book() -> Coverage:
    """The book's own coverage."""
    return coverage_data.load(FILE)


def test_every_item_is_there_once(book):
    """Why: 206 things were found in the documents; none may be dropped on the way."""
    assert sorted(item.id for item in book.items) == list(range(1, 207))
    assert len({item.name for item in book.items}) == 206


def test_every_link_leads_somewhere(book):
    """Why: a heading is renamed, an exercise is moved, and the page would promise what is gone."""
    assert coverage_data.problems(book, BOOK, EXERCISES) == []


def test_chapters_and_pages_have_the_same_names(book):
    """Why: a chapter that stands under another name would stay "planned" for ever."""
    listed = {f"{part}/{slug}" for part, slugs in book.chapters.items() for slug in slugs}
    pages = {f"{p.parent.name}/{slug}" for slug, p in Project(ROOT).pages.items()}
    assert pages <= listed


def test_every_exercise_practises_something(book):
    """Why: an exercise for nothing that the documents name was forgotten here, or isn't needed."""
    practised = {slug for item in book.items for slug in item.practised}
    assert EXERCISES - practised == BEYOND


def test_counts_add_up(book):
    """Why: the page's table is what a reader believes."""
    rows = [line.split("|")[2:6] for line in coverage.counts(book).splitlines()[2:]]
    numbers = [[int(cell) for cell in row] for row in rows]
    assert [sum(column) for column in zip(*numbers[:-1])] == numbers[-1]
    assert all(items == taught + planned for items, taught, _, planned in numbers)
    assert numbers[-1][0] == 206


def an_item(**changes) -> Item:
    """A right item, with changes."""
    facts = {"id": 1, "name": "Sigmoid", "documents": "000 §2.1; 004 FAQ 1", "part": "concepts"}
    taught = {"taught": ("concepts/activations_and_losses#squared-error",)}
    return Item(**facts | taught | changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"taught": ("concepts/nowhere#x",)}, "there is no page"),
        ({"taught": ("concepts/activations_and_losses#x",)}, "no heading with the anchor 'x'"),
        ({"practised": ("softmax_stabel",)}, "no exercise 'softmax_stabel'"),
        ({"taught": ()}, "either `taught` or `planned`"),
        ({"planned": "never_written"}, "either `taught` or `planned`"),
        ({"taught": (), "planned": "nver_written"}, "'nver_written' is not one of the chapters"),
        ({"taught": (), "planned": "activations_and_losses"}, "exists now"),
        ({"part": "training"}, "part: expected concepts; got 'training'"),
        ({"documents": "005 §1"}, "got '005 §1'"),
        ({"documents": ""}, "got ''"),
    ],
)
def test_a_wrong_item_is_named(changes, message):
    """Why: the author must learn which item, and what to do."""
    wrong = Coverage(CHAPTERS, {"Topic": [an_item(**changes)]})
    (problem,) = coverage_data.problems(wrong, BOOK, EXERCISES)
    assert message in problem and problem.startswith("item 1 (Sigmoid): ")


def test_a_right_item_is_not():
    """Why: else the test above could pass for any item."""
    assert coverage_data.problems(Coverage(CHAPTERS, {"T": [an_item()]}), BOOK, EXERCISES) == []


def test_an_id_twice_is_named():
    """Why: the second entry would hide that another item is missing."""
    twice = Coverage(CHAPTERS, {"A": [an_item()], "B": [an_item()]})
    assert coverage_data.problems(twice, BOOK, EXERCISES) == ["id 1 is there 2 times."]


def test_an_unknown_field_is_named(tmp_path):
    """Why: `practiced` would be ignored without a word."""
    entry = {"id": 1, "name": "A", "documents": "none", "part": "concepts", "practiced": []}
    file = tmp_path / "coverage.yml"
    file.write_text(yaml.safe_dump({"chapters": {}, "topics": [{"title": "T", "items": [entry]}]}))
    with pytest.raises(CoverageError, match="item 1: expected .*practised.* got .*practiced"):
        coverage_data.load(file)


def test_headings_get_the_anchors_that_myst_gives(tmp_path):
    """Why: "Document 001's line" and repeated headings are where a guess goes wrong."""
    page = tmp_path / "page.md"
    page.write_text(
        "---\na: b\n---\n# Title\n\n```\n# no heading\n```\n\n## It's `x`, twice\n\n"
        "## It's `x`, twice\n\n#### Too deep\n"
    )
    assert coverage_data.headings(page) == {
        "title": "Title",
        "its-x-twice": "It's x, twice",
        "its-x-twice-1": "It's x, twice",
    }
