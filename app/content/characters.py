"""Kinds of characters that Markdown's rules and line breaks tell apart, Chinese and Japanese writing included."""

import unicodedata
from functools import lru_cache

from app.content.tokens import END, START

CJK_LETTERS = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u309f\u30a0-\u30ff\u3100-\u312f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003fffd"
)
"""Ranges, for a character class of a regular expression, of the letters of scripts without spaces between words."""

CJK_PUNCTUATION = "\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\ufe10-\ufe1f\ufe30-\ufe4f\uff01-\uff65\uffe0-\uffe6"
"""Ranges of full-width punctuation."""


def _ranges(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        is_range = text[position + 1 : position + 2] == "-"
        found.append((text[position], text[position + 2 if is_range else position]))
        position += 3 if is_range else 1
    return found


_LETTER_RANGES = _ranges(CJK_LETTERS)
_PUNCTUATION_RANGES = _ranges(CJK_PUNCTUATION)


@lru_cache(maxsize=4096)
def is_cjk_letter(character: str) -> bool:
    """Whether the character is a letter of Chinese or Japanese writing."""
    return any(first <= character <= last for first, last in _LETTER_RANGES)


@lru_cache(maxsize=4096)
def is_cjk_punctuation(character: str) -> bool:
    """Whether the character is full-width punctuation."""
    return any(first <= character <= last for first, last in _PUNCTUATION_RANGES)


def is_cjk(character: str) -> bool:
    """Whether the character belongs to Chinese or Japanese writing."""
    return is_cjk_letter(character) or is_cjk_punctuation(character)


def is_space(character: str) -> bool:
    """Whether the character is white space; the edge of a text (an empty string) counts as such."""
    return not character or character.isspace()


@lru_cache(maxsize=4096)
def is_punctuation(character: str) -> bool:
    """Whether the character is punctuation or a symbol (CommonMark), full-width or not; a token is neither."""
    return unicodedata.category(character)[0] in "PS"


def is_token_edge(character: str) -> bool:
    """Whether the character begins or ends a token."""
    return character in (START, END)
