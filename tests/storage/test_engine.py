"""Transactions: writers take turns and lose nothing; readers see one state, wait for nobody and write nothing."""

import multiprocessing
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.storage.engine import BUSY_TIMEOUT, make_engine
from app.storage.models import Setting
from app.storage.sessions import read_sessions, write_sessions


def put(session: Session, value: int) -> None:
    """Store a number under the name that these tests count with."""
    session.merge(Setting(key="count", value=str(value)))


def got(session: Session) -> int:
    """Return the stored number as the database has it now."""
    return int(session.scalars(sa.select(Setting.value).where(Setting.key == "count")).one())


def increment(engine: sa.Engine, times: int) -> None:
    """Read and write the number again and again, as services do."""
    for _ in range(times):
        with write_sessions(engine)() as session:
            put(session, got(session) + 1)
            session.commit()


def increment_in_a_process(url: str) -> None:
    """Do so with an engine of its own, as another worker does."""
    engine = make_engine(url)
    increment(engine, 50)
    engine.dispose()


def test_threads_that_read_and_write_lose_no_update(engine: sa.Engine, session: Session) -> None:
    put(session, 0)
    session.commit()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: increment(engine, 50), range(4)))
    assert got(session) == 200


def test_processes_that_read_and_write_lose_no_update(database_url: str, session: Session) -> None:
    put(session, 0)
    session.commit()
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(increment_in_a_process, [database_url] * 2)
    assert got(session) == 100


def test_a_writer_waits_for_the_one_before(engine: sa.Engine, session: Session) -> None:
    put(session, 7)  # Its turn has begun and does not end before the commit below.
    second_has_begun, seen = Event(), []

    def second() -> None:
        with write_sessions(engine)() as other:
            second_has_begun.set()
            seen.append(got(other))

    thread = Thread(target=second)
    thread.start()
    second_has_begun.wait()
    thread.join(0.2)
    assert seen == []
    session.commit()
    thread.join()
    assert seen == [7]


def test_a_writer_that_waits_too_long_fails_and_says_so(
    engine: sa.Engine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.engine.BUSY_TIMEOUT", 100)
    put(session, 1)
    session.flush()
    hasty = make_engine(engine.url.render_as_string(hide_password=False))
    with write_sessions(hasty)() as other, pytest.raises(sa.exc.OperationalError, match=r"locked|lock timeout"):
        put(other, 2)
    hasty.dispose()
    session.commit()
    assert (BUSY_TIMEOUT, got(session)) == (15_000, 1)


def test_a_reader_waits_for_no_writer(engine: sa.Engine, session: Session) -> None:
    put(session, 1)
    session.commit()
    put(session, 2)
    session.flush()
    with read_sessions(engine)() as reader:
        assert got(reader) == 1


def test_a_writer_waits_for_no_reader(engine: sa.Engine, session: Session) -> None:
    put(session, 1)
    session.commit()
    with read_sessions(engine)() as reader:
        assert got(reader) == 1
        put(session, 2)
        session.commit()
        assert got(session) == 2


def test_a_reader_sees_one_state_throughout(engine: sa.Engine, session: Session) -> None:
    put(session, 1)
    session.commit()
    with read_sessions(engine)() as reader:
        assert got(reader) == 1
        put(session, 2)
        session.commit()
        assert got(reader) == 1
        reader.rollback()
        assert got(reader) == 2


def test_the_database_refuses_to_let_a_reader_write(engine: sa.Engine) -> None:
    with read_sessions(engine)() as reader:
        reader.add(Setting(key="count", value="1"))
        with pytest.raises((sa.exc.OperationalError, sa.exc.InternalError), match=r"readonly|read-only"):
            reader.flush()


def test_a_connection_that_read_may_write_afterwards(engine: sa.Engine) -> None:
    # Both sessions use the pool's one connection, which must not stay as the reader left it.
    for value in (1, 2):
        with write_sessions(engine)() as writer:
            put(writer, value)
            writer.commit()
        with read_sessions(engine)() as reader:
            assert got(reader) == value


def test_what_is_not_committed_has_not_happened(engine: sa.Engine, session: Session) -> None:
    put(session, 1)
    session.commit()
    with write_sessions(engine)() as other:
        put(other, 2)
        other.flush()
    assert got(session) == 1


def test_a_commit_on_sqlite_survives_a_power_cut(migrated_file: Path, tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{shutil.copyfile(migrated_file, tmp_path / 'copy.sqlite3')}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
    engine.dispose()
