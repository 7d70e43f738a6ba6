"""Landlock: what a process may open, once it is bound; everything not named here is refused.

The kernel's own call, so it needs no namespace and no power. It does not hide that a file exists:
stat, chdir and readlink are not its business (docs/scale.md says what that leaves open).
"""

import ctypes
import os
import stat

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same on every processor
NEEDED_ABI = 6  # the first that scopes signals and abstract sockets
VERSION, PATH_BENEATH = 1, 1
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << n for n in range(6))
MAKE_DIR, MAKE_REG, MAKE_FIFO, MAKE_SYM, REFER, TRUNCATE = (1 << n for n in (7, 8, 10, 12, 13, 14))
EVERY_FILE_RIGHT, TCP_BIND_AND_CONNECT, SOCKETS_AND_SIGNALS = 0xFFFF, 3, 3
READ = EXECUTE | READ_FILE | READ_DIR
OWN = READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_FIFO | MAKE_SYM
OWN |= REFER | TRUNCATE
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
SYSTEM = ("/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/fonts")
FIGURES = tuple(
    f"/proc/{name}" for name in ("meminfo", "cpuinfo", "stat", "sys/vm/overcommit_memory")
)
DEVICES = ("/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


class Ruleset(ctypes.Structure):
    """struct landlock_ruleset_attr."""

    _fields_ = [(name, ctypes.c_uint64) for name in ("files", "network", "scoped")]


class PathBeneath(ctypes.Structure):
    """struct landlock_path_beneath_attr."""

    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def abi():
    """The version of Landlock that this kernel has switched on; 0 for none."""
    return max(0, libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), VERSION))


def ruleset(readable, own):
    """A ruleset for this very process: read `readable`, read and write the folder `own`."""
    wanted = Ruleset(EVERY_FILE_RIGHT, TCP_BIND_AND_CONNECT, SOCKETS_AND_SIGNALS)
    size = ctypes.c_size_t(ctypes.sizeof(wanted))
    made = _must(libc.syscall(CREATE_RULESET, ctypes.byref(wanted), size, 0), "landlock")
    for path in (*SYSTEM, *FIGURES, *DEVICES, *readable, f"/proc/{os.getpid()}"):
        _allow(made, path, READ)
    _allow(made, "/dev/null", READ_FILE | WRITE_FILE)
    _allow(made, own, OWN)
    return made


def bind(made):
    """Bind this process to a ruleset, for good; it must have given up new privileges."""
    _must(libc.syscall(RESTRICT_SELF, made, 0), "landlock_restrict_self")
    os.close(made)


def _allow(made, path, rights):
    try:
        parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return  # not every system has /lib32
    if not stat.S_ISDIR(os.fstat(parent).st_mode):
        rights &= OF_A_FILE
    rule = PathBeneath(rights, parent)
    _must(libc.syscall(ADD_RULE, made, PATH_BENEATH, ctypes.byref(rule), 0), f"landlock {path}")
    os.close(parent)


def _must(result, what):
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result
