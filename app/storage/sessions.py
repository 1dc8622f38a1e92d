"""Sessions that read or write; a writer's changes reach the content version and the shelves in its transaction."""

import secrets
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, sessionmaker

from app.storage import changes, placing, rebuilding, touching
from app.storage.touching import Touched

_SEEN = "readers-see-it"
_ADVANCED = "the-version-is-another"
_TOUCHED = "touched-posts"

_ADVANCE = sa.text(
    "INSERT INTO content_version (id, stamp) VALUES (1, :stamp) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp"
)


def write_sessions(engine: sa.Engine) -> sessionmaker[Session]:
    """Sessions that may change rows; they wait for their turn at the start, never in the middle."""
    sessions = sessionmaker(engine, expire_on_commit=False)
    sa.event.listen(sessions, "before_flush", _look_at_rows)
    sa.event.listen(sessions, "do_orm_execute", _look_at_statement)
    sa.event.listen(sessions, "after_flush", _note_rows)
    sa.event.listen(sessions, "before_commit", _complete)
    return sessions


def reading(engine: sa.Engine) -> sa.Engine:
    """The engine with transactions that see one state of the database, wait for no writer and cannot write."""
    reader = engine.execution_options(reads_only=True)
    if engine.dialect.name == "postgresql":
        reader = reader.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return reader


def read_sessions(engine: sa.Engine) -> sessionmaker[Session]:
    """Sessions that see one state of the database and wait for no writer; the database refuses to let them write."""
    return sessionmaker(reading(engine), expire_on_commit=False, autoflush=False)


def advance(session: Session) -> None:
    """Give the content another version when this transaction is committed, whatever it changes."""
    session.info[_SEEN] = True


def after_advance(sessions: sessionmaker[Session], call: Callable[[], None]) -> None:
    """Let something be called after each commit that gave the content another version. It must not raise."""

    def called(session: Session) -> None:
        if session.info.pop(_ADVANCED, False):
            call()

    sa.event.listen(sessions, "after_commit", called)


def _look_at_rows(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    if not session.info.get(_SEEN) and changes.is_seen(session):
        advance(session)


def _look_at_statement(state: ORMExecuteState) -> None:
    changes_rows = state.is_insert or state.is_update or state.is_delete
    if changes_rows and changes.concerns_readers(state.statement):
        advance(state.session)
    if changes_rows:
        touching.note_statement(_touched(state.session), state)


def _note_rows(session: Session, _context: UOWTransaction) -> None:
    touching.note_rows(_touched(session), session)


def _touched(session: Session) -> Touched:
    found: Touched = session.info.setdefault(_TOUCHED, Touched())
    return found


def _complete(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()  # What is not written yet may concern readers too.
    _place(session, session.info.pop(_TOUCHED, Touched()))
    if session.info.pop(_SEEN, False):
        session.execute(_ADVANCE, {"stamp": secrets.randbits(62)})
        session.info[_ADVANCED] = True


def _place(session: Session, touched: Touched) -> None:
    if touched.is_unknown:
        rebuilding.rebuild(session)
        return
    if touched.tag_ids:
        placing.clear_tags(session, touched.tag_ids)
    if touched.post_ids:
        placing.place(session, touched.post_ids)
