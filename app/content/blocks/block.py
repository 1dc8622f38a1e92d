"""A block of the text while its structure is being read."""

from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """What a block is."""

    DOCUMENT = "document"
    QUOTE = "quote"
    LIST = "list"
    ITEM = "item"
    FOOTNOTE = "footnote"
    ADMONITION = "admonition"
    DETAILS = "details"
    TAB = "tab"
    DEFINITIONS = "definitions"
    TERM = "term"
    DEFINITION = "definition"
    GROUP = "group"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    RULE = "rule"
    TABLE = "table"
    CODE = "code"
    TOKEN = "token"  # noqa: S105 - a kind of block
    HTML = "html"

    __hash__ = object.__hash__  # members are equal to themselves alone; Enum hashes their names, in Python


CONTAINERS = frozenset(
    {
        Kind.DOCUMENT,
        Kind.QUOTE,
        Kind.LIST,
        Kind.ITEM,
        Kind.FOOTNOTE,
        Kind.ADMONITION,
        Kind.DETAILS,
        Kind.TAB,
        Kind.DEFINITIONS,
        Kind.DEFINITION,
        Kind.GROUP,
    }
)
"""The kinds that hold other blocks."""

STRICT = frozenset({Kind.ADMONITION, Kind.DETAILS, Kind.TAB})
"""Containers told by their indentation alone: a line that is not indented never belongs to them."""


@dataclass(slots=True, eq=False)
class Block:
    """A block: its first and last line (from 0) and, by kind, its text or its children.

    `indent` is the column that the content of an item begins at; `marker` a list's bullet or delimiter, an admonition's
    type, a footnote's label; `number` an ordered list's first number or a heading's level; `title` what an
    admonition or a tab is headed by; `ending` what ends an HTML block.
    """

    kind: Kind
    first: int
    last: int
    lines: list[str] = field(default_factory=list)
    children: list["Block"] = field(default_factory=list)
    indent: int = 0
    marker: str = ""
    number: int = 0
    title: str = ""
    ending: str = ""
    is_open: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
