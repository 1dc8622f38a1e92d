"""Where lines and paragraphs of a text begin and end, and the prefixes of the quotes they stand in."""

import re
from bisect import bisect_left, bisect_right

_QUOTE_MARK = re.compile(r"[ \t]*>[ ]?")
LINE_PREFIX = r"(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*"
"""What may stand before the text of a line: marks of quotes and items, white space. A pattern."""
_PREFIX = re.compile(LINE_PREFIX)
_BLANK = re.compile(r"\n(?=[ \t>]*(?:\n|\Z))")
_TABLE_RULE = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")


class Lines:
    """Offsets of the lines, paragraphs and table rows of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._paragraph_ends = [*(match.start() for match in _BLANK.finditer(text)), len(text)]
        self._table_rows = _table_rows(text)

    def number(self, offset: int) -> int:
        """The line, counted from 0, that holds the offset."""
        return bisect_right(self._starts, offset) - 1

    def start(self, offset: int) -> int:
        """The offset at which the line of an offset begins."""
        return self._starts[self.number(offset)]

    def end(self, offset: int) -> int:
        """The offset of the line end that follows an offset, or the length of the text."""
        following = self.number(offset) + 1
        return self._starts[following] - 1 if following < len(self._starts) else len(self._text)

    def paragraph_end(self, offset: int) -> int:
        """The offset at which the paragraph that holds an offset ends."""
        return self._paragraph_ends[bisect_left(self._paragraph_ends, offset)]

    def inline_end(self, offset: int) -> int:
        """The offset that inline constructs cannot reach beyond: the end of the paragraph or of the table row."""
        if self.number(offset) in self._table_rows:
            return self.end(offset)
        return self.paragraph_end(offset)


def begins_line(prefix: str) -> bool:
    """Whether what stands on a line before something is nothing but marks of quotes and items."""
    return _PREFIX.fullmatch(prefix) is not None


def quote_depth(prefix: str) -> int:
    """How many quotes the beginning of a line stands in."""
    match = _PREFIX.match(prefix)
    return match[0].count(">") if match else 0


def unquoted(text: str, depth: int, *, first: bool = False) -> str:
    """The text without the marks of `depth` quotes at the beginning of its lines; of the first line only if asked."""
    if depth == 0 or ">" not in text:
        return text
    head, *tail = text.split("\n")
    lines = [_without_marks(head, depth) if first else head, *(_without_marks(line, depth) for line in tail)]
    return "\n".join(lines)


def _without_marks(line: str, depth: int) -> str:
    position = 0
    for _ in range(depth):
        match = _QUOTE_MARK.match(line, position)
        if not match:
            break
        position = match.end()
    return line[position:]


def _table_rows(text: str) -> frozenset[int]:
    """The numbers of the lines that are rows of pipe tables."""
    if "|" not in text:
        return frozenset()
    lines = text.split("\n")
    rows: set[int] = set()
    inside = False
    for number, line in enumerate(lines):
        if inside and "|" in line:
            rows.add(number)
        else:
            inside = False
        if number and "|" in line and "-" in line and "|" in lines[number - 1] and _TABLE_RULE.match(line):
            rows.add(number - 1)
            inside = True
    return frozenset(rows)
