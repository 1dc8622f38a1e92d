"""Pictures and the posts that show them."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.storage.models import Media, PostMedia


def by_digest(digest: str) -> sa.Select[Media]:
    """The picture whose stored bytes have this SHA-256."""
    return sa.select(Media).where(Media.digest == digest)


def of_post(post_id: int) -> sa.Select[PostMedia]:
    """The pictures of a post by the address that its author typed."""
    shown = sa.select(PostMedia).where(PostMedia.post_id == post_id).order_by(PostMedia.reference)
    return shown.options(joinedload(PostMedia.media))


def of_posts(post_ids: Iterable[int]) -> sa.Select[PostMedia]:
    """The pictures of several posts."""
    return sa.select(PostMedia).where(PostMedia.post_id.in_(list(post_ids))).options(joinedload(PostMedia.media))


def unused(ids: Iterable[int]) -> sa.Select[Media]:
    """Those of these pictures that no post shows."""
    return sa.select(Media).where(Media.id.in_(list(ids)), ~sa.exists().where(PostMedia.media_id == Media.id))
