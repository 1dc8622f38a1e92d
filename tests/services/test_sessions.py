from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.services import sessions
from app.services.sessions import Client
from app.storage.models import Author, AuthorSession
from tests.studio_cast import CLIENT, LIFETIMES, NOW, named

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def anna(writing: Session) -> Author:
    """An author."""
    return named(writing, "anna")


def find(writing: Session, secret: str, after: timedelta) -> AuthorSession | None:
    writing.flush()
    return sessions.find(writing, secret, lifetimes=LIFETIMES, now=NOW + after)


def test_a_session_is_known_by_its_secret_alone(writing: Session, anna: Author) -> None:
    """ASVS 5.0 V7.2.2 and V7.2.3: looked up on the server, 256 random bits."""
    secret = sessions.begin(writing, anna, client=CLIENT, now=NOW)
    found = find(writing, secret, DAY)
    assert found is not None
    assert found.author is anna
    assert len(secret) == 43
    assert find(writing, secret[:-1], DAY) is None
    assert find(writing, found.digest, DAY) is None
    assert find(writing, "", DAY) is None


def test_the_database_does_not_hold_the_secret(writing: Session, anna: Author) -> None:
    secret = sessions.begin(writing, anna, client=CLIENT, now=NOW)
    writing.flush()
    row = writing.execute(sa.text("SELECT * FROM author_sessions")).one()
    assert secret not in str(row)


def test_a_session_ends_when_it_is_not_used(writing: Session, anna: Author) -> None:
    """ASVS 5.0 V7.3.1."""
    secret = sessions.begin(writing, anna, client=CLIENT, now=NOW)
    assert find(writing, secret, 7 * DAY - SECOND)
    assert find(writing, secret, 7 * DAY) is None


def test_a_session_ends_however_much_it_is_used(writing: Session, anna: Author) -> None:
    """ASVS 5.0 V7.3.2."""
    secret = sessions.begin(writing, anna, client=CLIENT, now=NOW)
    for days in range(1, 30):
        found = find(writing, secret, days * DAY)
        assert found is not None
        sessions.touch(writing, found.id, now=NOW + days * DAY)
        writing.expire_all()
    assert find(writing, secret, 30 * DAY - SECOND)
    assert find(writing, secret, 30 * DAY) is None


def test_a_clock_that_goes_back_ends_nothing(writing: Session, anna: Author) -> None:
    secret = sessions.begin(writing, anna, client=CLIENT, now=NOW)
    assert find(writing, secret, -DAY)


def test_the_last_use_is_written_down_seldom(writing: Session, anna: Author) -> None:
    found = find(writing, sessions.begin(writing, anna, client=CLIENT, now=NOW), SECOND)
    assert found is not None
    assert not sessions.needs_touch(found, now=NOW + sessions.TOUCHED_EVERY - SECOND)
    assert sessions.needs_touch(found, now=NOW + sessions.TOUCHED_EVERY)


def test_a_typed_password_is_recent_for_a_quarter_of_an_hour(writing: Session, anna: Author) -> None:
    """ASVS 5.0 V7.5.1."""
    found = find(writing, sessions.begin(writing, anna, client=CLIENT, now=NOW), SECOND)
    assert found is not None
    assert sessions.is_recent(found, now=NOW + timedelta(minutes=15) - SECOND)
    assert not sessions.is_recent(found, now=NOW + timedelta(minutes=15))
    sessions.confirm(writing, found.id, now=NOW + DAY)
    writing.refresh(found)
    assert sessions.is_recent(found, now=NOW + DAY)


def test_an_author_ends_own_sessions_and_no_others(writing: Session, anna: Author) -> None:
    """ASVS 5.0 V7.4.5."""
    carl = named(writing, "carl")
    secrets = [sessions.begin(writing, author, client=CLIENT, now=NOW) for author in (anna, anna, anna, carl)]
    ids = [found.id for secret in secrets if (found := find(writing, secret, DAY))]
    assert not sessions.end(writing, anna.id, ids[3])
    assert sessions.end(writing, anna.id, ids[0])
    assert not sessions.end(writing, anna.id, ids[0])
    sessions.end_all(writing, anna.id, but=ids[1])
    assert [bool(find(writing, secret, DAY)) for secret in secrets] == [False, True, False, True]
    sessions.end_all(writing, anna.id)
    assert [bool(find(writing, secret, DAY)) for secret in secrets] == [False, False, False, True]


def test_what_has_run_out_is_forgotten(writing: Session, anna: Author) -> None:
    for start in (-40 * DAY, -8 * DAY, -DAY):
        sessions.begin(writing, anna, client=CLIENT, now=NOW + start)
    writing.flush()
    sessions.forget_dead(writing, lifetimes=LIFETIMES, now=NOW)
    assert writing.scalar(sa.select(sa.func.count()).select_from(AuthorSession)) == 1


def test_an_endless_description_of_a_browser_is_cut(writing: Session, anna: Author) -> None:
    secret = sessions.begin(writing, anna, client=Client("::1" * 40, "x" * 9_000), now=NOW)
    found = find(writing, secret, SECOND)
    assert found is not None
    assert (len(found.address), len(found.device)) == (45, 300)
