import re
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from app import clock
from app.storage.models import AuthorSession, Role
from tests.studio_cast import PASSWORD, Person, add_account, add_signer, database_of, logged_in, named


def id_of(app: Flask, name: str) -> int:
    with database_of(app).read() as session:
        return named(session, name).id


def role_of(app: Flask, name: str) -> Role | None:
    with database_of(app).read() as session:
        return named(session, name).role


def link_on(page: str) -> str:
    found = re.search(r"<code>http://127\.0\.0\.1:8000(/setup/[\w-]+)</code>", page)
    assert found
    return found[1]


def let_time_pass(app: Flask, age: timedelta) -> None:
    """Let it be long ago that anybody typed a password."""
    with database_of(app).write.begin() as session:
        session.execute(sa.update(AuthorSession).values(authenticated_at=clock.now() - age))


def test_the_page_names_everybody(studio: Flask) -> None:
    with database_of(studio).write.begin() as session:
        add_signer(session, "somebody", "<b>Some</b> Body")
    page = logged_in(studio, "olga").get("/studio/authors").text
    assert all(name in page for name in ("Olga", "Edgar", "Anna", "Carl", "&lt;b&gt;Some&lt;/b&gt; Body"))
    assert "Only signs posts" in page


def test_an_owner_invites_by_a_link_that_is_shown_once(studio: Flask) -> None:
    olga = logged_in(studio, "olga")
    answer = olga.post("/studio/invitations", role="editor", note="for <Nina>")
    link = link_on(answer.text)
    assert answer.status_code == 201
    assert "for &lt;Nina&gt;" in answer.text
    assert link not in olga.get("/studio/authors").text
    assert Person(studio).post(link, name="nina", password=PASSWORD).status_code == 303
    assert role_of(studio, "nina") is Role.EDITOR


def test_an_owner_takes_an_invitation_back(studio: Flask) -> None:
    olga = logged_in(studio, "olga")
    link = link_on(olga.post("/studio/invitations", role="editor", note="Nina").text)
    assert "Waiting to be accepted" in olga.get("/studio/authors").text
    olga.post("/studio/invitations/1/revoke")
    assert "Waiting to be accepted" not in olga.get("/studio/authors").text
    assert Person(studio).get(link).status_code == 404


def test_a_role_changes_at_the_next_request(studio: Flask) -> None:
    olga, anna = logged_in(studio, "olga"), logged_in(studio, "anna")
    assert anna.get("/studio/authors").status_code == 403
    olga.post(f"/studio/authors/{id_of(studio, 'anna')}/role", role="owner")
    assert anna.get("/studio/authors").status_code == 200
    olga.post(f"/studio/authors/{id_of(studio, 'anna')}/role", role="contributor")
    assert anna.get("/studio/authors").status_code == 403


def test_a_role_that_does_not_exist_is_refused(studio: Flask) -> None:
    olga = logged_in(studio, "olga")
    for role in ("", "king", "Owner", "owner\0"):
        assert olga.post(f"/studio/authors/{id_of(studio, 'anna')}/role", role=role).status_code == 422
    assert role_of(studio, "anna") is Role.AUTHOR


def test_who_is_shut_out_is_out_at_once_and_comes_back_with_the_same_password(studio: Flask) -> None:
    """ASVS 5.0 V7.4.2."""
    olga, anna = logged_in(studio, "olga"), logged_in(studio, "anna")
    olga.post(f"/studio/authors/{id_of(studio, 'anna')}/deactivate")
    assert anna.get("/studio/profile").status_code == 303
    assert anna.post("/studio/profile", display_name="Still here").status_code == 401
    assert Person(studio).log_in("anna").status_code == 401
    olga.post(f"/studio/authors/{id_of(studio, 'anna')}/reactivate")
    assert anna.get("/studio/profile").status_code == 303
    assert Person(studio).log_in("anna").status_code == 303


def test_owners_do_not_change_themselves(studio: Flask) -> None:
    add_account(studio, "otto", Role.OWNER)
    olga, own = logged_in(studio, "olga"), id_of(studio, "olga")
    assert olga.post(f"/studio/authors/{own}/role", role="author").status_code == 303
    assert "another owner" in olga.get("/studio/authors").text
    olga.post(f"/studio/authors/{own}/deactivate")
    assert role_of(studio, "olga") is Role.OWNER
    assert olga.get("/studio/authors").status_code == 200


def test_an_owner_makes_a_link_for_a_forgotten_password(studio: Flask) -> None:
    olga = logged_in(studio, "olga")
    link = link_on(olga.post(f"/studio/authors/{id_of(studio, 'anna')}/link").text)
    Person(studio).post(link, password="nine amber swifts")
    assert Person(studio).log_in("anna", "nine amber swifts").status_code == 303


def test_who_only_signs_posts_needs_a_role_before_a_link(studio: Flask) -> None:
    with database_of(studio).write.begin() as session:
        somebody = add_signer(session, "somebody").id
    olga = logged_in(studio, "olga")
    assert olga.post(f"/studio/authors/{somebody}/link").status_code == 303
    assert "role first" in olga.get("/studio/authors").text
    olga.post(f"/studio/authors/{somebody}/role", role="author")
    assert olga.post(f"/studio/authors/{somebody}/link").status_code == 201


def test_an_author_who_does_not_exist_is_not_found(studio: Flask) -> None:
    olga = logged_in(studio, "olga")
    for address in ("/studio/authors/99/role", "/studio/authors/99/deactivate", "/studio/authors/99/link"):
        assert olga.post(address, role="editor").status_code == 404
    assert olga.post(f"/studio/authors/{10**30}/deactivate").status_code == 404


def test_an_owner_types_the_password_again_after_a_while(studio: Flask) -> None:
    """ASVS 5.0 V7.5.1."""
    olga = logged_in(studio, "olga")
    let_time_pass(studio, timedelta(minutes=15))
    change = f"/studio/authors/{id_of(studio, 'anna')}/role"
    assert olga.post(change, role="editor").location == "/studio/confirmation?next=/studio/authors"
    assert role_of(studio, "anna") is Role.AUTHOR
    refused = olga.post("/studio/confirmation", password="wrong", next="/studio/authors")
    assert refused.status_code == 422
    assert "The password is wrong." in refused.text
    assert olga.post("/studio/confirmation", password=PASSWORD, next="//evil.test").location == "/studio/"
    assert olga.post(change, role="editor").location == "/studio/authors"
    assert role_of(studio, "anna") is Role.EDITOR


def test_guessing_the_password_in_a_borrowed_browser_is_stopped(studio: Flask) -> None:
    olga = logged_in(studio, "olga")
    assert [olga.post("/studio/confirmation", password=f"guess {n}").status_code for n in range(8)][-1] == 429
    assert [olga.post("/studio/password", current_password=f"guess {n}").status_code for n in range(8)][-1] == 429
