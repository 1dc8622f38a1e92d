"""The first start of a site, when it is offered sample posts, and never again."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.storage.models import Post, Setting

_OVER = "first-start-over"


def is_over(session: Session) -> bool:
    """Whether the site has been started before, with sample posts or without."""
    return session.get(Setting, _OVER) is not None


def has_posts(session: Session) -> bool:
    """Whether anything was ever written in it."""
    return session.scalar(sa.select(sa.exists().where(Post.id.is_not(None)))) is True


def mark_over(session: Session) -> None:
    """Note that the site has been started."""
    if not is_over(session):
        session.add(Setting(key=_OVER, value="yes"))
