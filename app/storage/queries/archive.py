"""Posts along time, for the archive by year and month."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, load_only

from app.storage.models import Post, Rendering


def entries(ids: Sequence[int]) -> sa.Select[Post]:
    """These posts, newest first, with title, address and moment only."""
    titles = joinedload(Post.rendering).load_only(Rendering.title_html, Rendering.title_text, raiseload=True)
    slim = load_only(Post.id, Post.slug, Post.title, Post.language, Post.published_at)
    found = sa.select(Post).where(Post.id.in_(ids)).options(slim, titles)
    return found.order_by(Post.published_at.desc(), Post.id.desc())
