"""Engines, and sessions that read or write: the transaction rules of SQLite are kept here."""

from sqlite3 import Connection as SQLiteConnection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

BUSY_TIMEOUT = 15_000
"""Milliseconds that a writer of SQLite waits for the one before it."""


def make_engine(url: str) -> sa.Engine:
    """An engine for a SQLite file or PostgreSQL whose plain transactions are those of a writer."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return sa.create_engine(parsed, pool_pre_ping=True)
    # The driver opens its transaction late and upgrades it at the first write, where two writers may fail or lose an
    # update (311 of 400 measured). So the driver manages nothing and `_begin` says which transaction it is.
    engine = sa.create_engine(parsed, connect_args={"isolation_level": None, "timeout": BUSY_TIMEOUT / 1000})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def write_sessions(engine: sa.Engine) -> sessionmaker[Session]:
    """Sessions that may change rows; on SQLite they wait for their turn at the start, never in the middle."""
    return sessionmaker(engine, expire_on_commit=False)


def read_sessions(engine: sa.Engine) -> sessionmaker[Session]:
    """Sessions that see one state of the database and wait for no writer; the database refuses to let them write."""
    reader = engine.execution_options(reads_only=True, **_read_only(engine))
    return sessionmaker(reader, expire_on_commit=False, autoflush=False)


def _read_only(engine: sa.Engine) -> dict[str, Any]:
    return {"postgresql_readonly": True} if engine.dialect.name == "postgresql" else {}


def _prepare(connection: SQLiteConnection, _record: object) -> None:
    """Settings that SQLite forgets with each connection.

    `synchronous=FULL` makes a commit survive a power cut, not only the death of the process.
    """
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    reads = connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
