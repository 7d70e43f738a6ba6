"""Links that leave the site are listed in one file; the settings of its address agree."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import chromium
import outgoing
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"
OWN = "https://book.example/course/"
LIST = "https://doi.org/10.: articles\nhttps://colab.example/: notebooks\n"
BOTH = '<a href="https://doi.org/10.1/x">a</a><a href="https://colab.example/y">b</a>'


@pytest.fixture
def look(tmp_path):
    """The complaints about a page and a list."""

    def run(html: str, listed: str = LIST) -> list[str]:
        (tmp_path / "site").mkdir(exist_ok=True)
        (tmp_path / "site/page.html").write_text(html)
        (tmp_path / "list.yml").write_text(listed)
        return outgoing.problems(tmp_path / "site", OWN, tmp_path / "list.yml")

    return run


def test_listed_links_pass(look):
    """Why: what is listed and used is as it should be; the site's own address leaves nothing."""
    inside = f'<a href="other.html#x">c</a><a href="{OWN}page.html">d</a><a href="#y?z=a://b">e</a>'
    assert look(BOTH + inside) == []


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://tracker.example/">x</a>',
        '<A HREF = "http://doi.org/10.1/x">x</A>',
        '<a class="c" href=" //tracker.example">x</a>',
        '<form action="https://tracker.example/s"></form>',
        '<area href="ftp://files.example/a">',
    ],
)
def test_an_unlisted_link_is_found(look, html):
    """Why: a reader should leave the site only where the authors meant it."""
    (complaint,) = look(BOTH + html)
    assert complaint.startswith("page.html links to ") and "outgoing_links.yml" in complaint


def test_an_unused_line_is_found(look):
    """Why: a list that only grows says nothing about what is there."""
    (complaint,) = look('<a href="https://doi.org/10.1/x">a</a>')
    assert "no page links to https://colab.example/" in complaint


@pytest.mark.parametrize(
    "listed", ["- a\n", "http://a.example/: x\n", "https://: x\n", "https://a.example/:\n"]
)
def test_a_wrong_list_is_refused(look, listed):
    """Why: a line 'https://' would allow everything."""
    with pytest.raises(outgoing.ListError, match="expected"):
        look("", listed)


def test_the_site_as_built_keeps_its_list():
    """Why: the list belongs to the pages that were built."""
    if not SITE.is_dir():
        chromium.unavailable(f"no site in {SITE}; build it with 'make site'.")
    own = yaml.safe_load((ROOT / "_config.yml").read_text())["html"]["baseurl"]
    assert outgoing.problems(SITE, own) == []


def test_the_address_is_the_same_in_every_setting():
    """Why: it stands in five places, and docs/deploy.md names them."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text())
    sphinx, address = config["sphinx"]["config"], config["html"]["baseurl"]
    folder = urlsplit(address).path
    assert address.endswith("/") and sphinx["ogp_site_url"] == address
    assert sphinx["notfound_urls_prefix"] == folder
    assert f'href="{folder}book/index.html"' in sphinx["notfound_context"]["body"]
    owner = urlsplit(config["repository"]["url"]).path
    assert sphinx["lmc_colab_base"].endswith(
        f"/github{owner}/blob/{config['repository']['branch']}"
    )
    guide = (ROOT / "docs/deploy.md").read_text()
    for setting in (
        "baseurl",
        "ogp_site_url",
        "notfound_urls_prefix",
        "notfound_context",
        "lmc_colab_base",
    ):
        assert f"`{setting}`" in guide


@pytest.fixture(scope="module")
def steps() -> list[dict]:
    """All steps of the workflow that publishes the site."""
    jobs = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text())["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


class TestWorkflow:
    def test_every_action_is_pinned_by_tag(self, steps):
        """Why: a branch may change under us from one deployment to the next."""
        used = [step["uses"] for step in steps if "uses" in step]
        assert used and all(re.fullmatch(r"actions/[a-z-]+@v\d+(\.\d+)*", name) for name in used)

    def test_every_command_is_one_of_ours(self, steps):
        """Why: a workflow that names files or verbs which do not exist fails only on its host."""
        commands = "\n".join(step["run"] for step in steps if "run" in step)
        for path in re.findall(r"[a-z_./]+\.py\b", commands):
            assert (ROOT / path).is_file(), path
        verbs = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.M)
        made = re.findall(r"^make ([a-z]+)$", commands, re.M)
        assert {"demo", "test"} <= set(made) <= set(verbs)

    def test_cached_folders_depend_on_what_made_them(self, steps):
        """Why: a cache whose key leaves out a cause would publish stale pages."""
        named = " ".join(
            s["with"]["key"] for s in steps if s.get("uses", "").startswith("actions/cache")
        )
        for path in re.findall(r"'([^']+)'", " ".join(re.findall(r"hashFiles\(([^)]*)\)", named))):
            assert list(ROOT.glob(path)), path
        for cause in ("requirements.lock", "package-lock.json"):
            assert cause in named
