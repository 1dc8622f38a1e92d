"""Which posts a session's changes may move from one shelf to another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, ORMExecuteState, Session

from app.storage.models import Post, PostTag, Tag

_DECISIVE = {"kind", "state", "published_at", "pinned", "author_id", "author", "category_id", "category", "tags"}
"""What decides on which shelves a post stands, and where."""


@dataclass(slots=True)
class Touched:
    """Posts that may have moved, and tags that may be gone with all their ties; one too many does no harm.

    `is_unknown` says that rows were inserted which nothing names, so that only a look at every post helps.
    """

    post_ids: set[int] = field(default_factory=set)
    tag_ids: set[int] = field(default_factory=set)
    is_unknown: bool = False


def note_rows(touched: Touched, session: Session) -> None:
    """Remember what a flush has just written."""
    for row in (*session.new, *session.deleted, *session.dirty):
        if isinstance(row, Post) and _may_move(session, row):
            touched.post_ids.add(row.id)
        elif isinstance(row, PostTag):
            former = sa.inspect(row).attrs.post_id.history.deleted or ()
            touched.post_ids.update({row.post_id, *former})
    touched.tag_ids.update(row.id for row in session.deleted if isinstance(row, Tag))


def note_statement(touched: Touched, state: ORMExecuteState) -> None:
    """Remember what a statement is about to insert, update or delete."""
    # By name: the ORM annotates the table of a statement, which makes it another object.
    table = getattr(getattr(state.statement, "table", None), "name", "")
    if table == Tag.__tablename__ and state.is_delete:
        touched.tag_ids.update(_found(state, Tag.id))
    elif table in _POSTS:
        column = _POSTS[table]
        named = set(_named(state, column.key))
        touched.is_unknown |= bool(state.is_insert and not named)
        touched.post_ids |= named
        if not state.is_insert:
            touched.post_ids.update(_found(state, column))


def _may_move(session: Session, post: Post) -> bool:
    if post in session.new or post in session.deleted:
        return True
    attributes = sa.inspect(post).attrs
    return any(attributes[name].history.has_changes() for name in _DECISIVE)


def _named(state: ORMExecuteState, key: str) -> Iterator[int]:
    """The values of a column that stand in the statement or in its parameters."""
    given = state.parameters or {}
    rows = [given] if isinstance(given, Mapping) else given
    yield from (row[key] for row in rows if row.get(key) is not None)
    if isinstance(state.statement, sa.Insert | sa.Update) and not given:
        values = state.statement.compile().params
        yield from (value for name, value in values.items() if _COLUMN.sub("", name) == key and value is not None)


def _found(state: ORMExecuteState, column: InstrumentedAttribute[int]) -> Iterator[int]:
    """What the statement's condition finds as long as nothing is changed."""
    if isinstance(state.statement, sa.Update | sa.Delete) and not isinstance(state.parameters, Sequence):
        condition = state.statement.whereclause
        # Of the statement's own table: the mapper's is another one to SQLAlchemy.
        found = sa.select(state.statement.table.c[column.key])
        found = found if condition is None else found.where(condition)
        yield from state.session.scalars(found, state.parameters or {})


_COLUMN = re.compile(r"_m\d+$")
"""What SQLAlchemy adds to the name of a column when a statement has many rows."""

_POSTS: Mapping[str, InstrumentedAttribute[int]] = {"posts": Post.id, "post_tags": PostTag.post_id}
"""Tables that put posts on shelves, and the column that names the post."""
