"""Posts and pages, their tags, and the old addresses that lead to them."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.base import Base, Key, LanguageTag, Line, Moment, Slug, Text, enum_by_value
from app.storage.models.author import Author
from app.storage.models.media import Media
from app.storage.models.rendering import Rendering
from app.storage.models.series import Series
from app.storage.models.taxonomy import Category, Tag


class Kind(StrEnum):
    """A post stands in listings and feeds; a page (`/about`) stands alone."""

    POST = "post"
    PAGE = "page"


class State(StrEnum):
    """What its author decided; whether readers see it also depends on the time."""

    DRAFT = "draft"
    PUBLISHED = "published"
    TRASHED = "trashed"


class PostTag(Base):
    """A post is about a tag."""

    __tablename__ = "post_tags"
    __table_args__ = (sa.Index(None, "tag_id", "post_id"),)

    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(sa.ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True)


class Post(Base):
    """A text with its title, as typed, and what decides where and when readers find it.

    Published in the future means scheduled. `version` counts saves, so that two authors cannot overwrite each other.
    `origin` names the file that it was imported from, `origin_digest` what that file held. `macros` are LaTeX
    definitions for its formulas, `series_place` its place among the posts of its series, in ascending order.
    """

    __tablename__ = "posts"
    __table_args__ = (
        sa.Index("ix_posts_listing", "kind", "state", "pinned", "published_at", "id"),
        sa.Index("ix_posts_chronology", "kind", "state", "published_at", "id"),
        sa.Index("ix_posts_changes", "state", "updated_at", "published_at"),
        sa.Index("ix_posts_desk", "updated_at", "id", "state", "published_at", "author_id", "category_id"),
        sa.Index("ix_posts_category", "category_id", "kind", "state", "pinned", "published_at", "id"),
        sa.Index("ix_posts_author", "author_id", "kind", "state", "pinned", "published_at", "id"),
        sa.CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="published_has_moment"),
    )

    id: Mapped[Key]
    kind: Mapped[Kind] = mapped_column(enum_by_value(Kind), default=Kind.POST)
    slug: Mapped[Slug] = mapped_column(unique=True)
    title: Mapped[Text]
    source: Mapped[Text]
    summary: Mapped[Text] = mapped_column(default="")
    language: Mapped[LanguageTag]
    state: Mapped[State] = mapped_column(enum_by_value(State), default=State.DRAFT)
    published_at: Mapped[Moment | None]
    updated_at: Mapped[Moment]
    created_at: Mapped[Moment]
    trashed_at: Mapped[Moment | None]
    pinned: Mapped[bool] = mapped_column(default=False)
    macros: Mapped[Text] = mapped_column(default="", server_default=sa.text("''"))
    cover_id: Mapped[int | None] = mapped_column(sa.ForeignKey("media.id"), index=True)
    series_id: Mapped[int | None] = mapped_column(sa.ForeignKey("series.id"), index=True)
    series_place: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("authors.id"))
    category_id: Mapped[int | None] = mapped_column(sa.ForeignKey("categories.id"))
    origin: Mapped[str | None] = mapped_column(Line(1000), unique=True)
    origin_digest: Mapped[str | None] = mapped_column(Line(64))

    # One way only, and never loaded by accident: the query says what it needs.
    author: Mapped[Author] = relationship(lazy="raise_on_sql")
    category: Mapped[Category | None] = relationship(lazy="raise_on_sql")
    cover: Mapped[Media | None] = relationship(lazy="raise_on_sql")
    series: Mapped[Series | None] = relationship(lazy="raise_on_sql")
    tags: Mapped[list[Tag]] = relationship(secondary="post_tags", order_by=Tag.name, lazy="raise_on_sql")
    rendering: Mapped[Rendering | None] = relationship(lazy="raise_on_sql", cascade="all", passive_deletes=True)

    def is_visible(self, now: datetime) -> bool:
        """Whether readers see it at this moment."""
        return self.state is State.PUBLISHED and self.published_at is not None and self.published_at <= now


class Redirect(Base):
    """An address that a post had: readers who come by it are sent on."""

    __tablename__ = "redirects"

    slug: Mapped[Slug] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id", ondelete="CASCADE"), index=True)

    post: Mapped[Post] = relationship(lazy="raise_on_sql")
