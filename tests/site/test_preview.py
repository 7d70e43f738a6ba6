"""The preview of single pages: what it complains about, and what it leaves to the whole build."""

import build_site
import preview
import pytest

PAGE = preview.BOOK / "backprop" / "mlp_backprop.md"


@pytest.mark.parametrize(
    "line, wanted",
    [
        (f"{PAGE}:272: WARNING: equation 'eq-x' has no check. [lmc.equation]", True),
        (f"{PAGE}:3: WARNING: unknown document: 'nowhere'", True),
        (f"{PAGE}:3: WARNING: unknown document: '../concepts/attention'", False),
        (f"{preview.BOOK}/index.md:3: WARNING: unknown document: 'nowhere'", False),
        (f"{PAGE}: Executing notebook using local CWD [mystnb]", False),
    ],
)
def test_only_warnings_about_the_page_itself_count(line, wanted):
    """Why: a link to a page that was not asked for is right in the whole book."""
    assert preview.about(line, [PAGE]) is wanted


def test_page_that_does_not_exist_is_named():
    """Why: a misspelt name must not build the front page alone and call that success."""
    with pytest.raises(build_site.SiteError, match="backprop/mlp_backprob.md does not exist"):
        preview.pages_asked(["backprop/mlp_backprob"])
    assert preview.pages_asked(["book/backprop/mlp_backprop.md"]) == [PAGE]
