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
from pathlib import Path
from typing import Any

from lmc_mutants import cells, mutants

LIMIT_SECONDS = 60  # for a mutant that loops for ever
CODES = {0: "survived", 3: "caught", 4: "crashed"}  # another status: it was stopped


def run(page: Path) -> list[dict[str, Any]]:
    """One record for each check cell: its labels, a problem or none, mutants and outcomes."""
    page = page.resolve()
    found = cells.read(page)
    kept = cells.needed(found)
    _prepare(page, [found[i].code for i in kept])
    namespace: dict[str, Any] = {"__name__": "__main__"}
    records: list[dict[str, Any]] = []
    for i in kept:
        if found[i].labels:
            records.append(_try_mutants(found[i], found[:i], namespace))
        try:
            exec(compile(found[i].code, page.name, "exec"), namespace)
        except Exception as error:
            records.append(_broken(found[i], error))
            break
    return records


def _prepare(page: Path, codes: list[str]) -> None:
    os.environ["MPLBACKEND"] = "Agg"
    os.chdir(page.parent)
    sys.path.insert(0, str(page.parent))
    if any("torch.optim" in code for code in codes):
        import torch._dynamo  # noqa: F401  the first optimizer imports it, in 2 s: here, not in each fork


def _try_mutants(
    check: cells.Cell, before: list[cells.Cell], namespace: dict[str, Any]
) -> dict[str, Any]:
    tried = [
        {"function": m.function, "place": m.place, "was": m.was, "now": m.now}
        | {"outcome": _outcome(m, namespace)}
        for m in mutants.of(check, before)
    ]
    return {"labels": list(check.labels), "problem": "", "mutants": tried}


def _broken(cell: cells.Cell, error: Exception) -> dict[str, Any]:
    first = cell.code.strip().splitlines()[0]
    problem = f"the unchanged cell that begins {first!r} fails: {type(error).__name__}: {error}"
    return {"labels": list(cell.labels), "problem": problem, "mutants": []}


def _outcome(mutant: mutants.Mutant, namespace: dict[str, Any]) -> str:
    child = os.fork()
    if child == 0:
        os._exit(_run_in_child(mutant, namespace))
    _, status = os.waitpid(child, 0)
    return CODES.get(os.waitstatus_to_exitcode(status), "stopped")


def _run_in_child(mutant: mutants.Mutant, namespace: dict[str, Any]) -> int:
    signal.alarm(LIMIT_SECONDS)
    try:
        for code in mutant.code:
            exec(code, namespace)
    except AssertionError:
        return 3
    except BaseException:  # whatever it is, the page's build would have stopped
        return 4
    return 0


def main() -> None:
    """The page is the only argument. What its cells print, and NumPy's warnings, go nowhere."""
    silent = (contextlib.redirect_stdout, contextlib.redirect_stderr)
    with open(os.devnull, "w") as nowhere, silent[0](nowhere), silent[1](nowhere):
        records = run(Path(sys.argv[1]))
    print(json.dumps(records, ensure_ascii=False))


if __name__ == "__main__":
    main()
