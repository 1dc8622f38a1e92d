"""What a block's text is made of while it is being read, and how that becomes elements."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element  # only its data structure; no XML is parsed

RAW = "raw"
"""Tag of an element whose text is HTML as its author wrote it. The sanitiser reads it."""

FRAGMENT = "fragment"
"""Tag of an element that stands for its content alone."""


@dataclass(slots=True)
class Run:
    """Equal signs of emphasis in a row: how many are left, and the tags that those before opened or closed."""

    sign: str
    length: int
    can_open: bool
    can_close: bool
    original: int = 0
    opens: list[str] = field(default_factory=list)
    closes: list[str] = field(default_factory=list)


Node = str | Element | Run


def fill(element: Element, nodes: Sequence[Node]) -> None:
    """Append nodes to an element; runs become the elements that they open and close, the rest of them text."""
    stack = [element]
    text: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            text.append(node)
            continue
        if isinstance(node, Run) and not node.closes and not node.opens:
            text.append(node.sign * node.length)
            continue
        append_text(stack[-1], "".join(text))
        text.clear()
        if isinstance(node, Run):
            _take_run(node, stack)
        else:
            stack[-1].append(node)
    append_text(stack[-1], "".join(text))


def _take_run(run: Run, stack: list[Element]) -> None:
    """Close and open the elements of a run; signs that are left over stand between them."""
    for _ in run.closes:
        stack.pop()
    append_text(stack[-1], run.sign * run.length)
    for tag in reversed(run.opens):
        child = Element(tag)
        stack[-1].append(child)
        stack.append(child)


def append_text(element: Element, text: str) -> None:
    """Add text at the end of what an element holds."""
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def text_of(element: Element) -> str:
    """The text that an element shows, without markup; tokens stay tokens."""
    if element.tag == RAW:
        return ""
    if element.tag == "img":
        return element.get("alt", "")
    parts = [element.text or ""]
    for child in element:
        parts += (text_of(child), child.tail or "")
    return "".join(parts)
