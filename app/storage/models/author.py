"""Those who write."""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base, Key, LanguageTag, Moment, Name, Text, enum_by_value


class Role(StrEnum):
    """What an author may do (app/services/permissions.py), from everything down to writing drafts."""

    OWNER = "owner"
    EDITOR = "editor"
    AUTHOR = "author"
    CONTRIBUTOR = "contributor"


class Author(Base):
    """Someone whose name stands above posts; `name` is the part of the address, `display_name` what readers see.

    Without a `role` they only sign posts, as those made by an import do. `language` is that of their studio; none
    means the site's. `avatar_id` is the picture beside their name. The hash of the password is never loaded unless a
    statement asks for it.
    """

    __tablename__ = "authors"

    id: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)
    display_name: Mapped[Name]
    bio: Mapped[Text] = mapped_column(default="")
    created_at: Mapped[Moment]
    role: Mapped[Role | None] = mapped_column(enum_by_value(Role))
    password_hash: Mapped[str | None] = mapped_column(sa.String(255), deferred=True, deferred_raiseload=True)
    language: Mapped[LanguageTag | None]
    deactivated_at: Mapped[Moment | None]
    # Pictures have uploaders in turn; for `use_alter` neither table needs to be there before the other.
    avatar_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("media.id", use_alter=True, name="fk_authors_avatar_id_media"), index=True
    )

    @property
    def is_active(self) -> bool:
        """Whether they may enter the studio."""
        return self.role is not None and self.deactivated_at is None
