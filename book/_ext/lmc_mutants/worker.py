"""Run a page's checks and their mutants; prints what happened, as JSON.

    python -m lmc_mutants.worker book/training/optimizers.md

A process of its own, because a page changes directory, paths and plotting settings. Each mutant
runs in a fork, which shares all that the page computed before it and can spoil nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from lmc_mutants import cells, mutants

LIMIT_SECONDS = 60  # for a mutant that loops for ever
SURVIVED, CAUGHT, CRASHED, STOPPED = "survived", "caught", "crashed", "stopped"
CODES = {0: SURVIVED, 3: CAUGHT, 4: CRASHED}


def run(page: Path) -> list[dict[str, Any]]:
    """One record for each check cell: labels, seconds, problem, mutants with their outcomes."""
    page = page.resolve()
    found = cells.read(page)
    os.environ["MPLBACKEND"] = "Agg"
    os.chdir(page.parent)
    sys.path.insert(0, str(page.parent))
    namespace: dict[str, Any] = {"__name__": "__main__"}
    records = []
    for i in cells.needed(found):
        cell = found[i]
        if cell.labels:
            records.append(_try_mutants(cell, found[:i], namespace))
        try:
            exec(compile(cell.code, page.name, "exec"), namespace)
        except Exception as error:
            first = cell.code.strip().splitlines()[0]
            problem = f"the unchanged cell that begins {first!r} fails: {error!r}"
            return [*records, {"labels": list(cell.labels), "problem": problem, "mutants": []}]
    return records


def _try_mutants(
    check: cells.Cell, before: list[cells.Cell], namespace: dict[str, Any]
) -> dict[str, Any]:
    start = time.perf_counter()
    tried = [
        {"was": m.was, "now": m.now, "outcome": _outcome(m, namespace)}
        for m in mutants.of(check, before)
    ]
    seconds = time.perf_counter() - start
    return {"labels": list(check.labels), "mutants": tried, "seconds": round(seconds, 2)}


def _outcome(mutant: mutants.Mutant, namespace: dict[str, Any]) -> str:
    child = os.fork()
    if child == 0:
        os._exit(_run_in_child(mutant, namespace))
    _, status = os.waitpid(child, 0)
    return CODES.get(os.waitstatus_to_exitcode(status), STOPPED)


def _run_in_child(mutant: mutants.Mutant, namespace: dict[str, Any]) -> int:
    signal.alarm(LIMIT_SECONDS)
    try:
        for code in mutant.code:
            exec(code, namespace)
    except AssertionError:
        return 3
    except BaseException:
        return 4
    return 0


def main() -> None:
    """The page is the only argument; what it prints goes nowhere."""
    page = Path(sys.argv[1])
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
        os.dup2(nowhere.fileno(), 2)  # warnings of mutated arithmetic
        records = run(page)
    print(json.dumps(records, ensure_ascii=False))


if __name__ == "__main__":
    main()
