"""The graders' grader: its mutants are what they say, and it cannot be pleased by a blind check."""

from __future__ import annotations

import json
import os
import shutil
import signal
from types import SimpleNamespace

import numpy as np
import pytest

from autograder.errors import AutograderError, SpecError
from autograder.evaluate import ExerciseJudge
from autograder.mutate import arena, equivalent, generate, hunt, report, results, runner
from autograder.mutate.fingerprint import fingerprint
from autograder.mutate.operators import catalogue
from autograder.project import Project

HIDDEN = "solutions/doubling/double/hidden_checks.py"
SOLUTION = "solutions/doubling/double"
RIGHT = '''class Sum:
    """x + x."""

    backends = ("numpy", "torch")

    def double(x):
        return x + x


class Less:
    """Takes away the opposite."""

    backends = ("numpy", "torch")

    def double(x):
        return x - (-x)
'''


def made(tmp_path, body, backend="numpy", above=""):
    """(operator, before, after) of every mutant of a function with this body."""
    lines = [f"    {line}" for line in body.splitlines()]
    path = tmp_path / f"{backend}_ref.py"
    path.write_text(
        "\n".join(
            [
                "def f(first, x, y, eps=1e-8):",
                '    """Doc."""',
                *above.splitlines(),
                "    ### BEGIN SOLUTION",
                *lines,
                "    ### END SOLUTION",
                "",
            ]
        )  # fmt: skip
    )
    exercise = SimpleNamespace(slug="f", _reference_path=lambda _: path)
    return [(m.operator, m.before, m.after) for m in generate.mutants(exercise, backend)]


class TestOperators:
    @pytest.mark.parametrize(
        ("operator", "body", "after"),
        [
            ("sign", "return x + y", "return x - y"),
            ("sign", "return x, -y", "return (x, y)"),
            ("arithmetic", "return x * y", "return x / y"),
            ("term", "return x - y", "return x"),
            ("term", "if x > 0 and y > 0:\n    x = y\nreturn x", "if x > 0:"),
            ("epsilon", "return np.sqrt(x) + eps", "return np.sqrt(x + eps)"),
            ("epsilon", "return np.sqrt(x) + eps", "return np.sqrt(x)"),
            ("constant", "return x[:3]", "return x[:2]"),
            ("comparison", "return x < y", "return x <= y"),
            ("comparison", "return x == 0", "return x != 0"),
            ("condition", "return x if y else 0", "return 0 if y else x"),
            ("swap", "return x / y", "return y / x"),
            ("swap", "a, b = x\nreturn a", "b, a = x"),
            ("transpose", "return x.T @ y", "return x @ y"),
            ("transpose", "return x @ y", "return x @ y.T"),
            ("off_by_one", "return x / len(y)", "return x / (len(y) - 1)"),
            ("off_by_one", "return x[: len(y)]", "return x[1:len(y)]"),
            ("call", "return np.exp(x)", "return x"),
            ("call", "return x.clip(y)", "return x"),
            ("reduction", "return x.sum(axis=1)", "return x.mean(axis=1)"),
            ("function", "return np.maximum(x, 0)", "return np.minimum(x, 0)"),
            ("axis", "return x.sum(axis=1)", "return x.sum(axis=0)"),
            ("axis", "return x.sum(axis=1)", "return x.sum()"),
            ("keepdims", "return x.sum(axis=1)", "return x.sum(axis=1, keepdims=True)"),
            ("keyword", "return sorted(x, key=len)", "return sorted(x)"),
            ("dtype", "return x.astype(y)", "return x"),
            ("dtype", "return x", "return np.float32(x)"),
            ("guard", "if y:\n    raise ValueError('y')\nreturn x", "pass"),
            ("guard", "if y:\n    raise ValueError('y')\nreturn x", "raise TypeError('y')"),
            ("statement", "x = x * y\nreturn x", "pass"),
            ("loop", "for a in x:\n    y = a\nreturn y", "for a in list(x)[1:]:"),
            ("return", "return x + y", "return first"),
            ("in_place", "return np.exp(x - y)", "x -= y; return np.exp(x)"),
            ("in_place", "return np.exp(x)", "return np.exp(x, out=x)"),
        ],
    )
    def test_makes_this_slip(self, tmp_path, operator, body, after):
        found = made(tmp_path, body)
        assert (operator, after) in [(o, a) for o, _, a in found]

    def test_torch_writes_in_place_with_its_own_words(self, tmp_path):
        assert ("in_place", "return torch.exp(x)", "return torch.exp_(x)") in made(
            tmp_path, "return torch.exp(x)", "torch"
        )

    def test_a_callers_array_is_one_that_was_not_assigned_to(self, tmp_path):
        """Why: writing into an array of one's own is no mistake."""
        written = ("in_place", "return x - y", "x -= y; return x")
        assert written in made(tmp_path, "return x - y")
        assert written not in made(tmp_path, "x = np.abs(y)\nreturn x - y")

    def test_only_solution_regions_change(self, tmp_path):
        found = made(tmp_path, "return x", above="    x = x + y")
        assert not any("y" in before for _, before, _ in found)

    def test_messages_are_left_alone(self, tmp_path):
        found = made(tmp_path, "if y > 3:\n    raise ValueError(f'{y + 1} {len(x)}')\nreturn x")
        assert not any("y - 1" in after or "len(x) + 1" in after for _, _, after in found)

    def test_every_operator_is_at_work_in_the_book(self, project):
        exercises = list(project.exercises.values())
        found = {m.operator for e in exercises for b in ("numpy", "torch")
                 for m in generate.mutants(e, b)}  # fmt: skip
        assert found == set(catalogue())

    def test_no_mutant_is_made_twice_and_none_is_the_answer(self, project):
        for exercise in list(project.exercises.values())[:6]:
            sources = [m.source for m in generate.mutants(exercise, "numpy")]
            assert len(sources) == len(set(sources))


class TestArena:
    """Whatever an answer does, it is its own fork that dies."""

    LIMITS = arena.Limits(cpu_seconds=1, memory_bytes=1 << 28)

    def test_a_value_comes_back(self):
        assert arena.in_fork(lambda: {"a": [1, None]}, self.LIMITS).value == {"a": [1, None]}

    def test_an_endless_loop_is_stopped_by_its_cpu_time(self):
        def work():
            while True:
                pass

        assert arena.in_fork(work, self.LIMITS).ended == "timeout"

    def test_waiting_is_no_verdict(self, monkeypatch):
        """Why: on a busy machine a good answer waits too; that must not count as killed."""
        monkeypatch.setattr(arena, "WALL_FACTOR", 1)
        assert arena.in_fork(lambda: signal.pause(), self.LIMITS).ended == "stalled"

    def test_too_much_memory_is_an_error_in_the_fork(self):
        found = arena.in_fork(lambda: float(np.ones(1 << 27).sum()), self.LIMITS)
        assert found.ended == "broken" and "Unable to allocate" in found.reason

    @pytest.mark.parametrize(
        "work", [lambda: os.kill(os.getpid(), signal.SIGTERM), lambda: os._exit(0)]
    )
    def test_a_crash_is_told_from_an_answer(self, work):
        assert arena.in_fork(work, self.LIMITS).ended == "crashed"

    def test_nothing_is_left_behind(self):
        seen = []
        arena.in_fork(lambda: seen.append(1), self.LIMITS)
        assert seen == []


@pytest.fixture
def doubled(doubling, tmp_path):
    """A copy of the doubling project with two right forms, to break."""
    shutil.copytree(doubling.root, tmp_path / "copy")
    (tmp_path / "copy" / SOLUTION / "right.py").write_text(RIGHT)
    return Project(tmp_path / "copy")


class TestHunt:
    def judge(self, project):
        return ExerciseJudge(project.exercise("double"))

    def test_says_which_check_takes_points(self, doubled):
        found = hunt.first_loss(self.judge(doubled), "numpy", "def double(x):\n    return x + 2\n")
        assert found is not None and found["check"] == "test_small_example"

    def test_a_right_answer_lives(self, doubled):
        source = "def double(x):\n    return x + x\n"
        assert hunt.first_loss(self.judge(doubled), "numpy", source) is None

    def test_what_only_luck_catches_counts_as_alive(self, doubled):
        """Why: a check that looks at one draw in two gives a grade by luck."""
        path = doubled.root / "exercises/doubling/double/checks.py"
        path.write_text(
            '@points(1, hint="h")\ndef test_by_luck(double, rng):\n    """Why: w"""\n'
            "    got = double(np.ones(1))\n"
            "    assert_that(rng.random() < 0.5 or got[0] == 2, 'luck', got)\n"
        )
        (doubled.root / HIDDEN).write_text("")
        judge, source = self.judge(Project(doubled.root)), "def double(x):\n    return x\n"
        each = [hunt.first_loss(judge, "numpy", source, [str(i)]) for i in range(12)]
        assert None in each and any(each)
        assert hunt.first_loss(judge, "numpy", source, [str(i) for i in range(12)]) is None


class TestGrades:
    """When is the grade of a run what it must be?"""

    def grades(self, kind, points):
        return runner.Grades(kind, "a", 4, points)

    def test_right_and_reference_need_full_points(self):
        assert self.grades("right", [[2, 2]] * 20).good(3)
        assert not self.grades("reference", [[2, 2]] * 19 + [[2, 1]]).good(19)

    def test_wrong_may_vary_with_fresh_inputs_below_full_points(self):
        found = self.grades("wrong", [[2, 0]] * 10 + [[0, 2]] * 9 + [[2, 2]])
        assert all(found.good(run) for run in range(19)) and not found.good(19)

    def test_equal_inputs_give_equal_points_check_by_check(self):
        found = self.grades("wrong", [[2, 0], [0, 2]] + [[2, 0]] * 18)
        assert not found.good(1)

    def test_an_answer_that_died_is_never_good(self):
        assert not self.grades("stub", []).good(0)


class TestWholeRun:
    def test_a_good_grader_passes_and_its_figures_are_kept(self, doubled, capsys):
        assert report.run(doubled, [], 2, only_stale=False) == 0
        printed = capsys.readouterr().out
        assert "false accepts: 0 of" in printed and "false rejects: 0 of 4" in printed
        found = results.read(doubled.root)
        entry = results.fresh(found, doubled.exercise("double"))
        assert entry is not None and entry["numpy"]["survived"] == 0
        assert entry["numpy"]["made"] == entry["numpy"]["killed"] > 10
        assert entry["torch"]["right_kept"] == 2 and entry["torch"]["runs_equal"] == 20
        assert "2 *" not in json.dumps(found)  # the text of a mutant is the text of a solution
        assert list(results.gate_problems(doubled, doubled.exercises.values())) == []
        assert report.run(doubled, [], 1, only_stale=True) == 0
        assert "nothing to do" in capsys.readouterr().out

    def test_a_blind_check_lets_mutants_live_and_they_are_shown(self, doubled, capsys):
        """The checks that remain never look at a value's sign."""
        (doubled.root / HIDDEN).write_text("")
        path = doubled.root / "exercises/doubling/double/checks.py"
        path.write_text(
            '@points(1, hint="h")\ndef test_size(double):\n    """Why: w"""\n'
            "    assert_close(np.abs(double(np.ones(2))), [2.0, 2.0])\n"
        )
        (doubled.root / SOLUTION / "equivalent.yml").write_text(
            "- because: a test's reason\n  mutants:\n"
            "    - {operator: sign, from: return 2 * x, to: return -(2 * x)}\n"
            "    - {operator: return, from: return 2 * x, to: return x}\n"
            "    - {operator: term, from: return 2 * x, to: return 3 * x}\n"
        )
        assert report.run(Project(doubled.root), [], 2, only_stale=False) == 1
        printed = capsys.readouterr().out
        assert "SURVIVOR" in printed and "numpy_ref.py:14 (double) operator dtype" in printed
        assert "  - return 2 * x\n  + return np.float32(2 * x)" in printed
        assert "at least 98% must be" in printed
        assert "wrong answer, WrongSign: not as it must be" in printed
        assert "lists a mutant that loses points in test_size: return" in printed
        assert "lists a mutant that is never made" in printed
        problems = list(results.gate_problems(Project(doubled.root), doubled.exercises.values()))
        assert len(problems) == 2 and "not good enough" in problems[0]
        entry = results.read(doubled.root)["exercises"]["double"]["numpy"]
        assert entry["equivalent"] == 1 and entry["survived"] > 0 and entry["runs_equal"] == 0


class TestEquivalents:
    @pytest.mark.parametrize(
        "text",
        ["- because: ''\n  mutants: [{operator: a, from: b, to: c}]", "- mutants: []",
         "- because: r\n  mutants: [{operator: a, from: b}]", "a: 1", "- [",
         "- because: r\n  mutants: [{operator: a, from: b, to: c, backend: jax}]"],
    )  # fmt: skip
    def test_a_list_without_reasons_or_with_unknown_keys_is_refused(self, doubled, text):
        (doubled.root / SOLUTION / "equivalent.yml").write_text(text)
        with pytest.raises(SpecError, match=r"equivalent\.yml"):
            equivalent.read(doubled.exercise("double"))

    def test_an_entry_can_be_narrowed_to_a_backend(self, doubled):
        (doubled.root / SOLUTION / "equivalent.yml").write_text(
            "- because: r\n  mutants: [{operator: sign, from: return 2 * x, "
            "to: return -(2 * x), backend: torch}]"
        )
        (entry,) = equivalent.read(doubled.exercise("double"))
        fits = {
            b: [m for m in generate.mutants(doubled.exercise("double"), b) if entry.fits(m)]
            for b in ("numpy", "torch")
        }
        assert len(fits["torch"]) == 1 and fits["numpy"] == []


class TestFigures:
    def test_a_comment_is_free_and_a_changed_check_is_not(self, doubled):
        exercise, path = doubled.exercise("double"), doubled.root / HIDDEN
        before = fingerprint(exercise)
        path.write_text(path.read_text() + "# a comment\n")
        assert fingerprint(exercise) == before
        path.write_text(path.read_text().replace("2 * x", "x + x"))
        assert fingerprint(exercise) != before

    def test_the_gate_asks_for_figures(self, doubled):
        (problem,) = results.gate_problems(doubled, doubled.exercises.values())
        assert 'Run "autograder mutate double"' in problem

    def test_figures_of_two_machines_do_not_mix(self, doubled):
        outcome = runner.Outcome(doubled.exercise("double"), "numpy", "hash")
        path = doubled.root / results.PATH
        path.parent.mkdir(parents=True)
        (doubled.root / "exercises/doubling/other").mkdir()
        (doubled.root / "exercises/doubling/other/exercise.md").write_text("")
        old = {"grader": "another", "exercises": {"other": {"chapter": "doubling"}}}
        path.write_text(json.dumps(old))
        with pytest.raises(AutograderError, match="Nothing was written"):
            results.write(doubled.root, [outcome], "mine", 1, 1)
        assert json.loads(path.read_text()) == old

    def test_the_committed_file_is_fresh_and_good(self, project):
        found = results.read(project.root)
        assert [e.slug for e in results.stale(project)] == [], "run: autograder mutate --stale"
        assert set(found["exercises"]) == set(project.exercises)
        assert found["totals"] == results.totals(found["exercises"].values())
        for slug, entry in found["exercises"].items():
            for backend in ("numpy", "torch"):
                counts = entry[backend]
                assert results.killed_share(counts) >= results.LEAST_KILLED, slug
                assert counts["wrong_caught"] == counts["wrong_total"] >= 3, slug
                assert counts["right_kept"] == counts["right_total"] >= 2, slug
                assert counts["runs_equal"] == counts["runs"] == 20, slug
