"""What authors do with posts: write, change, publish; each leaves the finished form in step with the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.content.slugs import slug_of
from app.services import naming, recording, rendering
from app.services.errors import RefusedError
from app.storage.models import Author, Kind, Media, Post, PostMedia, Redirect, State
from app.storage.queries import media as media_queries


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text and what its author says about it.

    An empty `slug` is made from the title. A published manuscript without a moment is published when it is written.
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

    `pictures` are stored already, by the address that the author typed.
    """

    origin: str | None = None
    digest: str | None = None
    pictures: Mapping[str, Media] = field(default_factory=lambda: MappingProxyType({}))


def create(
    session: Session,
    manuscript: Manuscript,
    *,
    author: Author,
    now: datetime,
    found: Found | None = None,
) -> Post:
    """Write a post. Raises `RefusedError` if it has no title."""
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
    """Replace what a post says; an address that readers knew leads on to the new one.

    What it said before is kept in a revision.
    """
    recording.keep_present(session, post, now=now)
    was_visible = post.is_visible(now)
    _fill_in(session, post, manuscript, now=now)
    if manuscript.slug:
        _move(session, post, manuscript.slug, leaves_redirect=was_visible)
    return _finish(session, post, manuscript, found or Found())


def publish(session: Session, post: Post, *, now: datetime, at: datetime | None = None) -> None:
    """Let readers see a post, now or from a later moment. What was published before keeps its moment."""
    if not post.title.strip():
        raise RefusedError("A post needs a title before it is published.")
    post.state = State.PUBLISHED
    post.published_at = at or post.published_at or now
    post.updated_at = max(post.updated_at, min(now, post.published_at))
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
        raise RefusedError("A post needs a title.")
    post.title, post.source, post.summary = manuscript.title, manuscript.source, manuscript.summary
    post.kind, post.language, post.pinned = manuscript.kind, manuscript.language, manuscript.pinned
    post.state = manuscript.state
    post.published_at = manuscript.published_at or (now if manuscript.state is State.PUBLISHED else None)
    post.updated_at = manuscript.updated_at or now
    post.version += 1
    post.category = naming.category_of(session, manuscript.category)


def _move(session: Session, post: Post, wanted: str, *, leaves_redirect: bool) -> None:
    slug = naming.free_slug(session, wanted, kind=post.kind, post_id=post.id)
    if slug == post.slug:
        return
    session.execute(sa.delete(Redirect).where(Redirect.slug == slug))
    if leaves_redirect:
        session.add(Redirect(slug=post.slug, post_id=post.id))
    post.slug = slug


def _finish(session: Session, post: Post, manuscript: Manuscript, found: Found) -> Post:
    post.origin_digest = found.digest
    tags = naming.tags_of(session, manuscript.tags)
    if sa.inspect(post).persistent:
        session.refresh(post, ["tags"])
    post.tags = tags
    session.flush()  # What hangs on the post needs its id.
    _show(session, post, found.pictures)
    rendering.refresh(session, post)
    return post


def _show(session: Session, post: Post, pictures: Mapping[str, Media]) -> None:
    before = {row.reference: row for row in session.scalars(media_queries.of_post(post.id))}
    for reference, row in before.items():
        if reference not in pictures:
            session.delete(row)
    for reference, picture in pictures.items():
        if reference in before:
            before[reference].media_id = picture.id
            set_committed_value(before[reference], "media", picture)
        else:
            session.add(PostMedia(post_id=post.id, reference=reference, media_id=picture.id))
    session.flush()  # The rendering asks the database which pictures there are.
