"""Pictures and the posts that show them."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.storage.models import Author, Media, MediaVariant, Post, PostMedia


def by_digest(digest: str) -> sa.Select[Media]:
    """The picture whose stored bytes have this SHA-256."""
    return sa.select(Media).where(Media.digest == digest)


def by_digests(digests: Iterable[str]) -> sa.Select[Media]:
    """The pictures whose stored bytes have one of these SHA-256s."""
    return sa.select(Media).where(Media.digest.in_(list(digests)))


def by_id(media_id: int) -> sa.Select[Media]:
    """The picture with this key."""
    return sa.select(Media).where(Media.id == media_id)


def with_variants(pictures: sa.Select[Media]) -> sa.Select[Media]:
    """The same pictures, loaded with their smaller forms."""
    return pictures.options(selectinload(Media.variants))


def of_post(post_id: int) -> sa.Select[PostMedia]:
    """The pictures of a post by the address that its author typed."""
    shown = sa.select(PostMedia).where(PostMedia.post_id == post_id).order_by(PostMedia.reference)
    return shown.options(joinedload(PostMedia.media))


def to_render(post_id: int) -> sa.Select[PostMedia]:
    """The pictures of a post by the address that its author typed, with their smaller forms."""
    shown = sa.select(PostMedia).where(PostMedia.post_id == post_id).order_by(PostMedia.reference)
    return shown.options(joinedload(PostMedia.media).selectinload(Media.variants))


def of_posts(post_ids: Iterable[int]) -> sa.Select[PostMedia]:
    """The pictures of several posts."""
    return sa.select(PostMedia).where(PostMedia.post_id.in_(list(post_ids))).options(joinedload(PostMedia.media))


def library(words: Collection[str] = (), *, only_unused: bool = False) -> sa.Select[Media]:
    """The pictures whose names or descriptions have all of these words, the newest first; or those that nobody uses."""
    found = sa.select(Media).order_by(Media.uploaded_at.desc().nulls_last(), Media.id.desc())
    for word in words:
        inside = (column.icontains(word, autoescape=True) for column in (Media.filename, Media.description))
        found = found.where(sa.or_(*inside))
    return found.where(_is_unused()) if only_unused else found


def unused(ids: Iterable[int]) -> sa.Select[Media]:
    """Those of these pictures that nobody uses, with their smaller forms."""
    return with_variants(sa.select(Media).where(Media.id.in_(list(ids)), _is_unused()))


def _is_unused() -> sa.ColumnElement[bool]:
    is_shown = sa.exists().where(PostMedia.media_id == Media.id)
    is_cover = sa.exists().where(Post.cover_id == Media.id)
    return ~is_shown & ~is_cover & ~sa.exists().where(Author.avatar_id == Media.id)


def users(media_ids: Iterable[int]) -> sa.CompoundSelect[int | None, int]:
    """Pairs of a picture's key and that of a post that shows it, in any version of its text or as its cover."""
    ids = list(media_ids)
    shown = sa.select(PostMedia.media_id, PostMedia.post_id).where(PostMedia.media_id.in_(ids))
    return sa.union(shown, sa.select(Post.cover_id, Post.id).where(Post.cover_id.in_(ids)))


def other_owners(digests: Iterable[str], but: int) -> sa.CompoundSelect[str]:
    """Those of these digests that another picture or its smaller form has too."""
    wanted = list(digests)
    own = sa.select(Media.digest).where(Media.digest.in_(wanted), Media.id != but)
    smaller = sa.select(MediaVariant.digest).where(MediaVariant.digest.in_(wanted), MediaVariant.media_id != but)
    return sa.union(own, smaller)
