"""Brakes: a paragraph that no human writes is shown literally, and so is a text that has too many of its signs."""

import re

from app.content.document import Problem
from app.content.limits import SPECIAL_CHARACTERS as SPECIAL_CHARACTERS_OF_TEXT
from app.content.limits import TextTooComplexError
from app.content.shield import Protected
from app.content.tokens import Kind, Shielded

UNCLOSED_BRACKETS = 64
"""Most `[` without `]`, and most `](` without `)`, in a paragraph (largest in 3,549 real posts: 4)."""
BRACKETS = 4_000
"""Most `[` in a paragraph (largest in real posts: 169; a table of a thousand linked titles is one paragraph)."""
SPECIAL_CHARACTERS = 10_000
"""Most characters that may begin Markdown in a paragraph (largest in real posts: 504)."""

_SPECIAL = re.compile(r"[*_`\\<&\[\]!^~=]")
_MESSAGE = "This paragraph has too many special characters: it is shown as typed."
_PARAGRAPH_END = re.compile(r"(\n[ \t>]*(?=\n))")


def brake(protected: Protected) -> tuple[str, tuple[Problem, ...]]:
    """The shielded text with every paragraph beyond the limits taken out as one literal piece, and the problems.

    Raises `TextTooComplexError` when what is left has too many special characters altogether.
    """
    parts = _PARAGRAPH_END.split(protected.text)
    problems = []
    line = left = 0
    for number, part in enumerate(parts):
        special = len(_SPECIAL.findall(part))
        if number % 2 == 0 and _is_too_much(part, special):
            source_line = protected.line_starts[line + len(part) - len(part.lstrip("\n"))]
            parts[number] = _taken_out(part, protected, source_line)
            problems.append(Problem(source_line, "paragraph-too-complex", _MESSAGE))
        else:
            left += special
        line += part.count("\n")
    if left > SPECIAL_CHARACTERS_OF_TEXT:
        message = "it has too many special characters"
        raise TextTooComplexError(message)
    return "".join(parts), tuple(problems)


def _is_too_much(paragraph: str, special: int) -> bool:
    if special > SPECIAL_CHARACTERS:
        return True
    opened = paragraph.count("[")
    if opened <= UNCLOSED_BRACKETS:
        return False
    return (
        opened > BRACKETS
        or opened - paragraph.count("]") > UNCLOSED_BRACKETS
        or paragraph.count("](") - paragraph.count(")") > UNCLOSED_BRACKETS
    )


def _taken_out(paragraph: str, protected: Protected, line: int) -> str:
    """A token for the paragraph, with as many line ends as the paragraph has, so that lines keep their numbers."""
    text = paragraph.strip("\n")
    before = paragraph[: len(paragraph) - len(paragraph.lstrip("\n"))]
    token = protected.tokens.put(Shielded(Kind.LITERAL, text, text, line))
    return before + token + "\n" * (paragraph.count("\n") - before.count("\n"))
