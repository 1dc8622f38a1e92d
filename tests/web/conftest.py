"""A site of its own for each test: an application on a fresh database, a client, an author's desk."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from pydantic import SecretStr

from app import create_app
from app.config import Environment, Settings
from app.database import Database
from tests.web.catalogues import compile_catalogues
from tests.web.desk import NOW, Desk

SITE_URL = "https://blog.example.org"


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """The translations as a running site has them."""
    compile_catalogues()


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """Where the site of the test keeps its texts: SQLite, unless the test is marked with `on_both_databases`."""
    url: str = request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")
    return url


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """A production site behind https."""
    return Settings(
        environment=Environment.PRODUCTION,
        secret_key=SecretStr("0123456789abcdefghijklmnopqrstuvwxyz"),
        data_dir=tmp_path,
        database_url=database_url,
        site_url=SITE_URL,
        max_request_bytes=100_000,
    )


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """The templates as compiled by the first test that shows them; each application has an environment of its own."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings: Settings, compiled_templates: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The application, with the clock standing at `NOW` and English as the site's language."""
    app = create_app(settings)
    app.config["CLOCK"] = lambda: NOW
    app.jinja_env.bytecode_cache = compiled_templates
    database: Database = app.extensions["longwave-database"]
    yield app
    database.engine.dispose()


@pytest.fixture
def desk(app: Flask) -> Iterator[Desk]:
    """Writes what the site shows; the interface is English unless a test decides otherwise."""
    database: Database = app.extensions["longwave-database"]
    with database.write() as session:
        desk = Desk(session)
        desk.decide(language="en", title="Longwave")
        yield desk


@pytest.fixture
def client(app: Flask, desk: Desk) -> FlaskClient:
    """A reader's browser that keeps no cookies."""
    return app.test_client(use_cookies=False)


@pytest.fixture
def set_clock(app: Flask) -> Callable[[datetime], None]:
    """Moves the clock of the site."""

    def move(moment: datetime) -> None:
        app.config["CLOCK"] = lambda: moment

    return move
