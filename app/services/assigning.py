"""Putting another author's name above a post."""

from sqlalchemy.orm import Session

from app.services import recording
from app.services.errors import N_, RefusedError
from app.storage.models import Author, Post
from app.storage.queries import authors as queries


def assign(session: Session, post: Post, name: str) -> Author:
    """Make a post another author's, by the name in their address: readers see it at once, the text stays as it is.

    Authors who only sign posts can be given some. Raises `RefusedError` for a name that nobody has, and for an author
    whose account is closed.
    """
    recording.lock(session, post)
    author = session.scalars(queries.by_name(name)).first()
    if author is None or author.deactivated_at is not None:
        raise RefusedError(N_("There is no such author, or the account is closed. Nothing was changed."))
    post.author = author
    return author
