"""What several rooms' tests share: a browser, a PostgreSQL and an S3 for the run, a fresh database for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy.orm import Session

from app.storage import schema
from app.storage.engine import make_engine
from app.storage.files import Folder, Store
from app.storage.models import Base
from app.storage.sessions import write_sessions
from tests.chromium import find_chromium, launch_arguments
from tests.object_store import ObjectStore, running_store
from tests.postgresql import Server, running_server

pytest_plugins = ["tests.studio_cast"]

# No example has a time limit of its own: a busy machine is not a fault of the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running Chromium; a test opens contexts of its own in it and closes them.

    There can be only one: Playwright's synchronous interface runs a loop that a second one would meet.
    """
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=launch_arguments())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A running PostgreSQL, started for the first test that asks."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def object_store() -> Iterator[ObjectStore]:
    """A running S3 server, started for the first test that asks."""
    with running_store() as store:
        yield store


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A place for pictures that is this test's own and empty; the test runs on each kind."""
    if request.param == "folder":
        return Folder(tmp_path / "media")
    server: ObjectStore = request.getfixturevalue("object_store")
    return server.bucket()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database with every table."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite3"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_database(postgresql: Server) -> str:
    """The address of a PostgreSQL database with every table, which each test leaves empty."""
    url = postgresql.url(postgresql.create())
    _migrate(url)
    return url


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """The address of a SQLite database that is this test's own, empty and with every table."""
    path = tmp_path / "longwave.sqlite3"
    shutil.copyfile(migrated_file, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(migrated_database: str) -> Iterator[str]:
    """The address of a PostgreSQL database that is this test's own, empty and with every table."""
    yield migrated_database
    _empty(migrated_database)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database that is this test's own; the test runs on each engine."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """The engine of this test's own database."""
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    """A session that may change rows of this test's own database."""
    with write_sessions(engine)() as session:
        yield session


def _migrate(url: str) -> None:
    engine = make_engine(url)
    schema.upgrade(engine)
    engine.dispose()


def _empty(url: str) -> None:
    """Delete every row and number the next ones from 1 again: a new database would take a hundred times as long."""
    engine = make_engine(url)
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(sa.delete(table))
            if "id" in table.c:
                sequence = sa.func.pg_get_serial_sequence(table.name, "id")
                connection.execute(sa.select(sa.func.setval(sequence, 1, False)))  # noqa: FBT003 - PostgreSQL's own
    engine.dispose()
