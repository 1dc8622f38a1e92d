"""Sessions of authors: begun at log-in, known by a secret, ended by time, by their author or with their account."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.storage.models import Author, AuthorSession
from app.storage.queries import accounts as queries

TOUCHED_EVERY = timedelta(minutes=5)
"""The last use is written down this often, so that reading the studio does not write at every page."""

RECENT = timedelta(minutes=15)
"""How long after typing the password an author may change what others may do (ASVS 5.0 V7.5.1)."""


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """How long a session lives unused, and how long at most."""

    idle: timedelta
    absolute: timedelta


@dataclass(frozen=True, slots=True)
class Client:
    """Where a request comes from: the address of the network and what the browser says about itself."""

    address: str
    device: str


def begin(session: Session, author: Author, *, client: Client, now: datetime) -> str:
    """Begin a session. Returns its secret of 256 random bits, which only the author's browser keeps."""
    secret = token_urlsafe(32)
    begun = AuthorSession(author_id=author.id, digest=digest(secret), address=client.address[:45])
    begun.device = client.device[:300]
    begun.created_at = begun.used_at = begun.authenticated_at = now
    session.add(begun)
    return secret


def find(session: Session, secret: str, *, lifetimes: Lifetimes, now: datetime) -> AuthorSession | None:
    """The session of this secret, with its author, if it is alive and its author may enter."""
    found = session.scalars(queries.session_by_digest(digest(secret))).first()
    return found if found and found.author.is_active and is_alive(found, lifetimes=lifetimes, now=now) else None


def is_alive(found: AuthorSession, *, lifetimes: Lifetimes, now: datetime) -> bool:
    """Whether a session has been used lately and is not too old. One from the future, after a clock went back, is."""
    return now < found.used_at + lifetimes.idle and now < found.created_at + lifetimes.absolute


def is_recent(found: AuthorSession, *, now: datetime) -> bool:
    """Whether the password was typed a short time ago."""
    return now < found.authenticated_at + RECENT


def needs_touch(found: AuthorSession, *, now: datetime) -> bool:
    """Whether its last use should be written down again."""
    return now >= found.used_at + TOUCHED_EVERY


def touch(session: Session, session_id: int, *, now: datetime) -> None:
    """Write down that a session is used; nothing happens to one that has ended meanwhile."""
    session.execute(sa.update(AuthorSession).where(AuthorSession.id == session_id).values(used_at=now))


def confirm(session: Session, session_id: int, *, now: datetime) -> None:
    """Write down that the author of a session typed the password just now."""
    session.execute(sa.update(AuthorSession).where(AuthorSession.id == session_id).values(authenticated_at=now))


def end(session: Session, author_id: int, session_id: int) -> bool:
    """End one session of an author; returns whether there was one. Sessions of others are not touched."""
    own = sa.delete(AuthorSession).where(AuthorSession.author_id == author_id, AuthorSession.id == session_id)
    return session.scalar(own.returning(AuthorSession.id)) is not None


def end_all(session: Session, author_id: int, *, but: int | None = None) -> None:
    """End every session of an author, or every one but one."""
    ended = sa.delete(AuthorSession).where(AuthorSession.author_id == author_id)
    session.execute(ended if but is None else ended.where(AuthorSession.id != but))


def forget_dead(session: Session, *, lifetimes: Lifetimes, now: datetime) -> None:
    """Remove the rows of sessions that have run out."""
    is_dead = (AuthorSession.used_at <= now - lifetimes.idle) | (AuthorSession.created_at <= now - lifetimes.absolute)
    session.execute(sa.delete(AuthorSession).where(is_dead))


def digest(secret: str) -> str:
    """What is kept of a secret. It is random and long, so a fast hash does: there is nothing to guess."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
