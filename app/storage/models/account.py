"""How authors get in: the sessions they have open, and links that let somebody in once."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.base import Base, Key, Line, Moment, Name, enum_by_value
from app.storage.models.author import Author, Role

_Digest = sa.String(64)


class AuthorSession(Base):
    """A browser in which an author is logged in; it ends when its row is gone.

    `digest` is the SHA-256 of the secret in the cookie, so that a copy of the database lets nobody in.
    `authenticated_at` is when the password was last typed, `address` and `device` are those of the last log-in.
    """

    __tablename__ = "author_sessions"

    id: Mapped[Key]
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("authors.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(_Digest, unique=True)
    created_at: Mapped[Moment]
    used_at: Mapped[Moment]
    authenticated_at: Mapped[Moment]
    address: Mapped[str] = mapped_column(sa.String(45))  # an IPv6 address that ends in an IPv4 one
    device: Mapped[str] = mapped_column(Line(300))

    author: Mapped[Author] = relationship(lazy="raise_on_sql")


class Invitation(Base):
    """A link that lets somebody in once; `digest` is the SHA-256 of its secret.

    Nobody's invitation (`invited_by_id` is none) is the link that sets up an empty site. With an `author_id` the link
    is for an author who is there already and chooses a password; otherwise it makes one. `note` says for whom it is.
    """

    __tablename__ = "invitations"

    id: Mapped[Key]
    digest: Mapped[str] = mapped_column(_Digest, unique=True)
    role: Mapped[Role] = mapped_column(enum_by_value(Role))
    note: Mapped[Name]
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("authors.id", ondelete="CASCADE"), index=True)
    invited_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("authors.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    accepted_at: Mapped[Moment | None]

    author: Mapped[Author | None] = relationship(lazy="raise_on_sql", foreign_keys=[author_id])
