"""How quotes, lists, footnotes, definitions, admonitions and tabs begin."""

import re

from app.content.blocks.block import Block, Kind
from app.content.blocks.continuation import skip_quote_mark
from app.content.blocks.cursor import Cursor
from app.content.blocks.parser import BlockReader, Started

_BULLET = re.compile(r"([-+*])(?=[ \t]|$)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)")
_FOOTNOTE = re.compile(r"\[\^([^\]\s\[]{1,200})\]:[ \t]*")
_ADMONITION = re.compile(r"(!!!|\?\?\?\+?)[ \t]*([A-Za-z][\w-]*(?:[ \t]+[\w-]+)*)?(?:[ \t]+\"([^\"]*)\")?[ \t]*$")
_TAB = re.compile(r"===[!+]*[ \t]+\"([^\"]+)\"[ \t]*$")
_DEFINITION = re.compile(r":[ \t]+(?=\S)")


def quote(reader: BlockReader, cursor: Cursor) -> Started:
    """A line that begins with `>`."""
    if cursor.indent > 3 or not cursor.content.startswith(">") or not reader.has_room:
        return Started.NOTHING
    skip_quote_mark(cursor)
    reader.open(Block(Kind.QUOTE, cursor.number, cursor.number))
    return Started.CONTAINER


def item(reader: BlockReader, cursor: Cursor) -> Started:
    """`- `, `+ `, `* `, `1. ` or `1) `; within a paragraph only when not empty, and numbers only from 1."""
    indentation = cursor.indent
    match = _mark(reader, cursor)
    if match is None:
        return Started.NOTHING
    is_bullet = match.re is _BULLET
    marker = match[1] if is_bullet else match[2]
    number = 1 if is_bullet else int(match[1])
    width = _skip_mark(cursor, cursor.start + len(match[0]))
    if reader.container.kind is not Kind.LIST or reader.container.marker != marker:
        reader.open(Block(Kind.LIST, cursor.number, cursor.number, marker=marker, number=0 if is_bullet else number))
    reader.open(Block(Kind.ITEM, cursor.number, cursor.number, indent=indentation + width))
    return Started.CONTAINER


def _mark(reader: BlockReader, cursor: Cursor) -> re.Match[str] | None:
    if not reader.has_room or cursor.indent > 3:
        return None
    match = _BULLET.match(cursor.content) or _NUMBER.match(cursor.content)
    if match is None or not reader.is_in_paragraph:
        return match
    is_empty = not cursor.content[match.end() :].strip()
    is_late_number = match.re is _NUMBER and int(match[1]) != 1
    return None if is_empty or is_late_number else match


def _skip_mark(cursor: Cursor, end: int) -> int:
    """Pass over the mark and the white space that belongs to it; how many columns both take."""
    begin = cursor.start
    cursor.skip_to(end)
    width = end - begin
    if cursor.is_blank or cursor.indent > 4:
        cursor.skip_columns(1)
        return width + 1
    columns = cursor.indent
    cursor.skip_columns(columns)
    return width + columns


def footnote(reader: BlockReader, cursor: Cursor) -> Started:
    """`[^name]: text`."""
    match = _FOOTNOTE.match(cursor.content) if cursor.indent < 4 else None
    if match is None or not reader.has_room:
        return Started.NOTHING
    cursor.skip_to(cursor.start + match.end())
    reader.open(Block(Kind.FOOTNOTE, cursor.number, cursor.number, marker=match[1]))
    return Started.CONTAINER


def admonition(reader: BlockReader, cursor: Cursor) -> Started:
    """`!!! note "Title"`, and `???` or `???+` for one that folds."""
    match = _ADMONITION.match(cursor.content) if cursor.indent < 4 and cursor.content[:1] in ("!", "?") else None
    if match is None or not reader.has_room:
        return Started.NOTHING
    kind = Kind.ADMONITION if match[1] == "!!!" else Kind.DETAILS
    block = Block(kind, cursor.number, cursor.number, indent=4, marker=(match[2] or "note").split()[0].lower())
    block.is_open = match[1].endswith("+")
    block.title = match[3] if match[3] is not None else ""
    block.attributes = {"title": "none"} if match[3] == "" else {}
    reader.open(block)
    return Started.DONE


def tab(reader: BlockReader, cursor: Cursor) -> Started:
    """`=== "Title"`."""
    match = _TAB.match(cursor.content) if cursor.indent < 4 else None
    if match is None or not reader.has_room:
        return Started.NOTHING
    reader.open(Block(Kind.TAB, cursor.number, cursor.number, indent=4, title=match[1]))
    return Started.DONE


def definition(reader: BlockReader, cursor: Cursor) -> Started:
    """`: text` below its terms; a blank line may stand between."""
    match = _DEFINITION.match(cursor.content) if cursor.indent < 4 else None
    if match is None or not reader.has_room or not _terms(reader):
        return Started.NOTHING
    end = cursor.start + match.end()
    width = cursor.indent + len(match[0].expandtabs(4))
    cursor.skip_to(end)
    reader.open(Block(Kind.DEFINITION, cursor.number, cursor.number, indent=min(width, 4)))
    return Started.CONTAINER


def _terms(reader: BlockReader) -> bool:
    """Make a list of definitions of the paragraph above, or find the one that is already there."""
    if reader.container.kind is Kind.DEFINITIONS:
        return True
    if reader.is_in_paragraph:
        paragraph = reader.replace_paragraph()
    else:
        before = reader.container.children[-1:]
        if reader.matched != len(reader.stack) or not before or before[0].kind is not Kind.PARAGRAPH:
            return False
        paragraph = reader.container.children.pop()
    reader.open(Block(Kind.DEFINITIONS, paragraph.first, paragraph.last))
    for offset, line in enumerate(paragraph.lines):
        number = paragraph.first + offset
        reader.open(Block(Kind.TERM, number, number, [line]))
        reader.close_leaf()
    return True
