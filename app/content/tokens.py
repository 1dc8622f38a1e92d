"""Tokens: what stands in the Markdown text for a formula, a code block or a literal piece until the very end."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

START = "\ue000"
END = "\ue001"
TOKEN = re.compile(START + r"([0-9a-f]{12})([0-9]{1,7})" + END)
"""A token: neither word, space nor Markdown syntax. Group 1 is the text's nonce, group 2 the index of the piece."""


class Kind(Enum):
    """What a shielded piece is."""

    INLINE = "inline"
    DISPLAY = "display"
    REFERENCE = "reference"
    CODE = "code"
    LITERAL = "literal"
    MORE = "more"
    TASK = "task"
    BLOCK = "block"

    @property
    def is_formula(self) -> bool:
        """Whether its author typed the piece as a formula; a reference is none, though MathJax shows its number."""
        return self in (Kind.INLINE, Kind.DISPLAY)


class Shielded(NamedTuple):
    r"""A piece of the source that neither Markdown nor the sanitiser sees.

    `content` is the TeX of a formula, the lines of a code block or the text of a literal piece; `source` is the same
    as typed with its delimiters; `line` counts from 1; `info` is the text after the fence of a code block. The
    content of a literal piece may hold tokens of formulas. `REFERENCE` is a `\ref{…}` or `\eqref{…}` in the text, as
    typed; `MORE` is an author's `<!-- more -->`;
    `TASK` the box of a task, done when its content is `x`, with its `info` as its name for those who cannot see it;
    `BLOCK` shows nothing and says on which line the next block of the text begins, 0 for what is set at the end of it.
    """

    kind: Kind
    content: str
    source: str
    line: int
    info: str = ""


@dataclass(slots=True)
class Tokens:
    """The pieces taken out of one text, in the order in which they were taken."""

    nonce: str
    pieces: list[Shielded] = field(default_factory=list)

    def put(self, piece: Shielded) -> str:
        """Keep the piece and give the token that stands for it."""
        self.pieces.append(piece)
        return f"{START}{self.nonce}{len(self.pieces) - 1}{END}"

    def get(self, match: re.Match[str]) -> Shielded | None:
        """The piece that a match of `TOKEN` stands for; None for a token that is not of this text."""
        nonce, index = match.group(1), int(match.group(2))
        if nonce != self.nonce or index >= len(self.pieces):
            return None
        return self.pieces[index]

    def found_in(self, text: str) -> Iterator[Shielded]:
        """The pieces whose tokens stand in the text, in order."""
        for match in TOKEN.finditer(text):
            piece = self.get(match)
            if piece is not None:
                yield piece

    def replace(self, text: str, shown: Callable[[Shielded], str]) -> str:
        """The text with every token replaced by what `shown` makes of its piece; unknown tokens are dropped."""
        if START not in text:
            return text

        def replacement(match: re.Match[str]) -> str:
            piece = self.get(match)
            return "" if piece is None else shown(piece)

        return TOKEN.sub(replacement, text)

    def as_typed(self, text: str) -> str:
        """The text with every token replaced by what its author typed."""
        return self.replace(text, self._typed)

    def _typed(self, piece: Shielded) -> str:
        return self.as_typed(piece.source)
