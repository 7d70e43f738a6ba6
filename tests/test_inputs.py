"""`autograder collect`: downloads of Canvas and Moodle, honest ones and hostile ones."""

from __future__ import annotations

import csv
import io
import os
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import cli
from autograder.errors import AutograderError, UsageError
from autograder.grade import inputs, owners
from autograder.grade.owners import Refused
from autograder.grade.people import COLUMNS, People
from autograder.grade.submissions import MAX_BYTES, STUDENT
from autograder.project import Project

NOTEBOOK = b'{"cells": []}'


def _zip(path: Path | io.BytesIO, entries: dict[str, bytes]) -> Path | io.BytesIO:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def _packed(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    _zip(stream, entries)
    return stream.getvalue()


def _files(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*.ipynb")}


def _collect(tmp_path: Path, project: Project, entries: dict[str, bytes], **options: object):
    download = tmp_path / "download.zip"
    _zip(download, entries)
    return inputs.collect(download, tmp_path / "into", project, **options)


# --- names -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "user", "file"),
    [
        ("doejane_1234_56789_numpy.ipynb", "1234", "numpy.ipynb"),
        ("doejane_LATE_1234_56789_numpy-2.ipynb", "1234", "numpy-2.ipynb"),
        ("van_der_bergann_1234_56789_my torch.ipynb", "1234", "my torch.ipynb"),
        ("anon_Ab3Xy_56789_torch.ipynb", "anon_Ab3Xy", "torch.ipynb"),
        ("LATE_anon_Ab3Xy_56789_torch.ipynb", "anon_Ab3Xy", "torch.ipynb"),
        ("HW 1/doejane_1234_56789_numpy.ipynb", "1234", "numpy.ipynb"),
        ("Jane Doe_4321_assignsubmission_file_/numpy.ipynb", "4321", "numpy.ipynb"),
        ("Jane Doe_4321_assignsubmission_file/sub/numpy.ipynb", "4321", "sub/numpy.ipynb"),
        ("Jane Doe_4321_assignsubmission_file_numpy.ipynb", "4321", "numpy.ipynb"),
        ("HW 1/Müller Jörg_7_assignsubmission_file_/torch.ipynb", "7", "torch.ipynb"),
        ("s01/doubling/numpy.ipynb", "s01", "numpy.ipynb"),
    ],
)
def test_platforms_names_are_read(name: str, user: str, file: str) -> None:
    """Why: these are the forms that the platforms' own code makes."""
    who, rest = owners.owner(name)
    assert (who.user, rest) == (user, file)


@pytest.mark.parametrize(
    "name",
    [
        "me_1_2_b_99_77_numpy.ipynb",  # a display name that holds another student's number
        "x_1234_56789_424242_numpy.ipynb",
        "Bob_2_assignsubmission_file__99_assignsubmission_file_/numpy.ipynb",
        "Jane_1_assignsubmission_file_Bob_2_assignsubmission_file_numpy.ipynb",
        "a" * 5000 + "_1_2_numpy.ipynb",
    ],
)
def test_a_name_with_two_meanings_is_refused(name: str) -> None:
    """Why: students choose part of these names; nobody may hand in as somebody else."""
    with pytest.raises(Refused):
        owners.owner(name)


@given(st.text(max_size=300))
def test_no_name_breaks_the_reader(name: str) -> None:
    """Why: names in a zip are a student's bytes. A folder's name that is made is always a safe one."""
    try:
        found = owners.owner(name)
    except Refused:
        return
    if found is not None and found[0].platform != "nbgrader":
        made = owners.student_id(found[0])
        assert STUDENT.fullmatch(made) or not made.isascii() or made.startswith("anon_")
    owners.backend(name)


def test_which_notebook_a_file_is() -> None:
    """Why: browsers and platforms add numbers; a file that could be both must not be guessed."""
    for name in ("numpy.ipynb", "NumPy (3).ipynb", "hw1-numpy-1.IPYNB", "a/b/numpy_2.ipynb"):
        assert owners.backend(name) == "numpy", name
    for name in ("notebook.ipynb", "numpy_to_torch.ipynb", "numpy.ipynb.pdf", "numpy", "torch.py"):
        assert owners.backend(name) is None, name


# --- a download ------------------------------------------------------------------------------------
CANVAS = {
    "doejane_11_501_numpy.ipynb": b"jane numpy 1",
    "doejane_11_502_numpy-1.ipynb": b"jane numpy 2",
    "doejane_LATE_11_503_torch.ipynb": b"jane torch",
    "roe_rich_12_504_work.zip": _packed({"hw/numpy.ipynb": b"rich numpy", "hw/notes.txt": b"x"}),
    "roe_rich_12_505_essay.pdf": b"%PDF",
}


def test_canvas(tmp_path: Path, doubling: Project) -> None:
    """Why: the newest of two files for one notebook counts, and nothing is dropped in silence."""
    done = _collect(tmp_path, doubling, dict(reversed(CANVAS.items())))
    into = tmp_path / "into"
    assert _files(into) == {
        "doejane_11/doubling/numpy.ipynb", "doejane_11/doubling/torch.ipynb",
        "roe_rich_12/doubling/numpy.ipynb",
    }  # fmt: skip
    assert (into / "doejane_11/doubling/numpy.ipynb").read_bytes() == b"jane numpy 2"
    assert done.late == ["doejane_11/doubling"]
    assert done.refused == [("roe_rich_12_505_essay.pdf", "expected numpy.ipynb or torch.ipynb")]
    assert len(done.replaced) == 1 and "doejane_11_502_numpy-1.ipynb counts" in done.replaced[0]


def test_moodle_and_a_table_of_people(tmp_path: Path, doubling: Project) -> None:
    """Why: grades are kept under the student's own id; a namesake must not get them."""
    people = tmp_path / "people.csv"
    people.write_text(
        "student,name,moodle_id\ns01,Jane Doe,\ns02,Jörg Müller,7\n", encoding="utf-8-sig"
    )
    entries = {
        "Jane Doe_5_assignsubmission_file_/numpy.ipynb": b"first jane",
        "Jane Doe_6_assignsubmission_file_/numpy.ipynb": b"second jane",
        "J. Mueller_7_assignsubmission_file_/sub/torch.ipynb": b"joerg",
        "__MACOSX/._x": b"", ".DS_Store": b"",
    }  # fmt: skip
    done = _collect(tmp_path, doubling, entries, names=people)
    into = tmp_path / "into"
    assert (into / "s01/doubling/numpy.ipynb").read_bytes() == b"first jane"
    assert (into / "Jane_Doe_6/doubling/numpy.ipynb").read_bytes() == b"second jane"
    assert (into / "s02/doubling/torch.ipynb").read_bytes() == b"joerg"
    assert done.refused == []
    with (into / "names.csv").open(newline="") as stream:
        rows = {row["student"]: row for row in csv.DictReader(stream)}
    assert tuple(rows["s01"]) == COLUMNS
    assert (rows["s01"]["moodle_id"], rows["Jane_Doe_6"]["moodle_id"]) == ("5", "6")


def test_next_download_finds_the_same_people(tmp_path: Path, doubling: Project) -> None:
    """Why: late hand-ins come in a second download; a student's new display name changes nothing."""
    _collect(tmp_path, doubling, CANVAS)
    renamed = {
        "newname_11_700_numpy.ipynb": b"jane numpy 3",
        "newname_11_701_torch.ipynb": b"jane torch",
    }
    before = (tmp_path / "into/doejane_11/doubling/torch.ipynb").stat().st_mtime_ns
    done = _collect(tmp_path, doubling, renamed)
    assert (len(done.written), done.unchanged) == (1, 1)
    assert (tmp_path / "into/doejane_11/doubling/numpy.ipynb").read_bytes() == b"jane numpy 3"
    assert (tmp_path / "into/doejane_11/doubling/torch.ipynb").stat().st_mtime_ns == before
    assert not (tmp_path / "into/newname_11").exists()


def test_folder_and_nbgraders_layout(tmp_path: Path, doubling: Project) -> None:
    """Why: some unpack first; a link in there must not be followed."""
    folder = tmp_path / "unpacked"
    for name in ("s01/doubling/numpy.ipynb", "s01/doublin/torch.ipynb", "s02/doubling/torch.ipynb"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(NOTEBOOK)
    (folder / "s03/doubling").mkdir(parents=True)
    (folder / "s03/doubling/numpy.ipynb").symlink_to("/etc/passwd")
    (folder / "s04").symlink_to("/etc")
    done = inputs.collect(folder, tmp_path / "into", doubling)
    assert _files(tmp_path / "into") == {"s01/doubling/numpy.ipynb", "s02/doubling/torch.ipynb"}
    assert sorted(done.refused) == [
        ("s01/doublin/torch.ipynb", "unknown assignment 'doublin'"),
        ("s03/doubling/numpy.ipynb", "a link, or not a plain file"),
        ("s04", "the name says neither student nor assignment"),
    ]


# --- hostile downloads -------------------------------------------------------------------------------
def test_zip_slip(tmp_path: Path, doubling: Project) -> None:
    """Why: the classic: an entry whose name leads out of the target."""
    names = [
        "../../../{}",
        "/tmp/{}",
        "..\\..\\{}",
        "C:\\{}",
        "../{}/doubling/numpy.ipynb",
        "{}\x00",
    ]
    entries = {n.format(f"evil_1{i}_2_numpy.ipynb"): NOTEBOOK for i, n in enumerate(names)}
    entries["x/../../doubling/numpy.ipynb"] = NOTEBOOK
    entries[".../doubling/numpy.ipynb"] = NOTEBOOK
    inner = {"../../../../evil/numpy.ipynb": b"inner"}
    entries["doe_7_8_work.zip"] = _packed(inner)
    done = _collect(tmp_path, doubling, entries)
    written = {p for p in tmp_path.rglob("*") if p.is_file()} - {tmp_path / "download.zip"}
    assert all(tmp_path / "into" in p.parents for p in written)
    assert all(
        ".." not in p.parts and len(p.relative_to(tmp_path).parts) == 4 for p in done.written
    )
    assert (tmp_path / "into/doe_7/doubling/numpy.ipynb").read_bytes() == b"inner"


def test_links_and_encrypted_entries_are_refused(tmp_path: Path, doubling: Project) -> None:
    """Why: a link in a zip would make us read a file of the machine's."""
    download = tmp_path / "download.zip"
    with zipfile.ZipFile(download, "w") as archive:
        link = zipfile.ZipInfo("eve_1_2_numpy.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        device = zipfile.ZipInfo("eve_1_3_torch.ipynb")
        device.external_attr = (stat.S_IFCHR | 0o777) << 16
        archive.writestr(device, "")
        archive.writestr("doe_7_8_numpy.ipynb", NOTEBOOK)
        archive.writestr("doe_7_9_torch.ipynb", NOTEBOOK)
    data = bytearray(download.read_bytes())
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"doe_7_9"))
    data[at + 8] |= 1  # the central directory says: encrypted
    download.write_bytes(data)
    done = inputs.collect(download, tmp_path / "into", doubling)
    assert _files(tmp_path / "into") == {"doe_7/doubling/numpy.ipynb"}
    assert dict(done.refused) == {
        "eve_1_2_numpy.ipynb": "a link, or not a plain file",
        "eve_1_3_torch.ipynb": "a link, or not a plain file",
        "doe_7_9_torch.ipynb": "encrypted",
    }


def test_bombs(tmp_path: Path, doubling: Project) -> None:
    """Why: a few kilobytes that unpack to gigabytes, and headers that lie about it."""
    bomb = bytes(MAX_BYTES + 5)
    lying = bytearray(_packed({"numpy.ipynb": bytes(MAX_BYTES + 5)}))
    at = lying.rindex(b"PK\x01\x02")
    lying[at + 24 : at + 28] = (100).to_bytes(4, "little")
    entries = {
        "eve_1_2_numpy.ipynb": bomb,
        "eve_2_3_work.zip": _packed({"numpy.ipynb": bomb, "torch.ipynb": NOTEBOOK}),
        "eve_3_4_work.zip": _packed({f"{n}.txt": b"" for n in range(1500)} | {"numpy.ipynb": b""}),
        "eve_4_5_work.zip": _packed({"numpy.zip": _packed({"numpy.ipynb": b""})}),
        "eve_5_6_work.zip": b"PK\x03\x04 no zip",
        "eve_6_7_work.zip": bytes(lying),
        "doe_7_8_numpy.ipynb": NOTEBOOK,
    }
    done = _collect(tmp_path, doubling, entries)
    written = _files(tmp_path / "into")
    assert {"doe_7/doubling/numpy.ipynb", "eve_2/doubling/torch.ipynb"} <= written
    assert sum(p.stat().st_size for p in (tmp_path / "into").rglob("*")) < MAX_BYTES
    why = dict(done.refused)
    assert "larger than" in why["eve_2_3_work.zip: numpy.ipynb"]
    assert "more than 1000 entries" in why["eve_3_4_work.zip"]
    assert "without numpy.ipynb" in why["eve_4_5_work.zip"]
    assert "not a zip" in why["eve_5_6_work.zip"]
    assert any(name.startswith("eve_6_7_work.zip") for name in why)


def test_nobody_hands_in_as_somebody_else(tmp_path: Path, doubling: Project) -> None:
    """Why: a display name is a student's to choose on many sites."""
    people = tmp_path / "people.csv"
    people.write_text("student,name,canvas_id\ns01,Jane Doe,11\n")
    entries = {"doejane_99_1_numpy.ipynb": b"impostor", "doejane_11_2_numpy.ipynb": b"jane"}
    _collect(tmp_path, doubling, entries, names=people)
    assert (tmp_path / "into/s01/doubling/numpy.ipynb").read_bytes() == b"jane"
    assert (tmp_path / "into/doejane_99/doubling/numpy.ipynb").read_bytes() == b"impostor"
    people.write_text("student,name,canvas_id\nx_5,Jane Doe,11\n")
    done = _collect(
        tmp_path,
        doubling,
        {"x_5_1_numpy.ipynb": b"impostor", "doejane_11_2_torch.ipynb": b"jane"},
        names=people,
    )
    assert [why for _, why in done.refused] == [
        "x_5 is somebody else: two people would share a folder"
    ]


def test_a_link_in_the_target_is_not_followed(tmp_path: Path, doubling: Project) -> None:
    """Why: an earlier, hostile unpacking may have left one there."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "into").mkdir()
    (tmp_path / "into/doe_7").symlink_to(outside)
    with pytest.raises(AutograderError, match="there is a link in it"):
        _collect(tmp_path, doubling, {"doe_7_8_numpy.ipynb": NOTEBOOK})
    assert not list(outside.rglob("*.ipynb"))


# --- what is said ------------------------------------------------------------------------------------
def test_what_cannot_be_used_is_said(tmp_path: Path, doubling: Project, project: Project) -> None:
    """Why: expected, got, where, what next."""
    into = tmp_path / "into"
    (tmp_path / "text.zip").write_text("no zip")
    (tmp_path / "people.csv").write_text("studnt,name\na,b\n")
    (tmp_path / "typo.csv").write_text("student,canvasid\na,1\n")
    _zip(tmp_path / "ok.zip", {"doe_7_8_numpy.ipynb": NOTEBOOK})
    _zip(tmp_path / "odd.zip", {"readme.txt": b""})
    for download, chosen, options, words in (
        ("none.zip", doubling, {}, "no such file"),
        ("text.zip", doubling, {}, "expected a zip file"),
        ("odd.zip", doubling, {}, "no hand-in found.*'readme.txt'"),
        ("ok.zip", doubling, {"assignment": "doublin"}, "Did you mean 'doubling'"),
        ("ok.zip", project, {}, "add --assignment NAME"),
        ("ok.zip", doubling, {"names": tmp_path / "people.csv"}, "expected a column 'student'"),
        ("ok.zip", doubling, {"names": tmp_path / "typo.csv"}, "Did you mean 'canvas_id'"),
        ("ok.zip", doubling, {"names": tmp_path / "none.csv"}, "none.csv"),
    ):
        with pytest.raises(AutograderError, match=words):
            inputs.collect(tmp_path / download, into, chosen, **options)


@pytest.mark.skipif(os.getuid() == 0, reason="root writes everywhere")
def test_target_that_cannot_be_written(tmp_path: Path, doubling: Project) -> None:
    """Why: the message must name the folder."""
    (tmp_path / "into").mkdir(mode=0o500)
    with pytest.raises(AutograderError, match="into"):
        _collect(tmp_path, doubling, CANVAS)


def test_command(tmp_path: Path, doubling: Project, monkeypatch, capsys) -> None:
    """Why: exit code 1 says that somebody should look at what was not taken."""
    monkeypatch.chdir(doubling.root)
    _zip(tmp_path / "d.zip", CANVAS)
    code = cli.main(["collect", str(tmp_path / "d.zip"), "--into", str(tmp_path / "into")])
    said = capsys.readouterr().out
    assert code == 1 and "2 students, 3 notebooks written" in said
    assert "late, says the platform: doejane_11/doubling" in said
    assert "not taken: roe_rich_12_505_essay.pdf: expected numpy.ipynb or torch.ipynb" in said
    _zip(tmp_path / "d.zip", {"doe_7_8_numpy.ipynb": NOTEBOOK})
    assert cli.main(["collect", str(tmp_path / "d.zip"), "--into", str(tmp_path / "into")]) == 0


def test_people_without_a_name_stay_apart() -> None:
    """Why: an empty name or number must match nobody."""
    people = People()
    people.learn("a", "moodle", "1", "")
    people.learn("b", "moodle", "2", "")
    assert people.student("moodle", "3", "") is None
    with pytest.raises(UsageError):
        people._add({"student": ""}, "x.csv:2")
