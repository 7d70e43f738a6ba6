"""The class report: its numbers are the results', and no text of a student's becomes markup."""

from __future__ import annotations

import json
import re
import statistics
import tracemalloc
from pathlib import Path

import chromium
import pytest
import result_samples as samples
from test_feedback import SCRIPTLESS, Page

from autograder.errors import AutograderError, UsageError
from autograder.grade import feedback, report, results
from autograder.grade.statistics import MAX_NOTES, Statistics
from autograder.project import Assignment


@pytest.fixture(scope="module")
def assignment() -> Assignment:
    return samples.assignment_of()


def _class(out: Path, assignment: Assignment, students: int = 12) -> list[dict]:
    """A class with every kind of hand-in in it."""
    made = [samples.result(assignment, f"s{n:02}", n, n / students) for n in range(students)]
    made[1] = samples.not_handed_in(made[1], "torch")
    made[2] = samples.could_not_grade(assignment, "s02", "torch.ipynb is not valid JSON")
    unsure = samples.checks(made[3])[0]
    samples.set_outcome(unsure, "could_not_run", "the judge's process died")
    made[3]["score"] = samples.score(made[3])
    made[4]["problems"] = ["numpy.ipynb: cell 7 ran for 10 s"]
    for result in made:
        results.write(out, result)
        feedback.write(out, result, assignment)
    return made


def _report(out: Path) -> Page:
    return Page(report.write(out).read_text())


def test_numbers_are_those_of_the_results(tmp_path: Path, assignment: Assignment) -> None:
    """Why: the report is what an instructor decides by."""
    made = _class(tmp_path, assignment)
    text = _report(tmp_path).text
    graded = [r for r in made if r["status"] == "graded"]
    cpu = sum(n["cpu_seconds"] for r in made for n in r["notebooks"].values())
    for words in (
        "students 12 ",
        f"graded {len(graded)} ",
        "could not grade 1 ",
        f"CPU seconds {cpu:.1f}",
        f"{len(graded)} hand-ins, mean {100 * statistics.mean(r['score'] / r['max_score'] for r in graded):.0f} %",
    ):
        assert words in text, words
    for result in graded:
        assert f"{result['score']:g} of {result['max_score']:g}" in text


def test_statistics_agree_with_a_plain_count(tmp_path: Path, assignment: Assignment) -> None:
    """Why: the gatherer never sees two results at once; counting them all must give the same."""
    made = _class(tmp_path, assignment)
    found = Statistics()
    for result in results.iterate(tmp_path):
        found.add(result)
    for backend in ("numpy", "torch"):
        books = [
            r["notebooks"][backend]
            for r in made
            if r["notebooks"] and r["notebooks"][backend]["handed_in"]
        ]
        for exercise in assignment.exercises:
            shares = []
            for book in books:
                checks = book["exercises"][exercise.slug]
                shares.append(
                    sum(c["points"] for c in checks) / sum(c["max_points"] for c in checks)
                )
            mean = found.mean_share(assignment.name, exercise.slug, backend)
            assert mean == pytest.approx(statistics.mean(shares))
            for place, check in enumerate(exercise.checks(backend)):
                outcomes = [b["exercises"][exercise.slug][place]["outcome"] for b in books]
                outcomes = [o for o in outcomes if o != "could_not_run"]
                numbers = found.checks[assignment.name, exercise.slug, check.name, backend]
                assert numbers.pass_rate == outcomes.count("passed") / len(outcomes)
    rates = [numbers.pass_rate for _, numbers in found.hardest(10_000)]
    assert rates == sorted(rates) and len(rates) > 10
    assert sum(found.assignments[assignment.name].bins) == found.graded


def test_what_needs_a_human_comes_first(tmp_path: Path, assignment: Assignment) -> None:
    """Why: a hand-in without a grade must not be overlooked."""
    _class(tmp_path, assignment)
    text = _report(tmp_path).text
    place = text.index("What needs a human")
    assert place < text.index("Scores") < text.index("Hardest checks") < text.index("Students")
    top = text[place : text.index("Scores")]
    assert "s02 ," in top and "torch.ipynb is not valid JSON" in top
    assert "s03 ," in top and "the judge's process died" in top
    assert "s04 ," in top and "cell 7 ran for 10 s" in top


def test_nothing_needs_a_human(tmp_path: Path, assignment: Assignment) -> None:
    """Why: an empty list should say that it is empty on purpose."""
    results.write(tmp_path, samples.result(assignment))
    assert "Nothing: every hand-in was graded" in _report(tmp_path).text


def test_links_lead_to_feedback(tmp_path: Path, assignment: Assignment) -> None:
    """Why: a dead link hides a page; an odd name must not break out of the address."""
    _class(tmp_path, assignment)
    odd = samples.could_not_grade(assignment, "a b%#?'", "the name")
    results.write(tmp_path, odd)
    feedback.write(tmp_path, odd, assignment)
    from urllib.parse import unquote

    links = [a["href"] for t, a in _report(tmp_path).tags if t == "a" and a["href"] != "#content"]
    assert len(links) == 2 * 13
    for link in links:
        assert (tmp_path / unquote(link)).is_file(), link


def test_no_text_of_a_student_becomes_markup(tmp_path: Path, assignment: Assignment) -> None:
    """Why: the instructor's browser opens this file."""
    results.write(tmp_path, samples.nasty(assignment))
    lost = samples.could_not_grade(assignment, "<b>$x", samples.NASTY)
    lost |= {"assignment": "<svg onload=alert(1)> $x^{2_$", "title": "<i>$\\frac", "part": ""}
    results.write(tmp_path, lost)
    unsure = samples.result(assignment, "zoe")
    samples.set_outcome(samples.checks(unsure)[0], "could_not_run", samples.NASTY)
    results.write(tmp_path, {**unsure, "score": samples.score(unsure)})
    html = report.write(tmp_path).read_text()
    page = Page(html)
    assert not page.names() & {"script", "img", "iframe", "object", "embed", "form", "b", "i"}
    assert not [a for _, a in page.tags if any(name.startswith("on") for name in a)]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", html)
    assert [a["content"] for _, a in page.tags if a.get("http-equiv")] == [SCRIPTLESS]


def test_plots_have_words_and_unique_ids(tmp_path: Path, assignment: Assignment) -> None:
    """Why: a plot without alt text is blank to some readers; equal ids mix the plots up."""
    _class(tmp_path, assignment)
    page = _report(tmp_path)
    plots = [a for t, a in page.tags if t == "svg"]
    assert len(plots) == 2
    assert all(a["role"] == "img" and len(a["aria-label"] or "") > 40 for a in plots)
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    html = (tmp_path / "report.html").read_text()
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', html)) - {"content"}
    assert used and used <= set(ids)
    assert not re.search(r'(src|href)="(https?:)?//', html)


def test_same_results_same_bytes(tmp_path: Path, assignment: Assignment) -> None:
    """Why: a report that changes by itself can't be compared or cached."""
    _class(tmp_path, assignment)
    first = report.write(tmp_path).read_bytes()
    assert report.write(tmp_path).read_bytes() == first


def test_isolation_none_is_on_the_report(tmp_path: Path, assignment: Assignment) -> None:
    """Why: grades that student code could have changed must be known as such."""
    results.write(tmp_path, samples.result(assignment, "s1"))
    assert "without isolation" not in _report(tmp_path).text
    results.write(tmp_path, samples.result(assignment, "s2", isolation="none"))
    text = _report(tmp_path).text
    assert "Graded without isolation" in text and "1 of 2 hand-ins" in text


def test_nothing_to_report_is_said(tmp_path: Path, assignment: Assignment) -> None:
    """Why: an empty page would look like a class without problems."""
    with pytest.raises(UsageError, match="no such folder"):
        report.write(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="no results"):
        report.write(tmp_path)
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(UsageError, match="folder"):
        report.write(file)
    results.write(tmp_path, samples.result(assignment))
    report.write(tmp_path)
    before = (tmp_path / "report.html").read_bytes()
    broken = tmp_path / "results" / "s99" / "x.json"
    broken.parent.mkdir()
    broken.write_text("{")
    with pytest.raises(AutograderError, match="Delete it"):
        report.write(tmp_path)
    assert (tmp_path / "report.html").read_bytes() == before


def test_a_class_without_a_single_grade(tmp_path: Path, assignment: Assignment) -> None:
    """Why: no plots can be drawn then, and none of the sections may divide by zero."""
    results.write(tmp_path, samples.could_not_grade(assignment, "s1", "broken"))
    text = _report(tmp_path).text
    assert "could not grade 1" in text and "Histogram" not in text


def test_long_lists_are_cut_and_counted(tmp_path: Path, assignment: Assignment) -> None:
    """Why: if every hand-in fails for one reason, the page must still open."""
    line = json.dumps(samples.could_not_grade(assignment, "s", "x" * 5000))
    for n in range(MAX_NOTES + 7):
        file = tmp_path / "results" / f"s{n:04}" / f"{assignment.name}.json"
        file.parent.mkdir(parents=True)
        file.write_text(line.replace('"student": "s"', f'"student": "s{n:04}"'))
    text = _report(tmp_path).text
    assert f"({MAX_NOTES + 7})" in text and "7 more are in results/" in text


def test_memory_does_not_grow_with_the_class(tmp_path: Path, assignment: Assignment) -> None:
    """Why: 10,000 hand-ins on a small machine."""
    line = json.dumps(samples.result(assignment, "NAME"))

    def peak(students: int) -> int:
        out = tmp_path / str(students)
        for n in range(students):
            file = out / "results" / f"s{n:04}" / f"{assignment.name}.json"
            file.parent.mkdir(parents=True)
            file.write_text(line.replace('"NAME"', f'"s{n:04}"'))
        tracemalloc.start()
        report.write(out)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(2)  # imports and caches
    small, large = peak(10), peak(200)
    assert large < 1.5 * small + 100_000, (small, large)


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_report_in_a_browser(tmp_path: Path, assignment: Assignment, theme: str) -> None:
    """Why: contrast, landmarks and width on a phone are what only a browser can tell."""
    from playwright.sync_api import sync_playwright

    _class(tmp_path, assignment)
    results.write(tmp_path, samples.nasty(assignment))
    target = report.write(tmp_path)
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        context = browser.new_context(
            viewport={"width": 390, "height": 800}, color_scheme=theme, bypass_csp=True
        )
        page = context.new_page()
        page.goto(target.as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        found = chromium.violations(page)
        browser.close()
    assert wide <= 0
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
