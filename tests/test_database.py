"""Sessions live as long as the application context: one of each kind in it, closed at its end, whatever happened."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app.config import Settings
from app.database import database, init_app, session, write_session
from app.storage.models import Setting


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An application that has a database and nothing else."""
    app = Flask("bare")
    init_app(app, Settings(database_url=database_url, data_dir=tmp_path))
    yield app
    with app.app_context():
        database().engine.dispose()


def connections_out(app: Flask) -> int:
    """Return how many connections have not come back to the pool."""
    with app.app_context():
        pool = database().engine.pool
    assert isinstance(pool, sa.QueuePool)
    return pool.checkedout()


def test_a_context_has_one_session_of_each_kind(app: Flask) -> None:
    with app.app_context():
        assert session() is session()
        assert write_session() is write_session()
        assert session() is not write_session()
        first = session()
    with app.app_context():
        assert session() is not first


def test_nothing_is_connected_before_something_is_asked(app: Flask) -> None:
    with app.app_context():
        session()
        write_session()
        assert connections_out(app) == 0


def test_sessions_are_closed_with_their_context(app: Flask) -> None:
    with app.app_context():
        session().execute(sa.select(Setting))
        write_session().execute(sa.select(Setting))
        assert connections_out(app) == 2
    assert connections_out(app) == 0


def test_what_a_context_did_not_commit_has_not_happened(app: Flask) -> None:
    with app.app_context():
        write_session().add(Setting(key="kept", value="1"))
        write_session().commit()
        write_session().add(Setting(key="lost", value="1"))
        write_session().flush()
    with app.app_context():
        assert session().scalars(sa.select(Setting.key)).all() == ["kept"]


def test_a_request_that_fails_gives_its_turn_back(app: Flask) -> None:
    @app.post("/fails")
    def fails() -> str:
        write_session().add(Setting(key="lost", value="1"))
        write_session().flush()
        raise RuntimeError

    assert app.test_client().post("/fails").status_code == 500
    assert connections_out(app) == 0
    with app.app_context():  # The next writer waits for nobody.
        assert write_session().scalars(sa.select(Setting.key)).all() == []


def test_the_reading_session_cannot_write(app: Flask) -> None:
    with app.app_context():
        session().add(Setting(key="lost", value="1"))
        with pytest.raises((sa.exc.OperationalError, sa.exc.InternalError), match=r"readonly|read-only"):
            session().flush()


def test_the_settings_are_those_that_the_application_was_made_with(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        assert database().settings.data_dir == tmp_path
