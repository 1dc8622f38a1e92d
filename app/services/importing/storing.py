"""Files that are ready become posts: new ones, or new states of those that were made of them before."""

from collections.abc import Container
from datetime import datetime
from enum import Enum
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.services import naming, pictures, rendering, writing
from app.services.importing.facts import Facts
from app.services.importing.preparing import Prepared
from app.services.writing import Found, Manuscript
from app.storage.models import Post, State
from app.storage.queries import posts as post_queries


class Outcome(Enum):
    """What became of a file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    TRASHED = "trashed"


class Stored(NamedTuple):
    """What became of a file, whether it is a draft, and whether it has an address that it had not before."""

    outcome: Outcome
    is_draft: bool
    has_new_address: bool


def known_digests(session: Session, prefix: str) -> dict[str, str]:
    """The digests of what was imported before, by origin."""
    of_folder = sa.select(Post.origin, Post.origin_digest).where(Post.origin.startswith(prefix, autoescape=True))
    return {origin: digest or "" for origin, digest in session.execute(of_folder) if origin}


def store(
    session: Session, prepared: Prepared, *, origins: Container[str], now: datetime, renamed_from: str | None = None
) -> Stored:
    """Store a file that is ready, whole or not at all. `origins` are those of all files of its folder.

    A post that links to some of these is left stale, since their addresses may not be known yet. What is in the trash
    stays there as it is. `renamed_from` is the origin that the file had before. Raises `RefusedError`.
    """
    facts, rendered = prepared.facts, prepared.rendered
    if facts is None or rendered is None:
        raise ValueError("only a file that is ready can be stored")
    with session.begin_nested():
        post = _known(session, prepared.origin) or (_known(session, renamed_from) if renamed_from else None)
        if post is not None and post.state is State.TRASHED:
            return Stored(Outcome.TRASHED, is_draft=False, has_new_address=False)
        if post is not None and (post.origin, post.origin_digest) == (prepared.origin, prepared.digest):
            return Stored(Outcome.UNCHANGED, post.state is State.DRAFT, has_new_address=False)
        shown = {address: pictures.row_of(session, picture) for address, picture in prepared.pictures.items()}
        found = Found(prepared.origin, prepared.digest, shown, rendered)
        before = None if post is None else (post.origin, post.kind, post.slug)
        text = _Text(prepared.source, facts, prepared.modified_at or now)
        if post is None:
            post = _create(session, text, found, now=now)
        else:
            post.origin = prepared.origin
            _change(session, post, text, found, now=now)
        if rendering.links_to(prepared.origin, [each.url for each in rendered.references], origins):
            _await_links(post)
    outcome = Outcome.NEW if before is None else Outcome.CHANGED
    return Stored(outcome, post.state is State.DRAFT, before != (post.origin, post.kind, post.slug))


def _known(session: Session, origin: str) -> Post | None:
    return session.scalars(post_queries.by_origin(origin)).first()


class _Text(NamedTuple):
    """The text of a file, the facts about it, and the time of the file, which dates what is not dated."""

    source: str
    facts: Facts
    modified_at: datetime


def _create(session: Session, text: _Text, found: Found, *, now: datetime) -> Post:
    published_at = _published_at(text, None, now)
    updated_at = text.facts.updated_at or published_at or min(text.modified_at, now)
    slug = text.facts.slug or text.facts.implied_slug
    author = naming.author_of(session, text.facts.author, now=now)
    manuscript = _manuscript(text, slug=slug, published_at=published_at, updated_at=updated_at)
    return writing.create(session, manuscript, author=author, now=now, found=found)


def _change(session: Session, post: Post, text: _Text, found: Found, *, now: datetime) -> None:
    """The address stays unless the text names another one: a title may change, links of readers must not break."""
    said = (text.facts.title, text.source, text.facts.summary)
    changed_at = post.updated_at if said == (post.title, post.source, post.summary) else now
    published_at = _published_at(text, post.published_at, now)
    updated_at = text.facts.updated_at or changed_at
    manuscript = _manuscript(text, slug=text.facts.slug, published_at=published_at, updated_at=updated_at)
    post.author = naming.author_of(session, text.facts.author, now=now)
    writing.change(session, post, manuscript, now=now, found=found)


def _published_at(text: _Text, before: datetime | None, now: datetime) -> datetime | None:
    """When the text says so, else when it was published before, else when its file was written."""
    if text.facts.published_at or text.facts.is_draft:
        return text.facts.published_at
    return before or min(text.modified_at, now)


def _manuscript(text: _Text, *, slug: str, published_at: datetime | None, updated_at: datetime) -> Manuscript:
    facts = text.facts
    return Manuscript(
        title=facts.title,
        source=text.source,
        slug=slug,
        kind=facts.kind,
        language=facts.language,
        summary=facts.summary,
        category=facts.category,
        tags=facts.tags,
        pinned=facts.is_pinned,
        state=State.DRAFT if facts.is_draft else State.PUBLISHED,
        published_at=published_at,
        updated_at=updated_at,
    )


def _await_links(post: Post) -> None:
    if post.rendering is not None:
        post.rendering.renderer_version = rendering.AWAITS_LINKS
