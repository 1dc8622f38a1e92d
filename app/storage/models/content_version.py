"""The mark that changes with everything that readers can see."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base, Key


class ContentVersion(Base):
    """The one row that says which version of the content readers see; it has another `stamp` after each change.

    A stamp says nothing but "the same" or "another". It is drawn at random, because a counter that a restored backup
    has set back would reach numbers again that meant other content before.
    """

    __tablename__ = "content_version"

    id: Mapped[Key]
    stamp: Mapped[int] = mapped_column(sa.BigInteger())
