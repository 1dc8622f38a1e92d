"""Preview links."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.storage.models import Author, Post, PreviewLink, State


def open_links(post_id: int, now: datetime) -> sa.Select[PreviewLink]:
    """The links that lead to a post at this moment, newest first, with who made them."""
    found = sa.select(PreviewLink).where(PreviewLink.post_id == post_id, *_is_open(now))
    names = joinedload(PreviewLink.author).load_only(Author.name, Author.display_name)
    return found.order_by(PreviewLink.created_at.desc(), PreviewLink.id.desc()).options(names)


def post_by_digest(digest: str, now: datetime) -> sa.Select[Post]:
    """The post that an open link with this digest leads to, with its author; never one in the trash."""
    found = sa.select(Post).join(PreviewLink, PreviewLink.post_id == Post.id)
    reachable = found.where(PreviewLink.token_digest == digest, *_is_open(now), Post.state != State.TRASHED)
    return reachable.options(joinedload(Post.author))


def _is_open(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return PreviewLink.revoked_at.is_(None), PreviewLink.expires_at > now
