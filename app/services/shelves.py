"""What stands on a page of a listing, and how many posts there are, without reading those before it.

See docs/decisions/2026-11-25-shelves.md.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.storage.models import ShelfKind
from app.storage.queries import shelves as queries


class Size(NamedTuple):
    """How many posts, and how many of them are pinned."""

    every: int
    pinned: int


Waiting = Mapping[int, Size]
"""Shelves that hold posts of the future, by id, and how many."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A shelf at a moment: what stands on it, and what of that waits for its moment."""

    id: int
    size: Size
    waiting: Size
    now: datetime

    @property
    def total(self) -> int:
        """How many posts readers see."""
        return self.size.every - self.waiting.every

    @property
    def pinned(self) -> int:
        """How many of them are pinned."""
        return self.size.pinned - self.waiting.pinned


NOTHING = Size(0, 0)


def waiting(session: Session, now: datetime) -> Waiting:
    """What readers do not see yet, of all shelves."""
    found: dict[int, Size] = {}
    for shelf_id, is_pinned, count in session.execute(queries.waiting(now)):
        every, pinned = found.get(shelf_id, NOTHING)
        found[shelf_id] = Size(every + count, pinned + count * is_pinned)
    return found


def find(session: Session, kind: ShelfKind, subject_id: int, *, waits: Waiting, now: datetime) -> Shelf:
    """A shelf; one that no post stands on is empty."""
    row = session.execute(queries.shelf(kind, subject_id)).first()
    if row is None:
        return Shelf(0, NOTHING, NOTHING, now)
    shelf_id, every, pinned = row
    return Shelf(shelf_id, Size(every, pinned), waits.get(shelf_id, NOTHING), now)


def page(session: Session, shelf: Shelf, offset: int, count: int) -> list[int]:
    """The ids of so many posts as readers see them, from a rank on: pinned ones first, then the newest."""
    from_pinned = max(0, min(count, shelf.pinned - offset))
    found = _part(session, shelf, offset, from_pinned, pinned=True)
    return found + _part(session, shelf, max(0, offset - shelf.pinned), count - from_pinned, pinned=False)


def _part(session: Session, shelf: Shelf, offset: int, count: int, *, pinned: bool) -> list[int]:
    if not count or not shelf.id:
        return []
    if offset <= queries.SHORT:
        statement = queries.newest(shelf.id, shelf.now, pinned=pinned)
        return [*session.scalars(statement.limit(count).offset(offset))]
    hidden = shelf.waiting.pinned if pinned else shelf.waiting.every - shelf.waiting.pinned
    row = session.execute(queries.block_at(shelf.id, offset + hidden, pinned=pinned)).first()
    if row is None:
        return []
    moment, post_id, before = row
    statement = queries.from_place(shelf.id, moment, post_id, pinned=pinned)
    return [*session.scalars(statement.limit(count).offset(offset + hidden - before))]


def page_of_any(session: Session, shelves: Sequence[Shelf], offset: int, count: int) -> list[int]:
    """As `page`, of the posts that stand on at least one of the shelves; what lies before is read and passed over."""
    if not shelves:
        return []
    statement = queries.on_any([shelf.id for shelf in shelves], shelves[0].now)
    return [row.post_id for row in session.execute(statement.limit(count).offset(offset))]


def page_of_all(session: Session, shelves: Sequence[Shelf], offset: int, count: int) -> list[int]:
    """As `page`, of the posts that stand on every one of the shelves; the smallest is read and the rest passed over."""
    ids = _smallest_first(shelves)
    if not all(ids):
        return []
    return [*session.scalars(queries.on_all(ids, shelves[0].now).limit(count).offset(offset))]


def total_of_any(session: Session, shelves: Sequence[Shelf]) -> int:
    """How many posts readers see on at least one of the shelves: the largest is known, of the others each is looked at."""
    ids = [number for number in reversed(_smallest_first(shelves)) if number]
    known = max((shelf.total for shelf in shelves), default=0)
    others = ((number, ids[:place]) for place, number in enumerate(ids) if place)
    return known + sum(
        session.scalar(queries.number_on_none(number, earlier, shelves[0].now)) or 0 for number, earlier in others
    )


def total_of_all(session: Session, shelves: Sequence[Shelf]) -> int:
    """How many posts readers see on every one of the shelves: each of the smallest is looked at."""
    ids = _smallest_first(shelves)
    return session.scalar(queries.number_on_all(ids, shelves[0].now)) or 0 if all(ids) else 0


def years(session: Session, shelf: Shelf, zone: ZoneInfo) -> dict[int, int]:
    """How many posts of each year readers see on the shelf of time, the oldest year first; a year without has no entry."""
    found = [*_years(session, shelf, zone)][::-1]
    ranks = _ranks(session, shelf, [datetime(year, 1, 1, tzinfo=zone) for year in found])
    return {year: after - before for year, (before, after) in zip(found, pairwise([*ranks, shelf.total]), strict=True)}


def _smallest_first(shelves: Sequence[Shelf]) -> list[int]:
    return [shelf.id for shelf in sorted(shelves, key=lambda shelf: (shelf.size.every, shelf.id))]


def _years(session: Session, shelf: Shelf, zone: ZoneInfo) -> Iterator[int]:
    """The years in which something was published, the newest first."""
    limit = shelf.now + timedelta(microseconds=1)
    while (moment := session.scalar(queries.moment_before(shelf.id, limit))) is not None:
        year = moment.astimezone(zone).year
        yield year
        limit = datetime(year, 1, 1, tzinfo=zone)


def _ranks(session: Session, shelf: Shelf, moments: Sequence[datetime]) -> list[int]:
    """How many entries of a shelf without pinned ones lie before each moment."""
    if not moments:
        return []
    blocks = session.execute(queries.blocks(shelf.id)).all()
    ends = [(end, post_id) for end, post_id, _size in blocks]
    sums = [*accumulate(size for _end, _post_id, size in blocks)]
    around = [bisect_left(ends, (moment, 0)) for moment in moments]
    parts = [(moment, *ends[place]) for moment, place in zip(moments, around, strict=True)]
    after = session.execute(queries.within_blocks(shelf.id, parts)).one()
    return [sums[place] - count for place, count in zip(around, after, strict=True)]
