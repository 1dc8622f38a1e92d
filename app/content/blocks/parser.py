"""Reads the lines of a text into a tree of blocks: one pass, a stack of open blocks, CommonMark's rules.

Source of the rules: CommonMark 0.31 appendix "A parsing strategy", GFM tables and footnotes, and Python-Markdown's
admonitions, details, tabs and definition lists.
"""

from collections.abc import Callable, Sequence
from enum import Enum

from app.content.blocks.block import CONTAINERS, STRICT, Block, Kind
from app.content.blocks.continuation import continues
from app.content.blocks.cursor import Cursor
from app.content.tokens import Tokens

_INTERRUPTIBLE = CONTAINERS | {Kind.PARAGRAPH, Kind.TABLE}

DEPTH_LIMIT = 64
"""Blocks may stand within one another this deep; marks beyond are text."""


class Started(Enum):
    """What the rule for the beginning of a block did with a line."""

    NOTHING = "no block of this kind begins here"
    CONTAINER = "a block was opened, and another may begin after its mark"
    TEXT = "a block was opened that takes the rest of the line as its text"
    DONE = "the line is used up"


Start = Callable[["BlockReader", Cursor], Started]
"""Opens a block at the cursor if one begins there."""


class BlockReader:
    """The blocks that are open while the lines of a text are read.

    `starts` gives the beginnings to try at a place of a line, in order; `finish` is told of every block that ends.
    """

    def __init__(
        self, tokens: Tokens, starts: Callable[[Cursor], Sequence[Start]], finish: Callable[[Block, Block], None]
    ) -> None:
        self.tokens = tokens
        self.root = Block(Kind.DOCUMENT, 0, 0)
        self.stack = [self.root]
        self.matched = 1
        self._starts = starts
        self._finish = finish

    @property
    def container(self) -> Block:
        """The innermost block that the current line belongs to so far."""
        return self.stack[self.matched - 1]

    @property
    def tip(self) -> Block:
        """The innermost open block."""
        return self.stack[-1]

    @property
    def is_in_paragraph(self) -> bool:
        """Whether the current line stands right below a paragraph that it could continue."""
        return self.container.kind is Kind.PARAGRAPH

    @property
    def has_room(self) -> bool:
        """Whether one more container may be opened."""
        return self.matched < DEPTH_LIMIT

    def read(self, lines: Sequence[str], first: int = 0) -> Block:
        """The tree of blocks of the lines; `first` is the number of the first one."""
        for number, text in enumerate(lines, first):
            self._line(Cursor(text, number))
        self.matched = 1
        self._close_unmatched()
        return self.root

    def open(self, block: Block) -> Block:
        """Open a block in the innermost block that the line belongs to and that may hold it."""
        while not _may_hold(self.container.kind, block.kind):
            self.matched -= 1
        self._close_unmatched()
        self.container.children.append(block)
        self.stack.append(block)
        self.matched += 1
        return block

    def replace_paragraph(self) -> Block:
        """Take the open paragraph out of the tree, since its lines turned out to be something else."""
        paragraph = self.stack.pop()
        self.matched = len(self.stack)
        self.container.children.pop()
        return paragraph

    def close_leaf(self) -> None:
        """Close the block that was opened last: it is complete with this line."""
        self.matched = len(self.stack) - 1
        self._close_unmatched()

    def _close_unmatched(self) -> None:
        while len(self.stack) > self.matched:
            block = self.stack.pop()
            parent = self.stack[-1]
            self._finish(block, parent)
            parent.last = max(parent.last, block.last)

    def _line(self, cursor: Cursor) -> None:
        cursor.look()
        self.matched = 1
        while self.matched < len(self.stack) and continues(self.stack[self.matched], cursor, self.tokens):
            self.matched += 1
        started = self._open_blocks(cursor)
        if started is Started.DONE:
            return
        if started is Started.NOTHING and self._is_lazy(cursor):
            self._append(self.tip, cursor)
            return
        self._close_unmatched()
        self._text(cursor)

    def _open_blocks(self, cursor: Cursor) -> Started:
        """Open what begins on the line, containers within containers."""
        result = Started.NOTHING
        while self.container.kind in _INTERRUPTIBLE and not cursor.is_blank:
            started = self._start(cursor)
            if started is Started.NOTHING:
                break
            result = started
            if started is not Started.CONTAINER:
                break
        return result

    def _start(self, cursor: Cursor) -> Started:
        for start in self._starts(cursor):
            started = start(self, cursor)
            if started is not Started.NOTHING:
                return started
        return Started.NOTHING

    def _is_lazy(self, cursor: Cursor) -> bool:
        if self.matched == len(self.stack) or cursor.is_blank or self.tip.kind is not Kind.PARAGRAPH:
            return False
        return not any(block.kind in STRICT for block in self.stack[self.matched :])

    def _text(self, cursor: Cursor) -> None:
        if self.container.kind not in CONTAINERS:
            self._append(self.container, cursor)
        elif not cursor.is_blank:
            paragraph = Block(Kind.PARAGRAPH, cursor.number, cursor.number)
            self.open(paragraph)
            self._append(paragraph, cursor)

    def _append(self, block: Block, cursor: Cursor) -> None:
        is_raw = block.kind in (Kind.CODE, Kind.HTML)
        block.lines.append(cursor.rest if is_raw else cursor.content)
        if not cursor.is_blank:
            block.last = cursor.number
        if block.kind is Kind.HTML and block.ending and block.ending in cursor.rest.lower():
            self.close_leaf()


def _may_hold(container: Kind, child: Kind) -> bool:
    if container is Kind.LIST:
        return child is Kind.ITEM
    if container is Kind.DEFINITIONS:
        return child in (Kind.TERM, Kind.DEFINITION)
    return container in CONTAINERS and child not in (Kind.ITEM, Kind.TERM, Kind.DEFINITION)
