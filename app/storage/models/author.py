"""Those who write."""

from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base, Key, Moment, Name, Text


class Author(Base):
    """Someone whose name stands above posts; `name` is the part of the address, `display_name` what readers see."""

    __tablename__ = "authors"

    id: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)
    display_name: Mapped[Name]
    bio: Mapped[Text] = mapped_column(default="")
    created_at: Mapped[Moment]
