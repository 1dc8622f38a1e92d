"""Fills elements with the inline markup of their text."""

from xml.etree.ElementTree import Element  # only its data structure; no XML is parsed

from app.content.blocks.markup import Markup
from app.content.inlines.links import Links
from app.content.inlines.nodes import append_text, fill
from app.content.inlines.scanner import Scanner, may_hold_markup


def fill_leaves(markup: Markup) -> None:
    """Read the text of every element that waits for it."""
    leaves, markup.leaves = markup.leaves, []
    for leaf in leaves:
        if may_hold_markup(leaf.text):
            fill_inline(leaf.element, leaf.text, leaf.line, markup)
        else:
            append_text(leaf.element, leaf.text)


def fill_inline(element: Element, text: str, line: int, markup: Markup) -> None:
    """Read one text into an element."""
    scanner = Scanner(
        text, line, Links(markup.conversion, markup.targets).close, lambda label: footnote_reference(label, markup)
    )
    fill(element, scanner.read())


def footnote_reference(label: str, markup: Markup) -> Element | None:
    """The raised number that leads to a footnote; numbers follow the order of the first references."""
    if label not in markup.footnotes:
        return None
    uses = markup.footnote_uses
    uses[label] = uses.get(label, 0) + 1
    number = list(uses).index(label) + 1 if uses[label] > 1 else len(uses)
    element = Element("sup", {"class": "footnote-ref", "id": reference_id(number, uses[label])})
    link = Element("a", {"href": f"#fn:{number}"})
    link.text = str(number)
    element.append(link)
    return element


def reference_id(number: int, use: int) -> str:
    """The id of a footnote's first, second ... reference."""
    return f"fnref:{number}" if use == 1 else f"fnref{use}:{number}"
