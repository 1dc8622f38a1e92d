"""Definitions at the beginning of a paragraph: `[label]: address "title"` and `*[HTML]: words`."""

import re

from app.content.blocks.block import Block
from app.content.blocks.markup import Markup
from app.content.inlines.addresses import Target, destination, normal_label, title

_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){1,999})\]:[ \t]*\n?[ \t]*", re.DOTALL)
_ABBREVIATION = re.compile(r"\*\[([^\]\n]{1,100})\]:[ \t]*([^\n]*)(?:\n|$)")
_LINE_END = re.compile(r"[ \t]*(?:\n|$)")
_SPACE = re.compile(r"[ \t]+\n?[ \t]*|\n[ \t]*")


def take_definitions(paragraph: Block, markup: Markup) -> None:
    """Take the definitions out of the beginning of a paragraph. Of several with one label the first counts."""
    if not paragraph.lines or paragraph.lines[0][:1] not in "[*":
        return
    text = "\n".join(paragraph.lines)
    position = 0
    while position < len(text):
        end = _abbreviation(text, position, markup) or _target(text, position, markup)
        if end is None:
            break
        position = end
    if position:
        paragraph.first += text.count("\n", 0, position)
        paragraph.lines = text[position:].split("\n") if position < len(text) else []


def _abbreviation(text: str, position: int, markup: Markup) -> int | None:
    match = _ABBREVIATION.match(text, position)
    if match is None:
        return None
    markup.abbreviations.setdefault(match[1].strip(), match[2].strip())
    return match.end()


def _target(text: str, position: int, markup: Markup) -> int | None:
    label = _LABEL.match(text, position)
    if label is None or not label[1].strip():
        return None
    found = destination(text, label.end())
    if found is None or found[1] == label.end():
        return None
    url, end = found
    words, end = _title(text, end)
    finish = _LINE_END.match(text, end)
    if finish is None:
        return None
    markup.targets.setdefault(normal_label(label[1]), Target(url, words))
    return finish.end()


def _title(text: str, end: int) -> tuple[str, int]:
    """The title after a definition's address, if it ends its line."""
    space = _SPACE.match(text, end)
    named = title(text, space.end()) if space else None
    if named is None or not _LINE_END.match(text, named[1]):
        return "", end
    return named
