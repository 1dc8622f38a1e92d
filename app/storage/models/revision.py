"""What was ever typed into a post: revisions, and each author's working copy among them."""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.base import Base, Key, Moment, Text, enum_by_value
from app.storage.models.author import Author


class RevisionKind(StrEnum):
    """What made a revision.

    `save`, `publish`, `restore` and `import` became the text of the post; an `autosave` stands in an author's editor;
    a `conflict` was saved too late to be applied and is kept.
    """

    SAVE = "save"
    PUBLISH = "publish"
    AUTOSAVE = "autosave"
    RESTORE = "restore"
    IMPORT = "import"
    CONFLICT = "conflict"


class Revision(Base):
    """A text of a post as typed, with the settings it had; never deleted while the post exists.

    `number` counts a post's revisions. `version` is the version that the post had with this text, and None for a text
    that never became the post's. `base_version` is the version that its author started from. `branch` names the editor
    (one tab of one browser) that it was typed in. Only an autosave is ever changed, by what the same author goes on to
    type in the same editor: `updated_at` says when, `removed` how many characters of words that has taken away.
    """

    __tablename__ = "revisions"
    __table_args__ = (
        sa.UniqueConstraint("post_id", "number"),
        sa.UniqueConstraint("post_id", "version"),
        sa.Index(None, "post_id", "author_id", "branch"),
    )

    id: Mapped[Key]
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[RevisionKind] = mapped_column(enum_by_value(RevisionKind))
    title: Mapped[Text]
    source: Mapped[Text]
    settings: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("authors.id"), index=True)
    branch: Mapped[str] = mapped_column(sa.String(64), default="")
    base_version: Mapped[int]
    version: Mapped[int | None]
    removed: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]

    author: Mapped[Author] = relationship(lazy="raise_on_sql")


class WorkingCopy(Base):
    """What an author has typed into a post since the last save: the autosave that holds it, or none.

    `version` counts the acknowledgements, so that two tabs of one author cannot overwrite each other.
    """

    __tablename__ = "working_copies"

    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("authors.id"), primary_key=True, index=True)
    revision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("revisions.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]

    revision: Mapped[Revision | None] = relationship(lazy="raise_on_sql")
