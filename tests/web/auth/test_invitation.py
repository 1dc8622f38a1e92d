from datetime import timedelta

import pytest
from flask import Flask

from app import clock
from app.services import invitations
from app.storage.models import Role
from tests.studio_cast import NOW, PASSWORD, Person, add_signer, database_of, named


def invite(app: Flask, role: Role = Role.CONTRIBUTOR, after: timedelta = timedelta(0)) -> str:
    with database_of(app).write.begin() as session:
        return (
            f"/setup/{invitations.invite(session, named(session, 'olga'), role=role, note='', now=clock.now() - after)}"
        )


def invite_back(app: Flask, name: str) -> str:
    with database_of(app).write.begin() as session:
        olga, author = named(session, "olga"), named(session, name)
        return f"/setup/{invitations.invite_back(session, olga, author, now=clock.now())}"


def set_up(app: Flask) -> str:
    with database_of(app).write.begin() as session:
        return f"/setup/{invitations.set_up(session, now=clock.now())}"


def test_whoever_sets_up_an_empty_site_owns_it_and_is_logged_in(empty: Flask) -> None:
    link, nina = set_up(empty), Person(empty)
    assert "Set up this site" in nina.get(link).text
    answer = nina.post(link, name="nina", display_name="Nina Ray", password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/studio/")
    assert "Nina Ray" in nina.get("/studio/authors").text
    assert Person(empty).get(link).status_code == 404
    assert Person(empty).post(link, name="mara", password=PASSWORD).status_code == 404


def test_an_invitation_makes_an_account_with_its_role(studio: Flask) -> None:
    link, nina = invite(studio), Person(studio)
    assert "You are invited to write" in nina.get(link).text
    assert nina.post(link, name="nina", display_name="", password=PASSWORD).status_code == 303
    assert nina.get("/studio/authors").status_code == 403
    with database_of(studio).read() as session:
        assert named(session, "nina").role is Role.CONTRIBUTOR


@pytest.mark.parametrize("field", ["role", "id", "author_id", "deactivated_at", "password_hash"])
def test_a_form_cannot_give_more_than_the_invitation(studio: Flask, field: str) -> None:
    """ASVS 5.0 V15.3.3."""
    Person(studio).post(invite(studio), name="nina", password=PASSWORD, **{field: "owner" if field == "role" else "1"})
    with database_of(studio).read() as session:
        nina = named(session, "nina")
        assert (nina.role, nina.id, nina.deactivated_at) == (Role.CONTRIBUTOR, 5, None)
        assert (nina.password_hash or "").startswith("$argon2id$")


def test_looking_at_a_link_does_not_use_it_up(studio: Flask) -> None:
    link = invite(studio)
    assert [Person(studio).get(link).status_code for _ in range(3)] == [200] * 3


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "anna", "Somebody else has this name"),
        ("name", "no such name", "Latin letters"),
        ("display_name", "x" * 101, "1 to 100 characters"),
        ("password", "short", "too short"),
        ("password", "password1", "common word"),
    ],
)
def test_a_fault_is_said_beside_its_field_and_the_rest_stays(studio: Flask, field: str, typed: str, words: str) -> None:
    link, nina = invite(studio), Person(studio)
    answer = nina.post(link, **{"name": "nina", "display_name": "Nina", "password": PASSWORD, field: typed})
    assert answer.status_code == 422
    assert f'<p class="field-error" id="{field}-error">' in answer.text
    assert f'aria-invalid="true" aria-describedby="{field}-error' in answer.text
    assert words in answer.text
    assert PASSWORD not in answer.text
    assert nina.post(link, name="nina", password=PASSWORD).status_code == 303


def test_links_that_lead_nowhere_look_alike(studio: Flask) -> None:
    used, late = invite(studio), invite(studio, after=timedelta(days=7))
    Person(studio).post(used, name="nina", password=PASSWORD)
    answers = [Person(studio).get(link) for link in (used, late, "/setup/x", "/setup/%00", f"/setup/{'x' * 3_000}")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


def test_a_link_for_another_password_asks_for_nothing_else(studio: Flask) -> None:
    link, anna = invite_back(studio, "anna"), Person(studio)
    page = anna.get(link).text
    assert "Choose a password" in page
    assert "display_name" not in page
    assert anna.post(link, password="nine amber swifts").status_code == 303
    assert Person(studio).log_in("anna").status_code == 401
    assert Person(studio).log_in("anna", "nine amber swifts").status_code == 303


def test_no_link_lets_in_who_was_shut_out(studio: Flask) -> None:
    link = invite_back(studio, "anna")
    with database_of(studio).write.begin() as session:
        named(session, "anna").deactivated_at = NOW
    assert Person(studio).get(link).status_code == 404


def test_whoever_is_invited_cannot_become_an_author_who_signs_posts(studio: Flask) -> None:
    with database_of(studio).write.begin() as session:
        add_signer(session, "somebody")
    assert Person(studio).post(invite(studio), name="somebody", password=PASSWORD).status_code == 422
