"""Keeping the shelves: each published post stands on every shelf that it belongs to, and every shelf is counted.

Nothing here asks what happened to a post. It compares where the post stands with where it belongs, so whatever was
done to it, however often and in whatever order, ends in the same rows.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.storage.models import Kind, Post, PostTag, Shelf, ShelfBlock, ShelfEntry, ShelfKind, State, Tag
from app.storage.models.shelf import LAST_MOMENT, LAST_POST

LARGEST_BLOCK = 4096
"""Entries of a block before it is split in halves. Finding page N reads the sizes of the blocks above it, then at most
this many entries: at a million posts some hundreds and some thousands, which cost about the same."""

BATCH = 500
"""Posts that are compared at once."""

Subject = tuple[ShelfKind, int]


class Place(NamedTuple):
    """Where a post stands: on which shelf, and where in its order."""

    kind: ShelfKind
    subject_id: int
    pinned: bool
    published_at: datetime
    post_id: int


def place(session: Session, post_ids: Collection[int]) -> None:
    """Put these posts on the shelves that they belong to and take them from all others; ids of none are welcome."""
    connection = session.connection()
    ordered = sorted(post_ids)
    for start in range(0, len(ordered), BATCH):
        ids = ordered[start : start + BATCH]
        wanted, kept = _wanted(connection, ids), _kept(connection, ids)
        if wanted != kept:
            _change(connection, taken=kept - wanted, added=wanted - kept)


def clear_tags(session: Session, tag_ids: Collection[int]) -> None:
    """Remove the shelves of tags that are gone, whole: there may be many posts on them."""
    connection = session.connection()
    of_tags = sa.and_(Shelf.kind == ShelfKind.TAG, Shelf.subject_id.in_(list(tag_ids)))
    # SQLite gives the id of a deleted row to a new one, and that may have happened meanwhile.
    there = sa.exists().where(Tag.id == Shelf.subject_id)
    on_them = sa.select(ShelfEntry.post_id).join(Shelf, Shelf.id == ShelfEntry.shelf_id)
    place(session, set(connection.scalars(on_them.where(of_tags, there))))
    gone = list(connection.scalars(sa.select(Shelf.id).where(of_tags, ~there)))
    for table in (ShelfEntry, ShelfBlock):
        connection.execute(sa.delete(table).where(table.shelf_id.in_(gone)))
    connection.execute(sa.delete(Shelf).where(Shelf.id.in_(gone)))


def _wanted(connection: sa.Connection, ids: list[int]) -> set[Place]:
    columns = (Post.id, Post.pinned, Post.published_at, Post.author_id, Post.category_id)
    belongs = sa.and_(Post.id.in_(ids), Post.kind == Kind.POST, Post.state == State.PUBLISHED)
    posts = {row.id: row for row in connection.execute(sa.select(*columns).where(belongs))}
    if not posts:
        return set()
    ties = connection.execute(sa.select(PostTag.post_id, PostTag.tag_id).where(PostTag.post_id.in_(list(posts))))
    tags = [(ShelfKind.TAG, tag_id, posts[post_id]) for post_id, tag_id in ties]
    own = [(kind, subject_id, post) for post in posts.values() for kind, subject_id in _own(post)]
    return {
        Place(
            kind,
            subject_id,
            post.pinned and kind is not ShelfKind.TIME,
            min(post.published_at, LAST_MOMENT),
            post.id,
        )
        for kind, subject_id, post in (*own, *tags)
    }


def _own(post: sa.Row[int, bool, datetime | None, int, int | None]) -> Iterator[Subject]:
    yield ShelfKind.ALL, 0
    yield ShelfKind.TIME, 0
    yield ShelfKind.AUTHOR, post.author_id
    if post.category_id is not None:
        yield ShelfKind.CATEGORY, post.category_id


def _kept(connection: sa.Connection, ids: list[int]) -> set[Place]:
    columns = (Shelf.kind, Shelf.subject_id, ShelfEntry.pinned, ShelfEntry.published_at, ShelfEntry.post_id)
    entries = sa.select(*columns).join(ShelfEntry, ShelfEntry.shelf_id == Shelf.id).where(ShelfEntry.post_id.in_(ids))
    return {Place(*row) for row in connection.execute(entries)}


def _change(connection: sa.Connection, *, taken: set[Place], added: set[Place]) -> None:
    shelves = _shelves(connection, {(place.kind, place.subject_id) for place in taken | added})
    for place in taken:
        connection.execute(_TAKE, _key(shelves, place))
        connection.execute(_RESIZE_BLOCK, {**_key(shelves, place), "change": -1})
    for place in sorted(added):
        key = _key(shelves, place)
        connection.execute(_ADD, key)
        if not connection.execute(_RESIZE_BLOCK, {**key, "change": 1}).rowcount:
            connection.execute(_TOP_BLOCK, key)
    _resize(connection, shelves, taken, added)
    connection.execute(sa.delete(ShelfBlock).where(ShelfBlock.size == 0))
    overfull = sa.select(ShelfBlock.__table__).where(ShelfBlock.size > LARGEST_BLOCK)
    while blocks := connection.execute(overfull).all():
        for block in blocks:
            _split(connection, block)


def _key(shelves: dict[Subject, int], place: Place) -> dict[str, object]:
    return {
        "shelf": shelves[place.kind, place.subject_id],
        "is_pinned": place.pinned,
        "moment": place.published_at,
        "post": place.post_id,
    }


def _shelves(connection: sa.Connection, subjects: set[Subject]) -> dict[Subject, int]:
    """The id of each shelf; those that are missing are made."""
    found = _find(connection, subjects)
    missing = sorted(subjects - found.keys())
    if not missing:
        return found
    empty = {"size": 0, "pinned_size": 0}
    connection.execute(sa.insert(Shelf), [{"kind": kind, "subject_id": number, **empty} for kind, number in missing])
    return found | _find(connection, set(missing))


def _find(connection: sa.Connection, subjects: set[Subject]) -> dict[Subject, int]:
    columns = sa.select(Shelf.kind, Shelf.subject_id, Shelf.id)
    found: dict[Subject, int] = {}
    for kind in {kind for kind, _number in subjects}:
        numbers = [number for other, number in subjects if other is kind]
        rows = connection.execute(columns.where(Shelf.kind == kind, Shelf.subject_id.in_(numbers)))
        found |= {(row.kind, row.subject_id): row.id for row in rows}
    return found


def _resize(connection: sa.Connection, shelves: dict[Subject, int], taken: set[Place], added: set[Place]) -> None:
    sizes: Counter[int] = Counter()
    pinned_sizes: Counter[int] = Counter()
    for places, change in ((taken, -1), (added, 1)):
        for place in places:
            shelf_id = shelves[place.kind, place.subject_id]
            sizes[shelf_id] += change
            pinned_sizes[shelf_id] += change * place.pinned
    changes = [
        {"shelf": shelf_id, "change": change, "pinned_change": pinned_sizes[shelf_id]}
        for shelf_id, change in sizes.items()
        if change or pinned_sizes[shelf_id]
    ]
    if changes:
        connection.execute(_RESIZE_SHELF, changes)
    connection.execute(sa.delete(Shelf).where(Shelf.id.in_(list(sizes)), Shelf.size == 0))


def _split(connection: sa.Connection, block: sa.Row[int, int, bool, datetime, int, int]) -> None:
    """Cut an overfull block in halves; the lower one is new and ends at its own highest entry."""
    upper = block.size // 2
    inside = sa.select(ShelfEntry.published_at, ShelfEntry.post_id).where(
        ShelfEntry.shelf_id == block.shelf_id,
        ShelfEntry.pinned == block.pinned,
        sa.tuple_(ShelfEntry.published_at, ShelfEntry.post_id) <= _pair(block.published_at, block.post_id),
    )
    order = (ShelfEntry.published_at.desc(), ShelfEntry.post_id.desc())
    highest = connection.execute(inside.order_by(*order).limit(1).offset(upper)).one()
    lower = {"published_at": highest.published_at, "post_id": highest.post_id, "size": block.size - upper}
    connection.execute(sa.update(ShelfBlock).where(ShelfBlock.id == block.id).values(size=upper))
    connection.execute(sa.insert(ShelfBlock).values(shelf_id=block.shelf_id, pinned=block.pinned, **lower))


def _pair(moment: object, post_id: object) -> sa.ColumnElement[tuple[datetime, int]]:
    """A place in the order of a shelf, to compare with columns."""
    return sa.tuple_(sa.literal(moment, ShelfEntry.published_at.type), sa.literal(post_id, sa.Integer()))


_MOMENT = sa.bindparam("moment", type_=ShelfEntry.published_at.type)
_POST = sa.bindparam("post", type_=sa.Integer())
_SHELF = sa.bindparam("shelf", type_=sa.Integer())
_PINNED = sa.bindparam("is_pinned", type_=sa.Boolean())
_CHANGE = sa.bindparam("change", type_=sa.Integer())

_ADD = sa.insert(ShelfEntry).values(shelf_id=_SHELF, pinned=_PINNED, published_at=_MOMENT, post_id=_POST)

_TAKE = sa.delete(ShelfEntry).where(
    ShelfEntry.shelf_id == _SHELF,
    ShelfEntry.pinned == _PINNED,
    ShelfEntry.published_at == _MOMENT,
    ShelfEntry.post_id == _POST,
)

_around = sa.alias(ShelfBlock.__table__, "around")

_RESIZE_BLOCK = (
    sa.update(ShelfBlock)
    .where(
        ShelfBlock.id
        == sa.select(_around.c.id)
        .where(
            _around.c.shelf_id == _SHELF,
            _around.c.pinned == _PINNED,
            sa.tuple_(_around.c.published_at, _around.c.post_id) >= sa.tuple_(_MOMENT, _POST),
        )
        .order_by(_around.c.published_at, _around.c.post_id)
        .limit(1)
        .scalar_subquery()
    )
    .values(size=ShelfBlock.size + _CHANGE)
)
"""The block of an entry is the lowest that ends at or above it."""

_TOP_BLOCK = sa.insert(ShelfBlock).values(
    shelf_id=_SHELF, pinned=_PINNED, published_at=LAST_MOMENT, post_id=LAST_POST, size=1
)

_RESIZE_SHELF = (
    sa.update(Shelf)
    .where(Shelf.id == _SHELF)
    .values(size=Shelf.size + _CHANGE, pinned_size=Shelf.pinned_size + sa.bindparam("pinned_change"))
)
