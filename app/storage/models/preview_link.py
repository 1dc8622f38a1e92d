"""Links by which people without an account read a post before it is published."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.base import Base, Key, Moment
from app.storage.models.author import Author
from app.storage.models.post import Post


class PreviewLink(Base):
    """Leave to read one post. Only the SHA-256 of its token is kept: who reads the database cannot follow it."""

    __tablename__ = "preview_links"

    id: Mapped[Key]
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("authors.id"), index=True)
    token_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    revoked_at: Mapped[Moment | None]

    post: Mapped[Post] = relationship(lazy="raise_on_sql")
    author: Mapped[Author] = relationship(lazy="raise_on_sql")
