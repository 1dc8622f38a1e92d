import pytest
import sqlalchemy as sa
from flask import Flask

from app.storage.models import AuthorSession
from tests.studio_cast import PASSWORD, Person, database_of, logged_in, named

NEW = "nine amber swifts"


def session_ids(app: Flask, name: str) -> list[int]:
    with database_of(app).read() as session:
        own = sa.select(AuthorSession.id).where(AuthorSession.author_id == named(session, name).id)
        return list(session.scalars(own.order_by(AuthorSession.id)))


def test_an_author_changes_what_readers_see(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    answer = anna.post("/studio/profile", display_name="Anna <Lind>", bio="Writes & sails.", language="zh-Hans")
    assert answer.status_code == 303
    page = anna.get("/studio/profile").text
    assert "个人资料已保存。" in page
    assert "个人资料" in page
    assert 'value="Anna &lt;Lind&gt;"' in page
    assert "Writes &amp; sails." in page
    assert '<html lang="zh-Hans">' in page


def test_the_studio_speaks_the_language_of_the_site_unless_its_author_chose_one(studio: Flask) -> None:
    assert '<html lang="en">' in logged_in(studio, "anna").get("/studio/profile").text


def test_what_cannot_be_saved_stays_in_the_form_beside_its_fault(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    answer = anna.post("/studio/profile", display_name="", bio="Everything that was typed", language="en")
    assert answer.status_code == 422
    assert 'id="display_name-error"' in answer.text
    assert "Everything that was typed" in answer.text
    assert "Everything that was typed" not in anna.get("/studio/profile").text


@pytest.mark.parametrize("field", ["role", "name", "id", "author_id", "password_hash", "deactivated_at"])
def test_a_profile_changes_nothing_that_it_does_not_show(studio: Flask, field: str) -> None:
    """ASVS 5.0 V15.3.3."""
    with database_of(studio).read() as session:
        before = named(session, "anna").__dict__.copy()
    logged_in(studio, "anna").post("/studio/profile", display_name="Anna", bio="", language="", **{field: "1"})
    with database_of(studio).read() as session:
        after = named(session, "anna").__dict__.copy()
    before.pop("_sa_instance_state")
    assert {key: after[key] for key in before} == before


def test_a_password_is_changed_by_who_knows_it_and_every_other_session_ends(studio: Flask) -> None:
    """ASVS 5.0 V6.2.2, V6.2.3 and V7.4.3."""
    here, there = logged_in(studio, "anna"), logged_in(studio, "anna")
    refused = here.post("/studio/password", current_password="wrong", password=NEW)
    assert refused.status_code == 422
    assert 'id="current_password-error"' in refused.text
    assert there.get("/studio/profile").status_code == 200
    assert here.post("/studio/password", current_password=PASSWORD, password=NEW).status_code == 303
    assert here.get("/studio/profile").status_code == 200
    assert there.get("/studio/profile").status_code == 303
    assert Person(studio).log_in("anna").status_code == 401
    assert Person(studio).log_in("anna", NEW).status_code == 303


def test_a_password_that_is_easy_to_guess_is_refused_and_the_old_one_stays(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    answer = anna.post("/studio/password", current_password=PASSWORD, password="longwave1")
    assert answer.status_code == 422
    assert "common word" in answer.text
    assert "longwave1" not in answer.text
    assert Person(studio).log_in("anna").status_code == 303


def test_sessions_are_listed_with_device_address_and_last_use(studio: Flask) -> None:
    anna = Person(studio, "198.51.100.20")
    anna.browser.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Safari/605"
    anna.log_in("anna")
    page = logged_in(studio, "anna", "198.51.100.21").get("/studio/profile").text
    assert "Safari · iPhone" in page
    assert "198.51.100.20" in page
    assert "198.51.100.21" in page
    assert page.count("<time ") == 4
    assert page.count("This browser") == 1


def test_what_a_browser_says_about_itself_is_escaped(studio: Flask) -> None:
    anna = Person(studio)
    anna.browser.environ_base["HTTP_USER_AGENT"] = "<script>alert(1)</script>"
    anna.log_in("anna")
    assert "<script>" not in anna.get("/studio/profile").text


def test_an_author_ends_one_session_or_all_others(studio: Flask) -> None:
    """ASVS 5.0 V7.4.5 and V7.5.2."""
    here, phone, tablet = (logged_in(studio, "anna") for _ in range(3))
    ids = session_ids(studio, "anna")
    here.post(f"/studio/sessions/{ids[1]}/end")
    assert [person.get("/studio/profile").status_code for person in (here, phone, tablet)] == [200, 303, 200]
    here.post("/studio/sessions/end-others")
    assert [person.get("/studio/profile").status_code for person in (here, phone, tablet)] == [200, 303, 303]


def test_nobody_ends_the_session_of_another_author(studio: Flask) -> None:
    """ASVS 5.0 V8.2.2."""
    anna, carl = logged_in(studio, "anna"), logged_in(studio, "carl")
    (other,) = session_ids(studio, "anna")
    assert carl.post(f"/studio/sessions/{other}/end").status_code == 404
    assert anna.get("/studio/profile").status_code == 200


def test_the_answer_to_another_language_speaks_it(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    anna.post("/studio/profile", display_name="Anna", bio="", language="zh-Hans")
    assert "个人资料已保存。" in anna.get("/studio/profile").text
    anna.post("/studio/profile", display_name="Anna", bio="", language="")
    assert "The profile is saved." in anna.get("/studio/profile").text
