"""What the Markdown side is told about a text, and where it leaves what it finds there."""

from bisect import bisect_right
from dataclasses import dataclass, field

from app.content.document import DEFAULT, Heading, Image, Options, Problem, Reference
from app.content.tokens import Tokens


@dataclass(slots=True)
class Conversion:
    """One text on its way through Markdown: options and tokens go in; what is found in the text comes out.

    `line_starts[k]` is the line of the author's source (from 1) that line `k` (from 0) of the shielded text begins
    on; shielding joins the lines of a formula or of a code block. `marks_blocks` asks for a `BLOCK` piece before each
    block of the text.
    """

    tokens: Tokens
    options: Options = DEFAULT
    line_starts: tuple[int, ...] = ()
    headings: list[Heading] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    marks_blocks: bool = False

    def source_line(self, shielded_line: int) -> int:
        """The author's line (from 1) of a line (from 0) of the shielded text; 0 where it is not known."""
        if 0 <= shielded_line < len(self.line_starts):
            return self.line_starts[shielded_line]
        return 0

    def shielded_line(self, source_line: int) -> int:
        """The line (from 0) of the shielded text that holds a line (from 1) of the author's source."""
        return max(0, bisect_right(self.line_starts, source_line) - 1)
