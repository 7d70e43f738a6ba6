"""The sandbox holds, and what breaks in it costs only the one who broke it."""

from __future__ import annotations

import os
import re
import resource
from pathlib import Path

import pytest

from autograder import canary, cgroup, kit, sandbox
from autograder.errors import EnvironmentProblem
from autograder.grade.guard import guarded
from autograder.grade.judge import Judge
from autograder.pipe import Pipe
from autograder.sandbox import Limits

pytestmark = pytest.mark.sandbox

CHAPTER, SLUG = "doubling", "double"
RIGHT = "def double(x):\n    return 2 * x\n"


@pytest.fixture
def grade(judge):
    """Grade cells of the NumPy notebook; returns ({check: result of double}, answer)."""

    def run(*cells, backend="numpy", header="import numpy as np"):
        answer = judge.grade(
            {
                "assignment": CHAPTER,
                "backend": backend,
                "cells": [["set-up", header], *([f"cell {i}", c] for i, c in enumerate(cells, 1))],
                "seed": "test",
            }
        )
        return {c["check"]: c for c in answer["exercises"][SLUG]}, answer

    return run


@pytest.fixture(scope="module")
def full(doubling):
    return sum(doubling.exercise(SLUG).points("numpy"))


def score(results):
    return sum(r["points"] for r in results.values())


def outcomes(results):
    return {r["outcome"] for r in results.values()}


def test_the_canary_is_held(isolation):
    assert canary.inspect("bwrap").escapes == []


def test_the_canary_gets_out_where_there_is_no_sandbox():
    """Else its silence would mean nothing."""
    escapes = canary.inspect("none").escapes
    assert len(escapes) >= 8 and "read a file of the host" in escapes


def test_without_bubblewrap_grading_refuses_and_says_what_to_do(monkeypatch):
    monkeypatch.setattr(sandbox, "find_bwrap", lambda: None)
    with pytest.raises(EnvironmentProblem, match="apt-get install bubblewrap"):
        canary.require("auto")


def test_a_right_answer_has_full_points(grade, full):
    results, answer = grade(RIGHT)
    assert score(results) == full and answer["problems"] == []


def test_nothing_written_is_missing_not_error(grade):
    results, _ = grade("def double(x):\n    raise NotImplementedError()")
    assert outcomes(results) == {"missing"} and score(results) == 0


def test_a_cell_that_fails_is_named_where_its_function_is_missing(grade):
    """Why: "double is not defined" alone sends a student to the wrong place."""
    results, answer = grade("def double(x):\n    return 2 * (x")
    assert outcomes(results) == {"missing"} and score(results) == 0
    assert {r["message"] for r in results.values()} == {
        "double is not defined: cell 1 stopped with an error"
    }
    assert answer["problems"] == [
        "cell 1 raised SyntaxError: incomplete input (<in cell 1>, line 2)"
    ]


def test_a_traceback_names_the_cells_it_went_through(grade):
    _, answer = grade("def helper(z):\n    return z.nothing", "helper(3)")
    error = answer["cells"][0]["error"]
    assert "In cell 2, line 1" in error and "In cell 1, line 2, in helper(z)" in error
    assert "in: return z.nothing" in answer["problems"][0]


def test_an_endless_loop_in_a_cell_is_stopped_and_the_rest_counts(grade, full):
    results, answer = grade(RIGHT, "while True:\n    pass")
    assert score(results) == full
    assert "cell 2 ran too long" in answer["problems"][0] and "while True:" in answer["problems"][0]


def test_an_endless_loop_in_a_function_times_out_that_check_only(grade, full):
    results, _ = grade("def double(x):\n    while x.shape == (1, 2): pass\n    return 2 * x")
    assert {"timeout", "passed"} <= outcomes(results)
    assert 0 < score(results) < full


@pytest.mark.parametrize(
    "death",
    ["os._exit(0)", "os.kill(os.getpid(), 9)", "os.abort()", "os.kill(0, 9)", "os.kill(-1, 9)",
     "import ctypes; ctypes.string_at(0)", "raise SystemExit", "raise KeyboardInterrupt"],
)  # fmt: skip
def test_a_cell_that_ends_the_process_costs_only_itself(grade, full, death):
    results, _ = grade(RIGHT, f"import os\n{death}")
    assert score(results) == full


def test_a_cell_that_was_stopped_late_costs_its_limit_only(grade, full, monkeypatch):
    """Why: on a busy machine the judge itself must wait; a fork bomb then used far more than its
    limit, and the budget of the cells before it, which are run again, was gone."""
    real = Pipe.cost

    def late(pipe):
        used, cost = real(pipe)
        return used, 1000 * cost

    monkeypatch.setattr(Pipe, "cost", late)
    results, answer = grade(RIGHT, "while True: pass")
    assert score(results) == full
    assert not any("used up" in p for p in answer["problems"])


@pytest.mark.parametrize("death", ["os._exit(0)", "os.kill(os.getppid(), 9)", "os.kill(-1, 9)"])
def test_a_function_that_ends_the_process_earns_nothing(grade, death):
    results, _ = grade(f"import os\ndef double(x):\n    {death}")
    assert score(results) == 0 and "could_not_run" not in outcomes(results)


def test_too_much_memory_is_stopped(grade):
    results, _ = grade("def double(x):\n    return [bytearray(1 << 20) for _ in range(10**6)]")
    assert outcomes(results) <= {"memory", "error"} and "memory" in outcomes(results)


def test_a_flood_of_output_harms_nobody(grade, full):
    results, _ = grade('print("x" * 10**7)', RIGHT, 'import sys\nsys.stderr.write("y" * 10**7)')
    assert score(results) == full


def test_a_fork_bomb_is_contained(grade, full):
    results, _ = grade(
        RIGHT, "import os\nfor _ in range(10**4):\n    try: os.fork()\n    except OSError: break"
    )
    assert score(results) in (0, full)
    results, _ = grade(RIGHT)
    assert score(results) == full


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("subclass", "class A(np.ndarray):\n    __eq__ = lambda s, o: True\n"
                     "def double(x):\n    return (2 * x).view(A)"),
        ("float subclass", "class F(float):\n    __eq__ = lambda s, o: True\n    __hash__ = None\n"
                           "def double(x):\n    return F(1)"),
        ("object", "class O:\n    __array__ = lambda s, *a: np.full((1, 1), 2.0)\ndef double(x):\n    return O()"),
        ("broadcastable", "def double(x):\n    return np.full((1, 1), 2.0)"),
        ("nan", "def double(x):\n    return np.full(x.shape, np.nan)"),
        ("generator", "def double(x):\n    yield 2 * x"),
        ("self-referencing", "x = []\nx.append(x)\ndef double(x):\n    return x"),
        ("huge view", "def double(x):\n    return np.lib.stride_tricks.as_strided(x, (1 << 40,), (0,))"),
        ("patched comparison", "np.allclose = lambda *a, **k: True\nnp.isfinite = lambda x: True\n"
                               "np.testing.assert_allclose = lambda *a, **k: None\ndef double(x):\n    return x"),
        ("patched box", "import sys\nfor n, m in list(sys.modules.items()):\n"
                        "    if n.startswith('box') and hasattr(m, 'Worker'):\n"
                        "        m.Worker.handle = lambda s, m, b: ({'op': 'value', 'value': True}, None)\n"
                        "def double(x):\n    return x"),
        ("stack", "import sys\ndef double(x):\n    f = sys._getframe()\n    while f:\n"
                  "        for v in f.f_locals.values():\n"
                  "            if isinstance(v, np.ndarray) and v is not x: return v\n"
                  "        f = f.f_back\n    return x"),
    ],
)  # fmt: skip
def test_no_trick_earns_a_point(grade, name, code):
    results, _ = grade(code)
    assert score(results) == 0, name
    assert "could_not_run" not in outcomes(results)


def test_nothing_secret_is_within_reach(grade, project):
    results, _ = grade("""
import os, sys
def double(x):
    found = []
    for top in ("/opt/box", "/box", "/tmp", "/root", "/home", "/srv"):
        for folder, _, files in os.walk(top):
            found += [n for n in files if n in ("hidden_checks.py", "numpy_ref.py", "checks.py", "judge.py")]
    modules = [m for m in sys.modules if m.startswith("autograder")]
    raise ValueError(f"FOUND {found} {modules} {dict(os.environ)}")
""")
    message = results["test_small_example"]["message"]
    assert "FOUND [] [] {" in message and str(project.root) not in message


def test_one_submission_leaves_nothing_for_the_next(grade):
    grade("import os\nopen('/tmp/planted', 'w').write('x')\nopen('planted', 'w').write('x')\n"
          "if os.fork() == 0:\n    os.setsid()\n    import time\n    time.sleep(60)")  # fmt: skip
    results, _ = grade("""
import os
import re
def double(x):
    raise ValueError(str([os.listdir("/tmp"), os.listdir("/box"), sorted(p for p in os.listdir("/proc") if p.isdigit())]))
""")
    assert "[[], [], ['1', " in results["test_small_example"]["message"]


def test_the_same_seed_gives_the_same_verdicts(grade):
    code = "def double(x):\n    return 2 * x + 2e-9 * np.random.rand(*x.shape)"
    first, again = (
        {k: {**r, "cpu_seconds": 0} for k, r in grade(code)[0].items()} for _ in range(2)
    )
    assert first == again


def test_warnings_prints_and_slowness_keep_full_points(grade, full):
    results, _ = grade("""
import sys, warnings
def double(x):
    warnings.warn("odd"); print("hello"); sys.stderr.write("noise")
    for _ in range(10**6): pass
    return 2 * x
""")
    assert score(results) == full


def test_the_server_is_replaced_when_it_dies(judge, grade, full):
    grade(RIGHT)
    os.kill(judge.server.process.pid, 9)
    results, _ = grade(RIGHT)
    assert score(results) == full


def test_a_torch_answer_is_judged_on_tensors(grade, doubling):
    results, _ = grade(
        "def double(x):\n    assert isinstance(x, torch.Tensor)\n    return 2 * x",
        backend="torch", header="import torch",
    )  # fmt: skip
    assert score(results) == sum(doubling.exercise(SLUG).points("torch"))


def test_numpy_arrays_from_a_torch_answer_earn_nothing(grade):
    results, _ = grade(
        "def double(x):\n    return (2 * x).detach().numpy()",
        backend="torch",
        header="import torch",
    )
    assert score(results) == 0


def printed(answer):
    return {c["label"]: c for c in answer["cells"]}


def test_what_cells_print_is_kept(grade):
    _, answer = grade(
        RIGHT,
        "import sys\nprint('to out')\nsys.stderr.write('to err')\n1 + 1",
        "1 / 0",
        "x = 1",
        "import time\nprint('before')\ntime.sleep(100)",
    )
    cells = printed(answer)
    assert list(cells) == ["cell 2", "cell 3", "cell 5"]
    assert cells["cell 2"]["output"] == "to out\nto err2\n" and cells["cell 2"]["error"] == ""
    assert "ZeroDivisionError: division by zero" in cells["cell 3"]["error"]
    assert "cell 5 ran too long" in cells["cell 5"]["error"]


def test_what_cells_print_is_bounded(grade, full):
    long = "print('begin' + 'x' * 10**6 + 'end')"
    results, answer = grade(RIGHT, *[long] * 20, "import os\n_ = os.write(1, b'y' * 10**6)")
    *outputs, last = [c["output"] for c in answer["cells"]]
    assert score(results) == full and "more than 20000 characters" in last
    assert all(o.startswith("begin") and o.endswith("end\n") for o in outputs)
    assert max(map(len, outputs)) <= 4100 and 0 < sum(map(len, outputs)) <= 20_000
    assert all("left out" in o for o in outputs)


def test_what_functions_print_in_checks_is_not_shown(grade):
    """It could hold the inputs of hidden checks."""
    _, answer = grade("def double(x):\n    print('seen', x)\n    return 2 * x")
    assert answer["cells"] == []


def test_matplotlib_inline_and_exit_do_no_harm(grade, full):
    results, answer = grade("%matplotlib inline\n" + RIGHT, "exit()")
    assert score(results) == full and answer["problems"] == []


TOGETHER = """
import os, time
for _ in range(12):
    if os.fork() == 0:
        held = np.ones(100 << 17)
        time.sleep(60)
while True: time.sleep(0.01)
"""


def test_processes_together_stay_below_the_memory_limit(grade, full):
    results, answer = grade(RIGHT, TOGETHER)
    assert score(results) == full
    assert "512 MB" in answer["problems"][0]


def test_the_watchdog_holds_where_the_kernel_keeps_no_limit(doubling, isolation, monkeypatch):
    monkeypatch.setattr(sandbox.cgroup, "memory_group", lambda slot: None)
    judge = Judge(doubling, Limits(seconds=5, memory_mb=512), "bwrap", slot=91)
    try:
        cells = [["set-up", "import numpy as np"], ["cell 1", RIGHT], ["cell 2", TOGETHER]]
        job = {"assignment": CHAPTER, "backend": "numpy", "cells": cells, "seed": "test"}
        answer = judge.grade(job)
    finally:
        judge.stop()
    assert "cell 2 used too much memory: it used more than 512 MB and was stopped" in str(answer)
    assert {c["outcome"] for c in answer["exercises"][SLUG]} == {"passed"}


V1 = "cgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0\ncgroup /mnt/memory cgroup rw,memory 0 0\n"


def test_where_a_memory_group_may_be_made(tmp_path):
    assert cgroup._parents(V1, "4:memory:/a/b\n3:cpu:/c\n0::/\n") == [(1, Path("/mnt/memory/a/b"))]
    slice_, own = tmp_path / "user.slice", tmp_path / "user.slice" / "session.scope"
    own.mkdir(parents=True)
    (slice_ / "cgroup.subtree_control").write_text("cpu memory pids\n")
    (own / "cgroup.subtree_control").write_text("\n")
    mounts = f"cgroup2 {tmp_path} cgroup2 rw,nsdelegate 0 0\n"
    assert cgroup._parents(mounts, "0::/user.slice/session.scope\n") == [(2, slice_)]
    assert cgroup._parents("proc /proc proc rw 0 0\n", "0::/\n") == []


def test_every_server_has_a_user_of_its_own():
    """The kernel counts processes by user; a bomb in one run must not starve another."""
    users = {sandbox._own_uid(slot) for slot in range(8)}
    assert len(users) == 8 and min(users) > 1000


def test_the_judge_limits_its_own_memory_and_time():
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(MemoryError), guarded(5, spare_mb=100):
        bytearray(1 << 30)
    with pytest.raises(kit.StudentError, match="took too long") as caught, guarded(0.1):
        while True:
            pass
    assert caught.value.outcome == "timeout"
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_visible_checks_are_over_before_a_hidden_input_is_sent(project, isolation):
    """Their messages are shown to the student, who could have put a hidden input into them."""
    chapter = project.assignment("activations_and_losses")
    first, last = chapter.exercises[0], chapter.exercises[-1]
    counting = "".join(f"def {name}(*_):\n    calls.append(1)\n" for name in first.functions)
    telling = "".join(
        f'def {name}(*_):\n    raise ValueError(f"calls {{len(calls)}}")\n'
        for name in last.functions
    )
    judge = Judge(project, Limits(seconds=5), "bwrap", slot=91)
    try:
        cells = [["cell 1", f"calls = []\n{counting}{telling}"]]
        job = {"assignment": chapter.name, "backend": "numpy", "cells": cells, "seed": "test"}
        told = judge.grade(job)["exercises"][last.slug]
    finally:
        judge.stop()
    seen = {
        visible: {int(n) for c in told if c["visible"] is visible
                  for n in re.findall(r"calls (\d+)", c["message"])}
        for visible in (True, False)
    }  # fmt: skip
    assert seen[True] and seen[False]
    assert max(seen[True]) < min(seen[False])
