"""How a block of raw HTML begins and ends (CommonMark's seven kinds), and Markdown inside HTML elements."""

import re

from app.content.blocks.block import Block, Kind
from app.content.blocks.cursor import Cursor
from app.content.blocks.parser import BlockReader, Started
from app.content.inlines.tags import CLOSING_TAG, OPENING_TAG

_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|"
    "track|ul"
)
_UNTIL = (
    (re.compile(r"<(pre|script|style|textarea)(?=[\s>]|$)", re.IGNORECASE), ""),
    (re.compile(r"<!--"), "-->"),
    (re.compile(r"<\?"), "?>"),
    (re.compile(r"<!\[CDATA\["), "]]>"),
    (re.compile(r"<![A-Za-z]"), ">"),
)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK_TAGS})(?=\s|/?>|$)", re.IGNORECASE)
_WITH_MARKDOWN = re.compile(
    r"(<(?:div|section|article|aside|details|figure|figcaption|center|blockquote|td|th|dd|li|p|summary)\b[^<>]*?)"
    r"""\s+markdown(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?(?=[\s>])""",
    re.IGNORECASE,
)


def html(reader: BlockReader, cursor: Cursor) -> Started:
    """Raw HTML at the beginning of a line."""
    if cursor.indent > 3 or not cursor.content.startswith("<"):
        return Started.NOTHING
    content = cursor.content
    if _opens_markdown(reader, cursor):
        return Started.DONE
    ending = _ending(content)
    if ending is None and not _BLOCK_TAG.match(content) and not _is_single_tag(reader, content):
        return Started.NOTHING
    reader.open(Block(Kind.HTML, cursor.number, cursor.number, ending=ending or ""))
    return Started.TEXT


def _ending(content: str) -> str | None:
    for pattern, ending in _UNTIL:
        match = pattern.match(content)
        if match:
            return ending or f"</{match[1].lower()}>"
    return None


def _is_single_tag(reader: BlockReader, content: str) -> bool:
    """Any other tag begins a block only alone on its line, and never within a paragraph."""
    if reader.is_in_paragraph or reader.tip.kind is Kind.PARAGRAPH:
        return False
    match = OPENING_TAG.match(content) or CLOSING_TAG.match(content)
    return match is not None and not content[match.end() :].strip()


def _opens_markdown(reader: BlockReader, cursor: Cursor) -> bool:
    """`<div markdown="1">`: the tag stands alone, and what follows it is Markdown again."""
    match = _WITH_MARKDOWN.match(cursor.content)
    if match is None:
        return False
    tag = match[1] + cursor.content[match.end() :]
    end = tag.find(">") + 1
    block = Block(Kind.HTML, cursor.number, cursor.number, [tag[:end]])
    reader.open(block)
    reader.close_leaf()
    rest = tag[end:].strip()
    if rest:
        reader.open(Block(Kind.PARAGRAPH, cursor.number, cursor.number, [rest]))
    return True
