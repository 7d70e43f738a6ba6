"""A real PostgreSQL server for the tests: on loopback, as its own user, gone when they end."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

USERS = ("postgres", "nobody")  # initdb refuses to run as root


def programs() -> Path:
    """The folder with initdb and postgres; skips, visibly, where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    if os.environ.get("CI") == "true":
        pytest.fail("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")


@contextmanager
def running() -> Iterator[str]:
    """Start a server on an empty database; yields its SQLAlchemy URL."""
    where, password = programs(), secrets.token_urlsafe(12)
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))  # pytest's own is closed to other users
    account = _account()
    (folder / "password").write_text(password)
    for path in (folder, folder / "password"):
        if account:
            os.chown(path, account["user"], account["group"])
    data, port = folder / "data", _free_port()
    subprocess.run(
        [where / "initdb", "-D", data, "-U", "grader", "-A", "scram-sha-256", "-E", "UTF8",
         "--no-sync", f"--pwfile={folder / 'password'}"],
        check=True, stdout=subprocess.DEVNULL, cwd=folder, **account,
    )  # fmt: skip
    server = subprocess.Popen(
        [where / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", folder, "-F"],
        cwd=folder, stderr=subprocess.DEVNULL, **account,
    )  # fmt: skip
    try:
        _wait(server, port, password)
        yield f"postgresql+psycopg://grader:{password}@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGINT)  # "fast shutdown"
        server.wait(30)
        shutil.rmtree(folder)


def _account() -> dict:
    if os.getuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next(known[name] for name in USERS if name in known)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(server: subprocess.Popen, port: int, password: str) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(
                host="127.0.0.1", port=port, user="grader", password=password, dbname="postgres"
            ).close()
            return
        except psycopg.OperationalError:
            assert server.poll() is None, "the server ended at once"
            assert time.monotonic() < end, "the server did not answer in 60 s"
            time.sleep(0.1)
