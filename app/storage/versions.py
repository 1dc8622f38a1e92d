"""Which version of the content readers see at a moment, known without asking the database more than is needed."""

import sqlite3
import threading
import time
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.storage.queries import version as queries

LONGEST_UNCHECKED = 0.05
"""Seconds that a server's stamp is taken for the present one: a round trip for each page would halve their number."""

_STAMP = str(queries.stamp().compile(compile_kwargs={"literal_binds": True}))


class UnknownVersionError(Exception):
    """The database does not say which version its content has."""


@dataclass(frozen=True, slots=True)
class Version:
    """What readers see from `since` until `until` (None: until somebody changes something), both of one stamp.

    A scheduled post's moment ends a version as a change does, and nothing has to run at that moment. Two versions are
    the same content if their `key` is equal.
    """

    stamp: int
    since: datetime
    until: datetime | None

    @property
    def key(self) -> tuple[int, datetime | None]:
        """What tells contents apart."""
        return self.stamp, self.until

    def holds(self, stamp: int, now: datetime) -> bool:
        """Whether it is the version of this stamp at this moment."""
        return self.stamp == stamp and self.since <= now and (self.until is None or now < self.until)


class Versions:
    """Tells the present version; several threads may ask.

    A change that was committed before the question is in the answer: always on SQLite, on PostgreSQL unless it was
    committed within the last `LONGEST_UNCHECKED` seconds by another process.
    """

    def __init__(self, engine: sa.Engine) -> None:
        """Nothing is connected before the first question."""
        self._engine = engine
        self._known: Version | None = None
        self._stamps = _File(engine) if engine.dialect.name == "sqlite" else _Server(engine)

    def current(self, now: datetime) -> Version:
        """The version that readers see. Raises `UnknownVersionError` while the database does not answer."""
        try:
            stamp = self._stamps.stamp()
            known = self._known
            if known is None or not known.holds(stamp, now):
                self._known = known = Version(stamp, now, self._next_moment(now))
        except (sa.exc.SQLAlchemyError, sqlite3.Error) as error:
            raise UnknownVersionError from error
        return known

    def forget(self) -> None:
        """Ask the database at the next question: this process has just changed something."""
        self._stamps.forget()

    def _next_moment(self, now: datetime) -> datetime | None:
        with self._engine.execution_options(reads_only=True).connect() as connection:
            return connection.execute(queries.next_moment(now)).scalar()


class _File:
    """The stamp in a SQLite file, read anew each time: 4 µs over a connection that each thread keeps open."""

    def __init__(self, engine: sa.Engine) -> None:
        self._path = engine.url.database
        self._kept = threading.local()

    def stamp(self) -> int:
        try:
            found = self._cursor().execute(_STAMP).fetchall()  # All rows: a statement that waits for more keeps a lock.
        except sqlite3.Error:
            self._kept.__dict__.clear()
            raise
        return found[0][0] if found else 0

    def forget(self) -> None:
        """Nothing is remembered."""

    def _cursor(self) -> sqlite3.Cursor:
        cursor: sqlite3.Cursor | None = getattr(self._kept, "cursor", None)
        if cursor is None:
            # `rw`: a file that is not there must not come into being by being asked.
            connection = sqlite3.connect(f"file:{self._path}?mode=rw", uri=True, isolation_level=None)
            connection.execute("PRAGMA query_only=ON")
            self._kept.cursor = cursor = connection.cursor()
        return cursor


class _Server:
    """The stamp in PostgreSQL, asked for by one thread at a time and not more often than every 50 ms."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine.execution_options(reads_only=True, isolation_level="AUTOCOMMIT")
        self._asking = threading.Lock()
        self._stamp = 0
        self._asked_at = float("-inf")

    def stamp(self) -> int:
        if time.monotonic() - self._asked_at < LONGEST_UNCHECKED:
            return self._stamp
        with self._asking:
            asked_at = time.monotonic()
            if asked_at - self._asked_at >= LONGEST_UNCHECKED:
                with self._engine.connect() as connection:
                    self._stamp = connection.execute(queries.stamp()).scalar() or 0
                self._asked_at = asked_at  # What is committed while the answer comes is not in it.
            return self._stamp

    def forget(self) -> None:
        self._asked_at = float("-inf")
