"""What a forked child gives up before it runs a student's code.

`isolate`, with namespaces: it is process 1 of a new pid namespace and still has the server's
powers. In this order: an own session; own mount, IPC, UTS and network namespaces; an own /proc;
empty bounded file systems for work and temporary files; limits; another user; no capabilities; no
new privileges; the filter.

`confine`, without: it stays where it is and sees what others see, but as a user whom only this
session has, and may open only what Landlock's rules name.
"""

import ctypes
import os
import resource
import sys
import tempfile

from . import landlock, seccomp

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_NOSUID, MS_NODEV, MS_NOEXEC = 2, 4, 8
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_SET_CHILD_SUBREAPER = 1, 38, 36
PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 4, 24, 47, 4
WRITABLE = ("/box", "/tmp", "/dev/shm")
libc = ctypes.CDLL(None, use_errno=True)


def call(result, what):
    """Raise the OSError behind a failed C call."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def isolate(limits, filter_program):
    """Give everything up; raises OSError when any of it cannot be had."""
    os.setsid()  # else kill(0, 9) reaches the server: process groups cross pid namespaces
    call(libc.unshare(CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNET), "unshare")
    user = limits["uid"]
    if limits["own_proc"]:
        call(
            libc.mount(b"proc", b"/proc", b"proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, None),
            "mount /proc",
        )
    owner = user if user is not None else 0
    options = f"size={limits['disk_mb']}m,nr_inodes=20000,mode=700,uid={owner},gid={owner}"
    for folder in WRITABLE:
        flags = MS_NOSUID | MS_NODEV
        call(
            libc.mount(b"tmpfs", folder.encode(), b"tmpfs", flags, options.encode()),
            f"mount {folder}",
        )
    os.chdir("/box")
    _limit(limits)
    _drop_bounds()  # while it may: a new user has no power to give power up
    _become(user)
    _drop_bounds()  # a new user namespace brings all of them back
    _drop_capabilities()
    seccomp.load(filter_program)


def confine(limits, filter_program):
    """The same without a namespace; raises OSError when any of it cannot be had."""
    os.setsid()
    folder, server = limits["folder"], os.getppid()
    os.chdir(folder)
    _move_in(folder)
    # A 0 would still feed a crash to the system's crash handler; a 1 is how the kernel spells no.
    _limit(limits, core=0 if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0 else 1)
    rules = landlock.ruleset(limits["readable"], folder)
    _drop_bounds()
    _become(limits["uid"])
    _drop_capabilities()
    _set(PR_SET_DUMPABLE, 1)  # else a container's root could not see which deleted files are open
    _set(PR_SET_CHILD_SUBREAPER, 1)  # a daemon stays below the keeper, where the watchdog looks
    _set(PR_SET_PDEATHSIG, 9)
    if os.getppid() != server:
        raise OSError("the server has ended")
    _set(PR_SET_NO_NEW_PRIVS, 1)
    landlock.bind(rules)
    seccomp.load(filter_program)


def _set(option, value):
    call(libc.prctl(option, value, 0, 0, 0), "prctl")


def _move_in(folder):
    """Home and temporary files in the one folder; no way of imports into the grader's code."""
    for name in ("HOME", "TMPDIR", "MPLCONFIGDIR", "IPYTHONDIR", "TORCHINDUCTOR_CACHE_DIR"):
        os.environ[name] = folder
    tempfile.tempdir = None
    sys.argv[:] = ["box"]  # it held a path of the grader's
    ours = os.path.dirname(os.path.dirname(__file__))
    sys.path[:] = [p for p in sys.path if p not in (ours, "/", "")]
    kept = [p for p in os.environ["PYTHONPATH"].split(os.pathsep) if p != ours]
    os.environ["PYTHONPATH"] = os.pathsep.join(kept)


def _limit(limits, core=0):
    megabyte = 1 << 20
    for name, value in (
        ("AS", (limits["memory_mb"] + 1024) * megabyte),
        ("NPROC", limits["processes"]),
        ("FSIZE", limits["disk_mb"] * megabyte),
        ("CPU", limits["total_cpu_seconds"]),
        ("CORE", core),
        ("NOFILE", 256),
        ("MEMLOCK", 65536),
        ("MSGQUEUE", 0),
    ):
        resource.setrlimit(getattr(resource, "RLIMIT_" + name), (value, value))


def _become(user):
    """Another user: a real one where the server is root, else a new user namespace."""
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        return
    inside_uid, inside_gid = os.getuid(), os.getgid()
    call(libc.unshare(CLONE_NEWUSER), "unshare user")
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"1000 {inside_uid} 1"),
        ("gid_map", f"1000 {inside_gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def _drop_bounds():
    for capability in range(64):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def _drop_capabilities():
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    call(libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")
