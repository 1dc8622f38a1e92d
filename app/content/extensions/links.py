"""Links: those to other texts lead to their pages, those to other sites give them no hand on this page."""

from xml.etree.ElementTree import Element  # only its data structure; no XML is parsed

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from app.content.conversion import Conversion


class OutwardLinks(Extension):
    """Puts the address that is meant in the place of the one typed, and adds `rel="noopener"` to links with a host."""

    def __init__(self, conversion: Conversion) -> None:
        super().__init__()
        self._conversion = conversion

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processor."""
        md.treeprocessors.register(_Marker(md, self._conversion), "links", 40)


class _Marker(Treeprocessor):
    def __init__(self, md: Markdown, conversion: Conversion) -> None:
        super().__init__(md)
        self._conversion = conversion

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            meant = self._conversion.options.links.get(self._conversion.tokens.as_typed(link.get("href", "")))
            if meant is not None:
                link.set("href", meant)
            if link.get("href", "").startswith(("http://", "https://", "//")):
                link.set("rel", "noopener")
