"""The shield: takes formulas and fenced code out of the Markdown source, in one pass."""

import re
from dataclasses import dataclass
from hashlib import blake2b

from app.content.document import Problem
from app.content.fences import Fence, fences
from app.content.limits import Effort
from app.content.raw_html import Nesting
from app.content.scanner import Scanner
from app.content.shielded_text import ShieldedText
from app.content.tokens import Kind, Tokens

_MATHS = frozenset({"math", "{math}"})
"""What is written after the fence of a formula: GitHub's word and MyST's."""
_MYST_OPTIONS = re.compile(r"\A(?::[a-z-]{1,30}:[^\n]*(?:\n|\Z))+")


@dataclass(frozen=True, slots=True)
class Protected:
    """A shielded text: what Markdown sees, the pieces taken out of it, its lines in the source, what was odd."""

    text: str
    tokens: Tokens
    line_starts: tuple[int, ...]
    problems: tuple[Problem, ...]

    @classmethod
    def nothing(cls, text: str) -> "Protected":
        """A text from which nothing was taken."""
        return cls(text, Tokens(""), (), ())


def protect(text: str, effort: Effort | None = None) -> Protected:
    """Take formulas, fenced code and stray `<` out of a normalised text. Raises `TextTooComplexError`."""
    effort = effort or Effort()
    output = ShieldedText(Tokens(_nonce(text)), effort)
    problems: list[Problem] = []
    nesting = Nesting()
    lines = text.split("\n")
    position = 0
    for fence in fences(lines):
        _scan(lines[position : fence.start], output, nesting, problems)
        _take_fence(fence, lines, output, problems)
        position = fence.end
    _scan(lines[position:], output, nesting, problems, is_last=True)
    return Protected(output.text, output.tokens, output.line_starts, tuple(problems))


def _nonce(text: str) -> str:
    """The same for the same text, so that rendering is repeatable, and not to be guessed while writing the text."""
    return blake2b(text.encode(), digest_size=6, person=b"longwave").hexdigest()


def _scan(
    lines: list[str], output: ShieldedText, nesting: Nesting, problems: list[Problem], *, is_last: bool = False
) -> None:
    if not lines:
        return
    Scanner("\n".join(lines), output, nesting, problems).scan()
    if not is_last:
        output.keep("\n")


def _take_fence(fence: Fence, lines: list[str], output: ShieldedText, problems: list[Problem]) -> None:
    """Put one token for the block. Blocks at the margin get blank lines around them, so that lists end there."""
    source = "\n".join(lines[fence.start : fence.end])
    is_at_margin = fence.prefix == ""
    if not fence.is_closed:
        problems.append(Problem(output.line, "unclosed-fence", "A code block is never closed: it reaches to the end."))
    if is_at_margin and fence.start and lines[fence.start - 1].strip():
        output.blank_line()
    output.keep(fence.prefix)
    source = source[len(fence.prefix) :]
    if fence.info in _MATHS:
        output.take(Kind.DISPLAY, _MYST_OPTIONS.sub("", fence.content), source)
    else:
        output.take(Kind.CODE, fence.content, source, fence.info)
    if fence.end < len(lines):
        output.keep("\n")
        if is_at_margin and lines[fence.end].strip():
            output.blank_line()
