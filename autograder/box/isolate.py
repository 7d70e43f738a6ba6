"""What a forked child gives up before it runs a student's code.

It is process 1 of a new pid namespace and still has the server's powers. In this order: an own
session; own mount, IPC, UTS and network namespaces; an own /proc; empty bounded file systems for
work and temporary files; limits; another user; no capabilities; no new privileges; the filter.
"""

import ctypes
import os
import resource

from . import seccomp

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_NOSUID, MS_NODEV, MS_NOEXEC = 2, 4, 8
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


def _limit(limits):
    megabyte = 1 << 20
    for name, value in (
        ("AS", (limits["memory_mb"] + 1024) * megabyte),
        ("NPROC", limits["processes"]),
        ("FSIZE", limits["disk_mb"] * megabyte),
        ("CPU", limits["total_cpu_seconds"]),
        ("CORE", 0),
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
