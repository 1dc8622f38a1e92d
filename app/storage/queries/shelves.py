"""Listings as they are kept: which posts stand at a place in a shelf, and how many there are.

What a shelf holds for the future is few, so it is counted; everything else is known or found within a block. See
docs/decisions/2026-11-25-shelves.md.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from app.storage.base import UTCDateTime
from app.storage.models import Kind, Post, Shelf, ShelfBlock, ShelfEntry, State

SHORT = 500
"""Entries that may be passed over one by one."""

_SHELF: sa.BindParameter[int] = sa.bindparam("shelf", type_=sa.Integer())
_IS_PINNED: sa.BindParameter[bool] = sa.bindparam("is_pinned", type_=sa.Boolean())
_MOMENT: sa.BindParameter[datetime] = sa.bindparam("moment", type_=UTCDateTime())
_POST: sa.BindParameter[int] = sa.bindparam("post", type_=sa.Integer())
_RANK: sa.BindParameter[int] = sa.bindparam("rank", type_=sa.Integer())
_COUNT: sa.BindParameter[int] = sa.bindparam("count", type_=sa.Integer())
_OFFSET: sa.BindParameter[int] = sa.bindparam("offset", type_=sa.Integer())


@cache
def shelves() -> sa.Select[int, int, int, int]:
    """The shelves of a `kind` with the subjects `ids`: subject, id of the shelf, its entries, the pinned among them.

    An empty shelf has no row.
    """
    columns = (Shelf.subject_id, Shelf.id, Shelf.size, Shelf.pinned_size)
    of_kind = sa.bindparam("kind", type_=Shelf.kind.type)
    return sa.select(*columns).where(
        Shelf.kind == of_kind, Shelf.subject_id.in_(sa.bindparam("ids", expanding=True, type_=sa.Integer()))
    )


def waiting(now: datetime) -> sa.Select[int, bool, int]:
    """How many entries of each shelf, pinned and not, readers do not see yet; shelves without such have no row."""
    scheduled = sa.and_(Post.kind == Kind.POST, Post.state == State.PUBLISHED, Post.published_at > now)
    found = sa.select(ShelfEntry.shelf_id, ShelfEntry.pinned, sa.func.count())
    found = found.join_from(Post, ShelfEntry, ShelfEntry.post_id == Post.id).where(scheduled)
    return found.group_by(ShelfEntry.shelf_id, ShelfEntry.pinned)


@cache
def newest() -> sa.Select[int]:
    """So many posts (`count`) of a `shelf` that readers see at a `moment`, pinned or not, after the newest `offset`."""
    return _entries().where(ShelfEntry.published_at <= _MOMENT).limit(_COUNT).offset(_OFFSET)


@cache
def from_place() -> sa.Select[int]:
    """As `newest`, from a place in the order on, whether readers see it yet or not."""
    return _entries().where(_place() <= sa.tuple_(_MOMENT, _POST)).limit(_COUNT).offset(_OFFSET)


@cache
def block_at(*, from_oldest: bool = False) -> sa.Select[datetime, int, int, int]:
    """The block that holds the entry of a `rank`: where it ends, how many entries lie
    before it, and how many with it.

    Ranks are counted from 0 for the newest entry. With `from_oldest` they are counted from 0 for the oldest, and so are
    the blocks before it: whoever looks for what lies deep reads few blocks too.
    """
    of_shelf = (ShelfBlock.shelf_id == _SHELF, ShelfBlock.pinned == _IS_PINNED)
    ends = (ShelfBlock.published_at, ShelfBlock.post_id)
    order = ends if from_oldest else tuple(end.desc() for end in ends)
    upto = sa.func.sum(ShelfBlock.size).over(order_by=order, rows=(None, 0)).label("upto")
    sums = sa.select(*ends, ShelfBlock.size, upto).where(*of_shelf).subquery()
    found = sa.select(sums.c.published_at, sums.c.post_id, sums.c.upto - sums.c.size, sums.c.upto)
    # One block is so; the limit ends the sum there.
    return found.where(sums.c.upto > _RANK, sums.c.upto - sums.c.size <= _RANK).limit(1)


def on_any(shelf_ids: Sequence[int], now: datetime) -> sa.CompoundSelect[bool, datetime, int]:
    """The posts on at least one of some shelves that readers see, each once, in the order of listings.

    The shelves are read side by side, each in its order and without what stands on one before it, so no more of them is
    read than is passed over, and nothing is kept to know what came already.
    """
    columns = (ShelfEntry.pinned, ShelfEntry.published_at, ShelfEntry.post_id)
    parts = [
        sa.select(*columns).where(
            ShelfEntry.shelf_id == number,
            ShelfEntry.published_at <= now,
            *(~_stands_on(earlier) for earlier in shelf_ids[:place]),
        )
        for place, number in enumerate(shelf_ids)
    ]
    merged = sa.union_all(*parts)
    return merged.order_by(*(column.desc() for column in merged.selected_columns))


def on_all(shelf_ids: Sequence[int], now: datetime) -> sa.Select[int]:
    """The posts on every one of some shelves that readers see, in the order of listings; the smallest comes first."""
    found = sa.select(ShelfEntry.post_id).where(ShelfEntry.shelf_id == shelf_ids[0], ShelfEntry.published_at <= now)
    for shelf_id in shelf_ids[1:]:
        found = found.where(_stands_on(shelf_id))
    return found.order_by(ShelfEntry.pinned.desc(), *_newest_first())


def number_on_all(shelf_ids: Sequence[int], now: datetime) -> sa.Select[int]:
    """How many posts `on_all` finds."""
    return on_all(shelf_ids, now).order_by(None).with_only_columns(sa.func.count())


def number_on_none(shelf_id: int, others: Sequence[int], now: datetime) -> sa.Select[int]:
    """How many posts of a shelf that readers see stand on none of some others."""
    found = sa.select(sa.func.count()).where(ShelfEntry.shelf_id == shelf_id, ShelfEntry.published_at <= now)
    for other in others:
        found = found.where(~_stands_on(other))
    return found


def blocks(shelf_id: int) -> sa.Select[datetime, int, int]:
    """Where each block of the entries that are not pinned ends, and its size; the oldest first."""
    found = sa.select(ShelfBlock.published_at, ShelfBlock.post_id, ShelfBlock.size)
    of_shelf = found.where(ShelfBlock.shelf_id == shelf_id, ShelfBlock.pinned == sa.false())
    return of_shelf.order_by(ShelfBlock.published_at, ShelfBlock.post_id)


def within_blocks(shelf_id: int, parts: Sequence[tuple[datetime, datetime, int]]) -> sa.Select[*tuple[int, ...]]:
    """One row of numbers: how many entries lie from each moment on until the end of a block, which is given by both."""
    return sa.select(*(_count(shelf_id, *part) for part in parts))


def moment_before(shelf_id: int, moment: datetime) -> sa.Select[datetime]:
    """When the newest entry before a moment was published; no row if there is none. For shelves without pinned ones."""
    found = sa.select(ShelfEntry.published_at).where(
        ShelfEntry.shelf_id == shelf_id, ShelfEntry.pinned == sa.false(), ShelfEntry.published_at < moment
    )
    return found.order_by(*_newest_first()).limit(1)


def _count(shelf_id: int, start: datetime, end: datetime, end_id: int) -> sa.ScalarSelect[int]:
    until = _place() <= sa.tuple_(sa.literal(end, UTCDateTime()), sa.literal(end_id))
    lying = (ShelfEntry.shelf_id == shelf_id, ShelfEntry.pinned == sa.false(), ShelfEntry.published_at >= start, until)
    return sa.select(sa.func.count()).select_from(ShelfEntry).where(*lying).scalar_subquery()


def _entries() -> sa.Select[int]:
    """The posts of a `shelf`, pinned or not, newest first."""
    of_shelf = (ShelfEntry.shelf_id == _SHELF, ShelfEntry.pinned == _IS_PINNED)
    return sa.select(ShelfEntry.post_id).where(*of_shelf).order_by(*_newest_first())


def _place() -> sa.ColumnElement[Any]:
    return sa.tuple_(ShelfEntry.published_at, ShelfEntry.post_id)


def _newest_first() -> tuple[sa.UnaryExpression[datetime], sa.UnaryExpression[int]]:
    return ShelfEntry.published_at.desc(), ShelfEntry.post_id.desc()


def _stands_on(shelf_id: int) -> sa.ColumnElement[bool]:
    """Whether the entry's post has an entry on another shelf too: at the same place of its order."""
    other = sa.orm.aliased(ShelfEntry)
    return sa.exists().where(
        other.shelf_id == shelf_id,
        other.pinned == ShelfEntry.pinned,
        other.published_at == ShelfEntry.published_at,
        other.post_id == ShelfEntry.post_id,
    )
