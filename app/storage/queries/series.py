"""Series: posts that are read one after the other."""

import sqlalchemy as sa

from app.storage.models import Series
from app.storage.queries.taxonomy import folded


def by_name(name: str) -> sa.Select[Series]:
    """The series of this name, if it exists; names are compared folded."""
    return sa.select(Series).where(Series.folded == folded(name))
