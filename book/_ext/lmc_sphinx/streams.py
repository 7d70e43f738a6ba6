"""What a cell printed, in one piece."""

from __future__ import annotations

from myst_nb.core import render
from nbformat import NotebookNode
from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Take the place of myst-nb's own function, which has no hook (setting nb_merge_streams)."""
    render.coalesce_streams = joined


def joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """The outputs with each stream joined as it was printed.

    A busy kernel sends a print in several messages. myst-nb's own function puts a line break
    between them, so a page would look different from build to build.
    """
    streams: dict[str, NotebookNode] = {}
    for output in outputs:
        if output["output_type"] == "stream" and output["name"] in streams:
            streams[output["name"]]["text"] += output["text"]
        elif output["output_type"] == "stream":
            streams[output["name"]] = NotebookNode(output)
    kept: list[NotebookNode] = []
    for output in outputs:
        if output["output_type"] != "stream":
            kept.append(output)
        elif output["name"] in streams:
            kept.append(streams.pop(output["name"]))
    return kept
