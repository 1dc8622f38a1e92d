"""Brakes: a paragraph that no human writes is shown literally, because Python-Markdown is quadratic or worse in it."""

import re

from app.content.document import Problem
from app.content.shield import Protected
from app.content.tokens import Kind, Shielded

UNCLOSED_BRACKETS = 64
"""Most `[` without `]`, and most `](` without `)`, in a paragraph (largest in 3,549 real posts: 4)."""
BRACKETS = 400
"""Most `[` in a paragraph (largest in real posts: 169)."""
SPECIAL_CHARACTERS = 1500
"""Most characters that may begin Markdown in a paragraph (largest in real posts: 504)."""

_SPECIAL = re.compile(r"[*_`\\<&\[!^~=]")
_PARAGRAPH_END = re.compile(r"(\n[ \t>]*(?=\n))")


def brake(protected: Protected) -> tuple[str, tuple[Problem, ...]]:
    """The shielded text with every paragraph beyond the limits taken out as one literal piece, and the problems."""
    parts = _PARAGRAPH_END.split(protected.text)
    problems = []
    line = 0
    for number, part in enumerate(parts):
        if number % 2 == 0 and _is_too_much(part):
            source_line = protected.line_starts[line + len(part) - len(part.lstrip("\n"))]
            parts[number] = _taken_out(part, protected, source_line)
            problems.append(
                Problem(
                    source_line,
                    "paragraph-too-complex",
                    "This paragraph has too many special characters: it is shown as typed.",
                )
            )
        line += part.count("\n")
    return "".join(parts), tuple(problems)


def _is_too_much(paragraph: str) -> bool:
    opened = paragraph.count("[")
    if opened > UNCLOSED_BRACKETS and (
        opened > BRACKETS
        or opened - paragraph.count("]") > UNCLOSED_BRACKETS
        or paragraph.count("](") - paragraph.count(")") > UNCLOSED_BRACKETS
    ):
        return True
    return len(paragraph) > SPECIAL_CHARACTERS and len(_SPECIAL.findall(paragraph)) > SPECIAL_CHARACTERS


def _taken_out(paragraph: str, protected: Protected, line: int) -> str:
    """A token for the paragraph, with as many line ends as the paragraph has, so that lines keep their numbers."""
    text = paragraph.strip("\n")
    before = paragraph[: len(paragraph) - len(paragraph.lstrip("\n"))]
    token = protected.tokens.put(Shielded(Kind.LITERAL, text, text, line))
    return before + token + "\n" * (paragraph.count("\n") - before.count("\n"))
