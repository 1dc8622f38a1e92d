"""Who appears in the tests of the studio: an application of their own, accounts of every role, and their browsers."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app import clock, create_app
from app.config import Settings
from app.database import Database
from app.services import accounts, site
from app.services.accounts import Newcomer
from app.services.passwords import Passwords
from app.services.sessions import Client, Lifetimes
from app.storage import schema
from app.storage.models import Author, Role
from app.storage.queries import authors as queries

PASSWORD = "seven violet herons wade"
CHEAP = {"password_memory": 64, "password_passes": 1}
NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
HASHER = Passwords(memory=64, passes=1)
LIFETIMES = Lifetimes(idle=timedelta(days=7), absolute=timedelta(days=30))
CLIENT = Client("192.0.2.7", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
NAMES = {Role.OWNER: "olga", Role.EDITOR: "edgar", Role.AUTHOR: "anna", Role.CONTRIBUTOR: "carl"}


def settings_in(folder: Path, **changes: Any) -> Settings:
    """Return settings for a site in this folder whose passwords cost next to nothing."""
    secret = SecretStr("k" * 16 + "0123456789abcdef")
    return Settings(_env_file=None, **{"data_dir": folder, "secret_key": secret, **CHEAP, **changes})  # type: ignore[call-arg]


def site_in(folder: Path, **changes: Any) -> Flask:
    """Return an application with empty tables."""
    app = create_app(settings_in(folder, **changes))
    schema.upgrade(database_of(app).engine)
    with database_of(app).write.begin() as session:
        site.save(session, "language", "en")
    return app


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which everybody has an account, to be copied: making it takes longer than most tests."""
    folder = tmp_path_factory.mktemp("stage")
    app = site_in(folder)
    for role, name in NAMES.items():
        add_account(app, name, role)
    with database_of(app).engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.connection.driver_connection.execute("VACUUM INTO ?", (str(folder / "stage"),))  # type: ignore[union-attr]
    database_of(app).engine.dispose()
    return folder / "stage"


@pytest.fixture
def studio(tmp_path: Path, stage: Path) -> Iterator[Flask]:
    """An application with an owner, an editor, an author and a contributor."""
    copy(stage, tmp_path / "longwave.sqlite3")
    app = create_app(settings_in(tmp_path))
    yield app
    database_of(app).engine.dispose()


@pytest.fixture
def writing(studio: Flask) -> Iterator[Session]:
    """A writing session in which olga, edgar, anna and carl have accounts."""
    with database_of(studio).write() as session:
        yield session


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    """An application in which nobody has an account yet."""
    app = site_in(tmp_path)
    yield app
    database_of(app).engine.dispose()


def database_of(app: Flask) -> Database:
    """Return the database of an application outside a request."""
    found: Database = app.extensions["longwave-database"]
    return found


def passwords_of(app: Flask) -> Passwords:
    """Return a hasher with the application's parameters."""
    settings = database_of(app).settings
    return Passwords(memory=settings.password_memory, passes=settings.password_passes)


def add_account(app: Flask, name: str, role: Role = Role.AUTHOR, password: str = PASSWORD) -> int:
    """Make an account and return the author's id."""
    with database_of(app).write.begin() as session:
        newcomer = Newcomer(name, name.title(), password)
        return accounts.create(session, newcomer, role=role, passwords=passwords_of(app), now=clock.now()).id


def named(session: Session, name: str) -> Author:
    """Return the author of this name with the hash of the password."""
    return session.scalars(queries.with_password(queries.by_name(name))).one()


def add_signer(session: Session, name: str, display_name: str = "") -> Author:
    """Make an author as an import makes one: a name above posts, without an account."""
    author = Author(name=name, display_name=display_name or name, created_at=clock.now())
    session.add(author)
    session.flush()
    return author


class Person:
    """Somebody with a browser of their own, who types into forms and so sends the token that belongs to them."""

    def __init__(self, app: Flask, address: str = "192.0.2.1") -> None:
        self.browser: FlaskClient = app.test_client()
        self.address = address

    def get(self, path: str, **more: Any) -> TestResponse:
        """Open a page."""
        return self.browser.get(path, environ_base={"REMOTE_ADDR": self.address}, **more)

    def post(self, path: str, token: str | None = None, **fields: str) -> TestResponse:
        """Send a form with the token of this browser."""
        form = {"csrf_token": self.token() if token is None else token, **fields}
        return self.browser.post(path, data=form, environ_base={"REMOTE_ADDR": self.address})

    def token(self) -> str:
        """Return the token that a form of this browser would hold."""
        answer = self.get("/login", headers={"Accept": "application/json"})
        return str(answer.get_json()["csrf_token"])

    def log_in(self, name: str, password: str = PASSWORD, **fields: str) -> TestResponse:
        """Fill in the log-in page."""
        return self.post("/login", name=name, password=password, **fields)

    def cookie(self) -> str | None:
        """Return what this browser keeps of its session."""
        found = self.browser.get_cookie("longwave")
        return found.value if found else None


def logged_in(app: Flask, name: str, address: str = "192.0.2.1") -> Person:
    """Return somebody who has just logged in."""
    person = Person(app, address)
    assert person.log_in(name).status_code == 303
    return person
