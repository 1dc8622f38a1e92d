"""Shelves: the listings that readers page through, kept in their order and counted.

See docs/decisions/2026-11-25-shelves.md.
"""

from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import LARGEST_KEY, Base, Key, Moment, UTCDateTime, enum_by_value

LAST_MOMENT = datetime(9999, 12, 30, tzinfo=UTC)
"""No entry is later; a day before the last that Python knows, so that every time zone can say it."""

LAST_POST = LARGEST_KEY


class ShelfKind(StrEnum):
    """What the posts of a shelf have in common. `TIME` has all posts as `ALL`, but does not put pinned ones first."""

    ALL = "all"
    TIME = "time"
    TAG = "tag"
    CATEGORY = "category"
    AUTHOR = "author"


class Shelf(Base):
    """A listing: the published posts that have something in common, those of the future too, and their number.

    `subject_id` is the id of the tag, the category or the author, else 0. An empty shelf has no row.
    """

    __tablename__ = "shelves"
    __table_args__ = (
        sa.UniqueConstraint("kind", "subject_id"),
        sa.Index(None, "kind", "size", "subject_id"),
    )

    id: Mapped[Key]
    kind: Mapped[ShelfKind] = mapped_column(enum_by_value(ShelfKind))
    subject_id: Mapped[int]
    size: Mapped[int]
    pinned_size: Mapped[int]


class ShelfEntry(Base):
    """A post on a shelf. The primary key is the order of reading, backwards; no text and no other row is needed."""

    __tablename__ = "shelf_entries"
    __table_args__ = (sa.Index(None, "post_id"), {"sqlite_with_rowid": False})

    shelf_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    pinned: Mapped[bool] = mapped_column(primary_key=True)
    published_at: Mapped[datetime] = mapped_column(UTCDateTime(), primary_key=True)
    post_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class ShelfBlock(Base):
    """How many entries lie up to a place in a shelf, above the block that ends below it.

    The highest block of the pinned and of the other entries ends at `LAST_MOMENT` and `LAST_POST`; an empty block has
    no row.
    """

    __tablename__ = "shelf_blocks"
    __table_args__ = (
        sa.Index("ix_shelf_blocks_order", "shelf_id", "pinned", "published_at", "post_id", "size", unique=True),
        sa.Index(None, "size"),
    )

    id: Mapped[Key]
    shelf_id: Mapped[int]
    pinned: Mapped[bool]
    published_at: Mapped[Moment]
    post_id: Mapped[int]
    size: Mapped[int]
