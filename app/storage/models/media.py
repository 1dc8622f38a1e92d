"""Pictures, kept once by content, and the posts that show them."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.base import Base, Key, Line, Name


class Media(Base):
    """A stored picture. `digest` is of its stored bytes, which lie in a file named by it."""

    __tablename__ = "media"

    id: Mapped[Key]
    digest: Mapped[str] = mapped_column(Line(64), unique=True)
    media_type: Mapped[str] = mapped_column(Line(64))
    width: Mapped[int]
    height: Mapped[int]
    byte_count: Mapped[int]
    filename: Mapped[Name]


class PostMedia(Base):
    """The picture that a post means by an address, as its author typed it."""

    __tablename__ = "post_media"

    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    reference: Mapped[str] = mapped_column(Line(1000), primary_key=True)
    media_id: Mapped[int] = mapped_column(sa.ForeignKey("media.id"), index=True)

    media: Mapped[Media] = relationship(lazy="raise_on_sql")
