"""The studio's list of posts: where they stand, what they are about, and what they hold."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import defer, joinedload, selectinload

from app.storage.models import (
    Author,
    Category,
    Kind,
    Post,
    PostTag,
    Rendering,
    Revision,
    RevisionKind,
    Series,
    State,
    Tag,
)
from app.storage.queries.visibility import visible

LONGEST_SEARCH = 200
"""Characters of a search that count; SQLite refuses very long patterns."""


ALL = range(1_000_000_000)
"""Every place of a list."""


class Shelf(StrEnum):
    """Where a post stands in the studio: its state, with what is published apart from what is scheduled."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    TRASHED = "trashed"


class Order(StrEnum):
    """By what the list is sorted."""

    UPDATED = "updated"
    CREATED = "created"
    PUBLISHED = "published"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list shows; what is None or empty does not narrow it. Without a shelf the trash is left out.

    `text` is looked for in titles and texts as it stands, letter case aside.
    """

    kind: Kind | None = None
    shelf: Shelf | None = None
    text: str = ""
    author_id: int | None = None
    tag_id: int | None = None
    category_id: int | None = None


def listing(
    narrowed: Filter, now: datetime, *, order: Order = Order.UPDATED, is_descending: bool = True, places: range = ALL
) -> sa.Select[Post, bool]:
    """Posts at some places of the list as its rows, and whether something was saved that readers do not see yet.

    With author, category, tags, and of the finished form the title, the counts and the problems; without texts.
    """
    numbers = joinedload(Post.rendering).load_only(
        Rendering.title_html,
        Rendering.title_text,
        Rendering.formula_count,
        Rendering.word_count,
        Rendering.problems,
        raiseload=True,
    )
    about = (
        joinedload(Post.author).load_only(Author.name, Author.display_name),
        joinedload(Post.category).load_only(Category.slug, Category.name),
        selectinload(Post.tags),
    )
    sorted_by = _ordered(order, is_descending=is_descending)
    # What lies before the page is passed over in an index; to look at each of its rows would take seconds.
    chosen = sa.select(Post.id).where(*_conditions(narrowed, now)).order_by(*sorted_by)
    ids = chosen.limit(len(places)).offset(places.start).scalar_subquery()
    rows = sa.select(Post, _has_unpublished_changes()).where(Post.id.in_(ids))
    slim = rows.options(defer(Post.source, raiseload=True), numbers, *about)
    return slim.order_by(*sorted_by)


def matching(narrowed: Filter, now: datetime) -> sa.Select[int]:
    """How many posts a filter finds."""
    return sa.select(sa.func.count(Post.id)).where(*_conditions(narrowed, now))


def shelf_counts(narrowed: Filter, now: datetime) -> sa.Select[str, int]:
    """How many posts the filter finds on each shelf, whichever shelf it names; a shelf without posts has no row."""
    shelf = sa.case(
        (Post.state == State.TRASHED, Shelf.TRASHED.value),
        (Post.state == State.DRAFT, Shelf.DRAFT.value),
        (Post.published_at > now, Shelf.SCHEDULED.value),
        else_=Shelf.PUBLISHED.value,
    ).label("shelf")
    return sa.select(shelf, sa.func.count(Post.id)).where(*_narrowing(narrowed)).group_by(shelf)


def purgeable(trashed_before: datetime) -> sa.Select[Post]:
    """Posts that have been in the trash since before a moment, the longest first."""
    found = sa.select(Post).where(Post.state == State.TRASHED, Post.trashed_at <= trashed_before)
    return found.order_by(Post.trashed_at, Post.id).options(defer(Post.source, raiseload=True))


def _conditions(narrowed: Filter, now: datetime) -> list[sa.ColumnElement[bool]]:
    return [*_on_shelf(narrowed.shelf, now), *_narrowing(narrowed)]


def _on_shelf(shelf: Shelf | None, now: datetime) -> list[sa.ColumnElement[bool]]:
    match shelf:
        case None:
            return [Post.state != State.TRASHED]
        case Shelf.SCHEDULED:
            return [Post.state == State.PUBLISHED, Post.published_at > now]
        case Shelf.PUBLISHED:
            return [Post.state == State.PUBLISHED, Post.published_at <= now]
        case _:
            return [Post.state == State(shelf.value)]


def _narrowing(narrowed: Filter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if narrowed.kind is not None:
        conditions.append(Post.kind == narrowed.kind)
    if narrowed.author_id is not None:
        conditions.append(Post.author_id == narrowed.author_id)
    if narrowed.category_id is not None:
        conditions.append(Post.category_id == narrowed.category_id)
    if narrowed.tag_id is not None:
        conditions.append(Post.id.in_(sa.select(PostTag.post_id).where(PostTag.tag_id == narrowed.tag_id)))
    text = narrowed.text.replace("\0", "").strip()[:LONGEST_SEARCH]
    if text:
        found = [column.icontains(text, autoescape=True) for column in (Post.title, Post.source)]
        conditions.append(sa.or_(*found))
    return conditions


def _has_unpublished_changes() -> sa.ColumnElement[bool]:
    """See `recording.has_unpublished_changes`."""
    saved = sa.exists().where(
        Revision.post_id == Post.id,
        Revision.version == Post.version,
        Revision.kind.in_([RevisionKind.SAVE, RevisionKind.RESTORE]),
    )
    return sa.and_(Post.state == State.PUBLISHED, saved).label("has_unpublished_changes")


def _ordered(order: Order, *, is_descending: bool) -> tuple[sa.UnaryExpression[Any], ...]:
    columns: dict[Order, sa.SQLColumnExpression[Any]] = {
        Order.UPDATED: Post.updated_at,
        Order.CREATED: Post.created_at,
        Order.PUBLISHED: Post.published_at,
        Order.TITLE: sa.func.lower(Post.title),
    }
    column = columns[order]
    first = column.desc() if is_descending else column.asc()
    if order is Order.PUBLISHED:  # The databases do not agree on where rows without a moment stand.
        first = first.nulls_last()
    return first, Post.id.desc() if is_descending else Post.id.asc()


def authors() -> sa.Select[Author]:
    """Those whose names stand above posts, by name."""
    return sa.select(Author).where(sa.exists().where(Post.author_id == Author.id)).order_by(Author.display_name)


def tags() -> sa.Select[Tag]:
    """Every tag, by name."""
    return sa.select(Tag).order_by(Tag.name, Tag.id)


def categories() -> sa.Select[Category]:
    """Every category, by name."""
    return sa.select(Category).order_by(Category.name, Category.id)


def series() -> sa.Select[Series]:
    """Every series, by name."""
    return sa.select(Series).order_by(Series.name, Series.id)


def linkable(now: datetime, *, own_id: int | None = None) -> sa.Select[str, str]:
    """Slugs and titles of posts that an author may link to: what readers see, and their own drafts; newest first."""
    own = [] if own_id is None else [sa.and_(Post.author_id == own_id, Post.state != State.TRASHED)]
    found = sa.select(Post.slug, Post.title).where(Post.kind == Kind.POST, sa.or_(visible(now), *own))
    return found.order_by(Post.updated_at.desc(), Post.id.desc())
