"""What the owner decided about the site."""

from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base, Line, Text


class Setting(Base):
    """One decision; what has no row has its default (app/services/site.py)."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(Line(64), primary_key=True)
    value: Mapped[Text]
