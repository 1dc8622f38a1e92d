"""The one piece of Flask glue below the web: sessions that live as long as the application context."""

from dataclasses import dataclass

from flask import Flask, current_app, g
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session, sessionmaker

from app.config import Settings
from app.storage import files
from app.storage.engine import make_engine
from app.storage.sessions import read_sessions, reading, write_sessions

_EXTENSION = "longwave-database"


@dataclass(frozen=True, slots=True)
class Database:
    """The engine of an application, its kinds of session, its pictures' bytes, and the settings it started with.

    `readers` is the engine of what readers' pages are read from: a replica, if the settings name one. `pages` has its
    transactions for looking, and `read_pages` their sessions.
    """

    settings: Settings
    engine: Engine
    readers: Engine
    pages: Engine
    read: sessionmaker[Session]
    read_pages: sessionmaker[Session]
    write: sessionmaker[Session]
    files: files.Store


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its database and its pictures' bytes; nothing is connected yet.

    Raises `ConfigurationError` if what the object store needs is not installed.
    """
    store = files.store_of(settings)
    engine = make_engine(settings.database_url)
    readers = make_engine(settings.database_read_url) if settings.database_read_url else engine
    app.extensions[_EXTENSION] = Database(
        settings,
        engine,
        readers,
        pages=reading(readers),
        read=read_sessions(engine),
        read_pages=read_sessions(readers),
        write=write_sessions(engine),
        files=store,
    )
    app.teardown_appcontext(_close)


def database() -> Database:
    """The database of the current application."""
    found: Database = current_app.extensions[_EXTENSION]
    return found


def session() -> Session:
    """This context's session for looking: one state of the database throughout, and no writing."""
    if "read_session" not in g:
        of = database()
        g.read_session = of.read_pages(bind=connection()) if "is_for_readers" in g else of.read()
    found: Session = g.read_session
    return found


def serve_readers() -> None:
    """From here on this context looks where readers' pages are read from, which may be a little behind."""
    g.is_for_readers = True


def connection() -> Connection:
    """The connection of `session()`, with the state that it sees, for statements that ask for columns alone.

    Readers' pages seldom need a session at all, and to begin one costs twice what this does; so for them it is the
    session that stands on the connection.
    """
    if "read_connection" not in g:
        g.read_connection = _begun() if "is_for_readers" in g else session().connection()
    found: Connection = g.read_connection
    return found


def _begun() -> Connection:
    begun = database().pages.connect()
    begun.begin()
    return begun


def look_again() -> None:
    """From here on this context sees the database as it is now."""
    if "is_for_readers" in g:
        _close(None)
        return
    g.pop("read_connection", None)
    session().rollback()


def write_session() -> Session:
    """This context's session for changing rows; the caller commits on its last line, or nothing has happened."""
    if "write_session" not in g:
        g.write_session = database().write()
    found: Session = g.write_session
    return found


def _close(_error: BaseException | None) -> None:
    connection: Connection | None = g.pop("read_connection", None)
    for name in ("read_session", "write_session"):
        left: Session | None = g.pop(name, None)
        if left is not None:
            left.close()
    if connection is not None and "is_for_readers" in g:
        connection.close()
