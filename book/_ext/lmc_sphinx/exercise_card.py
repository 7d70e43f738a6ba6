"""The HTML around an exercise's statement: its facts above, its notebooks below."""

from __future__ import annotations

from html import escape
from typing import Any

from autograder.exercise import BACKENDS, Exercise
from autograder.mutate import results

FRAMEWORKS = {"numpy": "NumPy", "torch": "PyTorch"}
DIFFICULTIES = {
    "worked": "worked: most of the code is given",
    "faded": "faded: part of the code is given",
    "free": "free: you write it all",
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
    items = [
        f"Write {functions}",
        f"about {exercise.minutes} minutes",
        escape(DIFFICULTIES[exercise.difficulty]),
        "answers to document " + escape("; ".join(exercise.documents)),
    ]
    return '<ul class="lmc-facts">' + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def hand_in(exercise: Exercise, up: str, colab_base: str) -> str:
    """Points and notebooks for both frameworks, and how the grader itself is graded."""
    rows = "".join(_row(exercise, backend, up, colab_base) for backend in BACKENDS)
    return (
        '<div class="lmc-hand-in"><table class="lmc-points">'
        "<thead><tr><th>Write it in</th><th>Visible points</th><th>Hidden points</th>"
        f"<th>Notebook of this chapter</th></tr></thead><tbody>{rows}</tbody></table></div>"
        f'<p class="lmc-grader">{_grader(exercise, up)}</p>'
    )


def _row(exercise: Exercise, backend: str, up: str, colab_base: str) -> str:
    visible, hidden = exercise.points(backend)
    name = FRAMEWORKS[backend]
    path = f"{folder(exercise)}/{backend}.ipynb"
    links = f'<a href="{escape(up + path)}" download>Download<span class="lmc-sr"> the {name} notebook</span></a>'
    if colab_base:
        links += (
            f' <a href="{escape(colab_base.rstrip("/") + "/" + path)}" rel="noopener">'
            f'Open in Colab<span class="lmc-sr"> ({name})</span></a>'
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
    return (
        f'<a href="{escape(up)}{GRADERS_PAGE}">The grader is graded too</a>: '
        f"{t['killed']} of {t['killed'] + t['survived']} mutants killed "
        f"({t['equivalent']} more are right answers themselves), "
        f"{t['wrong_caught']} of {t['wrong_total']} named wrong answers caught, "
        f"{t['right_kept']} of {t['right_total']} other right forms accepted, "
        f"{t['runs_equal']} of {t['runs']} repeated runs equal."
    )


def _demands(exercise: Exercise) -> str:
    wrong = len(exercise.wrong_answers)
    right = len(exercise.right_answers)
    text = (
        "The grader is graded too: it must take points from "
        f"{wrong} named wrong {'answer' if wrong == 1 else 'answers'}"
    )
    if right:
        text += f", and must accept {right} other right {'answer' if right == 1 else 'answers'}"
    return text + "."
