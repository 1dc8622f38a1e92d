"""The block structure of a whole text: which blocks there are, their order, and what happens when one ends."""

import re
from collections.abc import Sequence
from textwrap import dedent

from app.content.blocks import containers, html_blocks, leaves
from app.content.blocks.block import Block, Kind
from app.content.blocks.cursor import Cursor
from app.content.blocks.definitions import take_definitions
from app.content.blocks.markup import Markup
from app.content.blocks.parser import BlockReader, Start
from app.content.tokens import START
from app.content.tokens import Kind as PieceKind

STARTS: tuple[Start, ...] = (
    leaves.block_token,
    containers.quote,
    leaves.heading,
    html_blocks.html,
    leaves.underlined_heading,
    leaves.table,
    leaves.rule,
    containers.footnote,
    containers.admonition,
    containers.tab,
    containers.definition,
    containers.item,
    leaves.indented_code,
)
"""The beginnings of blocks, in the order in which they are tried."""

_BY_SIGN: dict[str, tuple[Start, ...]] = {
    START: (leaves.block_token,),
    ">": (containers.quote,),
    "#": (leaves.heading,),
    "<": (html_blocks.html,),
    "=": (leaves.underlined_heading, containers.tab),
    "|": (leaves.table,),
    "-": (leaves.underlined_heading, leaves.table, leaves.rule, containers.item),
    "*": (leaves.rule, containers.item),
    "_": (leaves.rule,),
    "+": (containers.item,),
    "[": (containers.footnote,),
    "!": (containers.admonition,),
    "?": (containers.admonition,),
    ":": (leaves.table, containers.definition),
}
_LIST_MARK = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])[ \t]")
_TEX_COMMAND = re.compile(r"\\[A-Za-z]{2,}")
_REREADING_LIMIT = 3


def starts_at(cursor: Cursor) -> Sequence[Start]:
    """Those of `STARTS` that the first sign of what is left of a line, which is not blank, can begin."""
    sign = cursor.text[cursor.start]
    if cursor.indent > 3 or sign.isspace():
        return STARTS
    return (containers.item,) if sign.isdecimal() else _BY_SIGN.get(sign, ())


class Reading:
    """Reads one text; an indented block that turns out not to be code is read again without its indentation."""

    def __init__(self, markup: Markup, depth: int = 0) -> None:
        self._markup = markup
        self._depth = depth

    def read(self, lines: Sequence[str], first: int = 0) -> Block:
        """The tree of blocks."""
        return BlockReader(self._markup.conversion.tokens, starts_at, self._finish).read(lines, first)

    def _finish(self, block: Block, parent: Block) -> None:
        if block.kind is Kind.PARAGRAPH:
            take_definitions(block, self._markup)
        elif block.kind is Kind.FOOTNOTE:
            self._markup.footnotes.setdefault(block.marker, block)
        elif block.kind is Kind.CODE:
            self._finish_code(block)
        if block.kind is Kind.PARAGRAPH and not block.lines:
            parent.children.remove(block)

    def _finish_code(self, block: Block) -> None:
        while block.lines and not block.lines[-1].strip():
            block.lines.pop()
        if self._depth < _REREADING_LIMIT and self._is_no_code(block.lines):
            lines = dedent("\n".join(block.lines)).split("\n")
            block.children = Reading(self._markup, self._depth + 1).read(lines, block.first).children
            block.kind = Kind.GROUP

    def _is_no_code(self, lines: Sequence[str]) -> bool:
        """Indented lines are no code when they hold displays or TeX commands, or begin with a list item."""
        if _LIST_MARK.match(lines[0]):
            return True
        pieces = self._markup.conversion.tokens.found_in("\n".join(lines))
        return any(
            piece.kind is PieceKind.DISPLAY or (piece.kind.is_formula and _TEX_COMMAND.search(piece.content))
            for piece in pieces
        )
