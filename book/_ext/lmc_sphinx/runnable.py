"""Cells tagged `runnable`: the reader can run and change them on the page.

The reader's Python has the standard library, math and NumPy, and runs one cell by itself. So a
runnable cell must print by itself what the page shows: it is run again here, alone, by the very
file that runs it in the browser. A cell that leans on an earlier one breaks the build.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import subprocess
import sys
from html import escape
from pathlib import Path

from docutils import nodes

from lmc_sphinx import cells
from lmc_sphinx.warn import warn
from lmc_sphinx.words import _

TAG = "runnable"
RULE = "runnable"
RUNNER = Path(__file__).resolve().parents[2] / "_assets" / "run" / "runner.py"
LIMIT_SECONDS = 60
HIDING = {"hide-input", "hide-cell", "remove-input", "remove-cell"}
ALONE = """
import json, runpy, sys
run = runpy.run_path(sys.argv[1])["run"]
results = []
for code in json.load(sys.stdin):
    printed = []
    results.append(run(code, printed.append) | {"printed": "".join(printed)})
json.dump(results, sys.stdout)
"""
BAR = """<div class="lmc-run" data-kind="{kind}" data-id="{id}"{more}>
<div class="lmc-run-bar">
{buttons}
<span class="lmc-run-status" role="status">{say}</span>
</div>
</div>
"""
BUTTON = (
    '<button type="button" data-do="{do}"{hidden}>{words}<span class="lmc-sr"> {of}</span></button>'
)


def add_buttons(doctree: nodes.document) -> None:
    """Give every runnable cell its buttons, under its code; complain about those that cannot run."""
    tagged = [c for c in cells.code_cells(doctree) if TAG in cells.tags(c)]
    fit = [cell for cell in tagged if _may_run(cell)]
    for cell, result in zip(fit, _run_alone([cells.source(cell) for cell in fit])):
        _compare(cell, result)
    for cell in fit:
        digest = hashlib.sha256(cells.source(cell).encode()).hexdigest()[:12]
        cell.insert(1, nodes.raw("", bar("cell", f"cell-{digest}", _("this cell")), format="html"))


def bar(kind: str, key: str, of: str, data: dict[str, str] | None = None, say: str = "") -> str:
    """The buttons' HTML, which run.js brings to life; `of` completes their names."""
    exercise = kind == "exercise"
    shown = [
        ("edit", _("Write it here") if exercise else _("Edit"), False),
        ("run", _("Run"), exercise),
        *([("check", _("Check"), True)] if exercise else []),
        ("stop", _("Stop"), True),
        ("reset", _("Reset"), True),
    ]
    if not exercise:
        shown[:2] = shown[1::-1]  # a cell can be run as it stands
    return BAR.format(
        kind=kind,
        id=escape(key),
        more="".join(f' data-{k}="{escape(v)}"' for k, v in (data or {}).items()),
        buttons="\n".join(
            BUTTON.format(do=do, words=words, of=escape(of), hidden=" hidden" if hidden else "")
            for do, words, hidden in shown
        ),
        say=escape(say),
    )


def _may_run(cell: nodes.container) -> bool:
    """Whether the cell keeps the rules that can be seen without running it."""
    hidden = sorted(HIDING & set(cells.tags(cell)))
    if hidden:
        warn(f"a runnable cell must show its code; remove the tags {hidden}.", cell, RULE)
        return False
    try:
        strange = sorted(_imports(cells.source(cell)) - sys.stdlib_module_names - {"numpy"})
    except SyntaxError as error:
        warn(f"a runnable cell must be plain Python, without magics: {error.msg}.", cell, RULE)
        return False
    if strange:
        warn(
            f"a runnable cell may import the standard library and numpy; got {strange}.", cell, RULE
        )
    elif not _prints_only(cell):
        warn("a runnable cell must print its result, and show nothing else.", cell, RULE)
    else:
        return True
    return False


def _imports(code: str) -> set[str]:
    """The top-level packages that the code imports."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def _prints_only(cell: nodes.container) -> bool:
    """Whether the page shows printed text as the cell's output, and nothing else."""
    blocks = [part for output in cells.outputs(cell) for part in output.children]
    return bool(blocks) and all("stream" in block.get("classes", []) for block in blocks)


def _run_alone(codes: list[str]) -> list[dict[str, str]]:
    """Run each code by itself with runner.py, in one fresh Python."""
    if not codes:
        return []
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(RUNNER)],
        input=json.dumps(codes),
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=True,
    )
    return json.loads(done.stdout)


def _compare(cell: nodes.container, result: dict[str, str]) -> None:
    if result["outcome"] != "done":
        last = result["message"].splitlines()[-1]
        warn(
            f"run by itself, as on the page, this cell ends with {last!r}. It may use only math, "
            "np and what it defines itself; remove the tag 'runnable', or make it whole.",
            cell,
            RULE,
        )
    elif result["printed"].rstrip() != cells.printed(cell).rstrip():
        warn(
            "run by itself, as on the page, this cell prints something else than the page shows: "
            f"expected {cells.printed(cell)!r}, got {result['printed']!r}.",
            cell,
            RULE,
        )
