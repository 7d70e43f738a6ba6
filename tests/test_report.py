"""The class report: its numbers are the results', and no text of a student's becomes markup."""

from __future__ import annotations

import csv
import json
import re
import statistics
import subprocess
import sys
import tracemalloc
from pathlib import Path

import chromium
import pytest
import result_samples as samples
from test_feedback import SCRIPTLESS, Page

from autograder.errors import AutograderError, UsageError
from autograder.grade import autograded, feedback, mistakes, report, results, similarity
from autograder.grade.statistics import MAX_NOTES, Statistics
from autograder.project import Assignment, Project


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
    assert len([link for link in links if link.startswith("feedback/")]) == 2 * 13
    assert len([link for link in links if link.startswith("report/")]) == 8
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


# --- common wrong answers, alike answers, tables -------------------------------------------------
def _fails(assignment: Assignment, student: str, backend: str, failed: set[str]) -> dict:
    """A result in which exactly these checks of softmax_stable fail."""
    made = samples.result(assignment, student, ability=1.0)
    for check in made["notebooks"][backend]["exercises"]["softmax_stable"]:
        if check["check"] in failed:
            samples.set_outcome(check, "failed", "expected  1")
    return {**made, "score": samples.score(made)}


def test_common_mistakes_are_counted_and_named(tmp_path: Path, assignment: Assignment) -> None:
    """Why: what seven students got wrong belongs into the next lecture, with its name."""
    found = mistakes.find(samples.project(), ["softmax_stable"])
    (failed,) = {
        failed
        for (_, backend, failed), named in found.items()
        if backend == "numpy" and "WrongAxis" in [m.name for m in named]
    }
    for n in range(9):
        results.write(tmp_path, _fails(assignment, f"s{n}", "numpy", set(failed)))
    odd = {"test_rows_sum_to_one", "test_single_precision_is_kept"} & {
        c["check"] for c in samples.checks(samples.result(assignment))
    } or {samples.checks(samples.result(assignment))[0]["check"]}
    results.write(tmp_path, _fails(assignment, "t1", "torch", odd))
    text = _report(tmp_path).text
    assert "9 students of 10 who tried softmax_stable, NumPy" in text
    assert "WrongAxis : Normalises each class over the examples." in text
    assert "and 1 more" in text  # eight are named
    rows = _table(tmp_path, "wrong_answers")
    assert rows[0]["hand_ins"] == "9" and "WrongAxis" in rows[0]["named"]
    assert set(rows[0]["failed_checks"].split("; ")) == failed
    assert {row["hand_ins"] for row in rows[1:]} == {"1"}


def test_every_named_mistake_has_a_signature() -> None:
    """Why: one that fails nothing could never be recognised, and is no mistake."""
    exercise = samples.project().exercise("softmax_stable")
    found = mistakes.find(samples.project(), ["softmax_stable"])
    for backend in ("numpy", "torch"):
        wanted = {a.name for a in exercise.wrong_answers if backend in a.backends}
        named = {m.name for (_, b, failed), ms in found.items() if b == backend for m in ms}
        assert named == wanted
    assert all(failed for _, _, failed in found)


def test_mistakes_that_cannot_run_are_named(tiny: Project) -> None:
    """Why: the report must say what is missing in it, and why."""
    path = tiny.root / "solutions/activations_and_losses/softmax_stable/wrong.py"
    text = path.read_text().replace("def softmax(z):", "def softmax(z, k=1 / 0):", 1)
    path.write_text(text)
    with pytest.raises(AutograderError, match="softmax_stable: ZeroDivisionError"):
        mistakes.find(Project(tiny.root), ["softmax_stable"])


def test_mistakes_are_found_anew_when_the_exercise_changes(tiny: Project) -> None:
    """Why: a name from an older version of the checks would be a wrong one."""
    first = mistakes.find(tiny, ["softmax_stable"])
    kept = tiny.root / "build" / "mistakes" / "softmax_stable.json"
    stamp = kept.stat().st_mtime_ns
    assert mistakes.find(tiny, ["softmax_stable"]) == first and kept.stat().st_mtime_ns == stamp
    wrong = tiny.exercise("softmax_stable").secret / "wrong.py"
    wrong.write_text(wrong.read_text().replace("class WrongAxis", "class OtherAxis"))
    names = {
        m.name for ms in mistakes.find(Project(tiny.root), ["softmax_stable"]).values() for m in ms
    }
    assert "OtherAxis" in names and "WrongAxis" not in names


def test_report_without_names(tmp_path: Path, assignment: Assignment, tiny: Project) -> None:
    """Why: a broken exercise must not cost the report."""
    results.write(tmp_path / "out", samples.result(assignment, "s1", ability=0.5))
    (tiny.exercise("softmax_stable").secret / "wrong.py").write_text("class Broken:\n    pass\n")
    page = Page(report.write(tmp_path / "out", Project(tiny.root)).read_text())
    assert "The wrong answers have no names here" in page.text and "SpecError" not in page.text


def test_report_imports_no_torch() -> None:
    """Why: the coordinator writes it, and stays small."""
    code = "import sys, autograder.grade.report; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


LONG = """
def softmax(z):
    # subtract the largest logit first
    if z.ndim != 2:
        raise ValueError(f"got {z.shape}")
    largest = z.max(axis=1, keepdims=True)
    shifted = z - largest
    weights = np.exp(shifted)
    total = np.zeros((len(z), 1), dtype=z.dtype)
    for column in range(z.shape[1]):
        total[:, 0] += weights[:, column]
    answer = np.empty_like(weights)
    for row in range(len(z)):
        answer[row] = weights[row] / total[row, 0]
    return answer
"""


def _renamed(source: str) -> str:
    for old, new in (("largest", "m"), ("shifted", "s"), ("weights", "e"), ("total", "t")):
        source = source.replace(old, new)
    return "\n".join(line for line in source.splitlines() if "#" not in line)


def _hand_in(out: Path, assignment: Assignment, student: str, answers: dict[str, str]) -> None:
    folder = samples.hand_in(out / "hand_ins" / student, assignment, answers=False)
    file = folder / "numpy.ipynb"
    book = json.loads(file.read_text())
    for cell in book["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "").removesuffix("__answer")
        if name in answers and cell["metadata"]["nbgrader"]["solution"]:
            cell["source"] = answers[name]
    file.write_text(json.dumps(book))
    made = samples.result(assignment, student)
    autograded.write(out, made, autograded.frames(assignment), folder)
    results.write(out, made)


def test_alike_answers_are_found(tmp_path: Path, assignment: Assignment) -> None:
    """Why: renaming and comments are what a copy is changed in; others must not be named."""
    unlike = LONG.replace("for column in range(z.shape[1]):", "total += 0\n    if True:").replace(
        "total[:, 0] += weights[:, column]", "total[:, 0] = weights @ np.ones(z.shape[1])"
    )
    unlike = (
        unlike.replace("np.empty_like(weights)", "weights.copy().astype(z.dtype)")
        .replace(
            "answer[row] = weights[row] / total[row, 0]", "answer[row, :] *= 1 / total[row].item()"
        )
        .replace("z.max(axis=1, keepdims=True)", "np.array([[max(r)] for r in z.tolist()])")
    )
    for student, source in (("a", LONG), ("b", _renamed(LONG)), ("c", unlike), ("d", "")):
        _hand_in(tmp_path, assignment, student, {"softmax_stable": source} if source else {})
    found = similarity.pairs(tmp_path, _given(assignment))
    assert [(p.first, p.second, p.backend) for p in found] == [("a", "b", "numpy")]
    assert found[0].likeness > 0.95 and not found[0].same_text
    text = _report(tmp_path).text
    assert "never a verdict" in text and re.search(r"a , b", text)
    assert [(r["first"], r["second"]) for r in _table(tmp_path, "alike")] == [("a", "b")]


def test_what_the_class_has_in_common_is_not_alike(tmp_path: Path, assignment: Assignment) -> None:
    """Why: an answer that everybody was shown says nothing about two of them; the same text does."""
    for n in range(8):
        _hand_in(tmp_path, assignment, f"s{n}", {"softmax_stable": LONG + f"\n# by {n}\n"})
    assert similarity.pairs(tmp_path, _given(assignment)) == []
    _hand_in(tmp_path, assignment, "t", {"softmax_stable": LONG + "\n# by 3\n"})
    found = similarity.pairs(tmp_path, _given(assignment))
    assert [(p.first, p.second, p.same_text) for p in found] == [("s3", "t", True)]
    assert similarity.pairs(tmp_path, _given(assignment, LONG)) == []


def test_alike_survives_hostile_sources(tmp_path: Path, assignment: Assignment) -> None:
    """Why: the text is a student's: no Python, endless quotes, very long."""
    for student, source in (
        ("a", "'" * 15_000 + "\x00\ud800 def ("),
        ("b", '"' * 100_000),
        ("c", "(" * 100_000 + "x." * 50_000),
        ("d", "é" * 50_000 + "=" * 50_000),
    ):
        _hand_in(tmp_path, assignment, student, {"softmax_stable": source})
    assert similarity.pairs(tmp_path, _given(assignment)) == []  # no two are alike


def _given(assignment: Assignment, *more: str) -> dict[tuple[str, str], str]:
    """What every student began with, and what else all were shown."""
    return {
        (assignment.name, b): "\n".join(
            [*(e.given(b) + e.stub(b) for e in assignment.exercises), *more]
        )
        for b in ("numpy", "torch")
    }


def _table(out: Path, name: str) -> list[dict[str, str]]:
    with (out / "report" / f"{name}.csv").open(newline="") as stream:
        return list(csv.DictReader(stream))


def test_tables_hold_the_same_numbers(tmp_path: Path, assignment: Assignment) -> None:
    """Why: a table that disagrees with the page is worse than none."""
    made = _class(tmp_path, assignment)
    report.write(tmp_path)
    (row,) = _table(tmp_path, "assignments")
    graded = [r for r in made if r["status"] == "graded"]
    assert (row["graded"], row["could_not_grade"]) == (str(len(graded)), "1")
    assert sum(int(v) for k, v in row.items() if k.startswith("bin_")) == len(graded)
    mean = 100 * statistics.mean(r["score"] / r["max_score"] for r in graded)
    assert float(row["mean_percent"]) == pytest.approx(mean, abs=0.051)
    outcomes = [c["outcome"] for r in made for c in samples.checks(r)]
    absent = [
        c for c in samples.checks(made[1]) if c["message"] == "the notebook was not handed in"
    ]
    counted = {o: sum(int(r[o]) for r in _table(tmp_path, "checks")) for o in set(outcomes)}
    expected = {o: outcomes.count(o) for o in set(outcomes)}
    expected["missing"] -= len(absent)  # of a notebook that is not there nothing was checked
    assert counted == expected
    assert {r["kind"] for r in _table(tmp_path, "attention")} == {
        "could_not_grade", "could_not_run", "odd"
    }  # fmt: skip
    assert {(r["what"], r["value"]) for r in _table(tmp_path, "graded_with")} == {
        ("isolation", "bwrap"), *samples.ENVIRONMENT.items()
    }  # fmt: skip
    assert len(_table(tmp_path, "exercises")) == 2 * len(assignment.exercises)


def test_tables_are_harmless_in_a_spreadsheet(tmp_path: Path, assignment: Assignment) -> None:
    """Why: a cell that begins with = is a formula."""
    results.write(tmp_path, samples.nasty(assignment, "=cmd()"))
    lost = samples.could_not_grade(assignment, "+s", "=1+1\x00\nsecond")
    results.write(tmp_path, lost)
    report.write(tmp_path)
    for file in (tmp_path / "report").iterdir():
        with file.open(newline="") as stream:
            for row in csv.reader(stream):
                assert not [c for c in row if c.startswith(("=", "+", "-", "@", "\t"))], file
        assert "\x00" not in file.read_text()


def test_isolation_and_versions_are_on_the_report(tmp_path: Path, assignment: Assignment) -> None:
    """Why: a grade is reproduced with the same versions, or not at all."""
    results.write(tmp_path, samples.result(assignment, "s1"))
    other = samples.ENVIRONMENT | {"numpy": "9.9.9"}
    results.write(tmp_path, samples.result(assignment, "s2", environment=other))
    text = _report(tmp_path).text
    assert "isolation bwrap" in text and "torch 2.13.0" in text
    assert "numpy 2.4.6 (1 hand-in), 9.9.9 (1 hand-in)" in text


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
