"""The named answers beside an exercise's references: mistakes (wrong.py), other forms (right.py).

A class is one answer. Its docstring says why. What it holds is either functions, written out, or
`edits`: {"a piece of the reference": "what stands there instead"}, so that a mistake of one line is
one line. Helpers and constants that stand beside the classes are given to those that use them.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import markers
from autograder.errors import SpecError

BACKENDS = ("numpy", "torch")
INDENTS = [" " * width for width in range(0, 25, 4)]


@dataclass(frozen=True)
class Answer:
    """A named answer from wrong.py (must lose points) or right.py (must keep them all)."""

    name: str
    why: str
    backends: tuple[str, ...]
    functions: dict[str, str]  # name -> source

    @property
    def backend(self) -> str:
        """The backends as one word, for display."""
        return " and ".join(self.backends)

    @property
    def source(self) -> str:
        """All of its functions as one piece of code."""
        return "\n\n".join(self.functions.values()) + "\n"


def parse(source: str, path: Path) -> ast.Module:
    """The file's syntax tree.

    Raises:
        SpecError: it is not Python; says in which line.
    """
    try:
        return ast.parse(source, str(path))
    except SyntaxError as error:
        raise SpecError(path, error.lineno or 1, f"not Python: {error.msg}.") from None


def read(path: Path, functions: list[str], reference: Callable[[str], str]) -> list[Answer]:
    """All answers of a file, in its order.

    Args:
        functions: what the student has to write; each answer holds at least one of them.
        reference: gives the reference's code for "numpy" or "torch".

    Returns:
        One entry a class, or one for each backend where the same edits give different code.

    Raises:
        SpecError: with file and line, what was expected and what was got.
    """
    if not path.exists():
        raise SpecError(path, 1, "missing: name the mistakes that people make.")
    source = path.read_text()
    body = parse(source, path).body
    shared = {name: node for node in body for name in _bound(node)}
    return [
        answer
        for node in body
        if isinstance(node, ast.ClassDef)
        for answer in _Class(node, source, path, shared).answers(functions, reference)
    ]


class _Class:
    """One class of an answers' file."""

    def __init__(
        self, node: ast.ClassDef, source: str, path: Path, shared: dict[str, ast.stmt]
    ) -> None:
        self.node, self.source, self.path, self.shared = node, source, path, shared
        self.why = ast.get_docstring(node)
        if not self.why:
            raise self._wrong("needs a docstring that says why")
        self.settings = {
            ast.unparse(item.targets[0]): item for item in node.body if isinstance(item, ast.Assign)
        }
        if unknown := sorted(set(self.settings) - {"backends", "edits"}):
            raise self._wrong(f"knows backends and edits; got {', '.join(unknown)}")
        self.backends: tuple[str, ...] = tuple(self._setting("backends", ("numpy",)))
        if not self.backends or set(self.backends) - set(BACKENDS):
            raise self._wrong(f"backends must be among {BACKENDS}; got {self.backends}")

    def _wrong(self, what: str) -> SpecError:
        return SpecError(self.path, self.node.lineno, f"{self.node.name}: {what}.")

    def _setting(self, name: str, default: Any = None) -> Any:
        if name not in self.settings:
            return default
        try:
            return ast.literal_eval(self.settings[name].value)
        except ValueError:
            raise self._wrong(f"{name} must be a constant") from None

    def answers(self, functions: list[str], reference: Callable[[str], str]) -> Iterator[Answer]:
        written = {
            item.name: _dedented(self.source, item)
            for item in self.node.body
            if isinstance(item, (ast.FunctionDef, ast.ClassDef))
        }
        helpers = {n: _dedented(self.source, self.shared[n]) for n in _used(self.node, self.shared)}
        edits = self._setting("edits")
        if edits is None:
            yield self._answer(self.backends, helpers | written, functions)
            return
        texts = [*edits, *edits.values()] if isinstance(edits, dict) else []
        if written or not texts or not all(isinstance(text, str) for text in texts):
            raise self._wrong("holds either functions, or edits = {'old piece': 'new piece'}")
        changed = {b: self._edited(edits, reference(b), b) for b in self.backends}
        for code in dict.fromkeys(tuple(c.items()) for c in changed.values()):
            same = tuple(b for b in self.backends if tuple(changed[b].items()) == code)
            yield self._answer(same, dict(code), functions)

    def _answer(
        self, backends: tuple[str, ...], found: dict[str, str], functions: list[str]
    ) -> Answer:
        if not set(found) & set(functions):
            raise self._wrong(f"defines none of {functions}")
        return Answer(self.node.name, str(self.why), backends, found)

    def _edited(self, edits: dict[str, str], reference: str, backend: str) -> dict[str, str]:
        """The definitions of the reference that the edits change, as they then are."""
        reference = markers.drop(reference)
        before, text = _definitions(parse(reference, self.path), reference), reference
        for old, new in edits.items():
            text = self._replaced(text, old, new, backend)
        try:
            after = _definitions(ast.parse(text), text)
        except SyntaxError as error:
            raise self._wrong(f"is not Python after its edits ({backend}): {error.msg}") from None
        return {name: code for name, code in after.items() if code != before.get(name)}

    def _replaced(self, text: str, old: str, new: str, backend: str) -> str:
        """The text with one piece exchanged; a piece of several lines stands at any depth."""
        forms = {textwrap.indent(old, pad).strip() for pad in INDENTS}
        count = sum(text.count(form) for form in forms)
        if count != 1:
            raise self._wrong(
                f"{old!r} must stand once in the {backend} reference; it stands {count} times"
            )
        form = next(form for form in forms if form in text)
        line = text[: text.index(form)].rpartition("\n")[2]
        indent = " " * (len(line) - len(line.lstrip()))
        return text.replace(form, textwrap.indent(new, indent).strip())


def _definitions(tree: ast.Module, source: str) -> dict[str, str]:
    """Name -> source of all that a file defines at its top."""
    return {
        name: _dedented(source, node)
        for node in tree.body
        for name in (_bound(node) or [getattr(node, "name", "")])
        if name
    }


def _bound(node: ast.stmt) -> list[str]:
    """The names of a file's own helpers: a function outside the classes, or a constant."""
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _used(answer: ast.ClassDef, shared: dict[str, ast.stmt]) -> list[str]:
    """Which helpers of its file an answer needs, those that helpers need too; as the file has them."""
    needed: set[str] = set()
    unseen: list[ast.AST] = [answer]
    while unseen:
        names = {n.id for n in ast.walk(unseen.pop()) if isinstance(n, ast.Name)}
        new = names & set(shared) - needed
        needed |= new
        unseen += [shared[name] for name in new]
    return [name for name in shared if name in needed]


def _dedented(source: str, node: ast.stmt) -> str:
    lines = source.splitlines()[node.lineno - 1 : node.end_lineno]
    indent = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[indent:] for line in lines)
