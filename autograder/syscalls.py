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
CLONE_FLAGS = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)


@cache
def compiled() -> bytes:
    """The filter, an array of struct sock_filter.

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
    rules.add_rule(denied, "socket", sc.Arg(0, sc.GT, AF_INET6))
    for family in range(AF_INET + 1, AF_INET6):
        rules.add_rule(denied, "socket", sc.Arg(0, sc.EQ, family))
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return bytes(file.read())


def _known(sc: object, names: list[str]) -> list[str]:
    """The calls that this libseccomp knows; what it does not know it cannot name or deny."""
    resolve = sc.resolve_syscall  # type: ignore[attr-defined]
    native = sc.Arch.NATIVE  # type: ignore[attr-defined]
    return [name for name in names if resolve(native, name) >= 0]
