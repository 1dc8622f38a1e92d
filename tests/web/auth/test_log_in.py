import re
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app import clock
from app.services import accounts
from app.storage.models import AuthorSession
from tests.studio_cast import PASSWORD, Person, add_account, add_signer, database_of, logged_in, named, site_in

ELSEWHERE = [
    *("https://evil.test/", "//evil.test", "///evil.test", "/\\evil.test", "\\\\evil.test", "http:evil.test"),
    *("javascript:alert(1)", "data:text/html,x", "/\tevil.test", "/\n/evil.test", " //evil.test", "\t//evil.test"),
    *("/%0d%0aSet-Cookie:a=b\r\nX: y", "evil.test", "?next=//evil.test", "https:/evil.test", "//evil.test\\@localhost"),
    *("//[::1", "/\u2028/../\x00", "\u3000//evil.test", "//localhost@evil.test", "/x" * 2_000),
]


def age(app: Flask, **columns: timedelta) -> None:
    """Let every session look older."""
    with database_of(app).write.begin() as session:
        values = {name: clock.now() - age for name, age in columns.items()}
        session.execute(sa.update(AuthorSession).values(**values))


def test_an_author_logs_in_and_arrives_where_they_wanted(studio: Flask) -> None:
    anna = Person(studio)
    assert "Log in" in anna.get("/login?next=/studio/profile?a=1").text
    answer = anna.log_in("anna", next="/studio/profile?a=1")
    assert (answer.status_code, answer.location) == (303, "/studio/profile?a=1")
    assert "Anna" in anna.get("/studio/profile").text


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(studio: Flask) -> None:
    with database_of(studio).write.begin() as session:
        add_signer(session, "somebody")
        accounts.deactivate(session, named(session, "carl"), now=clock.now())
    person = Person(studio)
    token = person.token()
    tried = [("anna", "wrong"), ("nobody", PASSWORD), ("somebody", ""), ("carl", PASSWORD)]
    answers = [person.post("/login", token, name=name, password=password) for name, password in tried]
    pages = {
        re.sub(r'(name="csrf_token") value="[^"]*"', "", answer.text).replace(f'value="{name}"', "")
        for (name, _), answer in zip(tried, answers, strict=True)
    }
    assert {answer.status_code for answer in answers} == {401}
    assert len(pages) == 1
    assert "Name or password is wrong." in answers[0].text


def test_what_was_typed_as_a_name_stays_and_is_escaped(studio: Flask) -> None:
    page = Person(studio).log_in('"><script>alert(1)</script>', "wrong").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "name", ["\0", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "x" * 100_000, "%00"]
)
def test_a_strange_name_is_just_wrong(studio: Flask, name: str) -> None:
    assert Person(studio).log_in(name).status_code == 401


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nobody_is_sent_to_another_site(studio: Flask, wanted: str) -> None:
    """ASVS 5.0 V3.7.2."""
    answer = Person(studio).log_in("anna", next=wanted.encode("utf-8", "replace").decode())
    assert (answer.status_code, answer.location) == (303, "/studio/")


def test_logging_in_begins_another_session(studio: Flask) -> None:
    """ASVS 5.0 V7.2.4: what was planted in a browser before does not become a session, and the old one ends."""
    anna = Person(studio)
    token, planted = anna.token(), anna.cookie()
    anna.post("/login", token, name="anna", password=PASSWORD)
    first = anna.cookie()
    assert planted != first
    anna.log_in("anna")
    assert anna.cookie() != first
    anna.browser.set_cookie("longwave", first or "")
    assert anna.get("/studio/profile").status_code == 303
    anna.browser.set_cookie("longwave", planted or "")
    assert anna.get("/studio/profile").status_code == 303


def test_a_token_from_before_does_not_outlive_logging_in(studio: Flask) -> None:
    anna = Person(studio)
    token = anna.token()
    anna.post("/login", token, name="anna", password=PASSWORD)
    assert anna.post("/studio/sessions/end-others", token).status_code == 400


def test_logging_out_ends_the_session_for_a_copied_cookie_too(studio: Flask) -> None:
    """ASVS 5.0 V7.4.1."""
    anna = logged_in(studio, "anna")
    copied = anna.cookie()
    assert anna.post("/logout").location == "/login"
    assert anna.cookie() != copied
    anna.browser.set_cookie("longwave", copied or "")
    assert anna.get("/studio/profile").status_code == 303


def test_logging_out_twice_is_no_error(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    assert [anna.post("/logout").status_code for _ in range(2)] == [303, 303]


def test_logging_out_is_not_done_by_following_a_link(studio: Flask) -> None:
    """ASVS 5.0 V3.5.3."""
    anna = logged_in(studio, "anna")
    assert anna.get("/logout").status_code in {404, 405}
    assert anna.get("/studio/profile").status_code == 200


@pytest.mark.parametrize(
    "columns", [{"used_at": timedelta(days=7)}, {"created_at": timedelta(days=30)}], ids=["unused", "old"]
)
def test_a_session_that_has_run_out_asks_to_log_in(studio: Flask, columns: dict[str, timedelta]) -> None:
    anna = logged_in(studio, "anna")
    age(studio, **columns)
    assert anna.get("/studio/profile").location == "/login?next=/studio/profile"
    assert anna.post("/studio/profile", display_name="Anna", bio="typed").status_code == 401


def test_the_last_use_of_a_session_is_written_down(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    age(studio, used_at=timedelta(hours=2))
    anna.get("/studio/profile")
    with database_of(studio).read() as session:
        used_at = session.scalars(sa.select(AuthorSession.used_at)).one()
    assert clock.now() - used_at < timedelta(minutes=1)


def test_a_script_logs_in_and_gets_the_token_that_saving_needs(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    age(studio, used_at=timedelta(days=8))
    json = {"Accept": "application/json"}
    form = {"csrf_token": anna.token(), "name": "anna", "password": "wrong"}
    refused = anna.browser.post("/login", data=form, headers=json)
    assert (refused.status_code, refused.get_json()) == (401, {"message": "Name or password is wrong."})
    answer = anna.browser.post("/login", data={**form, "password": PASSWORD}, headers=json)
    token = answer.get_json()["csrf_token"]
    assert answer.get_json()["author"] == "anna"
    assert anna.post("/studio/sessions/end-others", token).status_code == 303


def test_a_cookie_that_nobody_signed_is_nothing(studio: Flask) -> None:
    stranger = Person(studio)
    for value in ("x", "eyJfdXNlcl9pZCI6IjEifQ.aaaaaa.bbbbbb", "." * 3_000):
        stranger.browser.set_cookie("longwave", value)
        assert stranger.get("/studio/profile").status_code == 303
    stranger.browser.set_cookie("remember_token", "1|0")
    assert stranger.get("/studio/profile").status_code == 303


def test_the_cookie_is_closed_to_scripts_and_other_sites(studio: Flask) -> None:
    """ASVS 5.0 V3.3.2 and V3.3.4."""
    cookie = Person(studio).log_in("anna").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Domain" not in cookie


def test_the_cookie_of_production_is_bound_to_its_host_and_to_https(tmp_path: Path) -> None:
    """ASVS 5.0 V3.3.1 and V3.3.3."""
    app = site_in(tmp_path, environment="production", site_url="https://blog.example")
    add_account(app, "anna")
    cookie = Person(app).log_in("anna").headers["Set-Cookie"]
    assert cookie.startswith("__Host-longwave=")
    assert "Secure" in cookie
    assert "Path=/;" in f"{cookie};"


def test_pages_of_readers_neither_set_nor_ask_for_a_cookie(studio: Flask) -> None:
    studio.add_url_rule("/plain", "plain", lambda: "words")
    for person in (Person(studio), logged_in(studio, "anna")):
        answer = person.get("/plain")
        assert "Set-Cookie" not in answer.headers
        assert "Vary" not in answer.headers


def test_an_author_who_is_logged_in_is_not_asked_again(studio: Flask) -> None:
    assert logged_in(studio, "anna").get("/login?next=/studio/profile").location == "/studio/profile"


def test_the_studio_still_opens_when_nothing_can_be_written(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    age(studio, used_at=timedelta(hours=2))
    with database_of(studio).write.begin() as session:
        session.execute(
            sa.text("CREATE TRIGGER full BEFORE UPDATE ON author_sessions BEGIN SELECT RAISE(FAIL, 'x'); END")
        )
    assert anna.get("/studio/profile").status_code == 200
