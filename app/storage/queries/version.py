"""Which version of the content readers see, and until when it stays the same by itself."""

from datetime import datetime

import sqlalchemy as sa

from app.storage.models import ContentVersion, Post, State


def stamp() -> sa.Select[int]:
    """The mark of the content as it is; no row for a site in which nothing was ever shown."""
    return sa.select(ContentVersion.stamp).where(ContentVersion.id == 1)


def next_moment(now: datetime) -> sa.Select[datetime | None]:
    """When the next scheduled post or page appears; None if none is scheduled."""
    scheduled = sa.select(Post.published_at).where(Post.state == State.PUBLISHED, Post.published_at > now)
    return scheduled.order_by(Post.published_at).limit(1)
