"""`make demo`: site, notebooks, a sample class graded in the sandbox, and where to look."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from pathlib import Path

from autograder.errors import AutograderError
from autograder.project import Project

PERFECT, EMPTY, BROKEN = "s01_perfect", "s02_empty", "s10_broken_json"


def main() -> int:
    """Run every step, stop at the first that fails, then print what to open."""
    started = time.monotonic()
    root = Project.find().root
    course, out = root / "build" / "class", root / "build" / "graded"
    python = sys.executable
    steps = [
        ("Student notebooks", [python, "-m", "autograder", "build"], (0,)),
        ("The website (executes every chapter)", [python, "book/_ext/build_site.py"], (0,)),
        (
            "A sample class of hand-ins",
            [python, "-m", "autograder.sample_class", str(course)],
            (0,),
        ),
        (
            "Grading the class in the sandbox",
            [python, "-m", "autograder", "grade", str(course), "--out", str(out)],
            (0, 1),  # 1: the broken notebook needs a human, as it should
        ),
    ]
    for number, (title, command, expected) in enumerate(steps, 1):
        print(f"\n[{number}/{len(steps)}] {title}", flush=True)
        begun = time.monotonic()
        code = subprocess.run(command, cwd=root).returncode
        if code not in expected:
            print(f"demo: step {number} failed with exit code {code}; see above.", file=sys.stderr)
            return code
        print(f"      done in {time.monotonic() - begun:.0f} s", flush=True)
    _verify(out)
    _say_where(root, out, time.monotonic() - started)
    return 0


def _verify(out: Path) -> None:
    """The sample class must come out as it was made."""
    with (out / "summary.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        score = float(row["score"]) if row["score"] else None
        wanted = {PERFECT: float(row["max_score"]), EMPTY: 0.0}.get(row["student"], score)
        status = "could_not_grade" if row["student"] == BROKEN else "graded"
        if score != wanted or row["status"] != status:
            raise AutograderError(
                f"{row['student']}/{row['assignment']}: expected {wanted} ({status}); "
                f"got {row['score']!r} ({row['status']}). The grader is broken: see {out}/grades.csv."
            )


def _say_where(root: Path, out: Path, seconds: float) -> None:
    page = next(iter(sorted((out / "feedback").glob("s03*/*/numpy.html"))))
    print(f"\nDone in {seconds:.0f} s. Open in a browser:")
    print(f"  the site       {root / '_build' / 'html' / 'index.html'}")
    print(f"  class report   {out / 'report.html'}")
    print(f"  one feedback   {page}")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except AutograderError as error:
        print(f"demo: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
