"""Engines: the transaction rules of both databases are kept here.

Writers take turns; readers see one state of the database and wait for nobody: see
docs/decisions/2026-11-24-one-writer-at-a-time.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection as SQLiteConnection
from typing import Any

import sqlalchemy as sa

BUSY_TIMEOUT = 15_000
"""Milliseconds that a writer waits for the one before it."""

WRITERS_TURN = 0x4C57  # "LW"
"""The number of PostgreSQL's advisory lock that a writer holds; such numbers are a database's own."""


def make_engine(url: str) -> sa.Engine:
    """An engine for a SQLite file or PostgreSQL whose plain transactions are those of a writer."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = sa.create_engine(parsed, pool_pre_ping=True)
        sa.event.listen(engine, "begin", _take_turn)
        return engine
    # The driver opens its transaction late and upgrades it at the first write, where two writers may fail or lose an
    # update (311 of 400 measured). So the driver manages nothing and `_begin` says which transaction it is.
    engine = sa.create_engine(parsed, connect_args={"isolation_level": None, "timeout": BUSY_TIMEOUT / 1000})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def changing_schema(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A writer's transaction for changes of tables: all of them are committed at the end, or none.

    Raises `sqlalchemy.exc.IntegrityError` if rows were left that refer to none. SQLite changes a table by dropping it
    after a copy, and with foreign keys enforced that would delete what refers to it; so it looks at the end.
    """
    with engine.execution_options(changes_schema=True).begin() as connection:
        yield connection
        if connection.dialect.name == "sqlite":
            _check_references(connection)


def _check_references(connection: sa.Connection) -> None:
    statement = "PRAGMA foreign_key_check"
    broken = connection.exec_driver_sql(statement).first()
    if broken:
        fault = ValueError(f"a row of {broken[0]} refers to none of {broken[2]}")
        raise sa.exc.IntegrityError(statement, None, fault)


def _take_turn(connection: sa.Connection) -> None:
    """Without turns two writers of PostgreSQL who read before they write lose an update, as of SQLite."""
    if not connection.get_execution_options().get("reads_only", False):
        connection.exec_driver_sql(
            f"SELECT set_config('lock_timeout', '{BUSY_TIMEOUT}', true), pg_advisory_xact_lock({WRITERS_TURN})"
        )


def _prepare(connection: SQLiteConnection, _record: object) -> None:
    """Settings that SQLite forgets with each connection.

    `synchronous=FULL` makes a commit survive a power cut, not only the death of the process.
    """
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    if options.get("reads_only", False):
        # Each page begins so, and nothing here can fail: straight to the driver it costs a tenth.
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA query_only=ON")
        driver.execute("BEGIN")
        return
    connection.exec_driver_sql("PRAGMA query_only=OFF")
    connection.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if options.get('changes_schema', False) else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
