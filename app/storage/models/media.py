"""Pictures, kept once by content, their smaller forms, and the posts that show them."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.base import Base, Key, Line, Moment, Name, Text
from app.storage.models.author import Author


class Media(Base):
    """A stored picture. `digest` is of its stored bytes, which lie in a file named by it.

    `description` stands for it where a post says nothing of its own. Those that came with an import have no uploader.
    """

    __tablename__ = "media"

    id: Mapped[Key]
    digest: Mapped[str] = mapped_column(Line(64), unique=True)
    media_type: Mapped[str] = mapped_column(Line(64))
    width: Mapped[int]
    height: Mapped[int]
    byte_count: Mapped[int]
    filename: Mapped[Name]
    description: Mapped[Text] = mapped_column(default="", server_default=sa.text("''"))
    uploader_id: Mapped[int | None] = mapped_column(sa.ForeignKey("authors.id"), index=True)
    uploaded_at: Mapped[Moment | None]

    uploader: Mapped[Author | None] = relationship(lazy="raise_on_sql", foreign_keys=uploader_id)
    variants: Mapped[list["MediaVariant"]] = relationship(
        order_by="MediaVariant.width", lazy="raise_on_sql", cascade="all, delete-orphan", passive_deletes=True
    )

    def is_uploaded_by(self, author: Author) -> bool:
        """Whether it was this author who brought it."""
        return self.uploader_id is not None and self.uploader_id == author.id


class MediaVariant(Base):
    """A smaller form of a picture, as WebP, in a file named by the digest of its own bytes."""

    __tablename__ = "media_variants"

    media_id: Mapped[int] = mapped_column(sa.ForeignKey("media.id", ondelete="CASCADE"), primary_key=True)
    width: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(Line(64), index=True)
    byte_count: Mapped[int]


class PostMedia(Base):
    """The picture that a post means by an address, as its author typed it; none when it was deleted since.

    A post means every picture that any version of its text shows, so that going back to one finds its pictures.
    """

    __tablename__ = "post_media"

    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    reference: Mapped[str] = mapped_column(Line(1000), primary_key=True)
    media_id: Mapped[int | None] = mapped_column(sa.ForeignKey("media.id"), index=True)

    media: Mapped[Media | None] = relationship(lazy="raise_on_sql")
