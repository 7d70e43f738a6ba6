"""The readers of MNIST's and CIFAR-10's files, on small files that are made here."""

import gzip
import hashlib
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "book" / "concepts"))
import _image_files as files


def idx(array, kind=8):
    """The bytes of an IDX file, written from its description."""
    sizes = b"".join(int(s).to_bytes(4, "big") for s in array.shape)
    return bytes([0, 0, kind, array.ndim]) + sizes + array.tobytes()


@pytest.mark.parametrize("shape", [(5,), (3, 28, 28), (0, 28, 28)])
@pytest.mark.parametrize("pack", [gzip.compress, bytes])
def test_idx_is_read_back(tmp_path, shape, pack):
    """Why: the large end comes first, and the file may have been unpacked by a browser."""
    wanted = np.random.default_rng(0).integers(0, 256, size=shape, dtype=np.uint8)
    (tmp_path / "images").write_bytes(pack(idx(wanted)))
    found = files.read_idx(tmp_path / "images")
    assert found.dtype == np.uint8 and np.array_equal(found, wanted) and found.shape == shape


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x00", idx(np.zeros(3), kind=14), idx(np.zeros((2, 9), np.uint8))[:-1]]
)
def test_broken_idx_is_refused(tmp_path, content):
    """Why: a page that says "not found" is also a file."""
    (tmp_path / "images").write_bytes(content)
    with pytest.raises(ValueError, match="images"):
        files.read_idx(tmp_path / "images")


def test_cifar_is_read_back(tmp_path):
    """Why: colours lie plane by plane in the file, and last in the array."""
    rng = np.random.default_rng(1)
    images = rng.integers(0, 256, size=(4, 32, 32, 3), dtype=np.uint8)
    labels = np.array([9, 0, 3, 3], dtype=np.uint8)
    path = tmp_path / "data_batch_1.bin"
    with path.open("wb") as file:
        for label, image in zip(labels, images, strict=True):
            file.write(bytes([label]) + b"".join(image[..., c].tobytes() for c in range(3)))
    found, found_labels = files.read_cifar10(path)
    assert np.array_equal(found, images) and np.array_equal(found_labels, labels)


@pytest.mark.parametrize("content", [b"", bytes(3072), bytes([10]) + bytes(3072)])
def test_broken_cifar_is_refused(tmp_path, content):
    """Why: one lost byte would shift every later image and make labels out of pixels."""
    (tmp_path / "batch.bin").write_bytes(content)
    with pytest.raises(ValueError, match="expected"):
        files.read_cifar10(tmp_path / "batch.bin")


def test_local_copy_fetches_once(tmp_path):
    """Why: the cache is what makes a second run work without a network."""
    content, asked = b"small", []

    def fetch(name):
        asked.append(name)
        return content

    md5 = hashlib.md5(content).hexdigest()
    folder = tmp_path / "new" / "folder"
    for _ in range(2):
        path = files.local_copy("a.bin", folder, fetch, md5)
        assert path.read_bytes() == content
    assert asked == ["a.bin"] and [p.name for p in folder.iterdir()] == ["a.bin"]


def test_bad_bytes_are_not_kept(tmp_path):
    """Why: half a download must not be taken for the file at the next run."""
    with pytest.raises(ValueError, match="expected md5"):
        files.local_copy("t10k-labels-idx1-ubyte.gz", tmp_path, lambda name: b"half")
    assert not list(tmp_path.iterdir())
    (tmp_path / "t10k-labels-idx1-ubyte.gz").write_bytes(b"changed on disk")
    with pytest.raises(ValueError, match="expected md5"):
        files.local_copy("t10k-labels-idx1-ubyte.gz", tmp_path)


def test_what_is_missing_is_said(tmp_path):
    """Why: the reader must learn which file, where, and what to do."""
    with pytest.raises(FileNotFoundError, match="pass fetch="):
        files.local_copy("t10k-labels-idx1-ubyte.gz", tmp_path)
    with pytest.raises(KeyError, match="no checksum known"):
        files.local_copy("unknown.bin", tmp_path)
