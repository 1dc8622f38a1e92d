r"""Merging what two authors made of one text: three-way, by lines, and inside lines that both changed by words.

The algorithm is diff3 (Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007). Where its lines collide, it
is applied again to their words. A formula counts as one line or one word, so that none comes out that nobody typed.
Nothing that one side added is ever missing from the result: it is in what is agreed, or in a collision.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.content.differences import Match, matches, words

MOST_ENVIRONMENTS = 1_000
"""In a text with more of them none is looked for: each that has no end costs a look at what follows."""

_DISPLAY = (
    r"\$\$[^$]{1,4000}\$\$"
    r"|\\\[(?:(?!\\[\[\]]).){1,4000}\\\]"
    r"|\\begin\{(?P<name>[a-zA-Z]{1,20}\*?)\}(?:(?!\\(?:begin|end)\{(?P=name)\}).){0,4000}\\end\{(?P=name)\}"
)
_INLINE = r"\$(?:\\.|[^$\\\n]){1,400}\$|\\\((?:(?!\\[()]).){1,400}\\\)"
_LINE = re.compile(rf"[ \t>]*(?:{_DISPLAY})[^\n]*\n?|[^\n]*\n|[^\n]+", re.DOTALL)
_PLAIN_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FORMULA = re.compile(rf"{_DISPLAY}|{_INLINE}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Agreed:
    """A part of the result that nobody needs to decide about."""

    text: str


@dataclass(frozen=True, slots=True)
class Collision:
    """A part that both sides changed, each in its own way; or that one side removed and the other changed."""

    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged text in parts, in order."""

    parts: tuple[Agreed | Collision, ...]

    @property
    def collisions(self) -> int:
        """How many parts somebody must decide about."""
        return sum(isinstance(part, Collision) for part in self.parts)

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to decide."""
        return self.collisions == 0

    def text(self, *, mine: str = "mine", theirs: str = "theirs") -> str:
        """The merged text; both sides of a collision stand in it, between lines that name them."""
        written = ""
        for part in self.parts:
            if isinstance(part, Agreed):
                written += part.text
                continue
            between = (f"<<<<<<< {mine}\n", part.mine, "=======\n", part.theirs, f">>>>>>> {theirs}\n")
            for piece in between:
                written += piece if not written or written.endswith("\n") or not piece else f"\n{piece}"
        return written


class _Chunk(NamedTuple):
    base: Sequence[str]
    mine: Sequence[str]
    theirs: Sequence[str]

    def agreed(self) -> Sequence[str] | None:
        """What both sides can live with; None if they collide."""
        if self.mine in (self.base, self.theirs):
            return self.theirs
        return self.mine if self.theirs == self.base else None


def merge(base: str, mine: str, theirs: str) -> Merge:
    """What becomes of `base` when both sides' changes are applied; pure, and the same for the same texts.

    A side that changed nothing leaves the result to the other: `merge(x, x, y)` and `merge(x, y, x)` are `y`.
    """
    parts: list[Agreed | Collision] = []
    for part in _by_lines(base, mine, theirs):
        if parts and isinstance(part, Agreed) and isinstance(parts[-1], Agreed):
            parts[-1] = Agreed(parts[-1].text + part.text)
        else:
            parts.append(part)
    return Merge(tuple(parts))


def merge_unrelated(mine: str, theirs: str) -> Merge:
    """The merge of two texts whose common beginning is not known: what they share is agreed, the rest collides."""
    ours, others = _lines(mine), _lines(theirs)
    shared = "".join(line for match in matches(ours, others) for line in ours[match.old : match.old + match.size])
    return merge(shared, mine, theirs)


def _by_lines(base: str, mine: str, theirs: str) -> Iterator[Agreed | Collision]:
    for chunk in _chunks(_lines(base), _lines(mine), _lines(theirs)):
        agreed = chunk.agreed()
        if agreed is not None:
            yield Agreed("".join(agreed))
        else:
            yield _by_words("".join(chunk.base), "".join(chunk.mine), "".join(chunk.theirs))


def _by_words(base: str, mine: str, theirs: str) -> Agreed | Collision:
    """The lines with both sides' words in them, unless these touch or cross each other."""
    collision = Collision(base, mine, theirs)
    if not (base and mine and theirs):
        return collision
    written = ""
    for chunk in _chunks(_tokens(base), _tokens(mine), _tokens(theirs)):
        agreed = chunk.agreed()
        if agreed is None:
            return collision
        written += "".join(agreed)
    return Agreed(written)


def _tokens(text: str) -> list[str]:
    if text.count(r"\begin{") > MOST_ENVIRONMENTS:
        return words(text)
    tokens: list[str] = []
    position = 0
    for formula in _FORMULA.finditer(text):
        tokens += [*words(text[position : formula.start()]), formula[0]]
        position = formula.end()
    return tokens + words(text[position:])


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends; a displayed formula is one line, however many it is written on."""
    if text.count(r"\begin{") > MOST_ENVIRONMENTS:
        return _PLAIN_LINE.findall(text)
    return [line[0] for line in _LINE.finditer(text)]


def _chunks(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[_Chunk]:
    """The three sequences cut at the items that all of them share: what is shared and what lies between, in turn."""
    starts = (0, 0, 0)
    for common, size in _shared(matches(base, mine), matches(base, theirs), (len(base), len(mine), len(theirs))):
        gap = _Chunk(base[starts[0] : common[0]], mine[starts[1] : common[1]], theirs[starts[2] : common[2]])
        if any(gap):
            yield gap
        starts = (common[0] + size, common[1] + size, common[2] + size)
        if size:
            kept = base[common[0] : starts[0]]
            yield _Chunk(kept, kept, kept)


def _shared(
    mine: Sequence[Match], theirs: Sequence[Match], sizes: tuple[int, int, int]
) -> Iterator[tuple[tuple[int, int, int], int]]:
    """Where in the three sequences a shared run begins, and its length; last their ends, with length 0."""
    first = second = 0
    while first < len(mine) and second < len(theirs):
        ours, others = mine[first], theirs[second]
        start = max(ours.old, others.old)
        end = min(ours.old + ours.size, others.old + others.size)
        if start < end:
            yield (start, ours.new + start - ours.old, others.new + start - others.old), end - start
        if ours.old + ours.size <= others.old + others.size:
            first += 1
        else:
            second += 1
    yield sizes, 0
