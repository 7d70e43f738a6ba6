"""What Run and Check need on the site: the script, the exercises' cells, Pyodide's packages.

The exercises' cells and the kit are taken from the student notebooks as they are, so that the
page and the notebook run the same code, and nothing that a student may not have can get here.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from autograder import notebooks
from autograder.exercise import Exercise
from lmc_sphinx import runnable
from lmc_sphinx.words import N_, _
from lmc_sphinx.words import data as said

SCRIPT, STYLE = "run/run.js", "run/run.css"
KIT = "exercises/kit.py"
PYODIDE = "_static/vendor/pyodide"
LOCK = "static/vendor/pyodide/pyodide-lock.json"
HIDDEN = N_("Runs NumPy in your browser. Visible checks only: hand in the notebook for the rest.")


def setup(app: Sphinx) -> None:
    """Register the option and hook in."""
    app.add_config_value("lmc_pyodide_packages", "", "env", str)
    app.connect("html-page-context", _add_script)
    app.connect("build-finished", _copy_packages)


def exercise_buttons(exercise: Exercise, up: str) -> str:
    """The HTML that lets a reader solve an exercise in NumPy on its card."""
    folder = f"{up}exercises/{exercise.chapter}"
    data = {
        "source": f"{folder}/{exercise.slug}.json",
        "kit": f"{up}{KIT}",
        "notebook": f"{folder}/numpy.ipynb",
    }
    title = said("exercises", exercise.title)
    return runnable.bar("exercise", exercise.slug, f"({title})", data, _(HIDDEN))


def publish(exercise: Exercise, outdir: Path) -> None:
    """Write one exercise's notebook cells, and the kit, where run.js fetches them."""
    found = cells_of(exercise.notebook("numpy"))
    missing = {notebooks.KIT, exercise.slug, notebooks.answer_id(exercise.slug)} - found.keys()
    if missing:
        raise ExtensionError(
            f"{exercise.notebook('numpy')} lacks the cells {sorted(missing)}. "
            'Run "autograder build".'
        )
    parts = {
        "stub": found[notebooks.answer_id(exercise.slug)],
        "given": found.get(notebooks.given_id(exercise.slug), ""),
        "checks": found[exercise.slug],
    }
    path = outdir / "exercises" / exercise.chapter / f"{exercise.slug}.json"
    path.write_text(json.dumps(parts, ensure_ascii=False, indent=1), encoding="utf-8")
    (outdir / KIT).write_text(found[notebooks.KIT], encoding="utf-8")


def cells_of(notebook: Path) -> dict[str, str]:
    """grade_id -> source of a notebook's cells."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    found = {}
    for cell in content.get("cells", []):
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        found[name] = "".join(cell["source"])
    return found


def packages(app: Sphinx) -> dict[str, Path]:
    """Name -> wheel of each Pyodide package that lies ready, verified by the lock file's hash.

    Raises:
        ExtensionError: a file that the lock file does not know, or whose hash differs.
    """
    if not app.config.lmc_pyodide_packages:
        return {}
    folder = Path(app.confdir, app.config.lmc_pyodide_packages)
    lock = json.loads(Path(app.confdir, app.config.lmc_vendor, LOCK).read_text(encoding="utf-8"))
    by_file = {entry["file_name"]: entry for entry in lock["packages"].values()}
    found = {}
    for wheel in sorted(folder.glob("*.whl")):
        entry = by_file.get(wheel.name)
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        if entry is None or entry["sha256"] != digest:
            raise ExtensionError(
                f"{wheel}: expected a file of pyodide-lock.json with its sha256; got {digest}. "
                "Delete it and run: python book/_ext/fetch_pyodide_packages.py"
            )
        found[entry["name"]] = wheel
    return found


def _add_script(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if 'class="lmc-run"' in context.get("body", ""):
        names = " ".join(sorted(packages(app)))
        app.add_css_file(STYLE)
        app.add_js_file(SCRIPT, loading_method="defer", **{"data-packages": names})


def _copy_packages(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    for wheel in packages(app).values():
        shutil.copy(wheel, Path(app.outdir, PYODIDE, wheel.name))
