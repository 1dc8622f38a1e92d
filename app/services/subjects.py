"""Tags and categories with the number of posts that readers find under each."""

from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa

from app.services.shelves import NOTHING, Waiting
from app.storage.models import Tag
from app.storage.queries import taxonomy


class Subject(NamedTuple):
    """A tag or category, and how many posts readers find under it."""

    id: int
    slug: str
    name: str
    post_count: int


Rows = sa.Select[int, str, str, int, int]


def fullest_tags(connection: sa.Connection, waits: Waiting, most: int) -> list[Subject]:
    """The tags with the most posts, the fullest first, then by name; none that readers would find empty."""
    # Only what waits can change the order, so nothing beyond this number can come in.
    return _counted(connection, taxonomy.shelved_tags().limit(most + len(waits)), waits)[:most]


def every_tag(connection: sa.Connection, waits: Waiting) -> list[Subject]:
    """Every tag that readers find posts under, the fullest first, then by name."""
    return _counted(connection, taxonomy.shelved_tags(), waits)


def categories(connection: sa.Connection, waits: Waiting) -> list[Subject]:
    """Every category that readers find posts under, the fullest first, then by name."""
    return _counted(connection, taxonomy.shelved_categories(), waits)


def named_tags(
    connection: sa.Connection, ids: Collection[int], names: Collection[str], waits: Waiting
) -> list[Subject]:
    """Those of these tags, given by id or folded name, that readers find posts under; in the order of their ids."""
    named = sa.or_(Tag.id.in_(sorted(ids)), Tag.folded.in_(sorted(names)))
    return sorted(_counted(connection, taxonomy.shelved_tags().where(named), waits))


def fullest_first(subject: Subject) -> tuple[int, str, int]:
    """The order of tags and categories: the fullest first, then by name."""
    return -subject.post_count, subject.name, subject.id


def _counted(connection: sa.Connection, rows: Rows, waits: Waiting) -> list[Subject]:
    counted = [
        Subject(number, slug, name, size - waits.get(shelf_id, NOTHING).every)
        for number, slug, name, shelf_id, size in connection.execute(rows)
    ]
    return sorted((found for found in counted if found.post_count), key=fullest_first)
