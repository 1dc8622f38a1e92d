"""What stands on the shelves at the moment of the request, and how many posts are under each tag and category."""

from collections.abc import Sequence

from app import database
from app.services import shelves, subjects
from app.services.shelves import Shelf, Waiting
from app.services.subjects import Subject
from app.storage.models import ShelfKind
from app.web import visit

MOST_TAGS = 40
"""Tags that a listing offers; the page of tags has all."""


def waiting() -> Waiting:
    """What readers do not see yet."""
    return visit.same("waiting", lambda: shelves.waiting(database.connection(), visit.now()))


def of(kind: ShelfKind, *subject_ids: int) -> tuple[Shelf, ...]:
    """The shelves of some tags, of categories, of authors."""
    return shelves.find(database.connection(), kind, subject_ids, waits=waiting(), now=visit.now())


def every_post() -> Shelf:
    """The shelf of the home page."""
    return visit.same("every post", lambda: of(ShelfKind.ALL, 0)[0])


def in_time() -> Shelf:
    """The shelf of the archive: every post, and pinned ones are not first."""
    return of(ShelfKind.TIME, 0)[0]


def fullest_tags() -> Sequence[Subject]:
    """The tags that a listing offers."""
    return visit.same("tags", lambda: subjects.fullest_tags(database.connection(), waiting(), MOST_TAGS))


def categories() -> Sequence[Subject]:
    """Every category that has posts, the fullest first."""
    return visit.same("categories", lambda: subjects.categories(database.connection(), waiting()))


def page(found: Sequence[Shelf], offset: int, count: int, *, matches_all: bool) -> Sequence[int]:
    """So many posts from a rank on, by id, of one shelf or of any or all of several."""
    connection = database.connection()
    if len(found) == 1:
        return shelves.page(connection, found[0], offset, count)
    several = shelves.page_of_all if matches_all else shelves.page_of_any
    return several(connection, found, offset, count)


def total(found: Sequence[Shelf], *, matches_all: bool) -> int:
    """How many posts readers see on one shelf, or on any or all of several."""
    if len(found) == 1:
        return found[0].total
    several = shelves.total_of_all if matches_all else shelves.total_of_any
    return several(database.connection(), found)
