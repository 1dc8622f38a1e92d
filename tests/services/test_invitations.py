from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.services import accounts, invitations, sessions
from app.services.accounts import Newcomer
from app.services.errors import RefusedError, RefusedFieldError
from app.storage.models import Author, Role
from app.storage.queries import accounts as queries
from tests.studio_cast import CLIENT, HASHER, LIFETIMES, NOW, PASSWORD, add_signer, database_of, named

SECOND = timedelta(seconds=1)
NINA = Newcomer("nina", "Nina", PASSWORD)


def accept(writing: Session, secret: str, newcomer: Newcomer = NINA, after: timedelta = SECOND) -> Author | None:
    return invitations.accept(writing, secret, newcomer, passwords=HASHER, now=NOW + after)


def invite(writing: Session, role: Role = Role.EDITOR) -> str:
    return invitations.invite(writing, named(writing, "olga"), role=role, note="for Nina", now=NOW)


def test_an_invitation_makes_an_author_with_its_role_once(writing: Session) -> None:
    """ASVS 5.0 V6.4.1."""
    secret = invite(writing)
    made = accept(writing, secret)
    assert made is not None
    assert (made.name, made.role) == ("nina", Role.EDITOR)
    assert accept(writing, secret, Newcomer("mara", "", PASSWORD)) is None
    assert invitations.find(writing, secret, now=NOW) is None


def test_an_invitation_runs_out(writing: Session) -> None:
    secret = invite(writing)
    assert invitations.find(writing, secret, now=NOW + invitations.LIFETIME - SECOND)
    assert accept(writing, secret, after=invitations.LIFETIME) is None


def test_an_invitation_can_be_taken_back(writing: Session) -> None:
    secret = invite(writing)
    found = invitations.find(writing, secret, now=NOW)
    assert found is not None
    invitations.revoke(writing, found.id)
    assert accept(writing, secret) is None


def test_what_cannot_be_taken_leaves_the_invitation_open(studio: Flask) -> None:
    database = database_of(studio)
    with database.write.begin() as writing:
        secret = invite(writing)
    with database.write() as writing, pytest.raises(RefusedFieldError):
        accept(writing, secret, Newcomer("anna", "", PASSWORD))
    with database.write.begin() as writing:
        assert accept(writing, secret)


def test_of_two_who_accept_at_once_one_is_let_in(studio: Flask) -> None:
    """ASVS 5.0 V2.3.4."""
    database = database_of(studio)
    with database.write.begin() as writing:
        secret = invite(writing)

    def race(name: str) -> bool:
        with database.write.begin() as writing:
            return accept(writing, secret, Newcomer(name, "", PASSWORD)) is not None

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(race, ("nina", "mara", "ida", "vera"))) == [False, False, False, True]


def test_a_link_lets_an_author_choose_another_password_and_ends_every_session(writing: Session) -> None:
    anna = named(writing, "anna")
    open_session = sessions.begin(writing, anna, client=CLIENT, now=NOW)
    secret = invitations.invite_back(writing, named(writing, "olga"), anna, now=NOW)
    assert accept(writing, secret, Newcomer("ignored", "ignored", "nine amber swifts")) is anna
    assert (anna.name, anna.role) == ("anna", Role.AUTHOR)
    assert accounts.prove(writing, "anna", "nine amber swifts", passwords=HASHER)
    assert sessions.find(writing, open_session, lifetimes=LIFETIMES, now=NOW) is None


def test_a_second_link_for_a_password_replaces_the_first(writing: Session) -> None:
    olga, anna = named(writing, "olga"), named(writing, "anna")
    first = invitations.invite_back(writing, olga, anna, now=NOW)
    second = invitations.invite_back(writing, olga, anna, now=NOW)
    assert invitations.find(writing, first, now=NOW) is None
    assert invitations.find(writing, second, now=NOW)


def test_who_only_signs_posts_gets_a_role_first_and_then_a_link(writing: Session) -> None:
    somebody = add_signer(writing, "somebody")
    with pytest.raises(RefusedError):
        invitations.invite_back(writing, named(writing, "olga"), somebody, now=NOW)
    accounts.change_role(writing, somebody, Role.CONTRIBUTOR)
    secret = invitations.invite_back(writing, named(writing, "olga"), somebody, now=NOW)
    assert accept(writing, secret) is somebody
    assert accounts.prove(writing, "somebody", PASSWORD, passwords=HASHER)


def test_invitations_that_wait_are_listed_without_their_secrets(writing: Session) -> None:
    secret = invite(writing)
    (waiting,) = writing.scalars(queries.open_invitations(NOW)).all()
    assert (waiting.note, waiting.role) == ("for Nina", Role.EDITOR)
    assert waiting.digest != secret
    accept(writing, secret)
    assert writing.scalars(queries.open_invitations(NOW)).all() == []


def test_the_link_of_an_empty_site_makes_the_owner_and_closes_for_good(empty: Flask) -> None:
    """ASVS 5.0 V6.3.2: there is no account until somebody makes one."""
    with database_of(empty).write() as writing:
        first = invitations.set_up(writing, now=NOW)
        second = invitations.set_up(writing, now=NOW)
        assert first is not None
        assert second is not None
        assert accept(writing, first) is None  # a later start made it lead nowhere
        made = accept(writing, second)
        assert made is not None
        assert made.role is Role.OWNER
        assert invitations.set_up(writing, now=NOW) is None


def test_the_link_of_an_empty_site_closes_when_an_owner_was_made_otherwise(empty: Flask) -> None:
    with database_of(empty).write() as writing:
        secret = invitations.set_up(writing, now=NOW)
        assert secret is not None
        accounts.create(writing, NINA, role=Role.OWNER, passwords=HASHER, now=NOW)
        assert accept(writing, secret, Newcomer("mara", "", PASSWORD)) is None


def test_the_link_of_an_empty_site_runs_out_within_a_day(empty: Flask) -> None:
    with database_of(empty).write() as writing:
        secret = invitations.set_up(writing, now=NOW)
        assert secret is not None
        assert accept(writing, secret, after=timedelta(days=1)) is None
