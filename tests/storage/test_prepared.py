"""Statements that go to the driver directly find what SQLAlchemy finds, on both databases."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.storage import prepared
from app.storage.models import Kind, Post, ShelfKind
from app.storage.queries import reading, shelves, version
from app.storage.sessions import reading as reading_engine
from tests.cast import NOW, add_author, add_category, add_post, add_tag

Asked = tuple[sa.Select[*tuple[Any, ...]], Mapping[str, Any]]


@pytest.fixture
def posts(session: Session) -> list[Post]:
    """Three posts with tags and a category."""
    author, category, tags = add_author(session), add_category(session, "notes"), [add_tag(session, "vae")]
    made = [add_post(session, f"post-{number}", author=author, category=category, tags=tags) for number in range(3)]
    session.commit()
    return made


@pytest.fixture
def connection(engine: sa.Engine, posts: list[Post]) -> Iterator[sa.Connection]:
    """A reader's connection to a database with posts."""
    assert posts
    with reading_engine(engine).connect() as opened:
        yield opened


def asked(posts: list[Post]) -> list[Asked]:
    """Return what readers' pages ask, with values of each type."""
    ids, place = [post.id for post in posts], {"moment": posts[1].published_at, "id": posts[1].id, "now": NOW}
    on_shelf = {"shelf": 1, "is_pinned": False, "moment": NOW, "count": 2, "offset": 0}
    return [
        (version.stamp(), {}),
        (reading.cards(), {"ids": ids}),
        (reading.cards(), {"ids": ids[:1]}),
        (reading.cards(), {"ids": []}),
        (reading.tags(), {"ids": ids}),
        (reading.text(), {"slug": "post-1", "kind": Kind.POST, "now": NOW}),
        (reading.text(), {"slug": "post-1\ud800", "kind": Kind.POST, "now": NOW}),
        (reading.body(), {"slug": "post-1", "kind": Kind.POST, "now": NOW}),
        (reading.pictures(), {"id": ids[0]}),
        (reading.older(), place),
        (reading.newer(), place),
        (shelves.shelves(), {"kind": ShelfKind.ALL, "ids": (0,)}),
        (shelves.newest(), on_shelf),
    ]


def lose(connection: sa.Connection, engine: sa.Engine) -> None:
    """End a connection behind its back."""
    driver: Any = connection.connection.driver_connection
    if engine.dialect.name == "sqlite":
        driver.close()
        return
    number = connection.scalar(sa.text("SELECT pg_backend_pid()"))
    with engine.connect() as other:
        other.execute(sa.text("SELECT pg_terminate_backend(:number)"), {"number": number})


def test_the_rows_are_those_that_sqlalchemy_finds(connection: sa.Connection, posts: list[Post]) -> None:
    for statement, values in asked(posts):
        expected = sorted(map(tuple, connection.execute(statement, values)), key=repr)
        found = sorted(prepared.rows(connection, statement, values), key=repr)
        assert found == expected
        assert [[*map(type, row)] for row in found] == [[*map(type, row)] for row in expected]


def test_the_first_row_is_none_where_nothing_is_found(connection: sa.Connection) -> None:
    sought = {"kind": Kind.POST, "now": NOW}
    assert prepared.first(connection, reading.text(), {**sought, "slug": "nothing"}) is None
    found = prepared.first(connection, reading.text(), {**sought, "slug": "post-1"})
    assert found is not None
    assert found[2] == "post-1"


def test_a_naive_moment_is_refused(connection: sa.Connection) -> None:
    with pytest.raises(ValueError, match="time zone"):
        prepared.rows(connection, reading.older(), {"moment": NOW.replace(tzinfo=None), "id": 1, "now": NOW})


def test_cursors_are_told_of_each_statement(connection: sa.Connection, engine: sa.Engine) -> None:
    heard: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: Any) -> None:
        heard.append(statement)

    sa.event.listen(engine, "before_cursor_execute", hear)
    prepared.rows(connection, version.stamp(), {})
    sa.event.remove(engine, "before_cursor_execute", hear)
    assert sum("content_version" in statement for statement in heard) == 1


def test_what_the_driver_raises_is_what_sqlalchemy_would_raise(connection: sa.Connection) -> None:
    missing = sa.select(sa.column("anything")).select_from(sa.table("nothing"))
    with pytest.raises(sa.exc.DBAPIError) as expected, connection.begin_nested():
        connection.execute(missing)
    with pytest.raises(sa.exc.DBAPIError) as found:
        prepared.rows(connection, missing, {})
    assert found.type is expected.type
    assert type(found.value.orig) is type(expected.value.orig)


def test_a_lost_connection_is_not_used_again(connection: sa.Connection, engine: sa.Engine) -> None:
    lose(connection, engine)
    with pytest.raises(sa.exc.DBAPIError) as raised:
        prepared.rows(connection, version.stamp(), {})
    assert raised.value.connection_invalidated
    assert connection.invalidated
