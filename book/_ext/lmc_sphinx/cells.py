"""Reading myst-nb's code cells in a doctree."""

from __future__ import annotations

import ast

from docutils import nodes


def code_cells(tree: nodes.Element) -> list[nodes.container]:
    """Every code cell, in page order (a list, because callers move cells)."""
    return [n for n in tree.findall(nodes.container) if n.get("nb_element") == "cell_code"]


def tags(cell: nodes.container) -> list[str]:
    """The tags that the author gave the cell."""
    return list(cell["cell_metadata"].get("tags", []))


def source(cell: nodes.container) -> str:
    """The cell's code; empty when the page leaves it out (remove-input)."""
    for part in cell.children:
        if part.get("nb_element") == "cell_code_source":
            return part.astext()
    return ""


def outputs(cell: nodes.container) -> list[nodes.Element]:
    """The containers that hold the cell's output: one or none."""
    return [p for p in cell.children if p.get("nb_element") == "cell_code_output"]


def printed(cell: nodes.container) -> str:
    """All that the cell printed."""
    return "\n".join(
        block.astext()
        for output in outputs(cell)
        for block in output.findall(nodes.literal_block)
        if "stream" in block["classes"]
    )


def last_printed_line(cell: nodes.container) -> str:
    """The last line that the cell printed, or nothing."""
    lines = [line.strip() for line in printed(cell).splitlines() if line.strip()]
    return lines[-1] if lines else ""


def asserts_something(code: str) -> bool:
    """Whether the code holds an assert that could fail, or calls a function named assert_…."""
    try:
        tree = ast.parse(_without_magics(code))
    except SyntaxError:
        return False
    return any(_is_assertion(node) for node in ast.walk(tree))


def _is_assertion(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return not isinstance(node.test, ast.Constant)  # "assert True" proves nothing
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        return name.startswith("assert_")
    return False


def _without_magics(code: str) -> str:
    lines = code.splitlines()
    return "\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in lines)
