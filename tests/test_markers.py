"""Solution markers are cut strictly: a misspelt one is an error, never a leak."""

import pytest

from autograder import markers
from autograder.errors import SpecError

GOOD = "def f(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION\n"


def test_a_region_becomes_the_stub_at_its_own_indent():
    assert markers.strip(GOOD) == (
        "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n"
    )


def test_regions_know_their_lines():
    (region,) = markers.regions(GOOD)
    assert (region.first, region.last, region.lines) == (3, 3, ("    return x",))


@pytest.mark.parametrize(
    "wrong",
    [
        "### BEGIN SOLUTIONS",
        "##BEGIN SOLUTION",
        "### Begin Solution",
        "### BEGIN SOLUTOIN",
        "# BEGIN SOLUTION",
        "### BEGINSOLUTION",
    ],
)
def test_a_misspelt_marker_is_an_error_with_its_line(wrong):
    with pytest.raises(SpecError, match=r"ref\.py:2: .*BEGIN SOLUTION"):
        markers.strip(GOOD.replace("### BEGIN SOLUTION", wrong), "ref.py")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("### BEGIN SOLUTION\nx = 1\n", "never closed"),
        ("x = 1\n### END SOLUTION\n", "without"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n", "inside the region"),
        ("### BEGIN SOLUTION\n### END SOLUTION\n", "empty"),
    ],
)
def test_unbalanced_markers_are_errors(source, message):
    with pytest.raises(SpecError, match=message):
        markers.strip(source)


def test_ordinary_comments_are_left_alone():
    source = "# the solution begins with a shift\nx = 1  # END\n"
    assert markers.strip(source) == source
