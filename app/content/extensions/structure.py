"""Block structure and inline markup by CommonMark's rules, in the place of Python-Markdown's own."""

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, ElementTree  # only their data structure; no XML is parsed

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from app.content.blocks.markup import Markup
from app.content.blocks.reading import Reading
from app.content.blocks.tree import TreeBuilder
from app.content.extensions.inline import fill_leaves


class Structure(Extension):
    """Reads blocks and inline markup."""

    def __init__(self, markup: Markup) -> None:
        super().__init__()
        self._markup = markup

    def extendMarkdown(self, md: Markdown) -> None:
        """Take the place of the block parser and of the inline patterns."""
        md.parser = _Blocks(md, self._markup)
        md.treeprocessors.register(_Inline(md, self._markup), "inline", 100)


class _Blocks(BlockParser):
    """Gives Python-Markdown the tree of elements for the lines of a text."""

    def __init__(self, md: Markdown, markup: Markup) -> None:
        super().__init__(md)
        self._markup = markup

    def parseDocument(self, lines: Iterable[str]) -> "ElementTree[Any]":  # noqa: N802 - Python-Markdown's name
        root = Element("div")
        TreeBuilder(self._markup).document(Reading(self._markup).read(list(lines)), root)
        return ElementTree(root)


class _Inline(Treeprocessor):
    """Reads the text of every element that holds Markdown."""

    def __init__(self, md: Markdown, markup: Markup) -> None:
        super().__init__(md)
        self._markup = markup

    def run(self, root: Element) -> None:  # noqa: ARG002 - the elements are known
        fill_leaves(self._markup)
