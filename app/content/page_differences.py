"""Where two finished texts differ, block by block: what readers would see removed, added or changed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from html import escape

from app.content.differences import Match, Region, differing, matches, words
from app.content.html_events import Event, Happening, events

MOST_PAIRS = 400
"""Most pairs of blocks whose likeness is computed; in a larger region nothing counts as the same block changed."""

ALIKE = 0.3
"""How much two blocks must have in common (Dice's coefficient of their words) to be one block that was changed."""

_PLACE = re.compile(r' data-line="\d+"')


class Fate(Enum):
    """What became of a block."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the page before and after, as HTML. In a changed block `<del>` and `<ins>` mark words and formulas.

    `old` is empty for a block that was added, `new` for one that was removed.
    """

    fate: Fate
    old: str
    new: str


def compare_pages(old: str, new: str) -> tuple[Block, ...]:
    """The blocks of two finished texts side by side, in order. A formula is marked as a whole or not at all."""
    before, after = list(_blocks(old)), list(_blocks(new))
    found = matches([_without_places(block) for block in before], [_without_places(block) for block in after])
    regions = {(region.old, region.new): region for region in differing(found, len(before), len(after))}
    blocks: list[Block] = []
    position = (0, 0)
    for match in [*found, Match(len(before), len(after), 0)]:
        if position in regions:
            blocks += _changed(before, after, regions[position])
        for step in range(match.size):
            blocks.append(Block(Fate.SAME, before[match.old + step], after[match.new + step]))
        position = (match.old + match.size, match.new + match.size)
    return tuple(blocks)


def _blocks(html: str) -> Iterator[str]:
    """The outermost elements of the HTML; blank text between them is left out."""
    depth = 0
    block = ""
    for event in events(html):
        block += event.source
        depth += (event.what is Happening.START) - (event.what is Happening.END)
        if depth == 0 and block.strip():
            yield block.strip()
        if depth == 0:
            block = ""


def _without_places(block: str) -> str:
    """The block as compared: one that only moved to another line of the source is the same."""
    return _PLACE.sub("", block)


def _changed(before: Sequence[str], after: Sequence[str], region: Region) -> Iterator[Block]:
    old, new = before[region.old : region.old_end], after[region.new : region.new_end]
    first = second = 0
    for one, other in [*_pairs(old, new), (len(old), len(new))]:
        yield from (Block(Fate.REMOVED, block, "") for block in old[first:one])
        yield from (Block(Fate.ADDED, "", block) for block in new[second:other])
        if one < len(old):
            yield _marked(old[one], new[other])
        first, second = one + 1, other + 1


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which blocks are the same one, changed: the pairs in order that together have most in common."""
    if len(old) * len(new) > MOST_PAIRS:
        return []
    before, after = [_words_of(block) for block in old], [_words_of(block) for block in new]
    best: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {}
    for one in range(len(old), -1, -1):
        for other in range(len(new), -1, -1):
            options = [best[place] for place in ((one + 1, other), (one, other + 1)) if place in best]
            if one < len(old) and other < len(new) and (likeness := _likeness(before[one], after[other])) > ALIKE:
                score, pairs = best[one + 1, other + 1]
                options.append((score + likeness, [(one, other), *pairs]))
            best[one, other] = max(options, key=lambda option: option[0], default=(0.0, []))
    return best[0, 0][1]


def _words_of(block: str) -> Counter[str]:
    return Counter(token for event in events(block) for token in _tokens(event) if token.strip())


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    shared = sum((one & other).values())
    return 2 * shared / max(1, one.total() + other.total())


def _marked(old: str, new: str) -> Block:
    before, after = list(events(old)), list(events(new))
    first = [token for event in before for token in _tokens(event)]
    second = [token for event in after for token in _tokens(event)]
    found = matches(first, second)
    kept_before = {number for match in found for number in range(match.old, match.old + match.size)}
    kept_after = {number for match in found for number in range(match.new, match.new + match.size)}
    return Block(Fate.CHANGED, _written(before, kept_before, "del"), _written(after, kept_after, "ins"))


def _tokens(event: Event) -> list[str]:
    """What is compared of an event: words of a text, formulas, references and pictures as a whole, nothing of a tag."""
    if event.what is Happening.TEXT and not _is_markup(event):
        return words(event.text)
    is_whole = event.what in (Happening.TEXT, Happening.FORMULA, Happening.REFERENCE) or event.name == "img"
    return [_without_places(event.source)] if is_whole and event.source else []


def _is_markup(event: Event) -> bool:
    """Whether a text holds the tags of highlighted code, which are read as one with it."""
    return "<" in event.source and event.source != "<"


def _written(block: Sequence[Event], kept: set[int], tag: str) -> str:
    """The block with the tokens that are not kept marked; its own tags stay as they are."""
    written: list[str] = []
    number = 0
    for event in block:
        tokens = _tokens(event)
        if not tokens:
            written.append(event.source)
            continue
        for token in tokens:
            source = escape(token, quote=False) if len(tokens) > 1 or token == event.text else event.source
            written.append(source if number in kept or not token.strip() else f"<{tag}>{source}</{tag}>")
            number += 1
    return "".join(written).replace(f"</{tag}><{tag}>", "")
