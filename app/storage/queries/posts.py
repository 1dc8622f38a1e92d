"""Which posts readers see, in which order, and what is loaded with them."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import defer, joinedload, load_only, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.storage.models import Author, Category, Kind, Post, Redirect, Rendering, State
from app.storage.queries.visibility import visible


def published(now: datetime) -> sa.Select[Post]:
    """Posts that readers see at this moment, in no order and with nothing loaded beside them."""
    return sa.select(Post).where(visible(now), Post.kind == Kind.POST)


def listing(now: datetime) -> sa.Select[Post]:
    """Posts in the order of listings: pinned first, then the newest."""
    return published(now).order_by(*newest_first())


def newest_first() -> tuple[sa.UnaryExpression[bool], sa.UnaryExpression[datetime | None], sa.UnaryExpression[int]]:
    """The order of every listing; unique in the end, so that no page shows a post twice."""
    return Post.pinned.desc(), Post.published_at.desc(), Post.id.desc()


def counted(statement: sa.Select[Post]) -> sa.Select[int]:
    """How many posts a statement finds."""
    found = statement.order_by(None).limit(None).offset(None).with_only_columns(Post.id).subquery()
    return sa.select(sa.func.count()).select_from(found)


def pages(now: datetime) -> sa.Select[Post]:
    """Static pages that readers see, by address; with their titles only."""
    return _static(now).order_by(Post.slug).options(defer(Post.source), _rendering_titles())


def redirect_by_slug(slug: str, now: datetime) -> sa.Select[Post]:
    """The visible post or page that had this address before; only its kind and present address are loaded."""
    moved = sa.select(Post).join(Redirect, Redirect.post_id == Post.id).where(Redirect.slug == slug, visible(now))
    return moved.options(load_only(Post.id, Post.kind, Post.slug))


def feed(now: datetime, count: int) -> sa.Select[Post]:
    """The newest posts with their full rendering; pinning does not count in a feed."""
    latest = published(now).order_by(Post.published_at.desc(), Post.id.desc()).limit(count)
    return latest.options(defer(Post.source), joinedload(Post.rendering), *_about())


def sitemap(now: datetime, *, after: int, until: int) -> sa.Select[Post]:
    """Visible posts and pages with ids after one and until another, newest first, with address and moments only."""
    within = sa.select(Post).where(Post.id > after, Post.id <= until, *_seen_by_id(now))
    addresses = within.order_by(Post.published_at.desc(), Post.id.desc())
    return addresses.options(load_only(Post.id, Post.kind, Post.slug, Post.published_at, Post.updated_at))


def first_visible(now: datetime, *, after: int) -> sa.Select[int]:
    """The lowest id after another that a visible post or page has; no row if there is none."""
    return sa.select(Post.id).where(Post.id > after, *_seen_by_id(now)).order_by(Post.id).limit(1)


def latest_change(now: datetime) -> sa.Select[datetime | None]:
    """When what readers see last changed, a scheduled post's moment included; None for an empty site."""
    return sa.select(sa.func.max(Post.updated_at)).where(visible(now))


def by_origin(origin: str) -> sa.Select[Post]:
    """What was imported from this file, with its tags."""
    return sa.select(Post).where(Post.origin == origin).options(selectinload(Post.tags), joinedload(Post.rendering))


def from_origins(prefix: str) -> sa.Select[Post]:
    """Everything whose origin begins so (`sample:`)."""
    return sa.select(Post).where(Post.origin.startswith(prefix, autoescape=True)).order_by(Post.id)


def stale(renderer_version: str) -> sa.Select[int]:
    """The ids of the posts that were never rendered or by another version, in order."""
    outdated = sa.or_(Rendering.post_id.is_(None), Rendering.renderer_version != renderer_version)
    return sa.select(Post.id).outerjoin(Rendering, Rendering.post_id == Post.id).where(outdated).order_by(Post.id)


def by_ids(ids: Sequence[int]) -> sa.Select[Post]:
    """These posts with their renderings."""
    return sa.select(Post).where(Post.id.in_(ids)).order_by(Post.id).options(joinedload(Post.rendering))


def _seen_by_id(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """As `visible`, said so that SQLite goes along the ids and not along every post of the state."""
    return Post.state.not_in([State.DRAFT, State.TRASHED]), Post.published_at <= now


def _static(now: datetime) -> sa.Select[Post]:
    return sa.select(Post).where(visible(now), Post.kind == Kind.PAGE)


def _rendering_titles() -> ORMOption:
    return joinedload(Post.rendering).load_only(Rendering.title_html, Rendering.title_text, raiseload=True)


def _about() -> Sequence[ORMOption]:
    return (
        joinedload(Post.author).load_only(Author.name, Author.display_name),
        joinedload(Post.category).load_only(Category.slug, Category.name),
        selectinload(Post.tags),
    )
