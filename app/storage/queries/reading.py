"""What readers' pages show of posts: columns alone, no objects of the mapper.

Each statement is made once and has named parameters, for making one costs several times what running it does:
docs/decisions/2026-11-25-pages-without-the-cache.md.
"""

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from app.storage.base import UTCDateTime
from app.storage.models import Author, Category, Kind, Media, Post, PostMedia, PostTag, Rendering, Tag
from app.storage.queries.visibility import visible

BEGINNING = 1280
"""Characters of the plain text that a page reads, for its description."""

_NOW: sa.BindParameter[datetime] = sa.bindparam("now", type_=UTCDateTime())


class CardRow(NamedTuple):
    """A post in a listing; what comes from its rendering is None for one that was never rendered."""

    id: int
    slug: str
    title: str
    language: str
    published_at: datetime | None
    updated_at: datetime
    is_pinned: bool
    title_html: str | None
    excerpt_html: str | None
    reading_minutes: int | None
    category_slug: str | None
    category_name: str | None


class TagRow(NamedTuple):
    """A tag of a post."""

    post_id: int
    slug: str
    name: str


class TextRow(NamedTuple):
    """A post or page, whole; what comes from its rendering is None for one that was never rendered."""

    id: int
    kind: Kind
    slug: str
    title: str
    language: str
    published_at: datetime | None
    updated_at: datetime
    macros: str
    cover_id: int | None
    author_name: str
    author_display_name: str
    category_slug: str | None
    category_name: str | None
    title_html: str | None
    title_text: str | None
    html: str | None
    beginning: str | None
    headings: list[dict[str, Any]] | None
    images: list[dict[str, Any]] | None
    formula_count: int | None
    word_count: int | None
    reading_minutes: int | None


class NeighbourRow(NamedTuple):
    """The post before or after another in time."""

    slug: str
    title: str
    language: str
    title_html: str | None


@cache
def cards() -> sa.Select[*tuple[Any, ...]]:
    """The posts with the keys `ids` as `CardRow`, in no order."""
    columns = (
        *(Post.id, Post.slug, Post.title, Post.language, Post.published_at, Post.updated_at, Post.pinned),
        *(Rendering.title_html, Rendering.excerpt_html, Rendering.reading_minutes),
        *(Category.slug, Category.name),
    )
    chosen = Post.id.in_(sa.bindparam("ids", expanding=True))
    return _beside(sa.select(*columns)).where(chosen)


@cache
def tags() -> sa.Select[*tuple[Any, ...]]:
    """The tags of the posts with the keys `ids` as `TagRow`, by name."""
    carried = sa.select(PostTag.post_id, Tag.slug, Tag.name).join(Tag, Tag.id == PostTag.tag_id)
    return carried.where(PostTag.post_id.in_(sa.bindparam("ids", expanding=True))).order_by(Tag.name)


@cache
def text() -> sa.Select[*tuple[Any, ...]]:
    """What is visible `now`, is of a `kind` and has the address `slug`, as `TextRow`."""
    columns = (
        *(Post.id, Post.kind, Post.slug, Post.title, Post.language, Post.published_at, Post.updated_at),
        *(Post.macros, Post.cover_id, Author.name, Author.display_name, Category.slug, Category.name),
        *(Rendering.title_html, Rendering.title_text, Rendering.html),
        sa.func.substr(Rendering.plain_text, 1, BEGINNING),
        *(Rendering.headings, Rendering.images),
        *(Rendering.formula_count, Rendering.word_count, Rendering.reading_minutes),
    )
    found = _beside(sa.select(*columns)).join(Author, Author.id == Post.author_id)
    return found.where(*_at_address())


@cache
def body() -> sa.Select[*tuple[Any, ...]]:
    """The HTML alone of what `text` finds; None for what was never rendered."""
    rendered = sa.select(Rendering.html).select_from(Post).outerjoin(Rendering, Rendering.post_id == Post.id)
    return rendered.where(*_at_address())


@cache
def pictures() -> sa.Select[*tuple[Any, ...]]:
    """The pictures of the post `id`: the address as typed, digest and media type; none for those that were deleted."""
    shown = sa.select(PostMedia.reference, Media.digest, Media.media_type).join(Media, Media.id == PostMedia.media_id)
    return shown.where(PostMedia.post_id == sa.bindparam("id", type_=sa.Integer()))


@cache
def older() -> sa.Select[*tuple[Any, ...]]:
    """The post visible `now` that comes before `moment` and `id` in time, as `NeighbourRow`; at most one."""
    return _neighbour().where(_place() < _given()).order_by(Post.published_at.desc(), Post.id.desc())


@cache
def newer() -> sa.Select[*tuple[Any, ...]]:
    """The post visible `now` that comes after `moment` and `id` in time, as `NeighbourRow`; at most one."""
    return _neighbour().where(_place() > _given()).order_by(Post.published_at.asc(), Post.id.asc())


def _at_address() -> tuple[sa.ColumnElement[bool], ...]:
    return Post.slug == sa.bindparam("slug"), Post.kind == sa.bindparam("kind"), visible(_NOW)


def _neighbour() -> sa.Select[*tuple[Any, ...]]:
    named = sa.select(Post.slug, Post.title, Post.language, Rendering.title_html)
    found = named.select_from(Post).outerjoin(Rendering, Rendering.post_id == Post.id)
    return found.where(visible(_NOW), Post.kind == Kind.POST).limit(1)


def _place() -> sa.ColumnElement[Any]:
    return sa.tuple_(Post.published_at, Post.id)


def _given() -> sa.ColumnElement[Any]:
    return sa.tuple_(sa.bindparam("moment", type_=UTCDateTime()), sa.bindparam("id", type_=sa.Integer()))


def _beside(statement: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    """With the rendering and the category, where there are such."""
    rendered = statement.select_from(Post).outerjoin(Rendering, Rendering.post_id == Post.id)
    return rendered.outerjoin(Category, Category.id == Post.category_id)
