"""What readers notice of a change to rows: the rule that the content version follows.

Whatever is not known to be invisible counts as a change, for a page too many that is made again costs a millisecond,
and one that stays costs the truth.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from app.storage.models import (
    Author,
    Category,
    Media,
    MediaVariant,
    Post,
    PostMedia,
    PostTag,
    Redirect,
    Rendering,
    Series,
    Setting,
    State,
    Tag,
)

_UNSEEN = {
    Post: {"version", "origin", "origin_digest", "source"},
    Author: {"role", "password_hash", "language", "deactivated_at"},
}
"""Columns that no reader's page shows; a text is shown by its rendering."""

_UNSEEN_WHEN_NEW = (Author, Category, Media, Series, Tag)
"""Rows that readers meet only once a post refers to them."""

_TABLES = frozenset(
    table.__tablename__
    for table in (
        *(Author, Category, Media, MediaVariant, Post, PostMedia, PostTag),
        *(Redirect, Rendering, Series, Setting, Tag),
    )
)
"""Tables that statements change for readers, if they name no rows."""


def is_seen(session: Session) -> bool:
    """Whether readers notice what the session is about to write."""
    return (
        any(_is_seen_new(session, row) for row in session.new)
        or any(_is_seen_changed(session, row) for row in session.dirty)
        or any(_is_seen_gone(session, row) for row in session.deleted)
    )


def concerns_readers(statement: sa.Executable) -> bool:
    """Whether readers notice a statement that changes rows by itself."""
    table = getattr(statement, "table", None)
    return table is None or table.name in _TABLES


def _is_seen_new(session: Session, row: Any) -> bool:
    return not isinstance(row, _UNSEEN_WHEN_NEW) and _is_seen_gone(session, row)


def _is_seen_changed(session: Session, row: Any) -> bool:
    changed = {attribute.key for attribute in sa.inspect(row).attrs if attribute.history.has_changes()}
    return bool(changed - _UNSEEN.get(type(row), set())) and _is_seen_gone(session, row)


def _is_seen_gone(session: Session, row: Any) -> bool:
    rule = _RULES.get(type(row))
    return rule is not None and rule(session, row)


def _always(_session: Session, _row: Any) -> bool:
    return True


def _post(_session: Session, post: Post) -> bool:
    """Whether it is published or was: scheduled ones change the moment at which pages change."""
    return post.state is State.PUBLISHED or State.PUBLISHED in (sa.inspect(post).attrs.state.history.deleted or ())


def _rendering(session: Session, rendering: Rendering) -> bool:
    """As its post; if that is not at hand, readers may see it."""
    new = (row for row in session.new if isinstance(row, Post) and sa.inspect(row).dict.get("rendering") is rendering)
    kept = session.identity_map.get(identity_key(Post, rendering.post_id)) if rendering.post_id else None
    post = next(new, kept)
    return post is None or _post(session, post)


def _variant(session: Session, variant: MediaVariant) -> bool:
    """Not while the picture itself is new: nobody shows it yet."""
    return not any(isinstance(row, Media) and variant in row.variants for row in session.new)


def _never(_session: Session, _row: Any) -> bool:
    return False


_RULES: dict[type, Callable[[Session, Any], bool]] = {
    **dict.fromkeys((Author, Category, Media, Redirect, Series, Setting, Tag), _always),
    Post: _post,
    Rendering: _rendering,
    MediaVariant: _variant,
    PostMedia: _never,  # They follow the text that an author types; readers see the rendering.
}
