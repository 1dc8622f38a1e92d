"""Categories and tags: what posts are about."""

from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base, Key, Name, Slug


class Category(Base):
    """The one shelf that a post stands on. `folded` is the name as compared: two spellings are one category."""

    __tablename__ = "categories"

    id: Mapped[Key]
    slug: Mapped[Slug] = mapped_column(unique=True)
    name: Mapped[Name]
    folded: Mapped[Name] = mapped_column(unique=True)


class Tag(Base):
    """A subject that posts share. `folded` is the name as compared: `VAE` and `vae` are one tag."""

    __tablename__ = "tags"

    id: Mapped[Key]
    slug: Mapped[Slug] = mapped_column(unique=True)
    name: Mapped[Name]
    folded: Mapped[Name] = mapped_column(unique=True)
