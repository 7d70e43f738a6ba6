"""Each labelled equation's check must fail when its formula is changed: on the book, and on tiny pages."""

from __future__ import annotations

from pathlib import Path

import mutate_checks
import pytest
from lmc_mutants import cells, verdict

HEAD = "---\nkernelspec: {name: python3, display_name: Python 3}\n---\n# Page\n\n"
TOOLS = "def gap(a, b):\n    return abs(a - b)"
GOOD = "x = 3.0\nassert gap((x + 1) ** 2, x * x + 2 * x + 1) < 1e-9"


def cell(code: str, *tags: str) -> str:
    """A code cell in MyST."""
    options = f":tags: [{', '.join(tags)}]\n" if tags else ""
    return f"```{{code-cell}} python3\n{options}{code}\n```\n\n"


@pytest.fixture
def judge(tmp_path: Path):
    """The verdict on a page of these cells; the first holds its tools."""

    def on(*cells_of_page: str, listed: tuple[dict[str, str], ...] = ()) -> verdict.Verdict:
        page = tmp_path / "page.md"
        page.write_text(HEAD + cell(TOOLS) + "".join(cells_of_page))
        return verdict.judge(page, "page", list(listed))

    return on


@pytest.mark.parametrize("page", mutate_checks.pages_with_checks(), ids=mutate_checks.name_of)
def test_every_check_of_the_book_notices(page):
    """Why: a check that passes whatever the formula says is worse than none: it is believed."""
    result = verdict.judge(page, mutate_checks.name_of(page), verdict.listed_survivors())
    assert result.problems == []
    assert result.counts


def test_listed_survivors_belong_to_pages_of_the_book():
    """Why: after a page is renamed its entries would never be looked at again."""
    pages = {mutate_checks.name_of(page) for page in mutate_checks.pages_with_checks()}
    assert {entry["page"] for entry in verdict.listed_survivors()} <= pages


def test_a_good_check_notices_every_change(judge):
    """Why: the measure of all that follows."""
    result = judge(cell(GOOD, "check-eq-one"))
    assert result.problems == []
    assert result.counts == {"eq-one": (6, 6)}  # + and ** on the left; two +, two * on the right


BLIND = {
    "an error that is thrown away": "x = 3.0\nerror = 0 * gap(x + 1, 1 + x)\nassert error < 1e-9",
    "a tolerance that forgives a sign": "x = 1e-12\nassert gap(5 + x, 5.0) < 1e-9",
    "a NaN that max() loses": (
        "x = float('inf')\nworst = max(0.0, gap(x + 1, x - 1))\nassert worst < 1e-9"
    ),
}


@pytest.mark.parametrize("code", BLIND.values(), ids=BLIND)
def test_a_blind_check_is_reported(judge, code):
    """Why: these are the ways in which a check looks right and proves nothing."""
    problems = judge(cell(code, "check-eq-one")).problems
    assert any("page: eq-one: nothing fails when" in p for p in problems), problems


def test_a_check_without_a_formula_is_reported(judge):
    """Why: comparing two numbers from nowhere asserts, and claims nothing."""
    (problem,) = judge(cell("assert gap(2.0, 2.0) < 1", "check-eq-one")).problems
    assert "the check of eq-one holds no formula" in problem


def test_a_function_of_the_page_that_the_check_calls_is_changed_too(judge):
    """Why: the formula often stands in the chapter's own function, not in the check."""
    square = cell("def square(x):\n    return x * x")
    strong = cell("assert gap(square(3.0), 9.0) < 1e-9", "check-eq-one")
    assert judge(square, strong).counts == {"eq-one": (1, 1)}
    weak = cell("assert gap(square(1.0), 1.0) < 1e-9", "check-eq-one")  # 1 * 1 == 1 / 1
    assert any("square(): nothing fails" in p for p in judge(square, weak).problems)


def test_one_of_several_checks_is_enough_for_a_shared_function(judge):
    """Why: a helper's constant may be invisible to one equation and the point of another."""
    square = cell("def square(x):\n    return x * x")
    weak = cell("y = 4.0\nassert gap(square(1.0) + y, 5.0) < 1e-9", "check-eq-one")
    strong = cell("assert gap(square(3.0), 9.0) < 1e-9", "check-eq-two")
    assert judge(square, weak, strong).problems == []


def test_listed_survivor_passes_and_a_stale_one_is_reported(judge):
    """Why: an exception needs a reason, and goes when its reason has gone."""
    code = "x = 3.0\nassert gap(abs(-x) + 1, x + 1) < 1e-9"
    entry = {"page": "page", "in": "eq-one", "was": "-x", "now": "+x", "why": "A size."}
    assert judge(cell(code, "check-eq-one"), listed=(entry,)).problems == []
    (problem,) = judge(cell(GOOD, "check-eq-one"), listed=(entry,)).problems
    assert "listed in survivors.yml, but noticed or gone: -x" in problem


def test_survivors_file_with_a_missing_reason_is_refused(tmp_path):
    """Why: an exception without a reason is a hole."""
    file = tmp_path / "survivors.yml"
    file.write_text("- {page: a, in: eq-one, was: b, now: c}\n")
    with pytest.raises(verdict.SurvivorsError, match=r"entry 1 needs exactly .*'why'"):
        verdict.listed_survivors(file)


def test_a_check_that_fails_unchanged_is_reported(judge):
    """Why: nothing can be said about it, and silence would look like success."""
    (problem,) = judge(cell("x = 1\nassert gap(x + 1, 3) < 1e-9", "check-eq-one")).problems
    assert "the unchanged cell that begins 'x = 1' fails: AssertionError" in problem


def test_only_what_the_checks_need_is_run(judge):
    """Why: a chapter trains networks for a minute; its checks need none of them."""
    unneeded = cell("raise RuntimeError('ran for nothing')")
    late = cell("factor = 2.0")  # read by a function that was defined before
    twice = cell("def twice(x):\n    return factor * x")
    check = cell("assert gap(twice(3.0), 6.0) < 1e-9", "check-eq-one")
    assert judge(twice, unneeded, late, check, unneeded).problems == []


def test_a_cell_that_changes_an_object_in_place_is_needed(tmp_path):
    """Why: it binds no name, and the check would see the object as it was before."""
    page = tmp_path / "page.md"
    lines = ("seen = []", "seen.append(1)", "other = []", "assert len(seen) + 1 == 2")
    page.write_text(HEAD + "".join(map(cell, lines[:3])) + cell(lines[3], "check-eq-one"))
    assert cells.needed(cells.read(page)) == [0, 1, 3]
