"""The sandbox without namespaces: what it holds, one attempt at a time, and when it is refused."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import textwrap
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from autograder import canary, disk, open_ground, processes, sample_class, sandbox
from autograder.box import landlock
from autograder.errors import EnvironmentProblem
from autograder.grade.judge import Judge
from autograder.pipe import Stopped
from autograder.sandbox import Limits

WHY_NOT = (
    "" if os.getuid() == 0 and landlock.abi() >= landlock.NEEDED_ABI
    else f"needs root and Landlock {landlock.NEEDED_ABI}; here: user {os.getuid()}, {landlock.abi()}"
)  # fmt: skip
pytestmark = pytest.mark.sandbox
needed = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)
SMALL = Limits(seconds=10, memory_mb=512, disk_mb=16, processes=32)
SYSCALLS = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def must(result, what="refused"):
    if result < 0: raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
"""


@pytest.fixture(scope="module")
def server():
    with sandbox.start("landlock", slot=96) as made:
        yield made


def cell(session, code):
    """What one cell prints, and its error."""
    pipe = session.open("cells")
    try:
        pipe.send({"seed": 0})
        pipe.send({"cell": textwrap.dedent(code)})
        message, _ = pipe.receive()
        return message["output"] + str(message["error"] or "")
    finally:
        pipe.close()


@pytest.fixture
def run(server):
    """Run a cell in a fresh session."""

    def run(code, limits=SMALL):
        session = server.session(limits)
        try:
            return cell(session, code)
        finally:
            session.close()

    return run


def until(condition, seconds=10):
    """Poll: how long it takes is the machine's affair."""
    give_up = time.monotonic() + seconds
    while not condition() and time.monotonic() < give_up:
        time.sleep(0.01)
    return condition()


# --- what works ----------------------------------------------------------------------------------
@needed
def test_a_notebook_runs(run):
    said = run("""
        import asyncio, subprocess, sqlite3, tempfile, numpy as np, torch, matplotlib.pyplot as plt
        layer = torch.nn.Linear(2, 1)
        layer(torch.ones(3, 2)).sum().backward()
        plt.plot([1, 2]); plt.title("$x^2$"); plt.savefig("plot.png")
        with tempfile.NamedTemporaryFile() as file: file.write(b"x")
        ended = subprocess.run(["echo", "child"], capture_output=True, text=True)
        print(np.linalg.det(2 * np.eye(3)).round(), layer.bias.grad.item(), ended.stdout.strip())
        import os; print(os.path.getsize("plot.png") > 1000, os.getcwd() == os.path.expanduser("~"))
        await asyncio.sleep(0.001)
    """)
    assert said == "8.0 3.0 child\nTrue True\n"


@needed
def test_grades_are_right(doubling):
    judge = Judge(doubling, SMALL, "landlock", slot=92)
    try:
        job = {"assignment": "doubling", "backend": "torch", "seed": "test",
               "cells": [["set-up", "import torch"], ["1", "def double(x):\n    return 2 * x"]]}  # fmt: skip
        answer = judge.grade(job)
    finally:
        judge.stop()
    assert answer["isolation"] == "landlock" and answer["problems"] == []
    assert {c["outcome"] for c in answer["exercises"]["double"]} == {"passed"}


# --- what is held --------------------------------------------------------------------------------
@needed
def test_the_canary_is_held():
    assert canary.inspect("landlock").escapes == []


ATTEMPTS = {
    "password file": ("open('/etc/passwd').read()", "PermissionError"),
    "shadow file": ("open('/etc/shadow').read()", "PermissionError"),
    "the grader's own code": ("open(OURS + '/autograder/grade/judge.py').read()", "PermissionError"),
    "solutions": ("import os; os.listdir(OURS + '/solutions')", "PermissionError"),
    "import of the grader": ("import autograder", "ModuleNotFoundError"),
    "environment of process 1": ("open('/proc/1/environ', 'rb').read()", "PermissionError"),
    "list of processes": ("import os; os.listdir('/proc')", "PermissionError"),
    "the server's folder": ("import os; os.listdir('..')", "PermissionError"),
    "write into /tmp": ("open('/tmp/x', 'w')", "PermissionError"),
    "write into /dev/shm": ("open('/dev/shm/x', 'w')", "PermissionError"),
    "write into the libraries": ("import numpy; open(numpy.__file__, 'a')", "PermissionError"),
    "TCP": ("import socket; socket.socket()", "PermissionError"),
    "UDP": ("import socket; socket.socket(type=socket.SOCK_DGRAM)", "PermissionError"),
    "IPv6": ("import socket; socket.socket(socket.AF_INET6)", "PermissionError"),
    "unix": ("import socket; socket.socket(socket.AF_UNIX)", "PermissionError"),
    "netlink": ("import socket; socket.socket(16, 3)", "PermissionError"),
    "vsock": ("import socket; socket.socket(40, 1)", "PermissionError"),
    "other pairs": ("must(libc.socketpair(30, 1, 0, (ctypes.c_int * 2)()))", "Operation not permitted"),
    "signal the grader": ("import os; os.kill(GRADER, 0)", "PermissionError"),
    "signal process 1": ("import os; os.kill(1, 9)", "PermissionError"),
    "signal the server": ("import os; os.kill(os.getppid(), 9)", "PermissionError"),
    "slow down the grader": ("import os; os.setpriority(0, GRADER, 19)", "PermissionError"),
    "limit the grader": ("import resource; resource.prlimit(GRADER, resource.RLIMIT_CPU, (1, 1))", "PermissionError"),
    "pin the grader": ("import os; os.sched_setaffinity(GRADER, {0})", "PermissionError"),
    "trace the grader": ("must(libc.ptrace(16, GRADER, 0, 0))", "Operation not permitted"),
    "chmod": ("import os; os.chmod(SECRET, 0o777)", "PermissionError"),
    "chown": ("import os; os.chown(SECRET, os.getuid(), -1)", "PermissionError"),
    "times": ("import os; os.utime(SECRET, (1, 1))", "PermissionError"),
    "read": ("open(SECRET).read()", "PermissionError"),
    "by a link": ("import os; os.symlink(SECRET, 'l'); open('l').read()", "PermissionError"),
    "hard link": ("import os; os.link(SECRET, 'h')", "Error"),
    "truncate": ("import os; os.truncate(SECRET, 0)", "PermissionError"),
    "xattr": ("import os; open('f', 'w'); os.setxattr('f', 'user.x', b'1')", "PermissionError"),
    "watch a folder": ("must(libc.inotify_init1(0))", "Operation not permitted"),
    "named queue": ("import ctypes.util; must(ctypes.CDLL('librt.so.1', use_errno=True).mq_open(b'/q', 66, 0o600, None)); ", "Error"),
    "device": ("import os, stat; os.mknod('d', stat.S_IFBLK | 0o600, os.makedev(8, 0))", "PermissionError"),
    "namespaces": ("must(libc.unshare(0x10000000))", "Operation not permitted"),
    "beside the keeper": ("must(libc.syscall(56, 0x8000 | 17, 0, 0, 0, 0))", "Operation not permitted"),
    "out of sight": ("must(libc.prctl(36, 0, 0, 0, 0))", "Operation not permitted"),
    "unseen by the watchdog": ("must(libc.prctl(4, 0, 0, 0, 0))", "Operation not permitted"),
    "root": ("import os; os.setuid(0)", "PermissionError"),
}  # fmt: skip


@needed
@pytest.mark.parametrize("name", ATTEMPTS)
def test_attempt_is_refused(run, project, tmp_path_factory, name):
    code, reason = ATTEMPTS[name]
    if "syscall(56" in code and os.uname().machine != "x86_64":
        pytest.skip("the number of this call is another one here")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(open_folder()))
        secret = folder / "secret"
        secret.write_text("untouched")
        secret.chmod(0o666)
        known = f"OURS, SECRET, GRADER = {str(project.root)!r}, {str(secret)!r}, {os.getpid()}\n"
        said = run(SYSCALLS + known + code)
        assert reason in said
        assert secret.read_text() == "untouched" and secret.stat().st_mode & 0o777 == 0o666
        assert secret.stat().st_nlink == 1


def open_folder():
    """A folder that every user may walk into, unlike pytest's."""
    import tempfile

    class Open(tempfile.TemporaryDirectory):
        def __enter__(self):
            os.chmod(self.name, 0o777)
            return self.name

    return Open(dir="/tmp")


@needed
@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_sockets_by_name_are_out_of_reach(run, kind):
    """A datagram pair's end could be turned to another address, were it not for the filter."""
    with open_folder() as folder, socket.socket(socket.AF_UNIX, kind) as listener:
        listener.bind(f"{folder}/s")
        os.chmod(f"{folder}/s", 0o777)
        if kind == socket.SOCK_STREAM:
            listener.listen()
        said = run(f"""
            import socket
            a, b = socket.socketpair(socket.AF_UNIX, {int(kind)})
            for action in (lambda: a.connect("{folder}/s"), lambda: a.sendto(b"x", "{folder}/s"),
                           lambda: a.sendmsg([b"x"], [], 0, "{folder}/s"), lambda: a.bind("name")):
                try: print("out", action())
                except PermissionError: print("held")
            a.send(b"still"); print(b.recv(9))
        """)
        assert said == "held\n" * 4 + "b'still'\n"


@needed
def test_kill_everybody_reaches_only_the_session(server, run):
    session = server.session(SMALL)
    with subprocess.Popen(["sleep", "60"]) as bystander:
        try:
            with pytest.raises(Stopped, match="ended"):
                cell(session, "import os; os.kill(-1, 9); os.kill(os.getpid(), 9)")
            assert bystander.poll() is None
        finally:
            session.close()
            bystander.kill()
    assert run("print('next')") == "next\n"
    assert run("print(1)") == "1\n"


@needed
def test_another_session_is_out_of_reach(server):
    with sandbox.start("landlock", slot=93) as other:
        mine, theirs = server.session(SMALL), other.session(SMALL)
        try:
            assert server.uid != other.uid
            assert cell(theirs, "open('answer', 'w').write('42'); import os; os.chmod('.', 0o777); os.chmod('answer', 0o666)") == ""  # fmt: skip
            for attempt in (f"open({theirs.folder + '/answer'!r}).read()",
                            f"open({theirs.folder + '/answer'!r}, 'w')",
                            f"import os; os.listdir({theirs.folder!r})",
                            f"import os; os.kill({theirs.pid}, 0)",
                            f"open('/proc/{theirs.pid}/environ').read()"):  # fmt: skip
                assert "PermissionError" in cell(mine, attempt)
        finally:
            mine.close()
            theirs.close()


# --- what it may use -------------------------------------------------------------------------------
@needed
@pytest.mark.parametrize(
    "flood",
    [
        "for n in range(10**6): open(str(n), 'w').close()",
        "for n in range(10**6): os.mkdir(str(n))",
        "for n in range(99): open(str(n), 'wb').write(bytes(1 << 20))",
        "while True: os.mkdir('d'); os.chdir('d')",
        "held = []\nfor n in range(30):\n    held.append(open('x', 'wb', 0)); os.unlink('x'); held[-1].write(bytes(4 << 20))",
        "import mmap\nheld = []\nfor n in range(30):\n    f = open('x', 'w+b', 0); os.unlink('x'); f.write(bytes(4 << 20)); held.append(mmap.mmap(f.fileno(), 4096)); f.close()",
    ],
    ids=["files", "folders", "bytes", "depth", "deleted", "mapped"],
)  # fmt: skip
def test_a_flood_of_files_is_stopped_as_disk(server, monkeypatch, flood):
    monkeypatch.setattr(disk, "MAX_FILES", 2000)  # so many are made at once on any disk
    session = server.session(SMALL)
    folder = session.folder
    try:
        with pytest.raises(Stopped, match="more disk than 16 MB") as stopped:
            cell(session, f"import os, time\n{flood}\ntime.sleep(60)")
    finally:
        session.close()
    assert stopped.value.reason == "disk" and not Path(folder).exists()


@needed
def test_one_file_cannot_be_too_large(run):
    assert "File too large" in run("open('x', 'wb', 0).write(bytes(16 << 20)); open('x', 'ab', 0).write(b'1')")  # fmt: skip


@needed
def test_a_flood_says_disk_in_the_result(doubling):
    judge = Judge(doubling, Limits(seconds=5, memory_mb=512, disk_mb=16), "landlock", slot=94)
    right = "def double(x):\n    return 2 * x"
    flood = (
        "for n in range(99): open(str(n), 'wb').write(bytes(1 << 20))\nimport time; time.sleep(9)"
    )
    try:
        cells = [["set-up", "import numpy as np"], ["1", right], ["cell 2", flood]]
        job = {"assignment": "doubling", "backend": "numpy", "seed": "test", "cells": cells}
        answer = judge.grade(job)
    finally:
        judge.stop()
    assert "cell 2 filled the disk: it took more disk than 16 MB or 20000 files" in str(answer)
    assert {c["outcome"] for c in answer["exercises"]["double"]} == {"passed"}


@needed
def test_a_daemon_ends_with_its_session(server):
    session = server.session(SMALL)
    said = cell(session, """
        import os, time
        read, write = os.pipe()
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.write(write, str(os.getpid()).encode())
                while True: time.sleep(1)
            os._exit(0)
        os.wait()
        print(os.read(read, 99).decode())
    """)  # fmt: skip
    daemon = int(said)
    assert daemon in processes.of_user(server.uid) and daemon in processes.tree(session.pid)
    session.close()
    assert processes.of_user(server.uid) == []
    assert not Path(session.folder).exists()


@needed
def test_a_fork_bomb_is_bounded_and_starves_nobody(server):
    bomb = "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"
    with sandbox.start("landlock", slot=95) as other:
        session, neighbour = server.session(SMALL), other.session(SMALL)
        pipe = session.open("cells")
        try:
            pipe.send({"seed": 0})
            pipe.send({"cell": bomb})
            assert until(lambda: len(processes.of_user(server.uid)) >= SMALL.processes // 2)
            assert len(processes.of_user(server.uid)) <= SMALL.processes
            said = cell(neighbour, "import subprocess; print(subprocess.run(['echo', 'alive'], capture_output=True).stdout)")  # fmt: skip
            assert said == "b'alive\\n'\n"
        finally:
            pipe.close()
            session.close()
            neighbour.close()
    assert processes.of_user(server.uid) == []


@needed
def test_what_a_killed_grader_left_is_swept():
    """Its server dies with it; a student's daemon and the folder do not."""
    code = (
        "import time\nfrom autograder import sandbox\n"
        "with sandbox.start('landlock') as server:\n"
        "    session = server.session(sandbox.Limits())\n"
        "    pipe = session.open('cells')\n"
        "    pipe.send({'seed': 0})\n"
        "    pipe.send({'cell': 'import os, time\\nif os.fork() == 0:\\n    time.sleep(600)'})\n"
        "    pipe.receive()\n"
        "    print(server.uid, server.ground.folder, flush=True)\n"
        "    time.sleep(600)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
    ) as grader:
        assert grader.stdout is not None
        uid, folder = grader.stdout.readline().split()
        grader.kill()
    assert Path(folder).exists()
    open_ground.sweep()
    assert processes.of_user(int(uid)) == [] and not Path(folder).exists()


def test_nobody_real_is_ever_ended():
    with pytest.raises(ValueError, match="user 0"):
        processes.end_user(0)


def test_a_look_at_a_folder_is_bounded(tmp_path):
    for n in range(50):
        (tmp_path / str(n)).write_bytes(bytes(1 << 16))
    look = disk._Look(1 << 20)
    with pytest.raises(disk._TooMuch):
        look.at_folder(str(tmp_path))
    assert look.too_much and look.files < 50


# --- when it is chosen, and when not ----------------------------------------------------------------
LIKE_DOCKER = """
import ctypes, errno, os, sys
import pyseccomp as sc
rules = sc.SyscallFilter(sc.ALLOW)
for name in ("unshare", "mount", "umount2", "setns", "pivot_root"):
    rules.add_rule(sc.ERRNO(errno.EPERM), name)
for flag in (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000):
    rules.add_rule(sc.ERRNO(errno.EPERM), "clone", sc.Arg(0, sc.MASKED_EQ, flag, flag))
rules.add_rule(sc.ERRNO(errno.ENOSYS), "clone3")
rules.load()
kept = {0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31}  # Docker's: no tracing, no administration
for power in set(range(41)) - kept:
    ctypes.CDLL(None).prctl(24, power, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def graded(doubling, course, out, isolation, docker):
    command = ["-m", "autograder", "grade", str(course), "--out", str(out), "--seed", "s",
               "--workers", "1", "--isolation", isolation]  # fmt: skip
    start = [sys.executable, *(["-c", LIKE_DOCKER] if docker else []), *command]
    done = subprocess.run(start, cwd=doubling.root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads((out / "results/one/doubling.json").read_text())
    grades = [
        (c["check"], c["points"], c["outcome"])
        for notebook in result["notebooks"].values()
        for checks in notebook["exercises"].values()
        for c in checks
    ]
    return result["isolation"], grades, done.stderr


@needed
def test_auto_takes_it_where_namespaces_are_forbidden(doubling, isolation, tmp_path):
    folder = tmp_path / "class/one/doubling"
    folder.mkdir(parents=True)
    for backend in ("numpy", "torch"):
        notebook = sample_class.hand_in(
            doubling.assignment("doubling"), backend, lambda *_: "def double(x):\n    return x + x"
        )
        (folder / f"{backend}.ipynb").write_text(json.dumps(notebook))
    course = tmp_path / "class"
    level, grades, said = graded(doubling, course, tmp_path / "a", "auto", docker=True)
    assert level == "landlock" and said.count("names and sizes of files") == 1
    usual, expected, _ = graded(doubling, course, tmp_path / "b", "bwrap", docker=False)
    assert usual.startswith("bwrap") and grades == expected
    assert {outcome for *_, outcome in grades} == {"passed"}


@needed
def test_the_watchdog_sees_deleted_files_without_the_power_to_trace():
    """Docker's root may not trace other users; the canary would name what was not seen."""
    code = "from autograder import canary; print(canary.inspect('landlock').escapes)"
    start = [sys.executable, "-c", LIKE_DOCKER, "-c", code]
    done = subprocess.run(start, capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def test_an_ordinary_user_is_refused(monkeypatch):
    monkeypatch.setattr(open_ground.os, "getuid", lambda: 1000)
    with pytest.raises(EnvironmentProblem, match="only root can give a session a user of its own"):
        sandbox.start("landlock")


@pytest.mark.parametrize(("version", "said"), [(4, "has 4"), (0, "has none switched on")])
def test_an_old_kernel_is_refused(monkeypatch, version, said):
    monkeypatch.setattr(open_ground.os, "getuid", lambda: 0)
    monkeypatch.setattr(landlock, "abi", lambda: version)
    with pytest.raises(EnvironmentProblem, match=f"needs version 6 of Landlock.*{said}"):
        sandbox.start("landlock")
