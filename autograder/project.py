"""The project's tree: parts, chapters, exercises, and the order in which pages show them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder import exercise as exercise_module
from autograder import notebooks
from autograder.errors import EnvironmentProblem, SpecError, UsageError, did_you_mean
from autograder.exercise import BACKENDS, Exercise

PARTS = ("concepts", "backprop", "training", "compression", "applications")
DIRECTIVE = re.compile(r"^[`:]{3,}\{graded-exercise\}\s*(\S*)\s*$", re.M)


@dataclass(frozen=True)
class Assignment:
    """A chapter's exercises, in the order in which its page shows them."""

    name: str
    part: str
    title: str
    exercises: tuple[Exercise, ...]

    def points(self, backend: str) -> float:
        """Full points of one notebook."""
        return sum(sum(e.points(backend)) for e in self.exercises)

    @cached_property
    def own_cells(self) -> dict[str, dict[str, str]]:
        """The cells of each notebook as we hand it out: backend -> id -> grade_id, else id.

        Every hand-in is compared with them, and making a notebook takes 5 ms.
        """
        return {backend: notebooks.cell_names(self, backend) for backend in BACKENDS}


class Project:
    """The repository, found from anywhere inside it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def find(cls, start: Path | None = None) -> Project:
        """The nearest folder, from `start` upwards, that holds book/ and exercises/."""
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents, Path(__file__).resolve().parent.parent):
            if (folder / "exercises").is_dir() and (folder / "book").is_dir():
                return cls(folder)
        raise EnvironmentProblem(
            f"no project found from {here} upwards: a folder with book/ and exercises/ was expected."
        )

    @cached_property
    def pages(self) -> dict[str, Path]:
        """Chapter -> its page."""
        found = {}
        for part in PARTS:
            for page in sorted((self.root / "book" / part).glob("*.md")):
                if page.stem != "index":
                    found[page.stem] = page
        return found

    @cached_property
    def exercises(self) -> dict[str, Exercise]:
        """Slug -> exercise, every exercise there is."""
        found: dict[str, Exercise] = {}
        for path in sorted((self.root / "exercises").glob("*/*/exercise.md")):
            exercise = self._load(path.parent)
            if exercise.slug in found:
                raise SpecError(path, 1, f"slug {exercise.slug!r} exists in two chapters.")
            found[exercise.slug] = exercise
        return found

    def _load(self, public: Path) -> Exercise:
        chapter = public.parent.name
        page = self.pages.get(chapter)
        if page is None:
            raise SpecError(
                public / "exercise.md",
                1,
                f"chapter {chapter!r} has no page book/<part>/{chapter}.md.",
            )
        secret = self.root / "solutions" / chapter / public.name
        return exercise_module.load(public, secret, page.parent.name)

    def exercise(self, slug: str) -> Exercise:
        """One exercise by its slug.

        Raises:
            UsageError: no exercise has this slug; names the closest one.
        """
        if slug not in self.exercises:
            raise UsageError(
                f"unknown exercise {slug!r}.{did_you_mean(slug, self.exercises)}"
                ' "autograder list" shows all.'
            )
        return self.exercises[slug]

    def slugs_on_page(self, chapter: str) -> list[str]:
        """The slugs that the chapter's page shows, in order."""
        return DIRECTIVE.findall(self.pages[chapter].read_text())

    @cached_property
    def assignments(self) -> dict[str, Assignment]:
        """Chapter -> assignment, in the order of the parts, for chapters with exercises."""
        found = {}
        for chapter, page in self.pages.items():
            shown = [s for s in self.slugs_on_page(chapter) if s in self.exercises]
            if shown:
                exercises = tuple(self.exercises[s] for s in dict.fromkeys(shown))
                found[chapter] = Assignment(chapter, page.parent.name, _title(page), exercises)
        return found

    def assignment(self, name: str) -> Assignment:
        """One assignment by name.

        Raises:
            UsageError: no chapter with exercises has this name; names the closest one.
        """
        if name not in self.assignments:
            raise UsageError(
                f"unknown assignment {name!r}.{did_you_mean(name, self.assignments)}"
                ' "autograder list" shows all.'
            )
        return self.assignments[name]


def _title(page: Path) -> str:
    match = re.search(r"^# (.+)$", page.read_text(), re.M)
    if match is None:
        raise SpecError(page, 1, "a chapter needs a title: a line '# Title'.")
    return match[1].strip()
