"""Shelves made anew from the posts, and the differences between what is kept and what should be."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.storage import placing
from app.storage.models import Kind, Post, PostTag, Shelf, ShelfBlock, ShelfEntry, ShelfKind, State
from app.storage.models.shelf import LAST_MOMENT, LAST_POST


def rebuild(session: Session) -> None:
    """Make every shelf anew. The database does it alone: nothing is read into memory here."""
    connection = session.connection()
    for table in (ShelfBlock, ShelfEntry, Shelf):
        connection.execute(sa.delete(table))
    for kind in ShelfKind:
        members = _members(kind)
        connection.execute(_shelves(kind, members))
        connection.execute(_entries(kind, members))
    connection.execute(_blocks())


def differences(session: Session) -> Iterator[str]:
    """Say in which respects the shelves are not what the posts make of them; nothing if all is well."""
    connection = session.connection()
    kept = sa.select(Shelf.kind, Shelf.subject_id, ShelfEntry.pinned, ShelfEntry.published_at, ShelfEntry.post_id)
    kept = kept.join_from(ShelfEntry, Shelf, Shelf.id == ShelfEntry.shelf_id)
    due = sa.select(sa.union_all(*(_due(kind) for kind in ShelfKind)).subquery())
    for words, statement in (("missing", sa.except_(due, kept)), ("too many", sa.except_(kept, due))):
        count = connection.scalar(sa.select(sa.func.count()).select_from(statement.subquery())) or 0
        if count:
            yield f"{count} entries of shelves are {words}"
    count = connection.scalar(sa.select(sa.func.count()).select_from(_miscounted().subquery())) or 0
    if count:
        yield f"{count} shelves are miscounted"


def _members(kind: ShelfKind) -> sa.Subquery:
    """Which post belongs to which subject of a kind, and where in the order."""
    pinned = sa.false() if kind is ShelfKind.TIME else Post.pinned
    moment = sa.case((Post.published_at > LAST_MOMENT, sa.literal(LAST_MOMENT)), else_=Post.published_at)
    subject = {
        ShelfKind.TAG: PostTag.tag_id,
        ShelfKind.CATEGORY: Post.category_id,
        ShelfKind.AUTHOR: Post.author_id,
    }.get(kind, sa.literal(0))
    found = sa.select(
        subject.label("subject_id"), pinned.label("pinned"), moment.label("published_at"), Post.id.label("post_id")
    ).where(Post.kind == Kind.POST, Post.state == State.PUBLISHED)
    if kind is ShelfKind.TAG:
        found = found.join(PostTag, PostTag.post_id == Post.id)
    if kind is ShelfKind.CATEGORY:
        found = found.where(Post.category_id.is_not(None))
    return found.subquery()


def _due(kind: ShelfKind) -> sa.Select[str, int, bool, object, int]:
    members = _members(kind)
    return sa.select(sa.literal(kind.value), *members.c)


def _shelves(kind: ShelfKind, members: sa.Subquery) -> sa.Insert:
    pinned_size = sa.func.sum(sa.case((members.c.pinned, 1), else_=0))
    counted = sa.select(sa.literal(kind.value), members.c.subject_id, sa.func.count(), pinned_size)
    columns = [Shelf.kind, Shelf.subject_id, Shelf.size, Shelf.pinned_size]
    return sa.insert(Shelf).from_select(columns, counted.group_by(members.c.subject_id))


def _entries(kind: ShelfKind, members: sa.Subquery) -> sa.Insert:
    found = sa.select(Shelf.id, members.c.pinned, members.c.published_at, members.c.post_id).join_from(
        members, Shelf, sa.and_(Shelf.kind == kind, Shelf.subject_id == members.c.subject_id)
    )
    # In the order of the primary key, so that its tree grows at one end.
    ordered = found.order_by(Shelf.id, members.c.pinned, members.c.published_at, members.c.post_id)
    columns = [ShelfEntry.shelf_id, ShelfEntry.pinned, ShelfEntry.published_at, ShelfEntry.post_id]
    return sa.insert(ShelfEntry).from_select(columns, ordered)


def _blocks() -> sa.Insert:
    """Every so many entries end a block, and the last one of its kind ends the highest."""
    order = (ShelfEntry.published_at, ShelfEntry.post_id)
    number = sa.func.row_number().over(partition_by=(ShelfEntry.shelf_id, ShelfEntry.pinned), order_by=order)
    numbered = sa.select(ShelfEntry.__table__, number.label("number")).subquery()
    whole = sa.case((numbered.c.pinned, Shelf.pinned_size), else_=Shelf.size - Shelf.pinned_size)
    ends = numbered.c.number == whole
    # Half of what a block can hold, as after a split.
    block = placing.LARGEST_BLOCK // 2
    within = (numbered.c.number - 1) % block + 1
    chosen = sa.select(
        numbered.c.shelf_id,
        numbered.c.pinned,
        sa.case((ends, sa.literal(LAST_MOMENT)), else_=numbered.c.published_at),
        sa.case((ends, LAST_POST), else_=numbered.c.post_id),
        within,
    ).join_from(numbered, Shelf, Shelf.id == numbered.c.shelf_id)
    columns = [ShelfBlock.shelf_id, ShelfBlock.pinned, ShelfBlock.published_at, ShelfBlock.post_id, ShelfBlock.size]
    return sa.insert(ShelfBlock).from_select(columns, chosen.where(sa.or_(ends, within == block)))


def _miscounted() -> sa.Select[int]:
    """Shelves whose kept numbers are not those of their entries, or not the sums of their blocks."""

    def number_of(table: type[ShelfEntry] | type[ShelfBlock], *, is_pinned: bool) -> sa.ScalarSelect[int]:
        sizes = ShelfBlock.size if table is ShelfBlock else sa.literal(1)
        found = sa.select(sa.func.coalesce(sa.func.sum(sizes), 0)).select_from(table)
        return found.where(table.shelf_id == Shelf.id, table.pinned == is_pinned).scalar_subquery()

    kept = ((True, Shelf.pinned_size), (False, Shelf.size - Shelf.pinned_size))
    wrong = [
        number_of(table, is_pinned=is_pinned) != size for is_pinned, size in kept for table in (ShelfEntry, ShelfBlock)
    ]
    return sa.select(Shelf.id).where(sa.or_(*wrong))
