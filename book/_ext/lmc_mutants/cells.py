"""The code cells of a page, and which of them its checks depend on.

Running a whole chapter takes a minute, because networks are trained on it. The checks need little
of that, so a cell runs only if a later cell that runs reads what it makes. Drawn random numbers
therefore differ from the page's; a check that holds only for the page's own draws fails here.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from myst_nb.core.read import read_myst_markdown_notebook

PREFIX = "check-"
INLINE = {"genexpr", "listcomp", "setcomp", "dictcomp"}  # scopes that run where they stand


@dataclass(frozen=True)
class Cell:
    """One code cell."""

    code: str
    tags: tuple[str, ...]

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The equations that it checks."""
        return tuple(t.removeprefix(PREFIX) for t in self.tags if t.startswith(PREFIX))

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.code)


def read(page: Path) -> list[Cell]:
    """The page's code cells in order, without IPython magics."""
    notebook = read_myst_markdown_notebook(page.read_text(encoding="utf-8"), add_source_map=False)
    return [
        Cell(_without_magics(cell.source), tuple(cell.metadata.get("tags", [])))
        for cell in (notebook.cells if notebook else [])
        if cell.cell_type == "code"
    ]


def _without_magics(code: str) -> str:
    lines = code.splitlines()
    return "\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in lines)


def needed(cells: list[Cell]) -> list[int]:
    """Positions of the check cells and of all that they depend on, in page order."""
    imported = {name for cell in cells for name in _imported(cell.tree)}
    names = [_Names.of(cell.tree, imported) for cell in cells]
    late: set[str] = set()  # read inside functions, so perhaps long after their definition
    while True:
        kept = _slice(cells, names, late)
        found = {name for i in kept for name in names[i].late}
        if found <= late:
            return kept
        late |= found


def _slice(cells: list[Cell], names: list[_Names], late: set[str]) -> list[int]:
    kept, wanted = [], set()
    for i in reversed(range(len(cells))):
        mine = names[i]
        if cells[i].labels or (mine.bound | mine.touched) & (wanted | late):
            kept.append(i)
            wanted = (wanted - mine.bound) | mine.read
    return kept[::-1]


@dataclass
class _Names:
    """What a cell reads, binds, and changes in place."""

    read: set[str]
    bound: set[str]
    touched: set[str]
    late: set[str]

    @classmethod
    def of(cls, tree: ast.Module, imported: set[str]) -> _Names:
        names = cls(set(), set(), set(), set())
        for statement in tree.body:
            table = symtable.symtable(ast.unparse(statement), "cell", "exec")
            now, late = _reads(table)
            names.read |= now - names.bound
            names.late |= late
            names.bound |= {s.get_name() for s in table.get_symbols() if s.is_assigned()}
            names.bound |= {s.get_name() for s in table.get_symbols() if s.is_imported()}
            names.touched |= set(_touched(statement)) - imported
        return names


def _reads(table: symtable.SymbolTable) -> tuple[set[str], set[str]]:
    """(names read here, names read in functions) by a top-level statement."""
    now = {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    late: set[str] = set()
    for child in table.get_children():
        inner = _globals(child)
        now |= inner
        if child.get_name() not in INLINE:
            late |= inner
    return now, late


def _globals(table: symtable.SymbolTable) -> set[str]:
    mine = {s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced()}
    return mine.union(*(_globals(child) for child in table.get_children()))


def _touched(statement: ast.stmt) -> Iterator[str]:
    """Names whose object may be changed: `x[i] = …`, `x.y = …`, `x.append(…)`."""
    for node in ast.walk(statement):
        stored = isinstance(getattr(node, "ctx", None), ast.Store)
        if isinstance(node, (ast.Subscript, ast.Attribute)) and stored:
            yield from _base(node)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield from _base(node.value.func)


def _base(node: ast.expr) -> Iterator[str]:
    if not isinstance(node, (ast.Subscript, ast.Attribute)):
        return
    while isinstance(node, (ast.Subscript, ast.Attribute, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        yield node.id


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from ((a.asname or a.name).split(".")[0] for a in node.names)
