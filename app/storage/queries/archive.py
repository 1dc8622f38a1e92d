"""Posts along time, for the archive by year and month."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, load_only

from app.storage.models import Post, Rendering
from app.storage.queries.posts import published


def chronicle(now: datetime) -> sa.Select[Post]:
    """Visible posts, newest first, with title, address and moment only; pinning does not count here."""
    titles = joinedload(Post.rendering).load_only(Rendering.title_html, Rendering.title_text, raiseload=True)
    slim = load_only(Post.id, Post.slug, Post.title, Post.language, Post.published_at)
    return published(now).options(slim, titles).order_by(Post.published_at.desc(), Post.id.desc())


def between(statement: sa.Select[Post], start: datetime, end: datetime) -> sa.Select[Post]:
    """Those published from `start` until just before `end`: a month in the site's time zone, for example."""
    return statement.where(Post.published_at >= start, Post.published_at < end)


def moments(now: datetime) -> sa.Select[datetime | None]:
    """Only when each visible post was published, newest first.

    Months begin at the site's own midnight, which SQLite cannot compute, so they are counted by those who ask.
    """
    return published(now).with_only_columns(Post.published_at).order_by(Post.published_at.desc())
