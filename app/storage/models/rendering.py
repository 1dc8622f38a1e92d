"""The finished form of a post, made when it is saved."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base, Document, Line, Text


class Rendering(Base):
    """What the pipeline gave for a post, with the version of the renderer that gave it."""

    __tablename__ = "renderings"

    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    title_html: Mapped[Text]
    title_text: Mapped[Text]
    excerpt_html: Mapped[Text]
    html: Mapped[Text]
    plain_text: Mapped[Text]
    headings: Mapped[Document]
    references: Mapped[Document]
    images: Mapped[Document]
    problems: Mapped[Document]
    formula_count: Mapped[int]
    excerpt_formula_count: Mapped[int]
    word_count: Mapped[int]
    reading_minutes: Mapped[int]
    renderer_version: Mapped[str] = mapped_column(Line(64), index=True)
