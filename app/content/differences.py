r"""What two texts have in common and where they differ: by lines, and inside changed lines by words.

Lines that occur once in each text are matched first ("patience", Bram Cohen), because they say most about what was
moved or kept; what lies between them is matched by Ratcliff and Obershelp's method (`difflib`) as far as that is cheap.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from app.content.characters import CJK_LETTERS

MOST_PAIRS = 250_000
"""Most pairs of lines, or of words, that are compared with one another; a larger region counts as all different."""

DEEPEST = 64
"""How often a region is divided at its unique lines; texts that people write need less than ten."""

ALIKE = 0.3
"""The share of what two lines hold that they must have in common for single words to be marked."""

_EXTENDED = r"(?:[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]|(?<=\u200d).)*"
_WORD = re.compile(rf"(?:\\[A-Za-z]+|[{CJK_LETTERS}]|[^\W{CJK_LETTERS}]+|[^\S\n]+|.){_EXTENDED}", re.DOTALL)


class Match(NamedTuple):
    """`size` items from `old` on in the one sequence are those from `new` on in the other."""

    old: int
    new: int
    size: int


class Region(NamedTuple):
    """The items from `old` until before `old_end` stand against those from `new` until before `new_end`."""

    old: int
    old_end: int
    new: int
    new_end: int


class Change(Enum):
    """What became of a line."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line; changed parts are marked."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the one text or of both, with its numbers there (from 1)."""

    change: Change
    old_number: int | None
    new_number: int | None
    pieces: tuple[Piece, ...]


def words(text: str) -> list[str]:
    """The words, spaces, signs, commands of TeX and single Chinese characters of a text; together they are the text."""
    return _WORD.findall(text)


def matches(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """The longest common runs of two sequences, in order; none touches the next in both sequences."""
    found: list[Match] = []
    waiting = [(Region(0, len(old), 0, len(new)), 0)]
    while waiting:
        region, depth = waiting.pop()
        waiting += [(part, depth + 1) for part in _divided(old, new, region, found)] if depth < DEEPEST else []
    return _joined(sorted(found))


def differing(found: Sequence[Match], old_size: int, new_size: int) -> Iterator[Region]:
    """The regions between the matches, in order; one of their sides may be empty."""
    old = new = 0
    for match in [*found, Match(old_size, new_size, 0)]:
        if match.old > old or match.new > new:
            yield Region(old, match.old, new, match.new)
        old, new = match.old + match.size, match.new + match.size


def hunks(old: str, new: str, *, context: int = 3) -> tuple[tuple[Line, ...], ...]:
    """The changed lines of a text with some unchanged ones around them, in groups; empty for equal texts.

    The lines of one text without those that were removed, or added, are the lines of the other.
    """
    lines = _compared(old.split("\n"), new.split("\n"))
    changed = [number for number, line in enumerate(lines) if line.change is not Change.SAME]
    shown = {near for number in changed for near in range(number - context, number + context + 1)}
    kept = [number for number in range(len(lines)) if number in shown]
    groups = groupby(enumerate(kept), key=lambda pair: pair[1] - pair[0])
    return tuple(tuple(lines[number] for _, number in group) for _, group in groups)


def marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two texts in pieces, what the other does not have marked; nothing is marked if they have little in common."""
    before, after = words(old), words(new)
    found = matches(before, after)
    common = sum(len(word) for match in found for word in before[match.old : match.old + match.size] if word.strip())
    if common < ALIKE * max(_weight(old), _weight(new)):
        return (Piece(old, is_changed=False),), (Piece(new, is_changed=False),)
    return (
        tuple(_pieces(before, [(match.old, match.size) for match in found])),
        tuple(_pieces(after, [(match.new, match.size) for match in found])),
    )


def _divided(old: Sequence[str], new: Sequence[str], region: Region, found: list[Match]) -> list[Region]:
    """Note what certainly matches in a region; return the parts of it that are still to be looked at."""
    inner = _trimmed(old, new, region, found)
    if inner.old == inner.old_end or inner.new == inner.new_end:
        return []
    anchors = _anchors(old, new, inner)
    if anchors:
        found += anchors
        return list(_between(anchors, inner))
    if (inner.old_end - inner.old) * (inner.new_end - inner.new) <= MOST_PAIRS:
        before, after = old[inner.old : inner.old_end], new[inner.new : inner.new_end]
        blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        found += [Match(inner.old + block.a, inner.new + block.b, block.size) for block in blocks if block.size]
    return []


def _trimmed(old: Sequence[str], new: Sequence[str], region: Region, found: list[Match]) -> Region:
    start_old, end_old, start_new, end_new = region
    while start_old < end_old and start_new < end_new and old[start_old] == new[start_new]:
        start_old, start_new = start_old + 1, start_new + 1
    while start_old < end_old and start_new < end_new and old[end_old - 1] == new[end_new - 1]:
        end_old, end_new = end_old - 1, end_new - 1
    found.append(Match(region.old, region.new, start_old - region.old))
    found.append(Match(end_old, end_new, region.old_end - end_old))
    return Region(start_old, end_old, start_new, end_new)


def _anchors(old: Sequence[str], new: Sequence[str], region: Region) -> list[Match]:
    """The longest row of items that occur once on each side and stand in the same order on both."""
    before, after = old[region.old : region.old_end], new[region.new : region.new_end]
    often = Counter(before), Counter(after)
    place = {item: region.new + number for number, item in enumerate(after)}
    pairs = [
        (region.old + number, place[item])
        for number, item in enumerate(before)
        if often[0][item] == 1 and often[1][item] == 1
    ]
    return [Match(first, second, 1) for first, second in _rising(pairs)]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose second members rise (patience sorting)."""
    tops: list[int] = []
    top_indexes: list[int] = []
    previous: list[int] = []
    for index, (_, second) in enumerate(pairs):
        pile = bisect_left(tops, second)
        previous.append(top_indexes[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [second]
        top_indexes[pile : pile + 1] = [index]
    row: list[tuple[int, int]] = []
    index = top_indexes[-1] if top_indexes else -1
    while index >= 0:
        row.append(pairs[index])
        index = previous[index]
    return row[::-1]


def _between(anchors: Sequence[Match], region: Region) -> Iterator[Region]:
    old, new = region.old, region.new
    for match in [*anchors, Match(region.old_end, region.new_end, 0)]:
        if match.old > old and match.new > new:
            yield Region(old, match.old, new, match.new)
        old, new = match.old + match.size, match.new + match.size


def _joined(found: Sequence[Match]) -> list[Match]:
    joined: list[Match] = []
    for match in found:
        if joined and match.old == joined[-1].old + joined[-1].size and match.new == joined[-1].new + joined[-1].size:
            joined[-1] = joined[-1]._replace(size=joined[-1].size + match.size)
        elif match.size:
            joined.append(match)
    return joined


def _compared(old: Sequence[str], new: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    found = matches(old, new)
    regions = {(region.old, region.new): region for region in differing(found, len(old), len(new))}
    before = after = 0
    for match in [*found, Match(len(old), len(new), 0)]:
        if (before, after) in regions:
            lines += _replaced(old, new, regions[before, after])
        for step in range(match.size):
            same = (Piece(old[match.old + step], is_changed=False),)
            lines.append(Line(Change.SAME, match.old + step + 1, match.new + step + 1, same))
        before, after = match.old + match.size, match.new + match.size
    return lines


def _replaced(old: Sequence[str], new: Sequence[str], region: Region) -> Iterator[Line]:
    before, after = old[region.old : region.old_end], new[region.new : region.new_end]
    removed, added = marked("\n".join(before), "\n".join(after))
    for number, pieces in enumerate(_by_line(removed) if before else [], region.old + 1):
        yield Line(Change.REMOVED, number, None, pieces)
    for number, pieces in enumerate(_by_line(added) if after else [], region.new + 1):
        yield Line(Change.ADDED, None, number, pieces)


def _by_line(pieces: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        lines[-1].append(Piece(first, piece.is_changed))
        lines += [[Piece(other, piece.is_changed)] for other in others]
    return [tuple(piece for piece in line if piece.text) or (Piece("", is_changed=False),) for line in lines]


def _pieces(items: Sequence[str], kept: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    position = 0
    for start, size in [*kept, (len(items), 0)]:
        if start > position:
            yield Piece("".join(items[position:start]), is_changed=True)
        if size:
            yield Piece("".join(items[start : start + size]), is_changed=False)
        position = start + size


def _weight(text: str) -> int:
    return len(text) - sum(map(str.isspace, text))
