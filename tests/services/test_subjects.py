"""Tags and categories are counted as readers see them."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.services import shelves, subjects
from app.services.shelves import Waiting
from app.services.subjects import Subject
from app.storage.models import State
from tests.cast import NOW, add_author, add_category, add_post, add_tag


def counted(session: Session, count: Callable[[sa.Connection, Waiting], list[Subject]]) -> list[tuple[str, int]]:
    """Return names and numbers once everything is stored."""
    session.commit()
    connection = session.connection()
    return [(found.name, found.post_count) for found in count(connection, shelves.waiting(connection, NOW))]


def test_tags_are_counted_as_readers_see_them(session: Session) -> None:
    author = add_author(session)
    tags = {name: add_tag(session, name) for name in ("c", "b", "a", "hidden", "unused")}
    add_post(session, author=author, tags=[tags["a"], tags["b"], tags["c"]])
    add_post(session, author=author, tags=[tags["c"]])
    add_post(session, author=author, tags=[tags["hidden"]], state=State.DRAFT)
    add_post(session, author=author, tags=[tags["hidden"]], published_at=NOW + timedelta(minutes=1))
    assert counted(session, subjects.every_tag) == [("c", 2), ("a", 1), ("b", 1)]


def test_categories_are_counted_as_readers_see_them(session: Session) -> None:
    author = add_author(session)
    shelves = {name: add_category(session, name) for name in ("b", "a", "hidden", "unused")}
    for name in ("b", "a", "b"):
        add_post(session, author=author, category=shelves[name])
    add_post(session, author=author, category=shelves["hidden"], state=State.TRASHED)
    assert counted(session, subjects.categories) == [("b", 2), ("a", 1)]


def test_tags_that_wait_do_not_push_out_those_that_are_fuller(session: Session) -> None:
    author = add_author(session)
    waits, full = add_tag(session, "waits"), add_tag(session, "full")
    for _ in range(3):
        add_post(session, author=author, tags=[waits], published_at=NOW + timedelta(minutes=1))
    for _ in range(2):
        add_post(session, author=author, tags=[full])
    assert counted(session, lambda connection, found: subjects.fullest_tags(connection, found, 1)) == [("full", 2)]


def test_tags_are_found_by_id_and_by_name_if_readers_find_posts_under_them(session: Session) -> None:
    author = add_author(session)
    tags = [add_tag(session, name) for name in ("a", "b", "c", "empty")]
    add_post(session, author=author, tags=tags[:3])

    def named(connection: sa.Connection, found: Waiting) -> list[Subject]:
        return subjects.named_tags(connection, {tags[1].id, tags[3].id, 404}, {"a", "none"}, found)

    assert counted(session, named) == [("a", 1), ("b", 1)]
