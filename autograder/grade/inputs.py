"""`autograder collect`: from a learning platform's download to submissions/<student>/<assignment>/.

Three ways to name a file are known:

    Canvas   doejane_1234_56789_numpy-1.ipynb, doejane_LATE_1234_56789_numpy.ipynb, and
             anon_Ab3Xy_56789_numpy.ipynb: name, user id, file id, the student's own file name
    Moodle   "Jane Doe_4321_assignsubmission_file_/numpy.ipynb", and the same without the folder:
             name, participant's number, the student's own file name
    nbgrader <student>/<assignment>/numpy.ipynb

Nothing in a download is trusted. A name in it is matched, never used as a path, so no entry can
lead out of the target folder. A student chooses their own file name, and on some sites their own
display name too: a name that can be read in two ways is refused, not guessed. Links, encrypted entries and whatever is not a plain file are
refused and listed. A zip that a student handed in is opened once, not zips within it; every read
is bounded. Only notebooks are written, and only their bytes: nothing is parsed here.
"""

from __future__ import annotations

import io
import os
import secrets
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from autograder.errors import AutograderError, EnvironmentProblem, UsageError
from autograder.grade.owners import Owner, Refused, backend, owner, student_id
from autograder.grade.people import People
from autograder.grade.submissions import MAX_BYTES, STUDENT
from autograder.grade.text import one_line
from autograder.project import Project

MAX_ENTRIES = 200_000  # of a download
MAX_INNER_ENTRIES = 1000  # of a zip that a student handed in
MAX_INNER_BYTES = 32 << 20
MAX_TOTAL_BYTES = 16 << 30  # read from one download
CENTRAL = b"PK\x01\x02"  # stands before each entry in a zip's directory


@dataclass(frozen=True)
class Entry:
    """One file of a download: its name there, and how to read at most so many bytes of it."""

    name: str
    read: Callable[[int], bytes]


@dataclass
class Collected:
    """What a collection did."""

    written: list[Path] = field(default_factory=list)
    unchanged: int = 0
    late: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)  # name in the download, why
    replaced: list[str] = field(default_factory=list)
    students: set[str] = field(default_factory=set)

    def summary(self, into: Path) -> Iterator[str]:
        """What to tell at the terminal, line by line."""
        yield (
            f"{len(self.students)} students, {len(self.written)} notebooks written to {into}, "
            f"{self.unchanged} unchanged"
        )
        for name in sorted(self.late):
            yield f"late, says the platform: {name}"
        for line in self.replaced:
            yield f"handed in twice: {line}"
        for name, why in self.refused:
            yield f"not taken: {name}: {why}"


def collect(
    download: Path, into: Path, project: Project, assignment: str = "", names: Path | None = None
) -> Collected:
    """Sort a download's notebooks into `into`; also writes `into`/names.csv.

    Args:
        download: a zip file, or a folder with what was in it.
        into: the folder that `autograder grade` will be given.
        project: for the assignments' names.
        assignment: the one that was downloaded; "" where there is only one, or nbgrader's layout.
        names: a table of people: which student a platform's number or name stands for.
    Raises:
        UsageError: the download, the assignment or the table of people cannot be used.
        AutograderError: nothing in the download is a hand-in.
    """
    collector = Collector(into, project, assignment, People.read(names, into / "names.csv"))
    with _explained(into):
        with _entries(download) as entries:
            for entry in entries:
                collector.take(entry)
        collector.write()
    done = collector.done
    if not done.written and not done.unchanged:
        first = (
            f" The first file: {done.refused[0][0]!r}, {done.refused[0][1]}."
            if done.refused
            else ""
        )
        raise AutograderError(
            f"{download}: no hand-in found; expected file names as Canvas, Moodle or nbgrader make "
            f"them, ending in numpy.ipynb or torch.ipynb.{first}"
        )
    return done


@contextmanager
def _explained(into: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvironmentProblem(
            f"{into}: {error.strerror or error}. What was written so far is whole; mend the cause "
            "and run the command again."
        ) from None


# --- reading a download --------------------------------------------------------------------------
@contextmanager
def _entries(download: Path) -> Iterator[Iterator[Entry]]:
    if download.is_dir():
        yield _of_folder(download)
        return
    if not download.is_file():
        raise UsageError(f"{download}: no such file or folder; expected the platform's download.")
    try:
        archive = zipfile.ZipFile(download)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UsageError(
            f"{download}: expected a zip file or a folder; {error}. Download it once more, or "
            "unpack it and name the folder."
        ) from None
    with archive:
        yield _of_zip(archive, MAX_ENTRIES)


def _of_folder(folder: Path) -> Iterator[Entry]:
    """Plain files below a folder, in the order of their names; links are refused when read."""
    for root, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files + [f for f in folders if (Path(root) / f).is_symlink()]):
            path = Path(root) / name
            relative = path.relative_to(folder).as_posix()
            yield Entry(relative, partial(_read_file, path))


def _read_file(path: Path, limit: int) -> bytes:
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise Refused("a link, or not a plain file")
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as stream:
        return _bounded(stream, limit)


def _of_zip(archive: zipfile.ZipFile, most: int) -> Iterator[Entry]:
    infos = archive.infolist()
    if len(infos) > most:
        raise UsageError(f"the zip has {len(infos)} entries; at most {most} are read.")
    left = [MAX_TOTAL_BYTES]
    for info in infos:
        if not info.is_dir():
            yield Entry(info.filename, partial(_read_entry, archive, info, left))


def _read_entry(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: list[int], limit: int
) -> bytes:
    mode = info.external_attr >> 16
    if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
        raise Refused("a link, or not a plain file")
    if info.flag_bits & 1:
        raise Refused("encrypted")
    try:
        with archive.open(info) as stream:
            data = _bounded(stream, min(limit, left[0]))
    except Refused:
        raise
    except Exception as error:  # zipfile and zlib raise many kinds for a broken archive
        raise Refused(f"cannot be unpacked: {type(error).__name__}") from None
    left[0] -= len(data)
    return data


def _bounded(stream: IO[bytes], limit: int) -> bytes:
    """At most `limit` bytes; what a header says about the size is not believed."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Refused(f"larger than {limit >> 20} MB")
    return data


# --- sorting -------------------------------------------------------------------------------------
class Collector:
    """Takes entries one by one, keeps the newest for each notebook, and writes them at the end.

    In memory are names, one file, and at most one zip of a student's.
    """

    def __init__(self, into: Path, project: Project, assignment: str, people: People) -> None:
        self.into, self.project, self.people = into, project, people
        self.assignment = self._chosen(assignment)
        self.done = Collected()
        self.users: dict[str, str] = {}  # student -> the platform's number
        self.newest: dict[Path, tuple[tuple[int, int], str]] = {}

    def _chosen(self, assignment: str) -> str:
        if assignment:
            return self.project.assignment(assignment).name
        known = list(self.project.assignments)
        return known[0] if len(known) == 1 else ""

    def take(self, entry: Entry) -> None:
        """Write one entry's notebooks, or note why it is refused."""
        if _is_noise(entry.name):
            return
        try:
            self._take(entry)
        except Refused as why:
            self.done.refused.append((one_line(entry.name, 200), str(why)))

    def _take(self, entry: Entry) -> None:
        found = owner(entry.name)
        if found is None:
            raise Refused("the name says neither student nor assignment")
        who, file = found
        if file.lower().endswith(".zip"):
            self._take_zip(who, entry)
            return
        which = backend(file)
        if which is None:
            raise Refused("expected numpy.ipynb or torch.ipynb")
        self._put(who, which, entry.name, entry.read(MAX_BYTES + 1))

    def _take_zip(self, who: Owner, entry: Entry) -> None:
        data = entry.read(MAX_INNER_BYTES)
        if data.count(CENTRAL) > MAX_INNER_ENTRIES:
            raise Refused(f"a zip with more than {MAX_INNER_ENTRIES} entries")
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except Exception as error:  # zipfile raises many kinds for a broken archive
            raise Refused(f"not a zip file: {type(error).__name__}") from None
        taken = 0
        with archive:
            for inner in _of_zip(archive, MAX_INNER_ENTRIES):
                which = backend(inner.name)
                if which is None or _is_noise(inner.name):
                    continue
                shown = f"{entry.name}: {inner.name}"
                try:
                    self._put(who, which, shown, inner.read(MAX_BYTES + 1))
                    taken += 1
                except Refused as why:
                    self.done.refused.append((one_line(shown, 200), str(why)))
        if not taken:
            raise Refused("a zip without numpy.ipynb or torch.ipynb")

    def _put(self, who: Owner, which: str, shown: str, data: bytes) -> None:
        assignment = self._assignment_of(who)
        student = self._student_of(who)
        target = self.into / student / assignment / f"{which}.ipynb"
        older = self.newest.get(target)
        if older is not None:
            kept, left = (older[1], shown) if older[0] > who.order else (shown, older[1])
            self.done.replaced.append(f"{one_line(left, 200)}: {one_line(kept, 200)} counts")
            if kept != shown:
                return
        self.newest[target] = (who.order, shown)
        self._write(target, data)
        self.done.students.add(student)
        self.people.learn(student, who.platform, who.user, who.name)
        if who.late and f"{student}/{assignment}" not in self.done.late:
            self.done.late.append(f"{student}/{assignment}")

    def _student_of(self, who: Owner) -> str:
        student = self.people.student(who.platform, who.user, who.name) or student_id(who)
        if not STUDENT.fullmatch(student):
            raise Refused(f"student {student[:100]!r}: expected letters, digits and . _ @ + - only")
        known = self.people.get(student, f"{who.platform}_id") or who.user
        if known != who.user or self.users.setdefault(student, who.user) != who.user:
            raise Refused(f"{student} is somebody else: two people would share a folder")
        return student

    def _assignment_of(self, who: Owner) -> str:
        if who.platform == "nbgrader":
            if who.assignment not in self.project.assignments:
                raise Refused(f"unknown assignment {who.assignment[:100]!r}")
            return who.assignment
        if not self.assignment:
            raise UsageError(
                "the file names do not say which assignment this is; add --assignment NAME "
                f"(one of {', '.join(self.project.assignments)})."
            )
        return self.assignment

    def _write(self, target: Path, data: bytes) -> None:
        """Put the bytes in place whole; a file that holds them already is left as it is."""
        folder = target.parent
        folder.mkdir(parents=True, exist_ok=True)
        if folder.resolve() != self.into.resolve() / folder.relative_to(self.into):
            raise Refused(f"{folder} leads elsewhere: there is a link in it")
        if target.is_file() and not target.is_symlink() and _holds(target, data):
            self.done.unchanged += target not in self.done.written
            return
        temporary = folder / f".tmp-{secrets.token_hex(8)}"
        try:
            temporary.write_bytes(data)
            os.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        if target not in self.done.written:
            self.done.written.append(target)

    def write(self) -> None:
        """Write what was learnt about people."""
        if self.done.students:
            self.people.write(self.into / "names.csv")


def _holds(path: Path, data: bytes) -> bool:
    return path.stat().st_size == len(data) and path.read_bytes() == data


def _is_noise(name: str) -> bool:
    """What computers add to folders and zips by themselves."""
    parts = name.replace("\\", "/").split("/")
    return parts[-1] in ("", "names.csv", "timestamp.txt") or any(
        p.startswith(".") and p not in (".", "..") or p == "__MACOSX" for p in parts
    )
