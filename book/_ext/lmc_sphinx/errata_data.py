"""Reads errata.yml, and refuses an entry that is incomplete."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from lmc_sphinx.words import N_, data, place

PARTS = {
    "examples": N_("worked examples"),
    "formulas": N_("formulas"),
    "code_text": N_("code of 000, 001, 002"),
    "code_image": N_("code of 003, 004"),
    "concepts": N_("concepts"),
    "facts": N_("numbers and names"),
}
SEVERITIES = (N_("high"), N_("medium"), N_("low"))
KINDS = (N_("computed"), N_("cited"), N_("unconfirmed"), N_("read"))
REQUIRED = ("id", "where", "part", "severity", "title", "says", "right", "kind")
OPTIONAL = ("harm", "cite", "see")


class ErrataError(Exception):
    """The data file is wrong; the message names the entry and what to change."""


@dataclass(frozen=True)
class Entry:
    """One mistake; the fields are explained at the top of errata.yml."""

    id: str
    where: str
    part: str
    severity: str
    title: str
    says: str
    right: str
    kind: str
    harm: int | None = None
    cite: tuple[str, ...] = ()
    see: str = ""

    @property
    def documents(self) -> list[str]:
        """The documents in which it stands, each once."""
        return sorted(set(re.findall(r"\b00[0-4]\b", self.where)))

    @property
    def low(self) -> bool:
        """Whether it stands in a table only."""
        return self.severity == "low"

    @property
    def part_title(self) -> str:
        """The part as a reader sees it."""
        return PARTS[self.part]

    @property
    def sources(self) -> str:
        """The citations as Markdown, with a space before them."""
        return f" {{cite:p}}`{','.join(self.cite)}`" if self.cite else ""

    @property
    def see_page(self) -> str:
        """The page that `see` names, as Sphinx's role doc wants it."""
        return self.see.partition("#")[0].removesuffix(".md")


def in_readers_language(entry: Entry) -> Entry:
    """The entry as a reader sees it; what decides where it stands is left alone."""
    where = place("errata", entry.where)
    words = {field: data("errata", getattr(entry, field)) for field in ("title", "says", "right")}
    return replace(entry, where=where, **words)


def by_harm(entry: Entry) -> tuple[int, int, str]:
    """Sort key: severity, then our own order of harm, then the id."""
    return SEVERITIES.index(entry.severity), entry.harm or 1000, entry.id


def load(path: Path) -> list[Entry]:
    """All entries, in the order of the file.

    Raises:
        ErrataError: an entry lacks something, has something unknown, or occurs twice.
    """
    return _load(path, path.stat().st_mtime_ns)


@functools.lru_cache(maxsize=2)
def _load(path: Path, _changed: int) -> list[Entry]:
    entries = [_entry(raw, path) for raw in yaml.safe_load(path.read_text(encoding="utf-8"))]
    for field in ("id", "harm"):
        values = [getattr(e, field) for e in entries if getattr(e, field) is not None]
        twice = sorted({str(v) for v in values if values.count(v) > 1})
        if twice:
            raise ErrataError(f"{path.name}: {field} must be unique; twice: {', '.join(twice)}.")
    return entries


def _entry(raw: dict[str, Any], path: Path) -> Entry:
    where = f"{path.name}, entry {raw.get('id', raw)}"
    missing = [field for field in REQUIRED if not raw.get(field)]
    unknown = sorted(raw.keys() - {*REQUIRED, *OPTIONAL})
    if missing or unknown:
        raise ErrataError(f"{where}: missing {missing}, unknown {unknown}.")
    for field, allowed in (("part", PARTS), ("severity", SEVERITIES), ("kind", KINDS)):
        if raw[field] not in allowed:
            raise ErrataError(
                f"{where}: {field} must be one of {list(allowed)}; got {raw[field]!r}."
            )
    if raw["kind"] == "read" and raw["severity"] != "low":
        raise ErrataError(f"{where}: only an entry of low severity may rest on reading alone.")
    if raw["kind"] == "cited" and not raw.get("cite"):
        raise ErrataError(f"{where}: kind 'cited' needs a key in cite.")
    return Entry(**{**raw, "cite": tuple(raw.get("cite", ()))})
