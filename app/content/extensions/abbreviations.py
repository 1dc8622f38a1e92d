"""Abbreviations: every word that `*[HTML]: …` defines is marked with its meaning."""

import re
from xml.etree.ElementTree import Element  # only its data structure; no XML is parsed

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from app.content.blocks.markup import Markup
from app.content.inlines.nodes import RAW

LIMIT = 200
"""Most abbreviations of one text."""

_OPAQUE = frozenset({"code", "abbr", RAW, "pre"})


class Abbreviations(Extension):
    """Marks abbreviations."""

    def __init__(self, markup: Markup) -> None:
        super().__init__()
        self._markup = markup

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processor."""
        md.treeprocessors.register(_Marker(md, self._markup), "abbreviations", 60)


class _Marker(Treeprocessor):
    def __init__(self, md: Markdown, markup: Markup) -> None:
        super().__init__(md)
        self._markup = markup

    def run(self, root: Element) -> None:
        words = list(self._markup.abbreviations)[:LIMIT]
        if not words:
            return
        known = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        pattern = re.compile(rf"(?<![A-Za-z0-9_])(?:{known})(?![A-Za-z0-9_])")
        for element in list(root.iter()):
            if element.tag not in _OPAQUE:
                self._mark(element, pattern)

    def _mark(self, element: Element, pattern: re.Pattern[str]) -> None:
        for index in range(len(element) - 1, -1, -1):
            child = element[index]
            text, found = self._split(child.tail or "", pattern)
            if found:
                child.tail = text
                element[index + 1 : index + 1] = found
        text, found = self._split(element.text or "", pattern)
        if found:
            element.text = text
            element[0:0] = found

    def _split(self, text: str, pattern: re.Pattern[str]) -> tuple[str, list[Element]]:
        """The text before the first abbreviation, and the abbreviations with what follows each."""
        matches = list(pattern.finditer(text))
        found: list[Element] = []
        for number, match in enumerate(matches):
            element = Element("abbr", {"title": self._markup.abbreviations[match[0]]})
            element.text = match[0]
            following = matches[number + 1].start() if number + 1 < len(matches) else len(text)
            element.tail = text[match.end() : following]
            found.append(element)
        return (text[: matches[0].start()] if matches else text), found
