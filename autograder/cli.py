"""The command line. Each command lives in its own function, and says what it did."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from autograder import sandbox
from autograder.errors import AutograderError
from autograder.project import Project

EXIT_INTERRUPTED = 130


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code (0, 1, 2 or 3; 130 after Ctrl-C)."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except AutograderError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(
            "autograder: stopped. What was finished is kept; run it again to go on.",
            file=sys.stderr,
        )
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="autograder",
        description="Builds the student notebooks of Large Models, Checked, and grades them.",
        epilog="Exit codes: 0 done; 1 something could not be graded, or a check failed; "
        "2 wrong usage; 3 no isolation or broken environment.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, run: object, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        return sub

    add("list", _list, "assignments, exercises and points")
    new = add("new", _new, "write the template of an exercise")
    new.add_argument("chapter")
    new.add_argument("slug")
    check = add("check", _check, "the author's gate: references, stubs, wrong answers, leaks")
    check.add_argument("slugs", nargs="*", metavar="SLUG")
    _workers(check)
    mutate = add("mutate", _mutate, "grade the graders: mutants, named answers, repeated runs")
    mutate.add_argument("slugs", nargs="*", metavar="SLUG")
    mutate.add_argument(
        "--stale", action="store_true", help="only exercises that changed since the last figures"
    )
    _workers(mutate)
    build = add("build", _build, "notebooks and the nbgrader source tree")
    build.add_argument("--check", action="store_true", help="only say whether they are fresh")
    grade = add("grade", _grade, "grade a folder of hand-ins")
    grade.add_argument("submissions", type=Path, help="<student>/<assignment>/<notebook>.ipynb")
    grade.add_argument("--out", type=Path, required=True, help="folder for results")
    grade.add_argument("--assignment", action="append", default=[], metavar="NAME")
    grade.add_argument(
        "--isolation", default="auto", choices=sandbox.ISOLATIONS,
        help="'auto' takes the strongest that this machine allows (docs/scale.md); 'none' runs student code with no sandbox: only for work you trust",
    )  # fmt: skip
    grade.add_argument("--limit-seconds", type=float, default=10.0, metavar="S",
                       help="CPU seconds for one cell or check (default 10)")  # fmt: skip
    grade.add_argument("--memory-mb", type=int, default=2048, metavar="M",
                       help="memory of one student's processes (default 2048)")  # fmt: skip
    grade.add_argument(
        "--gradebook", metavar="URL", help="SQLAlchemy URL (default OUT/gradebook.db)"
    )
    grade.add_argument(
        "--dask", metavar="ADDRESS", help="judge on a Dask cluster, tcp://HOST:PORT (docs/scale.md)"
    )
    grade.add_argument(
        "--seed", metavar="TEXT",
        help="what the random inputs follow from, to repeat a run; keep it secret (default: a fresh one)",
    )  # fmt: skip
    grade.add_argument("--force", action="store_true", help="grade again what has not changed")
    _workers(grade)
    report = add("report", _report, "write the class report again")
    report.add_argument("folder", type=Path)
    collect = add("collect", _collect, "sort a Canvas or Moodle download into SUBMISSIONS")
    collect.add_argument("download", type=Path, help="the zip file, or a folder with its contents")
    collect.add_argument("--into", type=Path, required=True, metavar="SUBMISSIONS")
    collect.add_argument("--assignment", default="", metavar="NAME", help="which one this is")
    collect.add_argument(
        "--names", type=Path, metavar="CSV", help="who is who (docs/instructor.md)"
    )
    export = add("export", _export, "grades as CSV files that Canvas and Moodle import")
    export.add_argument("folder", type=Path, help="the --out of 'autograder grade'")
    export.add_argument("--assignment", action="append", default=[], metavar="NAME")
    export.add_argument("--names", type=Path, metavar="CSV", help="SUBMISSIONS/names.csv")
    export.add_argument(
        "--title", action="append", default=[], metavar="NAME=TITLE", type=_title,
        help="an assignment's name on the platform, for Canvas with its number: 'HW 1 (4711)'",
    )  # fmt: skip
    export.add_argument(
        "--gradebook", metavar="URL", help="SQLAlchemy URL (default FOLDER/gradebook.db)"
    )
    attack = add(
        "attack", _attack, "grade hostile hand-ins among honest ones: does the grader hold?"
    )
    attack.add_argument("names", nargs="*", metavar="NAME", help="attacks or groups (default: all)")
    attack.add_argument(
        "--keep", type=Path, metavar="DIR", help="leave the class and its grades here"
    )
    attack.add_argument("--isolation", default="auto", choices=sandbox.ISOLATIONS,
                        help="the level to attack, as for grade")  # fmt: skip
    _workers(attack)
    add("doctor", _doctor, "what this machine offers: isolation, versions, GPU, browser")
    return parser


def _workers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers", type=_positive, default=os.cpu_count() or 1, metavar="N", help="default: cores"
    )


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1; got {text!r}")
    return int(text)


def _title(text: str) -> tuple[str, str]:
    name, equals, title = text.partition("=")
    if not (equals and name and title):
        raise argparse.ArgumentTypeError(f"expected NAME=TITLE; got {text!r}")
    return name, title


def _list(_: argparse.Namespace) -> int:
    for assignment in Project.find().assignments.values():
        print(f"{assignment.part}/{assignment.name}: {assignment.title}")
        for exercise in assignment.exercises:
            worth = ", ".join(f"{b} {sum(exercise.points(b)):g}" for b in ("numpy", "torch"))
            print(f"  {exercise.slug:32s} {exercise.minutes:3d} min  points: {worth}")
    return 0


def _new(arguments: argparse.Namespace) -> int:
    from autograder import scaffold

    for path in scaffold.write(Project.find(), arguments.chapter, arguments.slug):
        print(f"wrote {path}")
    print(f"Next: fill them in, add {{graded-exercise}} {arguments.slug} to the chapter's page,")
    print(f"and run: autograder check {arguments.slug}")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from autograder import gate_report

    return gate_report.run(Project.find(), arguments.slugs, arguments.workers)


def _mutate(arguments: argparse.Namespace) -> int:
    from autograder.mutate import report

    return report.run(Project.find(), arguments.slugs, arguments.workers, arguments.stale)


def _build(arguments: argparse.Namespace) -> int:
    from autograder import notebooks

    return notebooks.build_all(Project.find(), check_only=arguments.check)


def _grade(arguments: argparse.Namespace) -> int:
    from autograder.grade import coordinator
    from autograder.grade.options import Options

    return coordinator.grade(Project.find(), Options.from_arguments(arguments))


def _report(arguments: argparse.Namespace) -> int:
    from autograder.grade import report

    print(report.write(arguments.folder))
    return 0


def _collect(arguments: argparse.Namespace) -> int:
    from autograder.grade import inputs

    done = inputs.collect(
        arguments.download,
        arguments.into,
        Project.find(),
        arguments.assignment,
        arguments.names,
    )
    for line in done.summary(arguments.into):
        print(line)
    return 1 if done.refused else 0


def _export(arguments: argparse.Namespace) -> int:
    from autograder.grade import exports
    from autograder.grade.people import People

    url = arguments.gradebook or f"sqlite:///{arguments.folder.resolve() / 'gradebook.db'}"
    written, grades = exports.write(
        arguments.folder,
        url,
        People.read(arguments.names),
        dict(arguments.title),
        arguments.assignment,
    )
    for path in written:
        print(path)
    waiting = grades.waiting()
    for line in waiting:
        print(f"left empty, a person has to grade it: {line}")
    return 1 if waiting else 0


def _attack(arguments: argparse.Namespace) -> int:
    from autograder.attack import suite

    options = ["--workers", str(arguments.workers), "--isolation", arguments.isolation]
    return suite.main(arguments.names, options, arguments.keep)


def _doctor(_: argparse.Namespace) -> int:
    from autograder import doctor

    return doctor.run()
