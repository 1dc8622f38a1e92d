"""Characters as readers see them: the clusters of Unicode Standard Annex 29 that must not be cut."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

_SIMPLE = re.compile(
    r"[\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u203b\u2070-\u20cf\u2100-\u2bff"
    r"\u3000-\u3029\u3041-\u3098\u30a0-\u30ff\u4e00-\u9fff\uff01-\uff60]*"
)
_ZERO_WIDTH_JOINER = "\u200d"
_PICTURES = (
    (0xA9, 0xA9),
    (0xAE, 0xAE),
    (0x203C, 0x203C),
    (0x2049, 0x2049),
    (0x2122, 0x2122),
    (0x2139, 0x2139),
    (0x2194, 0x21AA),
    (0x231A, 0x23FF),
    (0x24C2, 0x24C2),
    (0x25AA, 0x25FE),
    (0x2600, 0x27BF),
    (0x2934, 0x2935),
    (0x2B05, 0x2B55),
    (0x3030, 0x3030),
    (0x303D, 0x303D),
    (0x3297, 0x3299),
    (0x1F000, 0x1F1E5),
    (0x1F200, 0x1F3FA),
    (0x1F400, 0x1FAFF),
)
_CONJUNCT_SCRIPTS = (
    ("\u0900", "\u09ff"),
    ("\u0a80", "\u0aff"),
    ("\u0b00", "\u0b7f"),
    ("\u0c00", "\u0c7f"),
    ("\u0d00", "\u0d7f"),
)


def graphemes(text: str) -> Iterator[str]:
    """The clusters of the text, in order; together they are the text."""
    if _SIMPLE.fullmatch(text):
        yield from text
        return
    start = 0
    for position in range(1, len(text)):
        if not _is_joined(text, start, position):
            yield text[start:position]
            start = position
    if text:
        yield text[start:]


def first(text: str, count: int) -> str:
    """The first clusters of the text, at most so many; of a long text no more is looked at than is needed."""
    if _SIMPLE.fullmatch(text, 0, count + 1):  # With the one after: it belongs to none of them.
        return text[:count]
    return "".join(islice(graphemes(text), count))


def count_of_graphemes(text: str) -> int:
    """How many clusters the text has."""
    return len(text) if _SIMPLE.fullmatch(text) else sum(1 for _ in graphemes(text))


@lru_cache(maxsize=4096)
def extends(character: str) -> bool:
    """Whether the character belongs to the one before it: marks, joiners, variation selectors, skin tones, tags."""
    if character in "\u200c\u200d\u0e33\u0eb3" or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    return unicodedata.category(character) in ("Mn", "Me", "Mc") or "\U000e0020" <= character <= "\U000e007f"


def _is_joined(text: str, start: int, position: int) -> bool:
    """Whether the character at the position belongs to the cluster that begins at `start`."""
    before, after = text[position - 1], text[position]
    if unicodedata.category(before) in ("Cc", "Zl", "Zp"):
        return before == "\r" and after == "\n"
    if extends(after) or _is_hangul_joined(before, after):
        return True
    if before == _ZERO_WIDTH_JOINER and _is_picture(after):
        return _is_picture(text[start])
    return _is_flag(text[start : position + 1]) or _is_conjunct(text, start, position)


def _is_flag(text: str) -> bool:
    """Whether the text is a flag: two regional indicators."""
    return len(text) == 2 and all("\U0001f1e6" <= letter <= "\U0001f1ff" for letter in text)


@lru_cache(maxsize=1024)
def _is_picture(character: str) -> bool:
    point = ord(character)
    return any(first <= point <= last for first, last in _PICTURES)


@lru_cache(maxsize=4096)
def _hangul(character: str) -> str:
    """The kind of a Hangul character: `L`, `V`, `T`, `LV`, `LVT` or nothing."""
    point = ord(character)
    if 0xAC00 <= point <= 0xD7A3:
        return "LV" if (point - 0xAC00) % 28 == 0 else "LVT"
    ranges = (
        ("L", 0x1100, 0x115F),
        ("L", 0xA960, 0xA97C),
        ("V", 0x1160, 0x11A7),
        ("V", 0xD7B0, 0xD7C6),
        ("T", 0x11A8, 0x11FF),
        ("T", 0xD7CB, 0xD7FB),
    )
    return next((kind for kind, first, last in ranges if first <= point <= last), "")


def _is_hangul_joined(before: str, after: str) -> bool:
    follows = {"L": ("L", "V", "LV", "LVT"), "LV": ("V", "T"), "V": ("V", "T"), "LVT": ("T",), "T": ("T",)}
    return _hangul(after) in follows.get(_hangul(before), ())


def _is_conjunct(text: str, start: int, position: int) -> bool:
    """Whether an Indic consonant follows a virama (and joiners) of its script in the same cluster."""
    after = text[position]
    script = next((script for script in _CONJUNCT_SCRIPTS if script[0] <= after <= script[1]), None)
    if script is None or unicodedata.category(after) != "Lo" or not script[0] <= text[start] <= script[1]:
        return False
    for mark in reversed(text[start + 1 : position]):
        if unicodedata.combining(mark) == 9:
            return True
        if not extends(mark):
            return False
    return False
