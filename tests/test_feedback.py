"""Feedback pages: what a student may see, and nothing that runs."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import chromium
import pytest
import result_samples as samples

from autograder.errors import UsageError
from autograder.grade import course_folder, feedback, results
from autograder.project import Assignment

SCRIPTLESS = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class Page(HTMLParser):
    """The tags, attributes and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.text = re.sub(r"\s+", " ", " ".join(self.words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def names(self) -> set[str]:
        return {tag for tag, _ in self.tags}


@pytest.fixture(scope="module")
def assignment() -> Assignment:
    return samples.assignment_of()


def _page(result: dict, assignment: Assignment, backend: str = "numpy") -> Page:
    return Page(feedback.render(result, assignment, backend))


def test_one_page_a_notebook_where_nbgrader_has_it(tmp_path: Path, assignment: Assignment) -> None:
    """Why: `nbgrader release_feedback` and formgrader look there."""
    written = feedback.write(tmp_path, samples.result(assignment, "s1"), assignment)
    folder = tmp_path / "feedback" / "s1" / assignment.name
    assert written == [folder / "numpy.html", folder / "torch.html"]
    assert all(p.read_text().startswith("<!DOCTYPE html>") for p in written)


def test_nbgrader_can_release_it(tmp_path: Path, assignment: Assignment) -> None:
    """Why: with nbgrader's exchange this is how a page comes to its student, and to no other."""
    from nbgrader.utils import notebook_hash

    out = tmp_path / "course"
    handed_in = out / "submitted" / "s1" / assignment.name
    handed_in.mkdir(parents=True)
    (handed_in / "timestamp.txt").write_text("2026-11-20 10:00:00.250000 UTC")
    (handed_in / "submission_secret.txt").write_text("between us")
    course_folder.write_config(out, f"sqlite:///{out / 'gradebook.db'}")
    page = feedback.write(out, samples.result(assignment, "s1"), assignment)[0]
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "release_feedback", assignment.name,
         f"--Exchange.root={tmp_path}"],
        cwd=out, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    name = notebook_hash(secret="between us", notebook_id="numpy")
    (released,) = tmp_path.glob(f"large_models_checked/feedback/{name}.html")
    assert released.read_bytes() == page.read_bytes()
    (handed_in / "timestamp.txt").unlink()
    (handed_in / "timestamp.txt").symlink_to("/etc/passwd")
    other = out / "feedback" / "s1" / assignment.name / "timestamp.txt"
    feedback.write(out, samples.result(assignment, "s1"), assignment)
    assert "root" not in other.read_text()


def test_visible_checks_are_explained(assignment: Assignment) -> None:
    """Why: what was expected, what was got and a hint is what a student learns from."""
    made = samples.result(assignment, ability=1.0)
    checks = made["notebooks"]["numpy"]["exercises"]["softmax_stable"]
    seen = next(c for c in checks if c["visible"])
    samples.set_outcome(
        seen, "failed", "expected  [1.0]\ngot       [2.0]\nafter     softmax([[0.]])"
    )
    seen["hint"] = "A hint of ours"
    made["score"] = samples.score(made)
    text = _page(made, assignment).text
    name = seen["check"].removeprefix("test_").replace("_", " ")
    assert f"failed : {name}" in text
    assert "expected [1.0] got [2.0] after softmax([[0.]])" in text
    assert "Hint: A hint of ours" in text
    exercise = next(e for e in assignment.exercises if e.slug == "softmax_stable")
    earned = sum(c["points"] for c in checks)
    assert f"{exercise.title} {earned:g} of {earned + seen['max_points']:g} points" in text


@pytest.mark.parametrize(
    "outcome", ["failed", "error", "timeout", "memory", "missing", "could_not_run"]
)
def test_hidden_checks_keep_their_secrets(outcome: str, assignment: Assignment) -> None:
    """Why: a name, a message or an expected value would tell the next student the answer."""
    made = samples.result(assignment, ability=1.0)
    for check in samples.checks(made):
        if not check["visible"]:
            samples.set_outcome(check, outcome, f"SECRET {check['check']} expected 0.731")
            check["hint"] = "HINT-FOR-HIDDEN"
    made["score"] = samples.score(made)
    for backend in ("numpy", "torch"):
        html = feedback.render(made, assignment, backend)
        assert "SECRET" not in html and "0.731" not in html
        for check in (c for c in samples.checks(made) if not c["visible"]):
            assert check["check"] not in html
            assert check["check"].removeprefix("test_").replace("_", " ") not in html
        told = outcome not in ("missing", "could_not_run")
        assert ("HINT-FOR-HIDDEN" in html) == told


def test_passed_hidden_checks_show_no_hint(assignment: Assignment) -> None:
    """Why: a hint says what is tested; only one who failed needs it."""
    made = samples.result(assignment, ability=1.0)
    for check in samples.checks(made):
        check["hint"] = "HINT"
    assert "HINT" not in feedback.render(made, assignment, "numpy")


def test_no_solution_is_on_the_page(assignment: Assignment) -> None:
    """Why: the page goes to every student of the class."""
    made = samples.result(assignment, ability=0.3)
    for check in samples.checks(made):
        check["hint"] = "h"  # an author's words, which may quote a line
    html = feedback.render(made, assignment, "numpy") + feedback.render(made, assignment, "torch")
    for exercise in assignment.exercises:
        for backend in ("numpy", "torch"):
            code = [line.strip() for line in exercise.answer(backend).splitlines()]
            stub = {line.strip() for line in exercise.stub(backend).splitlines()}
            for line in code:
                assert len(line) < 15 or line in stub or line not in html, line


def test_nothing_of_a_student_becomes_markup(assignment: Assignment) -> None:
    """Why: an instructor opens the page too; a script in it would act in their name."""
    page = _page(samples.nasty(assignment), assignment)
    assert not page.names() & {"script", "img", "iframe", "object", "embed", "form", "svg", "base"}
    for tag, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        href = attributes.get("href") or ""
        assert not href or re.fullmatch(r"#\w+|(numpy|torch)\.html", href), href
    html = feedback.render(samples.nasty(assignment), assignment, "numpy")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", html)
    html.encode("utf-8")
    assert len(html) < 400_000  # each message is cut


def test_policy_forbids_scripts(assignment: Assignment) -> None:
    """Why: the second lock, should escaping ever fail."""
    page = _page(samples.result(assignment), assignment)
    policies = [
        a["content"] for t, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies == [SCRIPTLESS]
    assert ("html", {"lang": "en"}) in page.tags
    assert {"header", "main", "footer", "h1", "h2"} <= page.names()


def test_says_when_a_notebook_was_not_handed_in(assignment: Assignment) -> None:
    """Why: a student who forgot one file should see it at once."""
    made = samples.not_handed_in(samples.result(assignment), "torch")
    assert "This notebook was not handed in" in _page(made, assignment, "torch").text
    assert "not handed in" not in _page(made, assignment, "numpy").text


def test_says_why_it_could_not_be_graded(assignment: Assignment) -> None:
    """Why: no grade is not zero, and the student may be able to mend it."""
    made = samples.could_not_grade(assignment, "s1", "numpy.ipynb is not valid JSON <b>")
    text = _page(made, assignment).text
    assert "could not be graded" in text and "numpy.ipynb is not valid JSON <b>" in text
    assert "0 of" not in text


def test_isolation_none_is_written_on_the_page(assignment: Assignment) -> None:
    """Why: such a grade is worth less, and everybody who sees it must know."""
    open_ = samples.result(assignment, isolation="none")
    assert "Graded without isolation" in _page(open_, assignment).text
    assert "isolation" not in _page(samples.result(assignment), assignment).text


def test_problems_stand_on_the_page_of_their_notebook(assignment: Assignment) -> None:
    """Why: what happened in the other notebook would only confuse."""
    made = samples.result(
        assignment, problems=["numpy.ipynb: cell 7 ran for 10 s", "torch.ipynb: twice", "of both"]
    )
    text = _page(made, assignment, "numpy").text
    assert "cell 7 ran for 10 s" in text and "of both" in text and "torch.ipynb" not in text


def test_own_output_is_folded_and_escaped(assignment: Assignment) -> None:
    """Why: a student who prints to find a mistake looks for it here; nobody's script may run."""
    made = samples.result(assignment)
    made["notebooks"]["numpy"]["cells"] = [
        {"label": "cell 4", "output": "loss 0.25\n", "error": ""},
        {"label": "cell 5", "output": "", "error": "NameError: name 'W' is not defined"},
        {"label": "cell 6", "output": samples.NASTY * 400, "error": samples.NASTY},
        {"label": "cell 7", "output": " \n", "error": ""},
    ]
    results.validate(made)
    page = _page(made, assignment)
    assert len([1 for tag, _ in page.tags if tag == "details"]) == 3  # the silent cell is left out
    assert not [a for tag, a in page.tags if tag == "details" and "open" in a]
    assert "cell 4 loss 0.25" in page.text
    assert "cell 5 ended with an error NameError: name 'W' is not defined" in page.text
    assert "more characters)" in page.text and not page.names() & {"script", "img"}
    assert "What your notebook printed" not in _page(made, assignment, "torch").text


def test_many_outputs_are_cut_and_counted(assignment: Assignment) -> None:
    """Why: a loop that prints must not make a page that no phone can open."""
    made = samples.result(assignment)
    cell = {"label": "cell", "output": "x" * 10_000, "error": "y" * 10_000}
    made["notebooks"]["numpy"]["cells"] = [cell] * (feedback.MAX_CELLS + 5)
    html = feedback.render(made, assignment, "numpy")
    assert len(html) < 400_000 and "5 more cells printed something" in html


def test_could_not_run_is_our_fault(assignment: Assignment) -> None:
    """Why: the message is about our machine; the student needs to know that a person looks."""
    made = samples.result(assignment, ability=1.0)
    check = next(c for c in samples.checks(made) if c["visible"])
    samples.set_outcome(check, "could_not_run", "KeyError in /srv/secret/path.py")
    made["score"] = samples.score(made)
    html = feedback.render(made, assignment, "numpy")
    assert "not your fault" in html and "/srv/secret" not in html


def test_unsafe_names_are_refused(tmp_path: Path, assignment: Assignment) -> None:
    """Why: the page must not be written somewhere else."""
    made = samples.result(assignment, "../../evil")
    with pytest.raises(UsageError):
        feedback.write(tmp_path / "out", made, assignment)
    assert not list(tmp_path.rglob("*.html"))


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_page_in_a_browser(tmp_path: Path, assignment: Assignment, theme: str) -> None:
    """Why: contrast, headings, width on a phone and scripts are what only a browser can tell."""
    from playwright.sync_api import sync_playwright

    made = samples.nasty(assignment)
    made["notebooks"]["numpy"]["cells"] = [
        {"label": "cell 4", "output": samples.NASTY, "error": samples.NASTY}
    ]
    page_file = feedback.write(tmp_path, made, assignment)[0]
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        context = browser.new_context(
            viewport={"width": 390, "height": 800}, color_scheme=theme, bypass_csp=True
        )
        page = context.new_page()
        shown: list[str] = []
        page.on("dialog", lambda dialog: (shown.append(dialog.message), dialog.dismiss()))
        page.goto(page_file.as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        found = chromium.violations(page)
        browser.close()
    assert shown == []
    assert wide <= 0
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
