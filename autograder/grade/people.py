"""Who is who: the table that ties students' folders to a platform's names and numbers.

A CSV file with a column `student` (the folder's name) and any of
`name`, `canvas_id`, `sis_user_id`, `sis_login_id`, `moodle_id`, `username`, `idnumber`, `email`.
`autograder collect` reads and writes it, `autograder export` reads it.
"""

from __future__ import annotations

import csv
from pathlib import Path

from autograder.errors import UsageError, did_you_mean
from autograder.grade import results
from autograder.grade.text import csv_field, one_line

COLUMNS = (
    "student", "name", "canvas_id", "sis_user_id", "sis_login_id", "moodle_id", "username",
    "idnumber", "email",
)  # fmt: skip
MAX_FIELD = 200
MAX_TABLE_BYTES = 64 << 20


class People:
    """Rows by student, and students by a platform's number."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, str]] = {}
        self.numbers: dict[tuple[str, str], str] = {}
        self.names: dict[str, list[str]] = {}

    @classmethod
    def read(cls, *files: Path | None) -> People:
        """From tables, the first of which counts most; a missing second one is no error.

        Raises:
            UsageError: a table that cannot be read, or lacks the column `student`.
        """
        people = cls()
        for place, file in enumerate(files):
            if file is not None and (place == 0 or file.is_file()):
                for number, row in enumerate(_table(file), 2):
                    people._add(row, f"{file}:{number}")
        return people

    def _add(self, row: dict[str, str], where: str) -> None:
        student = row.get("student", "")
        if not student:
            raise UsageError(f"{where}: expected a student (the name of a folder); got none.")
        known = self.rows.setdefault(student, {"student": student})
        for column, value in row.items():
            if value and not known.get(column):
                known[column] = value
        for platform in ("canvas", "moodle"):
            number = row.get(f"{platform}_id", "")
            if number:
                self.numbers.setdefault((platform, number), student)
        if row.get("name"):
            same = self.names.setdefault(_plain(row["name"]), [])
            if student not in same:
                same.append(student)

    def student(self, platform: str, user: str, name: str) -> str | None:
        """The student with this number on this platform, else the only one with this name.

        A name is not proof: it counts only while the table has no number for that student.
        """
        found = self.numbers.get((platform, user))
        if found is None and name:
            same = self.names.get(_plain(name), [])
            if len(same) == 1 and not self.get(same[0], f"{platform}_id"):
                return same[0]
        return found

    def learn(self, student: str, platform: str, user: str, name: str) -> None:
        """Keep what a download says about a student."""
        row = {"student": student, "name": one_line(name, MAX_FIELD)}
        if platform in ("canvas", "moodle"):
            row[f"{platform}_id"] = one_line(user, MAX_FIELD)
        self._add(row, student)

    def get(self, student: str, column: str) -> str:
        """What is known about a student; "" if nothing."""
        return self.rows.get(student, {}).get(column, "")

    def write(self, file: Path) -> None:
        """Write the table, sorted, with all columns."""
        with results.replacing(file, durable=False) as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(COLUMNS)
            for student in sorted(self.rows):
                row = self.rows[student]
                writer.writerow([csv_field(row.get(c, ""), MAX_FIELD) for c in COLUMNS])


def _plain(name: str) -> str:
    """A name as Canvas's downloads write it: only letters and digits, small."""
    return "".join(c for c in name.casefold() if c.isalnum())


def _table(file: Path) -> list[dict[str, str]]:
    try:
        if file.stat().st_size > MAX_TABLE_BYTES:
            raise UsageError(
                f"{file}: larger than {MAX_TABLE_BYTES >> 20} MB; expected a table of people."
            )
        with file.open(newline="", encoding="utf-8-sig") as stream:
            reader = csv.DictReader(stream)
            heads = [h.strip() for h in reader.fieldnames or []]
            _check(file, heads)
            reader.fieldnames = heads
            return [
                {k: (v or "").strip() for k, v in row.items() if k in COLUMNS} for row in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{file}: expected a table of people (CSV, UTF-8); {error}.") from None


def _check(file: Path, heads: list[str]) -> None:
    if "student" not in heads:
        raise UsageError(
            f"{file}:1: expected a column 'student'; got {', '.join(heads)[:200] or 'nothing'}. "
            f"Columns that are used: {', '.join(COLUMNS)}."
        )
    for head in heads:
        hint = did_you_mean(head, COLUMNS)
        if head not in COLUMNS and hint:
            raise UsageError(f"{file}:1: unknown column {head!r}.{hint}")
