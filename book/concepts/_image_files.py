"""The files of MNIST and CIFAR-10, for the chapter "Data and metrics": read, checked, kept.

Nothing here knows an address. Whoever wants the real files says how to get one, as a function
from a file's name to its bytes; `local_copy` asks it once and keeps the file. A file that does
not have the published checksum is refused, because half a download looks like data too.

MNIST comes as IDX files, packed by gzip: two zero bytes, a byte for the type (8: unsigned bytes),
a byte for the number of axes, then the length of each axis in four bytes, the large end first,
then the numbers. CIFAR-10's "binary version" is rows of 3073 bytes: the label, then 32 x 32 red,
green and blue values. (Its Python version is a pickle, which runs code when it is opened.)
"""

import gzip
import hashlib
import os
from pathlib import Path

import numpy as np

MD5 = {  # as published with the data
    "train-images-idx3-ubyte.gz": "f68b3c2dcbeaaa9fbdd348bbdeb94873",
    "train-labels-idx1-ubyte.gz": "d53e105ee54ea40749a09fcbcd1e9432",
    "t10k-images-idx3-ubyte.gz": "9fb629c4189551a2d022fa330f9573f3",
    "t10k-labels-idx1-ubyte.gz": "ec29112dd5afa0611ce80d1b7f02629c",
    "cifar-10-binary.tar.gz": "c32a1d4ab5d03f1284b67883e8d87530",
}
CIFAR_ROW = 1 + 3 * 32 * 32


def local_copy(name, folder, fetch=None, md5=None):
    """The path of a file in `folder`, fetched if it is not there, with the right checksum.

    Args:
        name: the file's name, a key of MD5 unless `md5` is given.
        folder: where files are kept; made if it does not exist.
        fetch: a function from the name to the file's bytes; None to use the folder only.
        md5: the expected checksum, for a file that MD5 does not list.
    Returns:
        A Path to the whole file.
    Raises:
        KeyError: no checksum is known for this name.
        FileNotFoundError: the file is not there, and nobody said how to fetch it.
        ValueError: the bytes do not have the checksum; nothing is kept of a bad fetch.
    """
    if md5 is None and name not in MD5:
        raise KeyError(f"no checksum known for {name!r}; pass md5=, or one of {sorted(MD5)}.")
    path, expected = Path(folder) / name, md5 or MD5[name]
    if path.exists():
        _require(hashlib.md5(path.read_bytes()).hexdigest(), expected, path)
        return path
    if fetch is None:
        raise FileNotFoundError(f"{path} is not there. Put it there, or pass fetch=.")
    content = fetch(name)
    _require(hashlib.md5(content).hexdigest(), expected, f"what fetch({name!r}) returned")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{name}.{os.getpid()}.part")
    part.write_bytes(content)
    os.replace(part, path)  # whole or not at all, even when two programs fetch at once
    return path


def _require(found, expected, what):
    if found != expected:
        raise ValueError(f"{what}: expected md5 {expected}, got {found}. Delete it and fetch anew.")


def read_idx(path):
    """An IDX file of unsigned bytes, packed or not.

    Args:
        path: MNIST's images or labels, or any file of this form.
    Returns:
        uint8, shape as the file says: (n, 28, 28) for MNIST's images, (n,) for its labels.
    Raises:
        ValueError: another type of numbers, or more or fewer bytes than the header promises.
    """
    content = Path(path).read_bytes()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    if len(content) < 4 or content[:3] != b"\x00\x00\x08":
        raise ValueError(f"{path}: expected IDX of unsigned bytes; it begins {content[:4]!r}.")
    start = 4 + 4 * content[3]
    shape = tuple(int(s) for s in np.frombuffer(content[4:start], dtype=">u4"))
    if len(shape) != content[3] or len(content) - start != int(np.prod(shape)):
        raise ValueError(f"{path}: header says shape {shape}; got {len(content) - start} bytes.")
    return np.frombuffer(content, dtype=np.uint8, offset=start).reshape(shape)


def read_cifar10(path):
    """One batch of CIFAR-10's binary version.

    Args:
        path: data_batch_1.bin … data_batch_5.bin or test_batch.bin, unpacked.
    Returns:
        (images, labels): uint8 of shapes (n, 32, 32, 3) and (n,).
    Raises:
        ValueError: not a whole number of rows, or a label above 9.
    """
    content = np.fromfile(path, dtype=np.uint8)
    if content.size == 0 or content.size % CIFAR_ROW:
        raise ValueError(f"{path}: expected rows of {CIFAR_ROW} bytes; got {content.size} bytes.")
    rows = content.reshape(-1, CIFAR_ROW)
    if rows[:, 0].max() > 9:
        raise ValueError(f"{path}: expected labels 0 to 9; got {rows[:, 0].max()}.")
    return rows[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1), rows[:, 0]
