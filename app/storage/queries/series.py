"""Series: posts that are read one after the other."""

import sqlalchemy as sa

from app.storage.models import Post, Series
from app.storage.queries.taxonomy import folded


def by_name(name: str) -> sa.Select[Series]:
    """The series of this name, if it exists; names are compared folded."""
    return sa.select(Series).where(Series.folded == folded(name))


def in_order(statement: sa.Select[Post], series_id: int) -> sa.Select[Post]:
    """Those of a series, in its order; what has no place in it stands last, in the order of publication."""
    found = statement.where(Post.series_id == series_id).order_by(None)
    return found.order_by(Post.series_place.asc().nulls_last(), Post.published_at.asc().nulls_last(), Post.id)
