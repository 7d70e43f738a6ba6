"""What the reader's browser runs: runner.py itself, the buttons, and the packages it loads."""

from __future__ import annotations

import hashlib
import json
import runpy
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fetch_pyodide_packages as packages
import pytest
from lmc_sphinx.runnable import RUNNER
from test_extension import CONF, HEAD, cell, run_sphinx

from autograder import notebooks
from autograder.project import Project

ROOT = Path(__file__).resolve().parents[2]
RUN = runpy.run_path(str(RUNNER))
PROJECT = Project(ROOT)


def run(code: str) -> tuple[str, str, str]:
    """(outcome, what was printed, message) of a cell."""
    printed: list[str] = []
    result = RUN["run"](code, printed.append)
    return result["outcome"], "".join(printed), result["message"]


class TestRunner:
    def test_shows_a_last_expression_as_a_notebook_does(self):
        assert run("x = 2\nprint(x)\nx + 1") == ("done", "2\n3\n", "")
        assert run("None") == ("done", "", "")

    def test_has_what_a_chapter_imports_first(self):
        assert run("print(np.ones(2), math.pi > 3)") == ("done", "[1. 1.] True\n", "")

    def test_loads_numpy_only_for_code_that_names_it(self):
        assert run("print('np' in globals())")[1] == "True\n"  # named, so loaded
        assert run("print(sorted(n for n in globals() if n[0] != '_'))")[1] == "['math']\n"

    @pytest.mark.parametrize(
        ("code", "lines"),
        [
            ("\n\n1 / 0", ["your code, line 3, in <module>", "1 / 0", "ZeroDivisionError"]),
            ("def f():\n    g()\n\n\nf()", ["line 5, in <module>", "line 2, in f", "NameError"]),
            ("if True\n  x", ["your code, line 1", "SyntaxError"]),
            ("raise SystemExit(3)", ["your code, line 1", "SystemExit: 3"]),
            ("def f():\n    return f()\n\n\nf()", ["line 2, in f", "RecursionError"]),
        ],
    )
    def test_errors_name_the_reader_s_lines_and_not_ours(self, code, lines):
        outcome, _, message = run(code)
        assert outcome == "error" and "runner.py" not in message
        assert all(line in message for line in lines), message

    def test_what_was_printed_before_an_error_is_shown(self):
        assert run("print('before')\n1 / 0")[:2] == ("error", "before\n")

    def test_output_stops_at_the_limit_even_where_errors_are_swallowed(self):
        code = (
            "while True:\n    try:\n        print('x' * 999)\n    except Exception:\n        pass"
        )
        outcome, printed, message = run(code)
        assert outcome == "limit" and len(printed) == RUN["LIMIT"] and "20,000" in message

    def test_an_interrupt_is_no_error(self):
        assert run("raise KeyboardInterrupt")[0] == "stopped"

    def test_standard_output_is_given_back(self, capsys):
        run("1 / 0")
        print("ours")
        assert capsys.readouterr().out == "ours\n"


def parts_of(slug: str) -> dict[str, str]:
    """An exercise's cells as the site publishes them."""
    from lmc_sphinx.on_page import cells_of

    exercise = PROJECT.exercise(slug)
    found = cells_of(exercise.notebook("numpy"))
    given = found.get(notebooks.given_id(slug), "")
    return {"kit": found[notebooks.KIT], "given": given, "checks": found[slug]}


@pytest.mark.parametrize("slug", sorted(PROJECT.exercises))
def test_each_exercise_is_judged_as_in_its_notebook(slug):
    """Why: on the page the reference must earn all visible points, and the stub none."""
    exercise = PROJECT.exercise(slug)
    for answer, share in ((exercise.answer("numpy"), 1), (exercise.stub("numpy"), 0)):
        printed: list[str] = []
        result = RUN["check"](parts_of(slug), answer, printed.append)
        assert result["outcome"] == "done", result["message"]
        assert result["points"] == share * exercise.points("numpy")[0], "".join(printed)


def test_an_answer_that_does_not_run_is_not_checked():
    """Why: its error, with its line, is what helps."""
    result = RUN["check"](parts_of("softmax_stable"), "x = (", lambda text: None)
    assert result["points"] is None and "your code, line 1" in result["message"]


def test_given_code_is_there_when_an_answer_is_tried():
    """Why: the exercise says that it may be used."""
    printed: list[str] = []
    code = "print(sigmoid(0.0), np.pi > 3, BACKEND)"
    result = RUN["try_answer"](parts_of("lstm_cell"), code, printed.append)
    assert (result["outcome"], "".join(printed)) == ("done", "0.5 True numpy\n")


def book(folder: Path, text: str, conf: str = ""):
    """Build a one-page book."""
    for name in ("book", "exercises"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "index.md").write_text(text)
    (folder / "conf.py").write_text(CONF + conf)
    return run_sphinx(folder)


class TestButtons:
    PAGE = HEAD + "What comes out?\n\n" + cell("print(np.ones(2))", "predict", "runnable")

    def test_stand_between_code_and_output(self, tmp_path):
        page = self.PAGE.replace("print(np", "import numpy as np\n\nprint(np")
        built = book(tmp_path, page)
        assert built.code == 0, built.messages
        box = built.page.select_one(".cell > .lmc-run")
        assert "cell_input" in box.find_previous_sibling().get("class")
        assert box.find_next_sibling().name == "details"  # the folded prediction
        names = [b.text for b in box.select("button:not([hidden])")]
        assert names == ["Run this cell", "Edit this cell"]
        assert box.select_one("[role=status]").text == ""

    def test_only_pages_with_them_load_the_script(self, tmp_path):
        built = book(tmp_path, HEAD + cell("print(1)"))
        assert built.code == 0, built.messages
        assert not built.page.select("script[src*='run.js'], link[href*='run.css']")


class TestPackages:
    """fetch_pyodide_packages.py, with a local server in the place of Pyodide's distribution."""

    WHEELS = {"numpy": b"numpy's bytes", "helper": b"helper's bytes"}

    @pytest.fixture
    def lock(self) -> dict:
        """A lock file of the form that Pyodide publishes."""
        entries = {
            name: {
                "name": name,
                "file_name": f"{name}-1-py3-none-any.whl",
                "sha256": hashlib.sha256(content).hexdigest(),
                "depends": ["helper"] if name == "numpy" else [],
            }
            for name, content in self.WHEELS.items()
        }
        return {"packages": entries}

    @pytest.fixture
    def base(self, tmp_path):
        """The address of the stand-in distribution, and its folder."""
        folder = tmp_path / "distribution"
        folder.mkdir()
        for name, content in self.WHEELS.items():
            (folder / f"{name}-1-py3-none-any.whl").write_bytes(content)

        class Quiet(SimpleHTTPRequestHandler):
            def log_message(self, *args: object) -> None:
                """The test's own report is enough."""

        with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}/", folder
            server.shutdown()

    def test_fetches_once_with_dependencies_and_drops_old_versions(self, base, lock, tmp_path):
        target = tmp_path / "target"
        target.mkdir()
        (target / "numpy-0-py3-none-any.whl").write_bytes(b"old")
        assert len(packages.fetch(base[0], lock, target)) == 2
        assert (target / "numpy-1-py3-none-any.whl").read_bytes() == self.WHEELS["numpy"]
        assert len(list(target.iterdir())) == 2
        assert packages.fetch("http://127.0.0.1:9/", lock, target) == []

    def test_refuses_another_hash(self, base, lock, tmp_path):
        (base[1] / "numpy-1-py3-none-any.whl").write_bytes(b"something else")
        with pytest.raises(packages.PackagesError, match="expected sha256"):
            packages.fetch(base[0], lock, tmp_path / "target")
        assert not (tmp_path / "target/numpy-1-py3-none-any.whl").exists()

    def test_says_what_follows_when_it_cannot_be_had(self, base, lock, tmp_path):
        (base[1] / "numpy-1-py3-none-any.whl").unlink()
        with pytest.raises(packages.PackagesError, match="404.*can be built without it"):
            packages.fetch(base[0], lock, tmp_path / "target")

    def test_the_pinned_lock_has_what_is_wanted(self):
        lock = json.loads(packages.LOCK.read_text())
        found = packages._with_dependencies(packages.WANTED, lock["packages"])
        assert all(len(entry["sha256"]) == 64 for entry in found)

    @pytest.mark.parametrize("content", [b"numpy's bytes", b"something else"])
    def test_the_build_takes_only_the_published_file(self, lock, tmp_path, content):
        vendor = tmp_path / "vendor/static/vendor/pyodide"
        vendor.mkdir(parents=True)
        (vendor / "pyodide-lock.json").write_text(json.dumps(lock))
        (tmp_path / "packages").mkdir()
        (tmp_path / "packages/numpy-1-py3-none-any.whl").write_bytes(content)
        conf = 'lmc_vendor = "vendor"\nlmc_pyodide_packages = "packages"\n'
        code = cell("import numpy as np\n\nprint(np.ones(2))", "runnable")
        built = book(tmp_path, HEAD + code, conf)
        if content == self.WHEELS["numpy"]:
            assert built.code == 0, built.messages
            assert built.page.select_one("script[data-packages]")["data-packages"] == "numpy"
            assert (tmp_path / "html/_static/vendor/pyodide/numpy-1-py3-none-any.whl").is_file()
        else:
            assert built.code != 0 and "expected a file of pyodide-lock.json" in built.messages
