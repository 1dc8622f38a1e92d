"""Those who write."""

import sqlalchemy as sa

from app.storage.models import Author


def by_name(name: str) -> sa.Select[Author]:
    """The author at an address."""
    return sa.select(Author).where(Author.name == name)


def by_display_name(display_name: str) -> sa.Select[Author]:
    """The first author whose posts are signed so."""
    return sa.select(Author).where(Author.display_name == display_name).order_by(Author.id).limit(1)


def first() -> sa.Select[Author]:
    """The author who was here first: the owner."""
    return sa.select(Author).order_by(Author.id).limit(1)
