"""Notebooks that are broken, enormous, or changed where a student must not change them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import nbformat

from autograder.attack.hand_in import FULL, MARK, NOTHING, REFUSED, HandIn, attack
from autograder.attack.target import CHAPTER, RIGHT, SLUG

WRONG = "def double(x):\n    return x\n\n\ndef applied(f, x):\n    return x\n"


@attack(REFUSED)
def broken_json(h: HandIn) -> None:
    """One half-written file must not stop the class."""
    h.answer()
    h.raw = json.dumps(h.notebook).encode()[:-2000]


@attack(REFUSED)
def no_notebook_at_all(h: HandIn) -> None:
    """JSON, but a list of lists of nothing."""
    h.raw = b'[[], {"cells": 1}, null]'


@attack(REFUSED)
def deep_json(h: HandIn) -> None:
    """A million brackets overflow a parser's stack."""
    h.raw = b'{"cells": ' + b"[" * 10**6


@attack(REFUSED)
def json_just_deep_enough(h: HandIn) -> None:
    """Parsed without complaint, and then too deep for whoever shows it."""
    h.raw = b'{"nbformat": ' + b"[" * 900 + b"]" * 900 + b', "cells": 3}'


@attack(REFUSED)
def a_number_of_a_million_digits(h: HandIn) -> None:
    """Turning digits into a number takes time that grows with their square."""
    h.raw = b'{"nbformat": ' + b"9" * 10**6 + b', "cells": []}'


@attack(REFUSED)
def notebook_of_200_mb(h: HandIn) -> None:
    """A file that is larger than the memory that reads it (sparse, so cheap to hand in)."""

    def write(folder: Path) -> None:
        path = folder / CHAPTER / "numpy.ipynb"
        path.parent.mkdir(parents=True)
        path.touch()
        os.truncate(path, 200 << 20)

    h.instead = write


@attack(REFUSED)
def millions_of_small_values(h: HandIn) -> None:
    """20 MB of empty lists become 500 MB of objects."""
    h.raw = b'{"cells": [], "metadata": {"x": [' + b"[]," * 6_000_000 + b"0]}}"


@attack(REFUSED)
def five_thousand_cells(h: HandIn) -> None:
    """Each costs little; all of them hold up the class."""
    h.notebook.cells += [nbformat.v4.new_code_cell("1") for _ in range(5000)]


@attack(REFUSED)
def a_cell_of_a_megabyte(h: HandIn) -> None:
    """More than one message to the sandbox may hold, once its characters are escaped."""
    h.answer(RIGHT + "# " + "\U0001f600" * 10**6)


@attack(FULL)
def lone_surrogates_everywhere(h: HandIn) -> None:
    """Half a character, which no encoding can write: in source, ids and metadata."""
    h.answer(RIGHT + '\nword = "\ud800"  # \udfff\n')
    h.cell("print('\ud83d')\nraise ValueError('\ud83d')")
    h.notebook.metadata["title"] = "\ud800"
    h.notebook.cells[-1].id = "\udc00"


@attack(FULL)
def nan_and_duplicate_keys(h: HandIn) -> None:
    """NaN is no JSON, and of two equal keys parsers pick different ones."""
    h.answer()
    text = json.dumps(h.notebook)
    h.raw = ('{"nbformat": NaN, "cells": [{}], "x": -Infinity, ' + text[1:]).encode()


@attack(FULL)
def other_schema_versions(h: HandIn) -> None:
    """Metadata of another nbgrader, or of none that ever was."""
    h.answer()
    for version, cell in enumerate(c for c in h.notebook.cells if "nbgrader" in c.metadata):
        cell.metadata.nbgrader.schema_version = (1, 99, "3", None, [3], {})[version % 6]


@attack(FULL)
def notebook_format_3(h: HandIn) -> None:
    """The format of 2012: worksheets, and `input` in place of `source`."""
    h.answer()
    cells = [
        {"cell_type": c.cell_type, "metadata": c.metadata, "input": c.source}
        for c in h.notebook.cells
    ]
    h.raw = json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}).encode()


@attack(FULL)
def cells_in_reverse_order(h: HandIn) -> None:
    """Our cells come at the end, the answer before the imports."""
    h.answer()
    h.notebook.cells.reverse()


@attack(FULL)
def cells_with_equal_ids(h: HandIn) -> None:
    """One duplicated id stopped a whole class in another grader."""
    h.answer()
    for cell in h.notebook.cells:
        cell.id = "same"
    h.notebook.cells += [h.by_id("setup"), h.by_id(SLUG)]


@attack(FULL)
def cells_without_any_mark(h: HandIn) -> None:
    """Ids and metadata dropped, as some editors do: the answer is still an answer."""
    h.answer()
    for cell in h.notebook.cells:
        cell.metadata = {}
        del cell["id"]


@attack(NOTHING)
def a_second_answer_cell(h: HandIn) -> None:
    """The first is right, the second is wrong: the notebook as it runs decides."""
    h.answer()
    twin = json.loads(json.dumps(h.answer_cell))
    h.notebook.cells.append(nbformat.from_dict({**twin, "source": WRONG}))


@attack(NOTHING)
def cells_of_another_type(h: HandIn) -> None:
    """The answer becomes text, the checks become raw cells: nothing is left to run."""
    h.answer()
    for cell in h.notebook.cells:
        cell.cell_type = "markdown" if cell is h.answer_cell else "raw"


@attack(NOTHING)
def skip_execution_on_the_checks(h: HandIn) -> None:
    """A tag on the checks' cells gave full marks to an empty hand-in in nbgrader."""
    h.answer(WRONG)
    for cell in h.notebook.cells:
        cell.metadata["tags"] = ["skip-execution", "raises-exception"]


@attack(NOTHING)
def rewritten_checks(h: HandIn) -> None:
    """The checks' cell says 100 points, in source, metadata and output."""
    h.answer(WRONG)
    checks = h.by_id(SLUG)
    checks.source = "100.0"
    checks.metadata.nbgrader.points = 1000
    checks.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "100.0"})]
    extra = nbformat.v4.new_code_cell("1000.0")
    extra.metadata["nbgrader"] = {**checks.metadata.nbgrader, "grade_id": "bonus"}
    h.notebook.cells.append(extra)


@attack(NOTHING)
def a_kernel_of_their_own(h: HandIn) -> None:
    """A kernelspec that names another program to run the notebook with."""
    h.answer(WRONG)
    h.notebook.metadata["kernelspec"] = {
        "name": "../../../../bin/sh",
        "argv": ["/bin/sh", "-c", "touch /tmp/pwned"],
        "language": "bash",
    }


@attack(NOTHING)
def modules_beside_the_notebook(h: HandIn) -> None:
    """A numpy.py, sitecustomize.py or nbgrader_config.py in the folder is imported elsewhere."""
    h.answer(WRONG)
    for name in ("numpy.py", "torch.py", "sitecustomize.py", "conftest.py", "nbgrader_config.py"):
        h.beside[name] = f"raise SystemExit('{MARK}')"
    h.beside["results.json"] = '{"score": 100}'


@attack(FULL)
def paths_in_ids(h: HandIn) -> None:
    """Ids and grade_ids that are paths, 10,000 characters long, or hold NUL."""
    h.answer()
    names = ("../../../../tmp/pwned", "x" * 10_000, "a\0b", "CON", "/etc/passwd", "", "__class__")
    for name in names:
        cell = nbformat.v4.new_code_cell("1")
        cell["id"] = name
        cell.metadata["nbgrader"] = {"grade_id": name, "grade": True, "solution": True, "points": 9}
        h.notebook.cells.append(cell)
