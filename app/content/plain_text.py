r"""Plain text, word counts and reading time of a finished text.

Plain text keeps a formula as `\(…\)` or `\[…\]`, exactly its TeX between the delimiters, so that a search can tell
formulas from words; the same characters outside a formula are parted by a space (`\ (`). A reference to an equation
stands as typed and counts for nothing. Blocks stand on lines.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from app.content.characters import CJK_LETTERS
from app.content.html_events import Event, Happening, without

CHINESE_A_MINUTE = 300
WORDS_A_MINUTE = 200
SECONDS_A_FORMULA = 2
SECONDS_A_DISPLAY = 8
SECONDS_A_CODE_LINE = 2

_FURNITURE = frozenset({"anchor", "footnote-ref", "footnote-backref", "toc"})
_BLOCKS = frozenset(
    {
        *("p", "div", "section", "blockquote", "li", "dt", "dd", "details", "summary", "pre", "tr", "figcaption"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "br", "figure"),
    }
)
_CHINESE = re.compile(rf"[{CJK_LETTERS}]+")
_WORD = re.compile(rf"[^\W_{CJK_LETTERS}]+(?:['’-][^\W_{CJK_LETTERS}]+)*")
_DELIMITER = re.compile(r"\\(?=[(\[)\]])")


@dataclass(frozen=True, slots=True)
class Measures:
    """A text without markup, its words (Chinese characters and words of other scripts), and minutes to read it."""

    plain_text: str
    word_count: int
    reading_minutes: int


def measure(all_events: Iterable[Event]) -> Measures:
    """The measures of a finished text."""
    counter = _Counter()
    counter.read(without(all_events, _FURNITURE))
    chinese, words = counter.count()
    return Measures(counter.text(), chinese + words, counter.minutes(chinese, words))


class _Counter:
    def __init__(self) -> None:
        self._seconds = 0
        self._code = 0
        self._parts: list[str] = []
        self._prose: list[str] = []

    def read(self, all_events: Iterable[Event]) -> None:
        for event in all_events:
            if event.what is Happening.TEXT:
                self._text(event.text)
            elif event.what is Happening.FORMULA:
                self._formula(event)
            elif event.what is Happening.REFERENCE:
                self._parts.append(event.text)
            elif event.what in (Happening.START, Happening.END):
                self._tag(event)

    def _text(self, text: str) -> None:
        if self._code:
            self._seconds += SECONDS_A_CODE_LINE * text.count("\n")
            self._parts.append(text)
            return
        self._prose.append(text)
        line = text.replace("\n", " ")
        self._parts.append(_DELIMITER.sub(r"\\ ", line) if "\\" in line else line)

    def _formula(self, event: Event) -> None:
        self._seconds += SECONDS_A_DISPLAY if event.is_display else SECONDS_A_FORMULA
        self._parts.append(f"\\[{event.text}\\]" if event.is_display else f"\\({event.text}\\)")

    def _tag(self, event: Event) -> None:
        if event.name in _BLOCKS:
            self._parts.append("\n")
        elif event.name in ("td", "th"):
            self._parts.append(" ")
        if event.name == "pre":
            self._code += 1 if event.what is Happening.START else -1

    def text(self) -> str:
        lines = (line.rstrip() for line in "".join(self._parts).split("\n"))
        return "\n".join(line.lstrip() if not line.startswith("    ") else line for line in lines if line.strip())

    def count(self) -> tuple[int, int]:
        """How many Chinese characters and how many words of other scripts there are; none goes on in the next text."""
        prose = "\n".join(self._prose)
        return len("".join(_CHINESE.findall(prose))), len(_WORD.findall(prose))

    def minutes(self, chinese: int, words: int) -> int:
        seconds = 60 * chinese / CHINESE_A_MINUTE + 60 * words / WORDS_A_MINUTE + self._seconds
        return max(1, ceil(seconds / 60 - 0.5))
