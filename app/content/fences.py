"""Fenced code: found by line, before anything else, because nothing inside it is maths or Markdown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.content.lines import LINE_PREFIX, quote_depth, unquoted

_OPENING = re.compile(rf"(?P<prefix>{LINE_PREFIX})(?P<fence>`{{3,}}|~{{3,}})[ \t]*(?P<info>[^\n]*)$")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: the lines it covers (from 0, `end` excluded), what precedes it on its first line, its content."""

    start: int
    end: int
    prefix: str
    info: str
    content: str
    is_closed: bool


def fences(lines: list[str]) -> Iterator[Fence]:
    """The fenced blocks of a text, in order. A fence that is never closed reaches to the end of its quote or text."""
    seeker = _ClosingSeeker(lines)
    number = 0
    while number < len(lines):
        fence = _fence_at(lines, number, seeker)
        if fence is None:
            number += 1
        else:
            yield fence
            number = fence.end


def _fence_at(lines: list[str], number: int, seeker: "_ClosingSeeker") -> Fence | None:
    line = lines[number]
    if "```" not in line and "~~~" not in line:
        return None
    opening = _OPENING.match(line)
    if opening is None or (opening["fence"][0] == "`" and "`" in opening["info"]):
        return None
    closing = seeker.after(number, opening["fence"])
    end = len(lines) if closing is None else closing
    content = _content(lines[number + 1 : end], opening["prefix"])
    following = end if closing is None else end + 1
    return Fence(number, following, opening["prefix"], opening["info"].strip(), content, closing is not None)


class _ClosingSeeker:
    """Finds closing fences; what it did not find once it does not look for again, so that a text is read once."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._missing: set[tuple[str, int]] = set()

    def after(self, number: int, fence: str) -> int | None:
        """The next line that closes a fence opened on line `number`."""
        key = (fence[0], len(fence))
        if key in self._missing:
            return None
        for candidate in range(number + 1, len(self._lines)):
            stripped = self._lines[candidate].lstrip(" \t>").rstrip()
            if len(stripped) >= len(fence) and stripped == fence[0] * len(stripped):
                return candidate
        self._missing.add(key)
        return None


def _content(lines: list[str], prefix: str) -> str:
    """The lines without the quote marks and the indentation that the opening fence has."""
    depth = quote_depth(prefix)
    unmarked = unquoted("\n".join(lines), depth, first=True).split("\n") if lines else []
    inner = prefix.rpartition(">")[2] if depth == 0 else prefix.rpartition(">")[2].removeprefix(" ")
    indentation = len(inner.expandtabs(4))
    return "\n".join(_dedented(line, indentation) for line in unmarked)


def _dedented(line: str, indentation: int) -> str:
    """The line without at most `indentation` columns of leading white space."""
    column = position = 0
    while column < indentation and position < len(line) and line[position] in " \t":
        column += 1 if line[position] == " " else 4 - column % 4
        position += 1
    return " " * (column - indentation) + line[position:] if column > indentation else line[position:]
