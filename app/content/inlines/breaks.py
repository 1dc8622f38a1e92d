"""Line breaks within a paragraph: two spaces or a backslash make a break, between two Chinese lines nothing stands."""

from typing import Protocol
from xml.etree.ElementTree import Element  # only its data structure; no XML is parsed

from app.content.characters import is_cjk, is_cjk_punctuation
from app.content.inlines.nodes import Node

_MARKUP = "*_~=`"


class Reading(Protocol):
    """What a line break needs to know of the text that is being read."""

    text: str
    position: int
    nodes: list[Node]


def line_break(reading: Reading) -> None:
    """Read the end of a line."""
    before = reading.nodes[-1] if reading.nodes else ""
    if isinstance(before, str):
        stripped = before.rstrip(" \t")
        is_hard = before.endswith("  ")
        if stripped != before:
            reading.nodes[-1] = stripped
        if is_hard:
            reading.nodes.append(Element("br"))
            skip_newline(reading)
            return
    joins = _joins(reading.text, reading.position)
    skip_newline(reading, shown="" if joins else "\n")


def skip_newline(reading: Reading, shown: str = "\n") -> None:
    """Pass over a line end and the white space that begins the next line."""
    position = reading.position + 1
    while position < len(reading.text) and reading.text[position] in " \t":
        position += 1
    if shown:
        reading.nodes.append(shown)
    reading.position = position


def _joins(text: str, position: int) -> bool:
    """Whether the lines before and after a line end are written without a space between them."""
    before = _edge(text, position - 1, -1)
    after = _edge(text, position + 1, 1)
    if not before or not after:
        return False
    return (is_cjk(before) and is_cjk(after)) or is_cjk_punctuation(before) or is_cjk_punctuation(after)


def _edge(text: str, position: int, step: int) -> str:
    """The nearest character in a direction that is neither white space nor a sign of emphasis."""
    for _ in range(12):
        if not 0 <= position < len(text):
            return ""
        if text[position] not in " \t" and text[position] not in _MARKUP:
            return text[position]
        position += step
    return ""
