"""Fuzz the two parsers of untrusted bytes: `python benchmarks/fuzz.py [--cases N] [--seed S]`.

Half of the cases are notebooks, half are messages. The result says how many were read, how many
refused, whether anything but the declared errors came out, how long the slowest case took, and
what memory it all needed.
"""

from __future__ import annotations

import argparse
import collections
import datetime
import importlib
import importlib.metadata
import json
import os
import platform
import random
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tqdm import tqdm

from autograder.attack import fuzz, target

RESULT = Path(__file__).parent / "results" / "fuzz.json"
WITH_PROGRAM = 20  # every so many notebooks are also turned into a program to run


def campaign(
    name: str, cases: int, seed: int, run: Callable[[random.Random, int], bool]
) -> dict[str, Any]:
    """Run so many cases of one parser; every exception that escapes is counted and shown once."""
    read, slowest, faults = 0, 0.0, collections.Counter[str]()
    begun = time.perf_counter()
    for number in tqdm(range(cases), desc=name, unit="case", disable=not sys.stderr.isatty()):
        rng = random.Random(seed * 10**9 + number)
        before = time.perf_counter()
        try:
            read += run(rng, number)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            faults[f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"] += 1
        slowest = max(slowest, time.perf_counter() - before)
    return {
        "cases": cases,
        "seed": seed,
        "read": read,
        "refused": cases - read - faults.total(),
        "other_exceptions": faults.total(),
        "kinds": dict(faults),
        "seconds": round(time.perf_counter() - begun, 1),
        "slowest_ms": round(1000 * slowest, 1),
    }


def main() -> int:
    """Run both campaigns, write the result; 1 when anything escaped."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", type=int, default=1_000_000, help="of both parsers together")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    half = arguments.cases // 2
    importlib.import_module("torch")  # at first use it would count as the slowest case
    at_start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with tempfile.TemporaryDirectory() as folder:
        assignment = target.write(Path(folder)).assignment(target.CHAPTER)

        def notebook(rng: random.Random, number: int) -> bool:
            return fuzz.notebook_case(rng, None if number % WITH_PROGRAM else assignment)

        def message(rng: random.Random, number: int) -> bool:
            return fuzz.wire_case(rng)

        parsers = {
            "notebooks": campaign("notebooks", half, arguments.seed, notebook),
            "messages": campaign("messages", arguments.cases - half, arguments.seed, message),
        }
    result = {
        "machine": {"platform": platform.platform(), "cores": os.cpu_count()},
        "versions": {"python": platform.python_version()}
        | {n: importlib.metadata.version(n) for n in ("numpy", "large-models-checked")},
        "date": datetime.date.today().isoformat(),
        "cases": arguments.cases,
        "seconds": round(sum(p["seconds"] for p in parsers.values()), 1),
        "other_exceptions": sum(p["other_exceptions"] for p in parsers.values()),
        "memory_mb_at_start": round(at_start, 1),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "parsers": parsers,
    }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n")
    print(json.dumps(result, indent=1))
    return 1 if result["other_exceptions"] else 0


if __name__ == "__main__":
    sys.exit(main())
