"""Search in Chinese: every two neighbouring characters are a word.

Chinese writes no spaces. Sphinx's own class needs a dictionary package to cut the text into
words, and its script does not cut the question at all. Pairs need neither, and find every phrase
of two characters and more; the same rule stands below in both languages.
"""

from __future__ import annotations

import re

from sphinx.search.zh import SearchChinese

_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[a-zA-Z0-9_]+")

_SCRIPT = r"""
var splitQuery = (query) =>
  (query.match(/[\u3400-\u9fff\uf900-\ufaff]+|[a-zA-Z0-9_]+/g) || []).flatMap((run) => {
    if (run.charCodeAt(0) < 0x3400 || run.length === 1) return [run];
    return Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2));
  });
"""


def split(text: str) -> list[str]:
    """Latin words as they are, Chinese in overlapping pairs.

    >>> split("用 ReLU 激活函数")
    ['用', 'ReLU', '激活', '活函', '函数']
    """
    return [word for run in _RUN.findall(text) for word in _words(run)]


def _words(run: str) -> list[str]:
    if ord(run[0]) < 0x3400 or len(run) == 1:
        return [run]
    return [run[i : i + 2] for i in range(len(run) - 1)]


class Chinese(SearchChinese):
    """Replaces Sphinx's class for every language that begins with zh."""

    js_splitter_code = _SCRIPT

    def init(self, options: dict[str, str]) -> None:
        """Sphinx keeps each Latin word of the book in a list, and looks every word up in it."""
        super().init(options)
        self.latin_terms: set[str] = set()  # as a list it takes half of the build's time

    def split(self, input: str) -> list[str]:
        """The words of a text."""
        found = split(input)
        self.latin_terms.update(word for word in found if ord(word[0]) < 0x3400)
        return found

    def word_filter(self, stemmed_word: str) -> bool:
        """Single Latin letters are no words; single characters are."""
        return len(stemmed_word) > 1 or ord(stemmed_word[0]) >= 0x3400
