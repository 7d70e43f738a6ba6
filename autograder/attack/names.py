"""Names of folders, and links in place of files."""

from __future__ import annotations

import os
from pathlib import Path

from autograder.attack.hand_in import FULL, MARK, REFUSED, HandIn, attack
from autograder.attack.target import CHAPTER

HONEST = "00_perfect"  # a student of the same class


def _linked(h: HandIn, where: str, to: Path) -> None:
    def write(folder: Path) -> None:
        link = folder / where
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(to)

    h.instead = write


@attack(REFUSED)
def windows_path_as_name(h: HandIn) -> None:
    """A path on another system."""
    h.answer()
    h.student = "..\\..\\pwned"


@attack(REFUSED)
def line_breaks_in_a_name(h: HandIn) -> None:
    """A name that writes a line of its own into tables and terminals."""
    h.answer()
    h.student = "x\n00_perfect,doubling,0\x1b[2J"


@attack(REFUSED)
def formula_as_name(h: HandIn) -> None:
    """A spreadsheet runs it when the grades are opened."""
    h.answer()
    h.student = f"=HYPERLINK({MARK})"


@attack(REFUSED)
def html_as_name(h: HandIn) -> None:
    """A page runs it when the report is opened."""
    h.answer()
    h.student = f"<script>{MARK}()<"


@attack(REFUSED)
def name_of_255_bytes(h: HandIn) -> None:
    """The longest that a file system takes: ours with a suffix would be longer."""
    h.answer()
    h.student = "n" * 255


@attack(REFUSED)
def name_that_reads_backwards(h: HandIn) -> None:
    """A mark that turns the writing direction shows another name than it is."""
    h.answer()
    h.student = "\u202etcefrep_00"


@attack(REFUSED)
def name_that_is_no_text(h: HandIn) -> None:
    """Bytes that are no UTF-8."""
    h.answer()
    h.student = os.fsdecode(b"\xff\xfe")


@attack(FULL)
def windows_device_as_name(h: HandIn) -> None:
    """CON is a device elsewhere; here it is a student."""
    h.answer()
    h.student = "CON"


@attack(REFUSED)
def assignment_that_is_no_name(h: HandIn) -> None:
    """A folder that is almost an assignment, with control characters."""
    h.answer()
    h.folder_name = f"{CHAPTER}\n../{MARK}".replace("/", "\\")


@attack(REFUSED)
def linked_student_folder(h: HandIn) -> None:
    """A link to the folder of somebody who knows the answer."""
    h.instead = lambda folder: folder.symlink_to(h.bait.course / HONEST)


@attack(REFUSED)
def linked_assignment_folder(h: HandIn) -> None:
    """The same, one level below."""
    _linked(h, CHAPTER, h.bait.course / HONEST / CHAPTER)


@attack(REFUSED)
def linked_notebook(h: HandIn) -> None:
    """The same, for the file."""
    _linked(h, f"{CHAPTER}/numpy.ipynb", h.bait.course / HONEST / CHAPTER / "numpy.ipynb")


@attack(REFUSED)
def link_to_a_file_of_ours(h: HandIn) -> None:
    """Its content would come back in a message about broken JSON."""
    _linked(h, f"{CHAPTER}/numpy.ipynb", h.bait.secret)


@attack(REFUSED)
def endless_device(h: HandIn) -> None:
    """Reading it never ends."""
    _linked(h, f"{CHAPTER}/numpy.ipynb", Path("/dev/zero"))


@attack(REFUSED)
def pipe_as_notebook(h: HandIn) -> None:
    """Opening a pipe that nobody writes to waits for ever."""

    def write(folder: Path) -> None:
        (folder / CHAPTER).mkdir(parents=True)
        os.mkfifo(folder / CHAPTER / "numpy.ipynb")

    h.instead = write


@attack(REFUSED)
def folder_as_notebook(h: HandIn) -> None:
    """A folder where a file should be."""
    h.instead = lambda folder: (folder / CHAPTER / "numpy.ipynb").mkdir(parents=True)
