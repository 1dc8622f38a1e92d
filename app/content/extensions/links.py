"""Links to other texts of the site lead to their pages."""

from xml.etree.ElementTree import Element  # only its data structure; no XML is parsed

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from app.content.conversion import Conversion


class KnownLinks(Extension):
    """Puts the address that is meant in the place of the one typed."""

    def __init__(self, conversion: Conversion) -> None:
        super().__init__()
        self._conversion = conversion

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processor."""
        md.treeprocessors.register(_Replacer(md, self._conversion), "links", 40)


class _Replacer(Treeprocessor):
    def __init__(self, md: Markdown, conversion: Conversion) -> None:
        super().__init__(md)
        self._conversion = conversion

    def run(self, root: Element) -> None:
        meant = self._conversion.options.links
        if not meant:
            return
        for link in root.iter("a"):
            typed = self._conversion.tokens.as_typed(link.get("href", ""))
            if typed in meant:
                link.set("href", meant[typed])
