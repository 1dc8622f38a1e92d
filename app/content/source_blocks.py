"""Which lines of the source each block of a finished text comes from, for those who see both side by side."""

from collections.abc import Iterator, Sequence

from app.content.document import SourceBlock
from app.content.html_events import MORE_MARK


def source_blocks(text: str, sections: Sequence[tuple[int, str]]) -> tuple[SourceBlock, ...]:
    """The blocks of a normalised text: sections of its HTML, each with the line that it begins on (0: at the end).

    A block reaches to the line before the next one without the blank lines between.
    """
    return tuple(_blocks(text.split("\n"), sections))


def _blocks(lines: Sequence[str], sections: Sequence[tuple[int, str]]) -> Iterator[SourceBlock]:
    for index, (begin, html) in enumerate(sections):
        line = begin or len(lines)
        following = sections[index + 1][0] if index + 1 < len(sections) else 0
        last = (following or len(lines) + 1) - 1
        while last > line and not lines[last - 1].strip():
            last -= 1
        yield SourceBlock(line, max(line, last), html.replace(MORE_MARK, ""))
