"""The system calls a student's process may not make, compiled to a BPF program.

Everything is allowed except what reaches beyond the process: other processes' memory, mounts,
namespaces, kernel modules, keys, sockets of families that ignore network namespaces (AF_VSOCK),
and io_uring, which would go round this filter. libseccomp does the compiling, so that the filter
is right on every processor; the child only loads the bytes (box/seccomp.py).
"""

from __future__ import annotations

import errno
import tempfile
from functools import cache
from typing import Any

from autograder.errors import EnvironmentProblem

DENIED = [
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "kcmp",
    "pidfd_getfd",
    "pidfd_open",
    "mount",
    "umount2",
    "pivot_root",
    "chroot",
    "unshare",
    "setns",
    "open_tree",
    "move_mount",
    "mount_setattr",
    "fsopen",
    "fsconfig",
    "fsmount",
    "fspick",
    "name_to_handle_at",
    "open_by_handle_at",
    "kexec_load",
    "kexec_file_load",
    "init_module",
    "finit_module",
    "delete_module",
    "add_key",
    "request_key",
    "keyctl",
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "io_uring_setup",
    "io_uring_enter",
    "io_uring_register",
    "acct",
    "swapon",
    "swapoff",
    "reboot",
    "sethostname",
    "setdomainname",
    "settimeofday",
    "clock_settime",
    "adjtimex",
    "iopl",
    "ioperm",
    "uselib",
    "quotactl",
    "lookup_dcookie",
    "syslog",
    "vhangup",
    "migrate_pages",
    "move_pages",
    "mbind",
    "set_mempolicy",
    "memfd_create",  # memory that no process maps is seen by no watchdog
    "memfd_secret",
    "shmget",
    "msgget",
    "semget",
]
AF_INET, AF_INET6 = 2, 10
# Without namespaces (level "landlock") a name or a number that others see must not be usable.
DENIED_WITHOUT_NAMESPACES = [
    "socket",  # of any family: Landlock holds TCP and abstract names, not UDP or names in folders
    "connect",  # a socket pair's datagram end could be turned to any socket in a folder
    "bind",
    "listen",
    "sendmsg",  # names an address too, and would hide open files in flight from the disk's watchdog
    "sendmmsg",
    "inotify_init",  # the names of files in a folder that may not be listed
    "inotify_init1",
    "inotify_add_watch",
    "fanotify_init",
    "fanotify_mark",
    "setxattr",  # bytes that no watchdog counts
    "lsetxattr",
    "fsetxattr",
    "setxattrat",
    "mq_open",
    "mq_unlink",
    "mknod",  # mknodat stays: named pipes
    "process_madvise",
    "process_mrelease",
    "personality",
    "modify_ldt",
    "pidfd_send_signal",
]
AF_UNIX, CLONE_PARENT = 1, 0x00008000
PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER = 4, 36
CLONE_FLAGS = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)


@cache
def compiled(namespaces: bool = True) -> bytes:
    """The filter, an array of struct sock_filter; a stricter one for a box without namespaces.

    Raises:
        EnvironmentProblem: libseccomp is not on this machine.
    """
    try:
        import pyseccomp as sc
    except RuntimeError as error:
        raise EnvironmentProblem(
            f"{error}; install it (Debian: apt-get install libseccomp2)."
        ) from None
    denied = sc.ERRNO(errno.EPERM)
    rules = sc.SyscallFilter(sc.ALLOW)
    for name in _known(sc, DENIED):
        rules.add_rule(denied, name)
    rules.add_rule(sc.ERRNO(errno.ENOSYS), "clone3")  # glibc then uses clone, whose flags we see
    for flag in CLONE_FLAGS:
        rules.add_rule(denied, "clone", sc.Arg(0, sc.MASKED_EQ, flag, flag))
    if namespaces:
        rules.add_rule(denied, "socket", sc.Arg(0, sc.GT, AF_INET6))
        for family in range(AF_INET + 1, AF_INET6):
            rules.add_rule(denied, "socket", sc.Arg(0, sc.EQ, family))
    else:
        _deny_what_is_shared(sc, rules, denied)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return bytes(file.read())


def _deny_what_is_shared(sc: Any, rules: Any, denied: int) -> None:
    for name in _known(sc, DENIED_WITHOUT_NAMESPACES):
        rules.add_rule(denied, name)
    rules.add_rule(denied, "socketpair", sc.Arg(0, sc.NE, AF_UNIX))
    rules.add_rule(denied, "sendto", sc.Arg(4, sc.NE, 0))  # send() has no address
    rules.add_rule(denied, "fallocate", sc.Arg(1, sc.NE, 0))  # beyond a file's end, and its limit
    # Both keep every process below the keeper, where the watchdog looks; the third, visible.
    rules.add_rule(denied, "clone", sc.Arg(0, sc.MASKED_EQ, CLONE_PARENT, CLONE_PARENT))
    rules.add_rule(denied, "prctl", sc.Arg(0, sc.MASKED_EQ, 0xFFFFFFFF, PR_SET_CHILD_SUBREAPER))
    rules.add_rule(denied, "prctl", sc.Arg(0, sc.MASKED_EQ, 0xFFFFFFFF, PR_SET_DUMPABLE))


def _known(sc: object, names: list[str]) -> list[str]:
    """The calls that this libseccomp knows; what it does not know it cannot name or deny."""
    resolve = sc.resolve_syscall  # type: ignore[attr-defined]
    native = sc.Arch.NATIVE  # type: ignore[attr-defined]
    return [name for name in names if resolve(native, name) >= 0]
