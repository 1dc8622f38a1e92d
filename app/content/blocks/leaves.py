"""How headings, rules, tables, HTML, code and set-apart tokens begin."""

import re

from app.content.blocks.block import Block, Kind
from app.content.blocks.continuation import is_block_token
from app.content.blocks.cursor import Cursor
from app.content.blocks.parser import BlockReader, Started
from app.content.blocks.tables import cells_of, is_delimiter_row
from app.content.characters import CJK_LETTERS

_ATX = re.compile(rf"(#{{1,6}})(?:[ \t]+|$)|(#{{2,6}})(?=[{CJK_LETTERS}])")
_ATX_END = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_SETEXT = re.compile(r"(=+|-+)[ \t]*$")
_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")


def block_token(reader: BlockReader, cursor: Cursor) -> Started:
    """Fenced code or the excerpt's end, which the shield left as a token alone on its line, at any indentation."""
    if not is_block_token(cursor.content, reader.tokens):
        return Started.NOTHING
    reader.open(Block(Kind.TOKEN, cursor.number, cursor.number, [cursor.content.strip()]))
    reader.close_leaf()
    return Started.DONE


def heading(reader: BlockReader, cursor: Cursor) -> Started:
    """`## Title`. Two or more `#` right before Chinese are a heading too: Typecho's and Hexo's users write it."""
    match = _ATX.match(cursor.content) if cursor.indent < 4 else None
    if match is None:
        return Started.NOTHING
    level = len(match[1] or match[2])
    text = _ATX_END.sub("", cursor.content[match.end() :].rstrip())
    reader.open(Block(Kind.HEADING, cursor.number, cursor.number, [text.strip()], number=level))
    reader.close_leaf()
    return Started.DONE


def underlined_heading(reader: BlockReader, cursor: Cursor) -> Started:
    """A paragraph underlined with `===` or `---`."""
    if not reader.is_in_paragraph or cursor.indent > 3 or not _SETEXT.match(cursor.content):
        return Started.NOTHING
    paragraph = reader.replace_paragraph()
    level = 1 if cursor.content.startswith("=") else 2
    reader.open(Block(Kind.HEADING, paragraph.first, cursor.number, paragraph.lines, number=level))
    reader.close_leaf()
    return Started.DONE


def rule(reader: BlockReader, cursor: Cursor) -> Started:
    """`---`, `***` or `___`."""
    if cursor.indent > 3 or not _RULE.match(cursor.content):
        return Started.NOTHING
    reader.open(Block(Kind.RULE, cursor.number, cursor.number))
    reader.close_leaf()
    return Started.DONE


def table(reader: BlockReader, cursor: Cursor) -> Started:
    """The row of dashes below the last line of a paragraph, with as many cells as that line."""
    if not reader.is_in_paragraph or not is_delimiter_row(cursor.content):
        return Started.NOTHING
    header = reader.container.lines[-1]
    if len(cells_of(header)) != len(cells_of(cursor.content)):
        return Started.NOTHING
    paragraph = reader.container
    if len(paragraph.lines) == 1:
        reader.replace_paragraph()
    else:
        paragraph.lines.pop()
        paragraph.last -= 1
    reader.open(Block(Kind.TABLE, cursor.number - 1, cursor.number, [header, cursor.content]))
    return Started.DONE


def indented_code(reader: BlockReader, cursor: Cursor) -> Started:
    """A line indented by four columns that does not go on with a paragraph."""
    if cursor.indent < 4 or reader.is_in_paragraph or reader.container.kind is Kind.TABLE:
        return Started.NOTHING
    if reader.tip.kind is Kind.PARAGRAPH and reader.matched < len(reader.stack):
        return Started.NOTHING
    cursor.skip_columns(4)
    reader.open(Block(Kind.CODE, cursor.number, cursor.number))
    return Started.TEXT
