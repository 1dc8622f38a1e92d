"""Publishing from the studio: now, later, again, back, and the trash."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.storage.models import State
from tests.web.studio.desk import Writer, fields_of, head_of, kept, post_of

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
"""Noon in Shanghai, which is the time zone of a new site."""


@pytest.fixture
def set_clock(studio: Flask) -> Callable[[datetime], None]:
    def move(moment: datetime) -> None:
        studio.config["CLOCK"] = lambda: moment

    move(NOW)
    return move


@pytest.fixture
def anna(studio: Flask, set_clock: Callable[[datetime], None]) -> Writer:
    return Writer(studio, "anna")


def read(app: Flask, path: str = "/posts/t") -> int:
    return app.test_client().get(path).status_code


def test_a_post_is_published_and_readers_see_it(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin("Words and $x^2$.", "T")
    assert read(studio) == 404
    told = anna.publish(post_id).get_json()
    assert (told["state"], told["url"], told["version"]) == ("published", "/posts/t", 3)
    assert told["published_at"] == "2026-11-24T04:00:00+00:00"
    assert "x^2" in studio.test_client().get("/posts/t").text


def test_a_form_saves_and_publishes_at_once(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin()
    form = anna.open(post_id) | {"title": "T", "source": "Words.", "then": "publish", "at": ""}
    answer = anna.person.post(f"/studio/posts/{post_id}/save", **form)
    assert (answer.status_code, answer.location) == (303, f"/studio/posts/{post_id}")
    assert read(studio) == 200
    assert "It is published." in anna.person.get(answer.location).text


def test_a_post_without_a_title_is_not_published(studio: Flask, anna: Writer) -> None:
    answer = anna.publish(anna.begin("Words."))
    assert answer.status_code == 422
    assert "needs a title" in answer.get_json()["message"]


def test_a_scheduled_post_appears_at_its_minute(
    studio: Flask, anna: Writer, set_clock: Callable[[datetime], None]
) -> None:
    post_id = anna.begin("Words.", "T")
    told = anna.publish(post_id, at="2026-11-24T20:30").get_json()
    assert (told["state"], told["published_at"], told["url"]) == ("scheduled", "2026-11-24T12:30:00+00:00", "")
    assert "2026-11-24 20:30 (Asia/Shanghai)" in told["message"]
    assert read(studio) == 404
    page = anna.person.get(f"/studio/posts/{post_id}").text
    assert 'data-state="scheduled"' in page
    assert 'value="2026-11-24T20:30"' in page
    set_clock(datetime(2026, 11, 24, 12, 30, tzinfo=UTC))
    assert read(studio) == 200
    assert "/posts/t" in studio.test_client().get("/").text
    assert "/posts/t" in studio.test_client().get("/feed.xml").text


def test_a_scheduled_post_is_updated_without_losing_its_moment(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin("Words.", "T")
    anna.publish(post_id, at="2026-11-25T08:00")
    anna.save(post_id, source="Other words.", version=3)
    told = anna.publish(post_id, update=True).get_json()
    assert (told["state"], told["published_at"]) == ("scheduled", "2026-11-25T00:00:00+00:00")
    assert post_of(studio, post_id).source == "Other words."
    assert anna.publish(post_id).get_json()["state"] == "published"


def test_a_form_that_repeats_the_moment_does_not_change_it(
    studio: Flask, anna: Writer, set_clock: Callable[[datetime], None]
) -> None:
    moment = NOW + timedelta(seconds=31)
    set_clock(moment)
    post_id = anna.begin("Words.", "T")
    anna.publish(post_id)
    set_clock(NOW + timedelta(hours=3))
    form = anna.open(post_id) | {"source": "Other words.", "then": "publish"}
    anna.person.post(f"/studio/posts/{post_id}/save", **form)
    post = post_of(studio, post_id)
    assert (post.published_at, post.source) == (moment, "Other words.")


def test_a_post_may_be_dated_back(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin("Words.", "T")
    assert anna.publish(post_id, at="2020-02-29T09:30").get_json()["state"] == "published"
    assert post_of(studio, post_id).published_at == datetime(2020, 2, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("at", ["tomorrow", "2026-13-01T00:00", "0001-01-01T00:00", "2026-11-24T99:00"])
def test_what_is_no_moment_is_refused(studio: Flask, anna: Writer, at: str) -> None:
    post_id = anna.begin("Words.", "T")
    assert anna.publish(post_id, at=at).status_code == 422
    assert post_of(studio, post_id).state is State.DRAFT


def test_what_somebody_saved_meanwhile_is_not_published_unseen(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin("Words.", "T")
    anna.save(post_id, source="Other words.", version=2)
    answer = anna.publish(post_id, version=2)
    assert (answer.status_code, answer.get_json()["version"]) == (409, 3)
    assert post_of(studio, post_id).state is State.DRAFT


def test_publishing_asks_first_when_the_browser_reports_broken_formulas(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin("$\\frac{1}$", "T")
    errors = [{"line": 1, "message": "Missing argument"}]
    answer = anna.publish(post_id, formula_errors=errors)
    assert answer.status_code == 422
    assert answer.get_json()["problems"] == [{"line": 1, "code": "formula-error", "message": "Missing argument"}]
    assert read(studio) == 404
    assert anna.publish(post_id, formula_errors=errors, force=True).status_code == 200
    assert read(studio) == 200


def test_a_form_is_asked_too_where_the_server_can_tell(studio: Flask, anna: Writer) -> None:
    source = "$$a \\label{e}$$\n\n$$b \\label{e}$$"
    post_id = anna.begin(source, "T")
    asked = anna.person.post(f"/studio/posts/{post_id}/publication", version="2")
    assert asked.status_code == 422
    assert "Line 3:" in asked.text
    form = fields_of(asked.text, "form[action$=publication]")
    assert form.pop("csrf_token")
    assert form == {"version": "2", "at": "", "force": "1"}
    assert anna.person.post(f"/studio/posts/{post_id}/publication", **form).status_code == 303
    assert read(studio) == 200


def test_a_post_is_withdrawn_and_keeps_its_text(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin("Words.", "T")
    anna.publish(post_id)
    assert anna.person.post(f"/studio/posts/{post_id}/withdrawal").status_code == 303
    assert read(studio) == 404
    assert head_of(studio, post_id).source == "Words."


def test_a_changed_address_leads_on_from_the_old_one(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin("Words.", "T")
    anna.publish(post_id)
    anna.save(post_id, settings={"slug": "new"}, version=3)
    assert read(studio) == 200
    anna.publish(post_id)
    answer = studio.test_client().get("/posts/t")
    assert (answer.status_code, answer.location) == (308, "/posts/new")


def test_the_trash_keeps_everything_and_only_a_purge_deletes(
    studio: Flask, anna: Writer, set_clock: Callable[[datetime], None]
) -> None:
    post_id = anna.begin("Words.", "T")
    anna.publish(post_id)
    answer = anna.person.post(f"/studio/posts/{post_id}/trash")
    assert (answer.status_code, answer.location) == (303, "/studio/")
    assert read(studio) == 404
    assert "Words." in kept(studio, post_id)
    assert anna.send(f"/studio/posts/{post_id}/purge", early=True).status_code == 422
    anna.person.post(f"/studio/posts/{post_id}/restoration")
    assert post_of(studio, post_id).state is State.DRAFT
    anna.person.post(f"/studio/posts/{post_id}/trash")
    set_clock(NOW + timedelta(days=31))
    anna = Writer(studio, "anna")
    assert anna.send(f"/studio/posts/{post_id}/purge").get_json()["state"] == "purged"
    assert anna.person.get(f"/studio/posts/{post_id}").status_code == 404


def test_an_owner_may_purge_before_the_time_is_over(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin("Words.", "T")
    anna.person.post(f"/studio/posts/{post_id}/trash")
    olga = Writer(studio, "olga")
    assert olga.person.post(f"/studio/posts/{post_id}/purge").location == f"/studio/posts/{post_id}"
    assert olga.person.post(f"/studio/posts/{post_id}/purge", early="1").location == "/studio/?state=trashed"


def test_macros_reach_the_page_the_listing_and_nothing_else(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin("In $\\R$.\n\n## The $\\R$", "T")
    anna.save(post_id, settings={"macros": "\\newcommand{\\R}{\\mathbb{R}} % reals"}, version=2)
    anna.publish(post_id)
    definition = "\\(\\newcommand{\\R}{\\mathbb{R}}\\)"
    reader = studio.test_client()
    page = reader.get("/posts/t").text
    assert page.count(definition) == 1
    assert page.index(definition) < page.index("<h1")
    assert reader.get("/").text.count(definition) == 1
