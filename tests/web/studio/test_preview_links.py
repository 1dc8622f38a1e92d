"""Links by which people without an account read a draft."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.web.reading import robots
from tests.web.studio.desk import Writer

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@pytest.fixture
def anna(studio: Flask) -> Writer:
    studio.config["CLOCK"] = lambda: NOW
    return Writer(studio, "anna")


@pytest.fixture
def post_id(anna: Writer) -> int:
    post_id = anna.begin("## The $\\R$\n\nA draft with $x^2$ in $\\R$.", "On $x$")
    anna.save(post_id, settings={"macros": "\\newcommand{\\R}{\\mathbb{R}}", "tags": ["VAE"]}, version=2)
    return post_id


def make(anna: Writer, post_id: int, days: str = "7") -> str:
    answer = anna.person.post(f"/studio/posts/{post_id}/preview-links", days=days)
    assert answer.status_code == 201
    found = re.search(r"<code>http://127\.0\.0\.1:8000(/preview/[\w-]{43})</code>", answer.text)
    assert found
    return found[1]


def test_a_link_shows_the_saved_text_as_readers_will_see_it(studio: Flask, anna: Writer, post_id: int) -> None:
    answer = studio.test_client().get(make(anna, post_id))
    assert answer.status_code == 200
    assert '<span class="math inline" data-line="3">\\(x^2\\)</span>' in answer.text
    assert "newcommand" in answer.text
    assert "VAE" in answer.text
    assert robots(answer.text) == "noindex"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert studio.test_client().get("/posts/on-x").status_code == 404


def test_a_link_follows_the_text_and_is_shown_once(studio: Flask, anna: Writer, post_id: int) -> None:
    link = make(anna, post_id)
    anna.save(post_id, source="Newer.", version=3)
    assert "Newer." in studio.test_client().get(link).text
    assert link not in anna.person.get(f"/studio/posts/{post_id}/preview-links").text


def test_links_expire_and_are_taken_back(studio: Flask, anna: Writer, post_id: int) -> None:
    short, long = make(anna, post_id, "1"), make(anna, post_id, "30")
    studio.config["CLOCK"] = lambda: NOW + timedelta(days=2)
    reader = studio.test_client()
    assert reader.get(short).status_code == 404
    assert reader.get(long).status_code == 200
    page = anna.person.get(f"/studio/posts/{post_id}/preview-links").text
    (revocation,) = re.findall(r'action="(/studio/posts/\d+/preview-links/\d+/revocation)"', page)
    assert anna.person.post(revocation).status_code == 303
    assert reader.get(long).status_code == 404
    assert reader.get("/preview/nothing").status_code == 404


def test_a_post_in_the_trash_is_not_shared(studio: Flask, anna: Writer, post_id: int) -> None:
    link = make(anna, post_id)
    anna.person.post(f"/studio/posts/{post_id}/trash")
    assert studio.test_client().get(link).status_code == 404
    answer = anna.send(f"/studio/posts/{post_id}/preview-links")
    assert (answer.status_code, "in the trash" in answer.get_json()["message"]) == (422, True)


def test_a_link_lives_for_a_while_at_most(anna: Writer, post_id: int) -> None:
    for days in (0, 91, 10**9):
        assert anna.send(f"/studio/posts/{post_id}/preview-links", days=days).status_code == 422
    made = anna.send(f"/studio/posts/{post_id}/preview-links", days=1).get_json()
    assert made["expires_at"] == "2026-11-25T04:00:00+00:00"


def test_a_link_of_another_post_is_not_taken_back(studio: Flask, anna: Writer, post_id: int) -> None:
    make(anna, post_id)
    other = anna.begin("Words.", "Other")
    assert anna.person.post(f"/studio/posts/{other}/preview-links/1/revocation").status_code == 404


@pytest.mark.parametrize("token", ["%00", "a%00", "%ED%A0%80", "x" * 5000])
def test_no_token_upsets_the_database(studio: Flask, token: str) -> None:
    assert studio.test_client().get(f"/preview/{token}").status_code == 404
