"""Links by which people without an account read what an author works on."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from app.content import Rendered
from app.content.titles import Title, render_title
from app.services import recording
from app.services.appearance import appearance
from app.services.drafts import Draft
from app.services.errors import N_, RefusedError
from app.storage.models import Author, Post, PreviewLink, State
from app.storage.queries import previews as queries

LIFETIME = timedelta(days=7)
LONGEST_LIFETIME = timedelta(days=90)

_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Preview:
    """A post as the holder of a link reads it: its newest saved text, published or not."""

    post: Post
    draft: Draft
    title: Title
    rendered: Rendered


def create(
    session: Session, post: Post, *, author: Author, now: datetime, lifetime: timedelta = LIFETIME
) -> tuple[PreviewLink, str]:
    """Make a link to a post; its token is returned once and never again. Raises `RefusedError` for a post in the trash
    or a lifetime that is not between nothing and 90 days.
    """
    if post.state is State.TRASHED:
        raise RefusedError(N_("This post is in the trash. Take it out before you share it."))
    if not timedelta(0) < lifetime <= LONGEST_LIFETIME:
        raise RefusedError(N_("A preview link lives for at most %(days)d days."), days=LONGEST_LIFETIME.days)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    link = PreviewLink(
        post_id=post.id, author_id=author.id, token_digest=_digest(token), created_at=now, expires_at=now + lifetime
    )
    session.add(link)
    session.flush()  # Whoever made it may want to revoke it by its id.
    return link, token


def resolve(session: Session, token: str, *, now: datetime) -> Preview | None:
    """What a token leads to; None if it is unknown, expired or revoked, or its post is in the trash: all look alike."""
    post = session.scalars(queries.post_by_digest(_digest(token), now)).first()
    if post is None:
        return None
    draft = recording.head(session, post)
    return Preview(
        post, draft, render_title(draft.shown_title, macros=draft.settings.macros), appearance(session, post, draft)
    )


def revoke(link: PreviewLink, *, now: datetime) -> None:
    """Close a link from now on; one that was closed keeps its moment."""
    link.revoked_at = link.revoked_at or now


def revoke_all(session: Session, post: Post, *, now: datetime) -> int:
    """Close every open link to a post; returns how many there were."""
    links = session.scalars(queries.open_links(post.id, now)).all()
    for link in links:
        revoke(link, now=now)
    return len(links)


def _digest(token: str) -> str:
    """A token of 256 random bits needs no salt and no slow hash; surrogates in what a stranger sent do no harm."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
