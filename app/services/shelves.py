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

import sqlalchemy as sa

from app.storage import prepared
from app.storage.models import ShelfKind
from app.storage.queries import shelves as queries


class Size(NamedTuple):
    """How many posts, and how many of them are pinned."""

    every: int
    pinned: int

    def part(self, *, is_pinned: bool) -> int:
        """How many of them are pinned, or are not."""
        return self.pinned if is_pinned else self.every - self.pinned


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


def waiting(connection: sa.Connection, now: datetime) -> Waiting:
    """What readers do not see yet, of all shelves."""
    found: dict[int, Size] = {}
    for shelf_id, is_pinned, count in connection.execute(queries.waiting(now)):
        every, pinned = found.get(shelf_id, NOTHING)
        found[shelf_id] = Size(every + count, pinned + count * is_pinned)
    return found


def find(
    connection: sa.Connection, kind: ShelfKind, subject_ids: Sequence[int], *, waits: Waiting, now: datetime
) -> tuple[Shelf, ...]:
    """The shelves of some subjects, in their order; one that no post stands on is empty."""
    rows = prepared.rows(connection, queries.shelves(), {"kind": kind, "ids": subject_ids})
    found = {
        subject_id: Shelf(shelf_id, Size(every, pinned), waits.get(shelf_id, NOTHING), now)
        for subject_id, shelf_id, every, pinned in rows
    }
    return tuple(found.get(subject_id) or Shelf(0, NOTHING, NOTHING, now) for subject_id in subject_ids)


def page(connection: sa.Connection, shelf: Shelf, offset: int, count: int) -> list[int]:
    """The ids of so many posts as readers see them, from a rank on: pinned ones first, then the newest."""
    from_pinned = max(0, min(count, shelf.pinned - offset))
    found = _part(connection, shelf, offset, from_pinned, is_pinned=True)
    rest = _part(connection, shelf, max(0, offset - shelf.pinned), count - from_pinned, is_pinned=False)
    return [*found, *rest]


def _part(connection: sa.Connection, shelf: Shelf, offset: int, count: int, *, is_pinned: bool) -> Sequence[int]:
    if not count or not shelf.id:
        return ()
    here = {"shelf": shelf.id, "is_pinned": is_pinned}
    if offset <= queries.SHORT:
        whole = {**here, "moment": shelf.now, "count": count, "offset": offset}
        return [key for (key,) in prepared.rows(connection, queries.newest(), whole)]
    rank = offset + shelf.waiting.part(is_pinned=is_pinned)
    block = _block(connection, here, rank, shelf.size.part(is_pinned=is_pinned))
    if block is None:
        return ()
    moment, post_id, before = block
    place = {**here, "moment": moment, "post": post_id, "count": count, "offset": rank - before}
    return [key for (key,) in prepared.rows(connection, queries.from_place(), place)]


def _block(
    connection: sa.Connection, here: Mapping[str, object], rank: int, size: int
) -> tuple[datetime, int, int] | None:
    """Where the block of a rank ends, and how many entries are newer than all of it; sought from the nearer end."""
    from_oldest = rank > size // 2
    sought = size - 1 - rank if from_oldest else rank
    row = prepared.first(connection, queries.block_at(from_oldest=from_oldest), {**here, "rank": sought})
    if row is None:
        return None
    moment, post_id, before, upto = row
    return moment, post_id, size - upto if from_oldest else before


def page_of_any(connection: sa.Connection, shelves: Sequence[Shelf], offset: int, count: int) -> list[int]:
    """As `page`, of the posts that stand on at least one of the shelves; what lies before is read and passed over."""
    if not shelves:
        return []
    statement = queries.on_any([shelf.id for shelf in shelves], shelves[0].now)
    return [row.post_id for row in connection.execute(statement.limit(count).offset(offset))]


def page_of_all(connection: sa.Connection, shelves: Sequence[Shelf], offset: int, count: int) -> list[int]:
    """As `page`, of the posts that stand on every one of the shelves; the smallest is read and the rest passed over."""
    ids = _smallest_first(shelves)
    if not all(ids):
        return []
    return [*connection.scalars(queries.on_all(ids, shelves[0].now).limit(count).offset(offset))]


def total_of_any(connection: sa.Connection, shelves: Sequence[Shelf]) -> int:
    """How many posts readers see on at least one of the shelves; only the largest is not looked through."""
    ids = [number for number in reversed(_smallest_first(shelves)) if number]
    known = max((shelf.total for shelf in shelves), default=0)
    others = ((number, ids[:place]) for place, number in enumerate(ids) if place)
    return known + sum(
        connection.scalar(queries.number_on_none(number, earlier, shelves[0].now)) or 0 for number, earlier in others
    )


def total_of_all(connection: sa.Connection, shelves: Sequence[Shelf]) -> int:
    """How many posts readers see on every one of the shelves; the smallest is looked through."""
    ids = _smallest_first(shelves)
    return connection.scalar(queries.number_on_all(ids, shelves[0].now)) or 0 if all(ids) else 0


def years(connection: sa.Connection, shelf: Shelf, zone: ZoneInfo) -> dict[int, int]:
    """How many posts of each year readers see on the shelf of time, the oldest first; a year without has no entry."""
    found = [*_years(connection, shelf, zone)][::-1]
    ranks = _ranks(connection, shelf, [datetime(year, 1, 1, tzinfo=zone) for year in found])
    return {year: after - before for year, (before, after) in zip(found, pairwise([*ranks, shelf.total]), strict=True)}


def page_of_year(
    connection: sa.Connection, shelf: Shelf, counts: Mapping[int, int], year: int, places: range
) -> Sequence[int]:
    """The ids of the posts at some places of a year, counted from its newest; `counts` as `years` gives them."""
    newer = sum(count for other, count in counts.items() if other > year)
    count = min(places.stop, counts[year]) - places.start
    return page(connection, shelf, newer + places.start, count)


def _smallest_first(shelves: Sequence[Shelf]) -> list[int]:
    return [shelf.id for shelf in sorted(shelves, key=lambda shelf: (shelf.size.every, shelf.id))]


def _years(connection: sa.Connection, shelf: Shelf, zone: ZoneInfo) -> Iterator[int]:
    """The years in which something was published, the newest first."""
    limit = shelf.now + timedelta(microseconds=1)
    while (moment := connection.scalar(queries.moment_before(shelf.id, limit))) is not None:
        year = moment.astimezone(zone).year
        yield year
        limit = datetime(year, 1, 1, tzinfo=zone)


def _ranks(connection: sa.Connection, shelf: Shelf, moments: Sequence[datetime]) -> list[int]:
    """How many entries of a shelf without pinned ones lie before each moment."""
    if not moments:
        return []
    blocks = connection.execute(queries.blocks(shelf.id)).all()
    ends = [(end, post_id) for end, post_id, _size in blocks]
    sums = [*accumulate(size for _end, _post_id, size in blocks)]
    around = [bisect_left(ends, (moment, 0)) for moment in moments]
    parts = [(moment, *ends[place]) for moment, place in zip(moments, around, strict=True)]
    after = connection.execute(queries.within_blocks(shelf.id, parts)).one()
    return [sums[place] - count for place, count in zip(around, after, strict=True)]
