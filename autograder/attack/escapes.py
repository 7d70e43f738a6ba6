"""Ways out of the sandbox: files, network, processes, the kernel.

Each is a probe: a right answer, and a cell that says HELD with the error that stopped it.
"""

from __future__ import annotations

from autograder.attack.hand_in import FULL, HandIn, attack

SYSCALL = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def must(result, what):
    if result < 0:
        raise OSError(ctypes.get_errno(), what)
"""


# --- files -------------------------------------------------------------------------------------
@attack(FULL)
def read_password_files(h: HandIn) -> None:
    """Who else is on this machine?"""
    h.probe("open('/etc/passwd').read(), open('/etc/shadow').read()")


@attack(FULL)
def read_a_secret_by_its_path(h: HandIn) -> None:
    """A file of the instructor's, readable for everybody on the host."""
    h.probe(f"open({str(h.bait.secret)!r}).read()")


@attack(FULL)
def read_the_reference(h: HandIn) -> None:
    """Hidden checks and references, where they lie and wherever they might."""
    h.probe(f"""
        import os
        if os.path.exists({str(h.bait.solutions)!r}): return
        names = ("hidden_checks.py", "numpy_ref.py", "judge.py", "gradebook.db", "kit.py")
        tops = ("/opt/box/lib", "/box", "/tmp", "/dev", "/etc", "/root", "/home", "/srv", "/mnt", "/work")
        found = [n for top in tops for _, _, files in os.walk(top) for n in files if n in names]
        if not found: raise FileNotFoundError("none of them anywhere")
    """)


@attack(FULL)
def read_other_hand_ins(h: HandIn) -> None:
    """The perfect student's answers lie next door."""
    h.probe(f"import os; os.listdir({str(h.bait.course)!r})")


@attack(FULL)
def rewrite_the_gradebook(h: HandIn) -> None:
    """One SQL statement changed every grade of a class in nbgrader."""
    h.probe(f"""
        import sqlite3
        book = sqlite3.connect("file:{h.bait.out}/gradebook.db?mode=rw", uri=True)
        book.execute("update grade set auto_score = max_score")
        book.commit()
    """)


@attack(FULL)
def look_into_home_folders(h: HandIn) -> None:
    """Keys and histories."""
    h.probe("""
        import os, sys
        found = []
        for top in ("/root", "/home", "/srv", "/var", "/mnt"):
            for folder, folders, files in os.walk(top):
                if folder == sys.base_prefix: folders.clear()  # the interpreter may live in a home
                else: found += files
        if not found: raise FileNotFoundError("no files at all")
    """)


@attack(FULL)
def write_outside_the_box(h: HandIn) -> None:
    """The interpreter, the libraries and the sandbox's own code serve the next student too."""
    h.probe("""
        import os, sys, numpy
        places = ["/x", "/usr/x", "/opt/box/lib/x", "/dev/x", "/proc/sys/kernel/core_pattern",
                  "/proc/sysrq-trigger", sys.executable, numpy.__file__, sys.modules["box"].__file__]
        errors = []
        for place in places:
            try:
                open(place, "a").close()
                return
            except OSError as error:
                errors.append(error.strerror)
        raise PermissionError(str(set(errors)))
    """)


@attack(FULL)
def follow_links_out(h: HandIn) -> None:
    """Links and /proc entries that lead into another root."""
    h.probe(f"""
        import os
        os.symlink({str(h.bait.secret)!r}, "link")
        doors = ["link"] + [f"/proc/{{p}}/root{h.bait.secret}" for p in (1, 2, "self", os.getppid())]
        doors += [f"/proc/self/fd/{{n}}/../../../../..{h.bait.secret}" for n in range(10)]
        for door in doors:
            try:
                open(door).read()
                return
            except OSError:
                continue
        raise FileNotFoundError("no door leads out")
    """)


@attack(FULL)
def open_device_files(h: HandIn) -> None:
    """Disks and memory as files, found or made."""
    h.probe("""
        import os, stat
        try:
            os.mknod("disk", stat.S_IFBLK | 0o600, os.makedev(8, 0))
        except OSError as error:
            odd = [n for n in os.listdir("/dev") if n in ("mem", "kmsg", "sda", "vda", "kvm", "fuse")]
            if not odd: raise error
    """)


# --- powers ------------------------------------------------------------------------------------
@attack(FULL)
def become_root(h: HandIn) -> None:
    """By asking, by a capability, by a setuid program."""
    h.probe("""
        import os, subprocess
        for path in ("/usr/bin/su", "/usr/bin/sudo", "/usr/bin/mount", "/usr/bin/passwd"):
            if os.path.exists(path):
                subprocess.run([path, "-c", "id"], capture_output=True, stdin=subprocess.DEVNULL)
        powers = [l for l in open("/proc/self/status") if l.startswith(("CapEff", "CapBnd", "CapPrm"))]
        if any(int(l.split()[1], 16) for l in powers): return
        os.setuid(0)
    """)


@attack(FULL)
def mount_and_chroot(h: HandIn) -> None:
    """Another view of the files, with namespaces of one's own first."""
    h.probe(f"""{SYSCALL}
done = []
for name, action in {{
    "user namespace": lambda: must(libc.unshare(0x10000000), "unshare"),
    "mount namespace": lambda: must(libc.unshare(0x00020000), "unshare"),
    "mount": lambda: must(libc.mount(b"none", b"/box", b"tmpfs", 0, None), "mount"),
    "chroot": lambda: os.chroot("/tmp"),
    "clone": lambda: must(libc.syscall(56, 0x10000000 | 17, 0, 0, 0, 0), "clone"),
    "clone3": lambda: must(libc.syscall(435, 0, 0), "clone3"),
}}.items():
    try:
        action()
        done.append(name)
    except OSError:
        pass
if not done: raise PermissionError("none of six")
    """)


@attack(FULL)
def rare_system_calls(h: HandIn) -> None:
    """The kernel's less walked corners, each with a history of holes."""
    h.probe(f"""{SYSCALL}
calls = {{"bpf": 321, "io_uring_setup": 425, "userfaultfd": 323, "perf_event_open": 298, "keyctl": 250,
         "add_key": 248, "open_by_handle_at": 304, "kexec_load": 246, "init_module": 175, "memfd_create": 319,
         "setns": 308, "pidfd_getfd": 438, "process_vm_readv": 310, "mount_setattr": 442}}
allowed = []
for name, number in calls.items():
    if libc.syscall(number, 0, 0, 0, 0, 0) >= 0 or ctypes.get_errno() != 1:
        allowed.append(f"{{name}} {{ctypes.get_errno()}}")
if not allowed: raise PermissionError("none of fourteen")
    """)


# --- network -----------------------------------------------------------------------------------
def _connect(h: HandIn, family: str, kind: str, address: str) -> None:
    h.probe(f"""
        import socket
        with socket.socket({family}, {kind}) as s:
            s.settimeout(1)
            s.connect({address})
            s.send(b"hello")
    """)


@attack(FULL)
def reach_a_tcp_listener(h: HandIn) -> None:
    """The instructor's own Jupyter server listens on the loopback."""
    _connect(h, "socket.AF_INET", "socket.SOCK_STREAM", f"('127.0.0.1', {h.bait.tcp})")


@attack(FULL)
def reach_a_udp_listener(h: HandIn) -> None:
    """The way that answers leave by."""
    _connect(h, "socket.AF_INET", "socket.SOCK_DGRAM", f"('127.0.0.1', {h.bait.udp})")


@attack(FULL)
def reach_an_abstract_socket(h: HandIn) -> None:
    """Sockets with names instead of files ignore file permissions."""
    _connect(h, "socket.AF_UNIX", "socket.SOCK_STREAM", f"'\\0' + {h.bait.abstract!r}")


@attack(FULL)
def ask_a_name_server(h: HandIn) -> None:
    """A name that is looked up carries data out."""
    h.probe("import socket; socket.getaddrinfo('example.org', 80)")


@attack(FULL)
def sockets_of_other_kinds(h: HandIn) -> None:
    """vsock reaches the host of a virtual machine, packets go round a firewall."""
    h.probe("""
        import socket
        for family, kind in ((40, 1), (17, 3), (16, 3), (socket.AF_INET, socket.SOCK_RAW), (38, 5), (29, 3)):
            try:
                socket.socket(family, kind).close()
                return
            except OSError:
                continue
        raise PermissionError("none of six kinds")
    """)


# --- processes ---------------------------------------------------------------------------------
@attack(FULL)
def see_processes_of_the_host(h: HandIn) -> None:
    """Command lines hold paths and passwords."""
    h.probe("""
        import os
        pids = [int(p) for p in os.listdir("/proc") if p.isdigit()]
        if len(pids) > 3: return
        raise LookupError(f"only {pids}")
    """)


@attack(FULL)
def signal_the_grader(h: HandIn) -> None:
    """End the one who grades."""
    h.probe(f"import os; os.kill({h.bait.pid}, 9)")


@attack(FULL)
def trace_another_process(h: HandIn) -> None:
    """Read and write the memory of the process that watches."""
    h.probe(f"""{SYSCALL}
try:
    open(f"/proc/{{os.getppid()}}/mem", "rb").read(1)
except OSError:
    must(libc.ptrace(16, {h.bait.pid}, 0, 0), "ptrace")
    """)


@attack(FULL)
def environment_of_the_grader(h: HandIn) -> None:
    """Variables, open files and modules left from the process that started it."""
    h.probe(f"""
        import os, sys
        seen = str(dict(os.environ)) + str(list(sys.modules)) + str(sys.path) + str(sys.argv)
        files = [os.readlink(f"/proc/self/fd/{{n}}") for n in os.listdir("/proc/self/fd") if n.isdigit() and os.path.exists(f"/proc/self/fd/{{n}}")]
        words = ({str(h.bait.out)!r}, "autograder", "sqlalchemy", {str(h.bait.course)!r})
        if not any(w in seen + str(files) for w in words): raise LookupError("nothing of the grader's")
    """)


@attack(FULL)
def leave_a_process_behind(h: HandIn) -> None:
    """A daemon in a session of its own, which outlives the grading."""
    h.answer()
    h.cell(f"""
        import os
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.execv("/bin/sleep", [{h.bait.leftover!r}, "600"])
            os._exit(0)
    """)


@attack(FULL)
def plant_files_for_the_next(h: HandIn) -> None:
    """A start-up file that runs in the next student's kernel."""
    h.answer()
    h.cell("""
        import os, pathlib
        for place in ("/tmp", "/dev/shm", "/box", os.path.expanduser("~"), "/var/tmp"):
            for name in ("planted", "numpy.py", "sitecustomize.py", "profile_default/startup/00.py"):
                path = pathlib.Path(place, name)
                try:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text("planted = True")
                except OSError:
                    pass
    """)


@attack(FULL)
def look_for_planted_files(h: HandIn) -> None:
    """What the one before has left."""
    h.probe("""
        import pathlib
        found = [p for top in ("/tmp", "/dev/shm", "/box") for p in pathlib.Path(top).rglob("*")]
        if not found: raise FileNotFoundError("all of it is empty")
    """)
