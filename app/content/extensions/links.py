"""Links that lead to other sites do not give them a hand on this page."""

from xml.etree.ElementTree import Element  # only its data structure; no XML is parsed

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class OutwardLinks(Extension):
    """Adds `rel="noopener"` to links with a host."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processor."""
        md.treeprocessors.register(_Marker(md), "links", 40)


class _Marker(Treeprocessor):
    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if link.get("href", "").startswith(("http://", "https://", "//")):
                link.set("rel", "noopener")
