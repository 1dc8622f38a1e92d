"""Series: posts that are read one after the other."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base, Key, Name, Slug, Text


class Series(Base):
    """Posts in an order that their author chose. `folded` is the name as compared: two spellings are one series."""

    __tablename__ = "series"

    id: Mapped[Key]
    slug: Mapped[Slug] = mapped_column(unique=True)
    name: Mapped[Name]
    folded: Mapped[Name] = mapped_column(unique=True)
    description: Mapped[Text] = mapped_column(default="", server_default=sa.text("''"))
