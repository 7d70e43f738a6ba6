"""One way to complain, so that every complaint can be found and none is forgotten."""

from __future__ import annotations

from docutils import nodes
from sphinx.util import logging

_logger = logging.getLogger(__name__)


def warn(message: str, where: nodes.Node | str, rule: str) -> None:
    """A Sphinx warning of type lmc.<rule>; the strict build fails on it."""
    _logger.warning(f"{message} [lmc.{rule}]", location=where, type="lmc", subtype=rule)
