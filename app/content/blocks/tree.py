"""Turns the tree of blocks into elements. Text stays Markdown: `Markup.leaves` keeps what is to be read as such."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import ClassVar
from xml.etree.ElementTree import Element, SubElement  # only their data structure; no XML is parsed

from app.content.blocks import callouts
from app.content.blocks.block import Block, Kind
from app.content.blocks.markup import Leaf, Markup
from app.content.blocks.tables import alignments_of, cells_of
from app.content.inlines.attributes import TRAILING_LIST, attributes_of
from app.content.inlines.nodes import FRAGMENT, RAW
from app.content.tokens import Kind as PieceKind
from app.content.tokens import Shielded

_TASK = re.compile(r"\[([ xX])\](?=[ \t\n])")


class TreeBuilder:
    """Builds the elements of one text."""

    def __init__(self, markup: Markup) -> None:
        self._markup = markup
        self._marked: Element | None = None

    def document(self, block: Block, parent: Element) -> None:
        """Append the elements of a whole text, with a mark before each block if the conversion asks for marks."""
        self._marked = parent if self._markup.conversion.marks_blocks else None
        self.children(block, parent)

    def children(self, block: Block, parent: Element) -> None:
        """Append the elements of a block's children."""
        index = 0
        while index < len(block.children):
            child = block.children[index]
            if parent is self._marked:
                self._mark(block.children, index, parent)
            if child.kind is Kind.TAB:
                index = self._tabs(block.children, index, parent)
                continue
            self._BUILDERS[child.kind](self, child, parent)
            index += 1

    def _mark(self, blocks: Sequence[Block], index: int, parent: Element) -> None:
        """Footnotes are set elsewhere; definitions below definitions become one list, so nothing may stand between."""
        kind, before = blocks[index].kind, blocks[index - 1].kind if index else None
        if kind is Kind.FOOTNOTE or kind is before is Kind.DEFINITIONS:
            return
        line = self._markup.conversion.source_line(blocks[index].first)
        self._set_apart(parent, self._markup.conversion.tokens.put(Shielded(PieceKind.BLOCK, "", "", line)))

    def leaf(self, element: Element, text: str, line: int) -> None:
        """Let an element hold Markdown."""
        self._markup.leaves.append(Leaf(element, text, line))

    def _paragraph(self, block: Block, parent: Element, tag: str = "p") -> None:
        if not block.lines:
            return
        element = SubElement(parent, tag)
        last = TRAILING_LIST.fullmatch(block.lines[-1]) if "{" in block.lines[-1] else None
        lines = block.lines
        if last and len(lines) > 1:
            element.attrib.update(attributes_of(last[1]))
            lines = lines[:-1]
        self.leaf(element, "\n".join(lines).rstrip(), block.first)

    def _heading(self, block: Block, parent: Element) -> None:
        element = SubElement(parent, f"h{block.number}")
        text = "\n".join(block.lines).rstrip()
        start = text.rfind("{")
        if start >= 0 and (found := TRAILING_LIST.fullmatch(text, start)):
            element.attrib.update(attributes_of(found[1]))
            text = text[:start].rstrip().rstrip("#").rstrip()
        self._markup.heading_lines[element] = block.first
        self.leaf(element, text, block.first)

    def _rule(self, _block: Block, parent: Element) -> None:
        SubElement(parent, "hr")

    def _code(self, block: Block, parent: Element) -> None:
        tokens = self._markup.conversion.tokens
        text = tokens.as_typed("\n".join(block.lines))
        line = self._markup.conversion.source_line(block.first)
        self._set_apart(parent, tokens.put(Shielded(PieceKind.CODE, text, text, line)))

    def _token(self, block: Block, parent: Element) -> None:
        self._set_apart(parent, block.lines[0])

    def _set_apart(self, parent: Element, token: str) -> None:
        SubElement(parent, FRAGMENT).text = token

    def _html(self, block: Block, parent: Element) -> None:
        SubElement(parent, RAW).text = "\n".join(block.lines)

    def _quote(self, block: Block, parent: Element) -> None:
        callout = callouts.of_quote(block)
        if callout is None:
            self.children(block, SubElement(parent, "blockquote"))
        else:
            self._callout(callout, parent)

    def _callout(self, block: Block, parent: Element) -> None:
        is_details = block.kind is Kind.DETAILS
        element = SubElement(parent, "details" if is_details else "div")
        element.set("class", f"admonition {callouts.class_of(block.marker)}")
        if is_details and block.is_open:
            element.set("open", "")
        if not block.attributes:
            title = SubElement(element, "summary" if is_details else "p")
            if not is_details:
                title.set("class", "admonition-title")
            self.leaf(title, block.title or callouts.title_of(block.marker, self._markup), block.first)
        self.children(block, element)

    def _tabs(self, blocks: Sequence[Block], index: int, parent: Element) -> int:
        """Tabs in a row are one group: of elements that share a `name` a browser opens one at a time."""
        group = SubElement(parent, "div", {"class": "tabs"})
        self._markup.tab_groups += 1
        name = f"tabs-{self._markup.tab_groups}"
        first = index
        while index < len(blocks) and blocks[index].kind is Kind.TAB:
            element = SubElement(group, "details", {"class": "tab", "name": name})
            if index == first:
                element.set("open", "")
            self.leaf(SubElement(element, "summary", {"class": "tab-label"}), blocks[index].title, blocks[index].first)
            self.children(blocks[index], SubElement(element, "div", {"class": "tab-panel"}))
            index += 1
        return index

    def _list(self, block: Block, parent: Element) -> None:
        is_numbered = block.marker in ".)"
        element = SubElement(parent, "ol" if is_numbered else "ul")
        if is_numbered and block.number != 1:
            element.set("start", str(block.number))
        is_loose = _is_loose(block)
        for item in block.children:
            self._item(item, element, is_loose=is_loose)

    def _item(self, block: Block, parent: Element, *, is_loose: bool) -> None:
        element = SubElement(parent, "li")
        self._task(block, element, parent)
        for child in _flat(block.children):
            if child.kind is Kind.PARAGRAPH and not is_loose:
                self._paragraph(child, element, FRAGMENT)
            else:
                self.children(Block(Kind.GROUP, child.first, child.last, children=[child]), element)

    def _task(self, block: Block, element: Element, parent: Element) -> None:
        first = block.children[0] if block.children else None
        if first is None or first.kind is not Kind.PARAGRAPH or not first.lines:
            return
        match = _TASK.match(first.lines[0])
        if match is None:
            return
        is_done = match[1] != " "
        line = self._markup.conversion.source_line(first.first)
        name = self._markup.label("已完成", "done") if is_done else self._markup.label("未完成", "to do")
        piece = Shielded(PieceKind.TASK, "x" if is_done else "", match[0], line, info=name)
        first.lines[0] = self._markup.conversion.tokens.put(piece) + first.lines[0][match.end() :]
        element.set("class", "task done" if is_done else "task")
        parent.set("class", "task-list")

    def _footnote(self, block: Block, _parent: Element) -> None:
        """Footnotes are set at the end of the text, by `extensions.footnotes`."""

    def _definitions(self, block: Block, parent: Element) -> None:
        before = parent[-1] if len(parent) else None
        element = before if before is not None and before.tag == "dl" else SubElement(parent, "dl")
        is_loose = _is_loose(block)
        for child in block.children:
            if child.kind is Kind.TERM:
                self.leaf(SubElement(element, "dt"), child.lines[0], child.first)
                continue
            holder = SubElement(element, "dd")
            if len(child.children) == 1 and child.children[0].kind is Kind.PARAGRAPH and not is_loose:
                self._paragraph(child.children[0], holder, FRAGMENT)
            else:
                self.children(child, holder)

    def _table(self, block: Block, parent: Element) -> None:
        table = SubElement(SubElement(parent, "div", {"class": "table"}), "table")
        alignments = alignments_of(block.lines[1])
        head = SubElement(SubElement(table, "thead"), "tr")
        self._cells([SubElement(head, "th") for _ in alignments], alignments, cells_of(block.lines[0]), block.first)
        if len(block.lines) > 2:
            body = SubElement(table, "tbody")
            for offset, text in enumerate(block.lines[2:], 2):
                row = SubElement(body, "tr")
                contents = cells_of(text)[: len(alignments)]
                self._cells([SubElement(row, "td") for _ in contents], alignments, contents, block.first + offset)

    def _cells(self, cells: Sequence[Element], alignments: Sequence[str], contents: Sequence[str], line: int) -> None:
        for cell, alignment, content in zip(cells, alignments, contents, strict=False):
            if alignment:
                cell.set("align", alignment)
            self.leaf(cell, content, line)

    _BUILDERS: ClassVar[dict[Kind, Callable[["TreeBuilder", Block, Element], None]]] = {
        Kind.QUOTE: _quote,
        Kind.LIST: _list,
        Kind.FOOTNOTE: _footnote,
        Kind.ADMONITION: _callout,
        Kind.DETAILS: _callout,
        Kind.DEFINITIONS: _definitions,
        Kind.GROUP: children,
        Kind.PARAGRAPH: _paragraph,
        Kind.HEADING: _heading,
        Kind.RULE: _rule,
        Kind.TABLE: _table,
        Kind.CODE: _code,
        Kind.TOKEN: _token,
        Kind.HTML: _html,
    }


def _flat(blocks: list[Block]) -> list[Block]:
    """The blocks, with those of a group in its place."""
    return [inner for block in blocks for inner in (_flat(block.children) if block.kind is Kind.GROUP else [block])]


def _is_loose(block: Block) -> bool:
    """Whether a blank line stands between two items of a list or two blocks of an item."""
    if _has_gap(block.children):
        return True
    return any(_has_gap(item.children) for item in block.children)


def _has_gap(blocks: list[Block]) -> bool:
    return any(after.first - before.last > 1 for before, after in pairwise(blocks))
