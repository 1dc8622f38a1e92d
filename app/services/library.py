"""The media library: where pictures are used, what describes them, and how they go."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.content.normalise import normalise
from app.services import pictures, rendering
from app.services.errors import N_, RefusedError, RefusedFieldError
from app.storage.models import Author, Media, Post, PostMedia
from app.storage.queries import authors as author_queries
from app.storage.queries import media as media_queries
from app.storage.queries import posts as post_queries

LONGEST_DESCRIPTION = 1000
"""Characters of a description; what needs more belongs into the text."""


class InUseError(RefusedError):
    """A picture that posts or authors show was to be deleted without anybody having said that this is meant."""


def accepted_description(typed: str) -> str:
    """A description on one line. Raises `RefusedFieldError` if it is too long."""
    description = " ".join(normalise(typed).split())
    if len(description) > LONGEST_DESCRIPTION:
        raise RefusedFieldError("description", N_("A description has at most 1,000 characters."))
    return description


def describe(session: Session, media: Media, description: str) -> None:
    """Replace what describes a picture, in every post that says nothing of its own about it."""
    media.description = accepted_description(description)
    session.flush()  # The rendering reads it.
    _refresh(session, users_of(session, [media.id]).get(media.id, []))


def users_of(session: Session, media_ids: Iterable[int]) -> dict[int, list[int]]:
    """The keys of the posts that show each of these pictures, in any version of their text or as cover."""
    found: dict[int, list[int]] = {}
    for media_id, post_id in session.execute(media_queries.users(media_ids)):
        if media_id is not None:
            found.setdefault(media_id, []).append(post_id)
    return found


def avatars_of(session: Session, media_ids: Iterable[int]) -> dict[int, list[Author]]:
    """The authors beside whose names each of these pictures stands."""
    found: dict[int, list[Author]] = {}
    for author in session.scalars(author_queries.shown_as(media_ids)):
        if author.avatar_id is not None:
            found.setdefault(author.avatar_id, []).append(author)
    return found


def delete(session: Session, media: Media, *, is_confirmed: bool) -> set[str]:
    """Delete a picture with its smaller forms; gives the names of the files to remove after the commit.

    Posts that show it keep their text and show its description from then on; authors whose picture it is have none.
    Raises `InUseError` if there are any and it was not confirmed.
    """
    users = users_of(session, [media.id]).get(media.id, [])
    if (users or avatars_of(session, [media.id])) and not is_confirmed:
        raise InUseError(N_("This picture is in use."))
    session.execute(sa.update(PostMedia).where(PostMedia.media_id == media.id).values(media_id=None))
    session.execute(sa.update(Post).where(Post.cover_id == media.id).values(cover_id=None))
    session.execute(sa.update(Author).where(Author.avatar_id == media.id).values(avatar_id=None))
    names = forget(session, media)
    session.expire_all()  # Posts that are loaded know their covers.
    _refresh(session, users)
    return names


def forget(session: Session, media: Media) -> set[str]:
    """Delete the row of a picture that nobody uses; gives the names of its files that no other picture has."""
    names = pictures.file_names(media)
    digests = {name.partition(".")[0] for name in names}
    shared = set(session.scalars(media_queries.other_owners(digests, media.id)))
    session.delete(media)
    session.flush()  # What is rendered next must not find it.
    return {name for name in names if name.partition(".")[0] not in shared}


def _refresh(session: Session, post_ids: Iterable[int]) -> None:
    for post in session.scalars(post_queries.by_ids(list(post_ids))):
        rendering.refresh(session, post)
