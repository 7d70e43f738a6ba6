"""The whole suite of attacks, as `autograder attack` runs it; and that it can fail."""

from __future__ import annotations

import subprocess
import sys

import pytest

from autograder.attack import suite
from autograder.attack.hand_in import ESCAPED, FULL, NOTHING, REGISTRY, Attack
from autograder.errors import UsageError

pytestmark = pytest.mark.sandbox
HARMLESS = ["read_a_secret_by_its_path", "read_other_hand_ins", "reach_a_tcp_listener",
            "see_processes_of_the_host", "environment_of_the_grader"]  # fmt: skip


@pytest.fixture(scope="module")
def outcome(isolation, tmp_path_factory):
    """All attacks in one class, graded once."""
    return suite.run(suite.chosen([]), tmp_path_factory.mktemp("attacks"), ["--workers", "2"])


@pytest.mark.parametrize("name", [a.name for a in REGISTRY])
def test_attack_is_contained(outcome, name):
    verdict = next(v for v in outcome.verdicts if v.attack.name == name)
    assert verdict.trouble == []
    assert not verdict.neighbour_changed


def test_nobody_else_and_nothing_else_has_changed(outcome):
    assert outcome.shared == []


def test_no_point_was_gained(outcome):
    assert sum(v.points or 0 for v in outcome.verdicts if v.attack.earns == NOTHING) == 0


def test_the_suite_says_so_when_nothing_holds(tmp_path):
    """Without a sandbox these get out; else their silence would mean nothing."""
    outcome = suite.run(suite.chosen(HARMLESS), tmp_path, ["--isolation", "none"])
    assert not outcome.ok
    assert all(any("got out" in what for what in v.trouble) for v in outcome.verdicts)


def test_the_suite_notices_points_that_are_not_deserved(isolation, tmp_path):
    """A right answer where nothing may be earned, an empty one where all must be."""

    def right(hand_in):
        hand_in.answer()

    cases = [
        Attack("gains", "a right answer", "test", NOTHING, right),
        Attack("loses", "the stub as it is", "test", FULL, lambda hand_in: None),
        Attack("escapes", "a probe that gets out", "test", FULL, lambda h: h.probe("pass")),
    ]
    outcome = suite.run(cases, tmp_path, ["--workers", "1"])
    gains, loses, escapes = (v.trouble for v in outcome.verdicts)
    assert "expected nothing of 6 points; got 6" in gains
    assert "expected all of 6 points; got 0" in loses
    assert "got out" in escapes[0] and ESCAPED in escapes[0]
    assert outcome.shared == []


def test_an_unknown_attack_is_a_usage_error():
    with pytest.raises(UsageError, match="Did you mean 'fork_bomb'"):
        suite.chosen(["fork_bom"])


def test_the_command_prints_a_table_and_its_exit_code(isolation):
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "attack", "nan_everywhere", "right_but_warns"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 of 2 contained; 0 points gained; 0 changed another grade" in done.stdout
    assert "6 of 6" in done.stdout and "0 of 6" in done.stdout
