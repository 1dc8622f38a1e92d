"""What authors do with posts: write, change, publish; each leaves the finished form in step with the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.content import Rendered
from app.content.slugs import slug_of
from app.services import naming, pictures, recording, rendering
from app.services.errors import N_, RefusedError
from app.storage import files
from app.storage.base import LANGUAGE_LENGTH
from app.storage.models import Author, Kind, Media, Post, PostMedia, Redirect, State
from app.storage.queries import media as media_queries


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text and what its author says about it.

    An empty `slug` is made from the title, and means the present address where there is one. Without a moment a post
    keeps the one that it has; a published one that has none is published when it is written.
    """

    title: str
    source: str
    slug: str = ""
    kind: Kind = Kind.POST
    language: str = "zh-Hans"
    summary: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    pinned: bool = False
    state: State = State.DRAFT
    published_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found with a text: the address it was imported from, a digest of all of it, and its pictures.

    `pictures` are stored already, by the address that the author typed; none where it was deleted since.
    `rendered` is the finished form if it was made with these pictures before.
    """

    origin: str | None = None
    digest: str | None = None
    pictures: Mapping[str, Media | None] = field(default_factory=lambda: MappingProxyType({}))
    rendered: Rendered | None = None


def create(
    session: Session,
    manuscript: Manuscript,
    *,
    author: Author,
    now: datetime,
    found: Found | None = None,
) -> Post:
    """Write a post. Raises `RefusedError` if it has no title or its language is no tag."""
    post = Post(author=author, created_at=now, version=0)
    post.origin = found.origin if found else None
    _fill_in(session, post, manuscript, now=now)
    post.slug = naming.free_slug(session, manuscript.slug or slug_of(manuscript.title), kind=manuscript.kind)
    session.add(post)
    return _finish(session, post, manuscript, found or Found())


def change(
    session: Session,
    post: Post,
    manuscript: Manuscript,
    *,
    now: datetime,
    found: Found | None = None,
) -> Post:
    """Replace what a post says; an address that readers knew leads on to the new one. Raises as `create` does.

    What it said before is kept in a revision.
    """
    recording.keep_present(session, post, now=now)
    was_known = post.published_at is not None and post.published_at <= now  # It may have been withdrawn since.
    kind, slug = post.kind, post.slug
    _fill_in(session, post, manuscript, now=now)
    if manuscript.slug or post.kind is not kind:  # Some addresses of posts cannot be those of pages.
        post.slug = naming.free_slug(session, manuscript.slug or slug, kind=post.kind, post_id=post.id)
    if (post.kind, post.slug) != (kind, slug):
        _redirect(session, post, slug if was_known else None)
    return _finish(session, post, manuscript, found or Found())


def publish(session: Session, post: Post, *, now: datetime, at: datetime | None = None) -> None:
    """Let readers see a post, now or from a later moment. What was published before keeps its moment."""
    if not post.title.strip():
        raise RefusedError(N_("A post needs a title before it is published."))
    post.state = State.PUBLISHED
    post.published_at = at or post.published_at
    _date(post, now)
    rendering.refresh(session, post)


def withdraw(post: Post) -> None:
    """Take a post back from readers; it is a draft again and keeps its address and its moment."""
    post.state = State.DRAFT


def delete(session: Session, post: Post) -> None:
    """Remove a post for good, with its finished form, its old addresses and its ties to tags and pictures."""
    session.execute(sa.delete(Post).where(Post.id == post.id))
    session.expunge(post)


def _fill_in(session: Session, post: Post, manuscript: Manuscript, *, now: datetime) -> None:
    if not manuscript.title.strip():
        raise RefusedError(N_("A post needs a title."))
    if not 0 < len(manuscript.language) <= LANGUAGE_LENGTH:
        raise RefusedError(f"{manuscript.language[:50]!r} is no language; write a tag like en or zh-Hans.")
    post.title, post.source, post.summary = manuscript.title, manuscript.source, manuscript.summary
    post.kind, post.language, post.pinned = manuscript.kind, manuscript.language, manuscript.pinned
    post.state = manuscript.state
    post.published_at = manuscript.published_at or post.published_at
    post.updated_at = manuscript.updated_at or now
    if post.state is State.PUBLISHED:
        _date(post, now)
    post.version += 1
    post.category = naming.category_of(session, manuscript.category)


def _date(post: Post, now: datetime) -> None:
    """What is published has a moment, and the newest change that readers see is never before it."""
    post.published_at = post.published_at or now
    post.updated_at = max(post.updated_at, post.published_at)


def _redirect(session: Session, post: Post, old_slug: str | None) -> None:
    """Lead readers on from an old address; the present one leads nowhere else, should it be an old one too."""
    session.execute(sa.delete(Redirect).where(Redirect.slug == post.slug))
    if old_slug is not None:
        session.add(Redirect(slug=old_slug, post_id=post.id))


def _finish(session: Session, post: Post, manuscript: Manuscript, found: Found) -> Post:
    post.origin_digest = found.digest
    tags = naming.tags_of(session, manuscript.tags)
    if sa.inspect(post).persistent:
        session.refresh(post, ["tags"])
    post.tags = tags
    session.flush()  # What hangs on the post needs its id.
    _show(session, post, found.pictures)
    pictures.tie(session, post.id, post.source, post.summary)
    if found.rendered is None:
        rendering.refresh(session, post)
    else:
        rendering.store(session, post, found.rendered)
    return post


def _show(session: Session, post: Post, shown: Mapping[str, Media | None]) -> None:
    """Tie a post to these pictures and no others, but for those that any of its versions names by their own address."""
    before = {row.reference: row for row in session.scalars(media_queries.of_post(post.id))}
    for reference, row in before.items():
        if reference not in shown and not files.ADDRESS.fullmatch(reference):
            session.delete(row)
    for reference, picture in shown.items():
        media_id = picture.id if picture else None
        if reference in before:
            before[reference].media_id = media_id
            set_committed_value(before[reference], "media", picture)
        else:
            session.add(PostMedia(post_id=post.id, reference=reference, media_id=media_id))
    session.flush()  # The rendering asks the database which pictures there are.
