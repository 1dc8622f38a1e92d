"""Footnotes: set at the end of the text, numbered by their first references, with ways back."""

from xml.etree.ElementTree import Element, SubElement  # only their data structure; no XML is parsed

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from app.content.blocks.markup import Markup
from app.content.blocks.tree import TreeBuilder
from app.content.extensions.inline import fill_leaves, reference_id
from app.content.inlines.nodes import FRAGMENT
from app.content.tokens import Kind, Shielded


class Footnotes(Extension):
    """Adds the section of footnotes."""

    def __init__(self, markup: Markup) -> None:
        super().__init__()
        self._markup = markup

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processor right after the inline markup."""
        md.treeprocessors.register(_Section(md, self._markup), "footnotes", 90)


class _Section(Treeprocessor):
    def __init__(self, md: Markdown, markup: Markup) -> None:
        super().__init__(md)
        self._markup = markup

    def run(self, root: Element) -> None:
        """Footnotes may refer to further footnotes, so the list can grow while it is set."""
        if not self._markup.footnote_uses:
            return
        self._mark(root)
        label = self._markup.label("脚注", "Footnotes")
        notes = SubElement(SubElement(root, "section", {"class": "footnotes", "aria-label": label}), "ol")
        bodies: dict[str, Element] = {}
        while len(bodies) < len(self._markup.footnote_uses):
            name = next(name for name in list(self._markup.footnote_uses)[len(bodies) :])
            bodies[name] = SubElement(notes, "li", {"id": f"fn:{len(bodies) + 1}"})
            TreeBuilder(self._markup).children(self._markup.footnotes[name], bodies[name])
            fill_leaves(self._markup)
        for number, (name, body) in enumerate(bodies.items(), 1):
            self._add_ways_back(body, number, self._markup.footnote_uses[name])

    def _mark(self, root: Element) -> None:
        conversion = self._markup.conversion
        if conversion.marks_blocks:
            SubElement(root, FRAGMENT).text = conversion.tokens.put(Shielded(Kind.BLOCK, "", "", 0))

    def _add_ways_back(self, body: Element, number: int, uses: int) -> None:
        last = body[-1] if len(body) and body[-1].tag in ("p", FRAGMENT) else SubElement(body, "p")
        for use in range(1, min(uses, 50) + 1):
            words = self._markup.label(f"回到正文的注 {number}", f"Back to reference {number}")
            label = words if uses == 1 else f"{words} ({use})"
            href = f"#{reference_id(number, use)}"
            link = SubElement(last, "a", {"class": "footnote-backref", "href": href, "aria-label": label})
            link.text = "↩"
