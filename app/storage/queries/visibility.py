"""What readers see at a moment, said so that both databases read listings in the order of an index."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from app.storage.models import Post, State


class Likely(sa.ColumnElement[bool]):
    """A condition that nearly every row meets.

    Without this hint SQLite expects `published_at <= ?` to leave a quarter of the posts, and once it has statistics
    it would rather fetch and sort all of them than read the first ten in the order of their index.
    """

    inherit_cache = True
    type = sa.Boolean()

    _traverse_internals = [("condition", sa.sql.visitors.InternalTraversal.dp_clauseelement)]

    def __init__(self, condition: sa.ColumnElement[bool]) -> None:
        """Mark a condition; PostgreSQL sees the condition alone."""
        self.condition = condition


@compiles(Likely)
def _plain(element: Likely, compiler: SQLCompiler, **options: Any) -> str:
    return str(compiler.process(element.condition, **options))


@compiles(Likely, "sqlite")
def _hinted(element: Likely, compiler: SQLCompiler, **options: Any) -> str:
    return f"likely({compiler.process(element.condition, **options)})"


def visible(now: datetime | sa.BindParameter[datetime]) -> sa.ColumnElement[bool]:
    """Posts and pages that are published and whose moment, given or still to be given, has come."""
    return sa.and_(Post.state == State.PUBLISHED, Likely(Post.published_at <= now))
