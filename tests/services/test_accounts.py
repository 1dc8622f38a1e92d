from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.services import accounts, invitations, sessions
from app.services.accounts import Newcomer, Proved
from app.services.errors import RefusedError, RefusedFieldError
from app.services.passwords import Passwords
from app.storage.models import Author, Role
from tests.studio_cast import CLIENT, HASHER, LIFETIMES, NOW, PASSWORD, add_signer, database_of, named

DEARER = Passwords(memory=128, passes=1)


def prove(writing: Session, name: str = "anna", password: str = PASSWORD) -> Proved | None:
    return accounts.prove(writing, name, password, passwords=HASHER)


class CountingPasswords(Passwords):
    """Counts how often a password is compared."""

    compared = 0

    def matches(self, kept: str | None, password: str) -> bool:
        """Compare and count."""
        self.compared += 1
        return super().matches(kept, password)


def create(writing: Session, name: str = "nina", role: Role = Role.AUTHOR, password: str = PASSWORD) -> Author:
    return accounts.create(writing, Newcomer(name, "", password), role=role, passwords=HASHER, now=NOW)


def test_a_name_and_its_password_prove_who_somebody_is(writing: Session) -> None:
    proved = prove(writing)
    assert proved is not None
    assert proved.author_id == named(writing, "anna").id


@pytest.mark.parametrize("typed", [" anna ", "Anna", "ＡＮＮＡ"])
def test_a_name_is_recognised_however_it_is_typed(writing: Session, typed: str) -> None:
    assert prove(writing, typed)


def test_one_comparison_is_made_whoever_is_asked_for(writing: Session) -> None:
    add_signer(writing, "somebody")
    named(writing, "carl").deactivated_at = NOW
    for name, password in (("anna", "wrong"), ("nobody", "wrong"), ("somebody", ""), ("carl", PASSWORD), ("\0", "x")):
        hasher = CountingPasswords(memory=64, passes=1)
        assert accounts.prove(writing, name, password, passwords=hasher) is None
        assert hasher.compared == 1


def test_a_password_is_hashed_again_when_the_parameters_have_changed(writing: Session) -> None:
    """ASVS 5.0 V11.4.2."""
    before = named(writing, "anna").password_hash
    proved = accounts.prove(writing, "anna", PASSWORD, passwords=DEARER)
    assert proved is not None
    accounts.enter(writing, proved, client=CLIENT, now=NOW)
    after = named(writing, "anna").password_hash
    assert after is not None
    assert before != after
    assert not DEARER.is_outdated(after)
    assert DEARER.matches(after, PASSWORD)


def test_nobody_enters_with_a_password_that_was_changed_meanwhile(writing: Session) -> None:
    proved = prove(writing)
    assert proved is not None
    accounts.change_password(writing, named(writing, "anna"), "nine amber swifts", passwords=HASHER)
    assert accounts.enter(writing, proved, client=CLIENT, now=NOW) is None


def test_nobody_enters_an_account_that_was_closed_meanwhile(writing: Session) -> None:
    proved = prove(writing)
    assert proved is not None
    accounts.deactivate(writing, named(writing, "anna"), now=NOW)
    assert accounts.enter(writing, proved, client=CLIENT, now=NOW) is None


def test_a_new_account_has_a_name_a_role_and_a_password_that_is_not_kept(writing: Session) -> None:
    made = create(writing)
    assert (made.name, made.display_name, made.role, made.created_at) == ("nina", "nina", Role.AUTHOR, NOW)
    assert made.password_hash is not None
    assert made.password_hash.startswith("$argon2id$")
    assert prove(writing, "nina")


@pytest.mark.parametrize(
    "name", ["", " ", "a b", "-a", "a-", ".", "../x", "näh", "名", "x" * 61, "a\nb", "a\0b", "a/b"]
)
def test_a_name_that_cannot_stand_in_an_address_is_refused(writing: Session, name: str) -> None:
    with pytest.raises(RefusedFieldError) as caught:
        create(writing, name)
    assert caught.value.field == "name"


@pytest.mark.parametrize("name", ["anna", "ANNA"])
def test_a_name_is_given_once(writing: Session, name: str) -> None:
    with pytest.raises(RefusedFieldError) as caught:
        create(writing, name)
    assert caught.value.field == "name"


def test_only_an_owner_takes_the_name_of_an_author_who_signs_posts_already(writing: Session) -> None:
    """Else whoever is invited would own the posts that were imported under that name."""
    signer = add_signer(writing, "somebody", "Some Body")
    with pytest.raises(RefusedFieldError):
        create(writing, "somebody", Role.EDITOR)
    made = create(writing, "somebody", Role.OWNER)
    assert (made.id, made.display_name) == (signer.id, "Some Body")


def test_a_password_that_is_the_name_is_refused(writing: Session) -> None:
    with pytest.raises(RefusedFieldError) as caught:
        create(writing, "montgomery", password="Montgomery1")
    assert caught.value.field == "password"


def test_the_last_owner_stays_one(writing: Session) -> None:
    olga = named(writing, "olga")
    with pytest.raises(RefusedError):
        accounts.change_role(writing, olga, Role.EDITOR)
    with pytest.raises(RefusedError):
        accounts.deactivate(writing, olga, now=NOW)
    accounts.change_role(writing, named(writing, "edgar"), Role.OWNER)
    writing.flush()
    accounts.deactivate(writing, olga, now=NOW)
    assert not olga.is_active


def test_of_two_owners_who_demote_each_other_at_once_one_stays(studio: Flask) -> None:
    database = database_of(studio)
    with database.write.begin() as writing:
        accounts.change_role(writing, named(writing, "edgar"), Role.OWNER)

    def demote(name: str) -> bool:
        with database.write.begin() as writing:
            try:
                accounts.change_role(writing, named(writing, name), Role.AUTHOR)
            except RefusedError:
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(demote, ("olga", "edgar"))) == [False, True]


def test_an_owner_without_a_password_does_not_count(writing: Session) -> None:
    accounts.change_role(writing, add_signer(writing, "somebody"), Role.OWNER)
    writing.flush()
    with pytest.raises(RefusedError):
        accounts.deactivate(writing, named(writing, "olga"), now=NOW)


def test_shutting_somebody_out_ends_their_sessions_and_takes_their_links_back(writing: Session) -> None:
    """ASVS 5.0 V7.4.2."""
    edgar = named(writing, "edgar")
    secret = sessions.begin(writing, edgar, client=CLIENT, now=NOW)
    link = invitations.invite(writing, edgar, role=Role.OWNER, note="", now=NOW)
    accounts.deactivate(writing, edgar, now=NOW)
    assert sessions.find(writing, secret, lifetimes=LIFETIMES, now=NOW) is None
    assert invitations.find(writing, link, now=NOW) is None
    assert prove(writing, "edgar") is None
    accounts.reactivate(edgar)
    assert sessions.find(writing, secret, lifetimes=LIFETIMES, now=NOW) is None
    assert prove(writing, "edgar")


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("display_name", {"display_name": " \n "}),
        ("display_name", {"display_name": "x" * 101}),
        ("bio", {"bio": "x" * 2_001}),
        ("language", {"language": "tlh"}),
    ],
)
def test_a_profile_that_does_not_fit_is_refused(writing: Session, field: str, changes: dict[str, str]) -> None:
    with pytest.raises(RefusedFieldError) as caught:
        accounts.change_profile(named(writing, "anna"), **{"display_name": "A", "bio": "", "language": "", **changes})
    assert caught.value.field == field


def test_a_profile_is_kept_on_clean_lines(writing: Session) -> None:
    anna = named(writing, "anna")
    accounts.change_profile(anna, display_name="  Anna\n Lind\0 ", bio=" Writes.\0 ", language="en")
    assert (anna.display_name, anna.bio, anna.language) == ("Anna Lind", "Writes.", "en")
    accounts.change_profile(anna, display_name="Anna", bio="", language="")
    assert anna.language is None
