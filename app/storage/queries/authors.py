"""Those who write."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from app.storage.models import Author, Role


def by_name(name: str) -> sa.Select[Author]:
    """The author at an address."""
    return sa.select(Author).where(Author.name == name)


def by_display_name(display_name: str) -> sa.Select[Author]:
    """The first author whose posts are signed so."""
    return sa.select(Author).where(Author.display_name == display_name).order_by(Author.id).limit(1)


def first() -> sa.Select[Author]:
    """The author who was here first: the owner."""
    return sa.select(Author).order_by(Author.id).limit(1)


def by_id(author_id: int) -> sa.Select[Author]:
    """An author."""
    return sa.select(Author).where(Author.id == author_id)


def with_password(statement: sa.Select[Author]) -> sa.Select[Author]:
    """The same authors with the hashes of their passwords, for those who compare or replace them."""
    return statement.options(undefer(Author.password_hash))


def every() -> sa.Select[Author]:
    """Everybody: those who may enter, those who may no longer, and those who only sign posts; by name."""
    return sa.select(Author).order_by(Author.name)


def active_owners() -> sa.Select[Author]:
    """The owners who can enter: not shut out, and with a password."""
    may_enter = sa.and_(Author.deactivated_at.is_(None), Author.password_hash.is_not(None))
    return sa.select(Author).where(Author.role == Role.OWNER, may_enter).order_by(Author.id)


def shown_as(media_ids: Iterable[int]) -> sa.Select[Author]:
    """The authors beside whose names one of these pictures stands."""
    return sa.select(Author).where(Author.avatar_id.in_(list(media_ids))).order_by(Author.id)
