"""Change the formulas in the checks of the labelled equations; each check must notice.

    python book/_ext/mutate_checks.py [PAGE…]        all pages by default, about a minute

Exit code 1 when a check did not notice a change that `lmc_mutants/survivors.yml` does not list.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lmc_mutants import verdict

BOOK = Path(__file__).resolve().parents[1]


def pages_with_checks() -> list[Path]:
    """Every page of the book that holds a check."""
    return [p for p in sorted(BOOK.rglob("*.md")) if "check-eq-" in p.read_text(encoding="utf-8")]


def name_of(page: Path) -> str:
    """`training/optimizers`."""
    return page.resolve().relative_to(BOOK).with_suffix("").as_posix()


def main(arguments: list[str]) -> int:
    """Judge the pages; print a line for each check, and the problems."""
    listed = verdict.listed_survivors()
    problems = []
    for page in [Path(a) for a in arguments] or pages_with_checks():
        result = verdict.judge(page, name_of(page), listed)
        for labels, (made, noticed) in result.counts.items():
            print(
                f"{noticed:4d} of {made:3d} changes noticed   {result.page}  {labels}", flush=True
            )
        problems += result.problems
    print("\n".join(["", *problems, f"{len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
