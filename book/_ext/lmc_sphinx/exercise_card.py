"""The HTML around an exercise's statement: its facts above, its notebooks below."""

from __future__ import annotations

from html import escape
from typing import Any

from autograder.exercise import BACKENDS, Exercise
from autograder.mutate import results
from lmc_sphinx.words import N_, _

FRAMEWORKS = {"numpy": "NumPy", "torch": "PyTorch"}
DIFFICULTIES = {
    "worked": N_("worked: most of the code is given"),
    "faded": N_("faded: part of the code is given"),
    "free": N_("free: you write it all"),
}
GRADERS_PAGE = "book/how_graders_are_graded.html"
COUNTS = ("killed", "survived", "equivalent", "wrong_caught", "wrong_total", "right_kept",
          "right_total", "runs_equal", "runs")  # fmt: skip


def folder(exercise: Exercise) -> str:
    """Where the chapter's notebooks lie inside the site."""
    return f"exercises/{exercise.chapter}"


def facts(exercise: Exercise) -> str:
    """A line of short facts: functions to write, time, difficulty, documents."""
    functions = ", ".join(f"<code>{escape(name)}</code>" for name in exercise.functions)
    documents = escape("; ".join(exercise.documents))
    items = [
        _("Write {functions}", functions=functions),
        _("about {minutes} minutes", minutes=exercise.minutes),
        escape(_(DIFFICULTIES[exercise.difficulty])),
        _("answers to document {documents}", documents=documents),
    ]
    return '<ul class="lmc-facts">' + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def hand_in(exercise: Exercise, up: str, colab_base: str) -> str:
    """Points and notebooks for both frameworks, and how the grader itself is graded."""
    rows = "".join(_row(exercise, backend, up, colab_base) for backend in BACKENDS)
    headings = (
        _("Write it in"),
        _("Visible points"),
        _("Hidden points"),
        _("Notebook of this chapter"),
    )
    return (
        '<div class="lmc-hand-in"><table class="lmc-points">'
        f"<thead><tr>{''.join(f'<th>{heading}</th>' for heading in headings)}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
        f'<p class="lmc-grader">{_grader(exercise, up)}</p>'
    )


def _row(exercise: Exercise, backend: str, up: str, colab_base: str) -> str:
    visible, hidden = exercise.points(backend)
    name = FRAMEWORKS[backend]
    path = f"{folder(exercise)}/{backend}.ipynb"
    which = _(" the {name} notebook", name=name)
    download, colab = _("Download"), _("Open in Colab")
    links = (
        f'<a href="{escape(up + path)}" download>{download}<span class="lmc-sr">{which}</span></a>'
    )
    if colab_base:
        links += (
            f' <a href="{escape(colab_base.rstrip("/") + "/" + path)}" rel="noopener">'
            f'{colab}<span class="lmc-sr"> ({name})</span></a>'
        )
    return (
        f"<tr><th>{name}</th><td>{visible:g}</td><td>{hidden:g}</td>"
        f'<td class="lmc-links">{links}</td></tr>'
    )


def _grader(exercise: Exercise, up: str) -> str:
    """How well this grader is graded; without fresh figures, what it has to withstand."""
    entry = results.fresh(results.read(exercise.public.parents[2]), exercise)
    return _figures(entry, up) if entry else _demands(exercise)


def _figures(entry: dict[str, Any], up: str) -> str:
    t = {key: sum(entry[backend][key] for backend in BACKENDS) for key in COUNTS}
    return _(
        '<a href="{page}">The grader is graded too</a>: '
        "{killed} of {mutants} mutants killed ({equivalent} more are right answers themselves), "
        "{wrong_caught} of {wrong_total} named wrong answers caught, "
        "{right_kept} of {right_total} other right forms accepted, "
        "{runs_equal} of {runs} repeated runs equal.",
        page=escape(up) + GRADERS_PAGE,
        mutants=t["killed"] + t["survived"],
        **{key: t[key] for key in COUNTS if key != "survived"},
    )


def _demands(exercise: Exercise) -> str:
    wrong, right = len(exercise.wrong_answers), len(exercise.right_answers)
    text = (
        _("The grader is graded too: it must take points from 1 named wrong answer")
        if wrong == 1
        else _(
            "The grader is graded too: it must take points from {wrong} named wrong answers",
            wrong=wrong,
        )
    )
    if right == 1:
        text += _(", and must accept 1 other right answer")
    elif right:
        text += _(", and must accept {right} other right answers", right=right)
    return text + _(".")
