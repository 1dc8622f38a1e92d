"""Writes elements as HTML. Everything but raw HTML is escaped here, so that text can never become markup."""

from html import escape
from xml.etree.ElementTree import Element  # only its data structure; no XML is parsed

from app.content.inlines.nodes import FRAGMENT, RAW

_VOID = frozenset({"br", "hr", "img"})
_ON_OWN_LINES = frozenset(
    {
        *("p", "div", "section", "nav", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "figure", "details"),
        *("table", "thead", "tbody", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    }
)


def to_html(element: Element) -> str:
    """The HTML of an element's content."""
    parts: list[str] = []
    _content(element, parts)
    return "".join(parts)


def _content(element: Element, parts: list[str]) -> None:
    if element.text:
        parts.append(escape(element.text, quote=False))
    for child in element:
        _element(child, parts)
        if child.tail:
            parts.append(escape(child.tail, quote=False))


def _element(element: Element, parts: list[str]) -> None:
    tag = element.tag
    if tag == RAW:
        parts.append(element.text or "")
    elif tag == FRAGMENT:
        _content(element, parts)
    else:
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.items())
        parts.append(f"<{tag}{attributes}>")
        if tag not in _VOID:
            _content(element, parts)
            parts.append(f"</{tag}>")
    if tag in _ON_OWN_LINES:
        parts.append("\n")
