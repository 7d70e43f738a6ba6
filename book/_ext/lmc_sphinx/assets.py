"""Third-party files (fonts, KaTeX's style, Mermaid, tooltips) on our own host.

`fetch_assets.py` puts them into the git-ignored folder `lmc_vendor`; here they join the site.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError


def setup(app: Sphinx) -> None:
    """Register the folder and hook it into Sphinx's static files."""
    app.add_config_value("lmc_vendor", "", "env", str)
    app.connect("config-inited", _add_static_folder)


def node_package(app: Sphinx, name: str) -> Path:
    """The folder of an npm package that the build itself runs."""
    return Path(app.confdir, app.config.lmc_vendor, "node_modules", name)


def missing(path: Path) -> ExtensionError:
    """The error for a file that fetch_assets.py should have put there."""
    return ExtensionError(f"{path} is missing. Fetch it first: python book/_ext/fetch_assets.py")


def _add_static_folder(app: Sphinx, config: Config) -> None:
    if not config.lmc_vendor:
        return
    static = Path(app.confdir, config.lmc_vendor, "static")
    if not static.is_dir():
        raise missing(static)
    config.html_static_path = [*config.html_static_path, str(static)]
