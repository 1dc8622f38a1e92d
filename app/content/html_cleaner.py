"""bleach's cleaner, with a walk over the tree that takes linear time and an end to the work that a text may cause."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from bleach._vendor.html5lib import treebuilders
from bleach._vendor.html5lib.constants import tokenTypes
from bleach.html5lib_shim import BleachHTMLParser, BleachHTMLTokenizer
from bleach.sanitizer import Cleaner

from app.content.limits import TextTooComplexError
from app.content.raw_html import VOID
from app.content.well_nested import TOKEN_LIMIT

SERIALISING: dict[str, Any] = {
    "quote_attr_values": "always",
    "omit_optional_tags": False,
    "escape_lt_in_attrs": True,
    "resolve_entities": False,
    "sanitize": False,
    "alphabetical_attributes": False,
}
"""How bleach's cleaner writes HTML: every attribute quoted, no tag left out, character references as they are."""

HtmlToken = dict[str, Any]

_Node: Any = treebuilders.getTreeBuilder("etree").elementClass

_CHARACTERS = tokenTypes["Characters"]
_SPACE = tokenTypes["SpaceCharacters"]
_ERROR = tokenTypes["ParseError"]


class LinearCleaner(Cleaner):
    """A bleach cleaner whose time is proportional to the length of the HTML.

    html5lib's own walker looks for every element among all its siblings, so that a table of 8,000 rows takes seconds;
    and its parser copies all text before an `&` or a `<` for every such sign.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.parser = _LinearParser(
            tags=self.tags, strip=self.strip, consume_entities=False, namespaceHTMLElements=False
        )
        self.walker = _walk  # type: ignore[assignment]


class _LinearTokenizer(BleachHTMLTokenizer):
    """Gives text in as few pieces as possible, and gives up at `TOKEN_LIMIT`."""

    def __iter__(self) -> Iterator[HtmlToken]:  # type: ignore[override]
        text: list[str] = []
        kind = _SPACE
        for token in self._counted():
            if token["type"] in (_CHARACTERS, _SPACE):
                # Leading space stays apart: the parser drops it in some places where it keeps text.
                if token["type"] == _CHARACTERS and kind == _SPACE:
                    yield from _joined(text, _SPACE)
                    kind = _CHARACTERS
                text.append(token["data"])
            elif token["type"] != _ERROR:
                yield from _joined(text, kind)
                kind = _SPACE
                yield token
        yield from _joined(text, kind)

    def _counted(self) -> Iterator[HtmlToken]:
        tokens: Iterator[Any] = super().__iter__()
        for count, token in enumerate(tokens):
            if count > TOKEN_LIMIT:
                message = "it becomes too many HTML elements"
                raise TextTooComplexError(message)
            yield token


def _joined(text: list[str], kind: int) -> Iterator[HtmlToken]:
    """One token for the collected text, which is emptied."""
    if text:
        yield {"type": kind, "data": "".join(text)}
        text.clear()


class _FosterParent(_Node):  # type: ignore[misc]
    """An element that keeps what stands in a table without being a cell, and is put before the table.

    html5lib's own forgets such elements when it moves its children, so that their words vanish; and it copies the list
    of its children for each of them. The table is one of the last children, so it is looked for from the end.
    See https://html.spec.whatwg.org/multipage/parsing.html#foster-parent.
    """

    def insertBefore(self, node: Any, refNode: Any) -> None:
        self._element.insert(self._position(refNode), node._element)  # noqa: SLF001 - of the same class
        last = len(self._childNodes) - 1
        self._childNodes.insert(next(i for i in range(last, -1, -1) if self._childNodes[i] is refNode), node)
        node.parent = self

    def insertText(self, data: str, insertBefore: Any = None) -> None:
        position = self._position(insertBefore) if insertBefore is not None else 0
        if position == 0:
            super().insertText(data, insertBefore)
        else:
            before = self._element[position - 1]
            before.tail = (before.tail or "") + data

    def _position(self, node: Any) -> int:
        last = len(self._element) - 1
        return next(index for index in range(last, -1, -1) if self._element[index] is node._element)  # noqa: SLF001 - as above


class _LinearParser(BleachHTMLParser):
    """bleach's parser with the tokenizer and the elements above, for fragments of a body."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.tree.elementClass = _FosterParent

    def _parse(self, stream: Any, *_context: Any, **_settings: Any) -> None:
        self.innerHTMLMode = True
        self.container = "div"
        self.scripting = True
        self.tokenizer = _LinearTokenizer(stream=stream, consume_entities=False, parser=self)
        self.reset()
        self.mainLoop()


def _walk(root: Element) -> Iterator[HtmlToken]:
    """The tokens of a parsed fragment in the order of the document. Comments are left out."""
    stack = [(root, iter(root))]
    yield from _text(root.text)
    while stack:
        parent, children = stack[-1]
        child = next(children, None)
        if child is None:
            yield from _end(parent, is_root=parent is root)
            stack.pop()
        elif child.tag in VOID or not isinstance(child.tag, str):
            yield from _leaf(child)
        else:
            yield _tag("StartTag", child)
            yield from _text(_as_read_again(child))
            stack.append((child, iter(child)))


def _as_read_again(element: Element) -> str | None:
    """The text that the element begins with; a line end right after `<pre>` is written twice, since one is not read."""
    text = element.text
    return f"\n{text}" if element.tag == "pre" and text and text.startswith("\n") else text


def _leaf(element: Element) -> Iterator[HtmlToken]:
    """A void element, or nothing for a comment; then the text after it."""
    if isinstance(element.tag, str):
        yield _tag("EmptyTag", element)
    yield from _text(element.tail)


def _end(element: Element, *, is_root: bool) -> Iterator[HtmlToken]:
    if not is_root:
        yield {"type": "EndTag", "name": element.tag, "namespace": None}
        yield from _text(element.tail)


def _text(data: str | None) -> Iterator[HtmlToken]:
    if data:
        yield {"type": "Characters", "data": data}


def _tag(kind: str, element: Element) -> HtmlToken:
    data = {(None, name): value for name, value in element.attrib.items()}
    return {"type": kind, "name": element.tag, "namespace": None, "data": data}
