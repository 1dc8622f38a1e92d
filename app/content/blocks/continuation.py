"""Whether a line goes on with a block that is open."""

import re
from collections.abc import Callable

from app.content.blocks.block import Block, Kind
from app.content.blocks.cursor import Cursor
from app.content.tokens import START, TOKEN, Tokens
from app.content.tokens import Kind as PieceKind

_ITEM_MARK = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]")

Rule = Callable[[Block, Cursor], bool]


def is_block_token(text: str, tokens: Tokens) -> bool:
    """Whether a line holds the token of fenced code or of the excerpt's end, and nothing else."""
    if START not in text:
        return False
    match = TOKEN.fullmatch(text.strip())
    piece = tokens.get(match) if match else None
    return piece is not None and piece.kind in (PieceKind.CODE, PieceKind.MORE)


def continues(block: Block, cursor: Cursor, tokens: Tokens) -> bool:
    """Whether the line belongs to the block; passes over the block's own marks if so."""
    if block.kind is Kind.CODE and is_block_token(cursor.content, tokens):
        return False
    return _RULES.get(block.kind, _never)(block, cursor)


def _never(_block: Block, _cursor: Cursor) -> bool:
    return False


def _always(_block: Block, _cursor: Cursor) -> bool:
    return True


def _unless_blank(_block: Block, cursor: Cursor) -> bool:
    return not cursor.is_blank


def _quote(_block: Block, cursor: Cursor) -> bool:
    if cursor.indent > 3 or not cursor.content.startswith(">"):
        return False
    skip_quote_mark(cursor)
    return True


def skip_quote_mark(cursor: Cursor) -> None:
    """Pass over `>` and one column of white space after it."""
    cursor.skip_to(cursor.start + 1)
    cursor.skip_columns(1)


def _item(block: Block, cursor: Cursor) -> bool:
    """Lists within an item may be indented by two columns, also where the item's own mark is wider."""
    if cursor.is_blank:
        return bool(block.children)
    if cursor.indent < block.indent and not (cursor.indent >= 2 and _ITEM_MARK.match(cursor.content)):
        return False
    cursor.skip_columns(block.indent)
    return True


def _indented(block: Block, cursor: Cursor) -> bool:
    """For blocks told by indentation: `indent` columns belong to the mark, fewer end the block."""
    if cursor.is_blank:
        return True
    if cursor.indent < block.indent:
        return False
    cursor.skip_columns(block.indent)
    return True


def _footnote(_block: Block, cursor: Cursor) -> bool:
    """Writers indent the next paragraphs of a footnote by two to four columns."""
    if cursor.is_blank:
        return True
    if cursor.indent < 2:
        return False
    cursor.skip_columns(4)
    return True


def _code(_block: Block, cursor: Cursor) -> bool:
    if cursor.indent < 4 and not cursor.is_blank:
        return False
    cursor.skip_columns(4)
    return True


def _html(block: Block, cursor: Cursor) -> bool:
    return bool(block.ending) or not cursor.is_blank


_RULES: dict[Kind, Rule] = {
    Kind.QUOTE: _quote,
    Kind.LIST: _always,
    Kind.ITEM: _item,
    Kind.DEFINITIONS: _always,
    Kind.DEFINITION: _indented,
    Kind.FOOTNOTE: _footnote,
    Kind.ADMONITION: _indented,
    Kind.DETAILS: _indented,
    Kind.TAB: _indented,
    Kind.PARAGRAPH: _unless_blank,
    Kind.TABLE: _unless_blank,
    Kind.CODE: _code,
    Kind.HTML: _html,
}
