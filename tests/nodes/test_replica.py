"""Readers' pages come from a replica where the settings name one; the studio and every change stay on the primary."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from app import create_app
from app.services import site
from app.storage import schema
from app.storage.models import Role
from tests.postgresql import Server, running_replica
from tests.studio_cast import Person, add_account, database_of, logged_in, settings_in
from tests.web.catalogues import compile_catalogues
from tests.web.desk import Desk

PATIENCE = 30.0


class Follower:
    """The replica as its administrator sees it."""

    def __init__(self, server: Server, database: str) -> None:
        self._address = {"host": str(server.folder), "user": "postgres", "dbname": database}
        self.url = server.url(database)

    def do(self, statement: str) -> None:
        """Run a statement on it."""
        with psycopg.connect(**self._address, autocommit=True) as connection:
            connection.execute(statement)


@dataclass
class Site:
    """An application, its readers' replica, and what ends that."""

    app: Flask
    follower: Follower
    end_replica: Callable[[], None]


@pytest.fixture
def served(postgresql: Server, tmp_path: Path) -> Iterator[Site]:
    """A site whose readers are served from a replica, with an owner."""
    compile_catalogues()
    name = postgresql.create()
    with ExitStack() as open_servers:
        follower = Follower(open_servers.enter_context(running_replica(postgresql)), name)
        app = create_app(settings_in(tmp_path, database_url=postgresql.url(name), database_read_url=follower.url))
        schema.upgrade(database_of(app).engine)
        with database_of(app).write.begin() as session:
            site.save(session, "language", "en")
        add_account(app, "olga", Role.OWNER)
        yield Site(app, follower, open_servers.close)
        database_of(app).engine.dispose()
        database_of(app).readers.dispose()


def shows(person: Person, path: str, words: str) -> bool:
    """Say whether a page shows words within the time that a replica may take."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if words in person.get(path).text:
            return True
        time.sleep(0.02)
    return False


def test_readers_get_what_the_replica_has_and_soon_all_of_it(served: Site) -> None:
    reader = Person(served.app)
    with database_of(served.app).write() as session:
        desk = Desk(session)
        desk.post("The first")
        assert shows(reader, "/", "The first")
        served.follower.do("SELECT pg_wal_replay_pause()")
        desk.post("The second")
        time.sleep(0.2)
        for _ in range(3):
            page = reader.get("/").text
            assert "The first" in page
            assert "The second" not in page
        assert "The second" in logged_in(served.app, "olga").get("/studio/").text
        served.follower.do("SELECT pg_wal_replay_resume()")
        assert shows(reader, "/", "The second")
        assert shows(reader, "/feed.xml", "The second")


def test_a_node_whose_replica_is_gone_says_so_and_its_studio_works_on(served: Site) -> None:
    author = logged_in(served.app, "olga")
    assert Person(served.app).get("/healthz").status_code == 200
    served.end_replica()
    assert Person(served.app).get("/healthz").status_code == 503
    assert Person(served.app).get("/").status_code == 503
    assert author.get("/studio/").status_code == 200
