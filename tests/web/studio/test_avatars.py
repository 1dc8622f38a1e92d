"""The picture beside an author's name: brought, shown to readers, kept in the library while it stands, removed."""

import re
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from app.services import drafting, publishing
from app.services.drafts import Draft, Editor, PostSettings
from app.storage.models import Media
from tests.drawing import drawn, noise
from tests.studio_cast import NOW, Person, database_of, logged_in, named

SHOWN = re.compile(r'<img class="avatar" src="(/media/[^"]+)" width="96" height="96" alt="Picture of ([^"]+)">')

PORTRAIT = drawn("PNG", noise())


def bring(person: Person, content: bytes | None, token: str | None = None) -> TestResponse:
    """Send a picture as the form of the profile does; without content as if nothing had been chosen."""
    data = {"csrf_token": person.token() if token is None else token}
    file = {"avatar": (BytesIO(content or b""), "me.png" if content is not None else "")}
    answer = person.browser.post("/studio/profile/picture", data=data | file)
    answer.request.environ["wsgi.input"].close()  # The test client leaves a large body open.
    return answer


def brought(app: Flask, name: str = "anna") -> Person:
    """Return an author who has just brought a picture."""
    person = logged_in(app, name)
    assert bring(person, PORTRAIT).status_code == 303
    return person


def publish(app: Flask, name: str) -> None:
    """Let an author publish a post, without which readers have no page of theirs."""
    with database_of(app).write.begin() as session:
        author = named(session, name)
        post = drafting.begin(session, Draft("Waves", "Text.", PostSettings(language="en")), author=author, now=NOW)
        publishing.publish(session, post, editor=Editor(author, post.version), now=NOW)


def media_id(app: Flask) -> int:
    """Return the key of the one picture that there is."""
    with database_of(app).read() as session:
        return session.scalars(sa.select(Media.id)).one()


def avatar_id(app: Flask, name: str = "anna") -> int | None:
    """Return which picture stands beside a name."""
    with database_of(app).read() as session:
        return named(session, name).avatar_id


def test_an_author_brings_a_picture_and_readers_see_it(studio: Flask) -> None:
    publish(studio, "anna")
    assert "<img" not in studio.test_client().get("/authors/anna").text
    anna = brought(studio)
    page = anna.get("/studio/profile").text
    assert "Your picture is saved." in page
    shown = SHOWN.search(page)
    assert shown
    at_readers = SHOWN.search(studio.test_client().get("/authors/anna").text)
    assert at_readers
    assert at_readers.groups() == shown.groups() == (shown[1], "Anna")
    with studio.test_client().get(shown[1]) as served:
        assert Image.open(BytesIO(served.data)).width == 480


def test_the_picture_is_removed_and_stays_in_the_library(studio: Flask) -> None:
    publish(studio, "anna")
    anna = brought(studio)
    assert anna.post("/studio/profile/picture/removal").status_code == 303
    page = anna.get("/studio/profile").text
    assert "It stays in the library." in page
    assert not SHOWN.search(page)
    assert not SHOWN.search(studio.test_client().get("/authors/anna").text)
    assert "me.png" in anna.get("/studio/pictures?unused=1").text


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (None, 422, "Choose a picture first."),
        (b"words", 415, "no picture that can be shown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "SVG is not taken"),
        (drawn("PNG")[:-20], 422, "damaged"),
    ],
    ids=["nothing", "words", "svg", "truncated"],
)
def test_what_cannot_be_shown_is_refused_beside_the_field(
    studio: Flask, content: bytes | None, status: int, words: str
) -> None:
    anna = brought(studio)
    before = avatar_id(studio)
    answer = bring(anna, content)
    assert answer.status_code == status
    error = re.search(r'id="avatar-error">([^<]+)<', answer.text)
    assert error
    assert words in error[1]
    assert 'aria-describedby="avatar-error avatar-hint"' in answer.text
    assert avatar_id(studio) == before is not None


def test_a_body_that_is_too_large_is_refused_on_the_profile(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    answer = anna.browser.post(
        "/studio/profile/picture",
        data={"csrf_token": anna.token(), "avatar": (BytesIO(b"\0" * 33_600_000), "me.png")},
        headers={"Accept": "text/html"},
    )
    answer.request.environ["wsgi.input"].close()
    assert (answer.status_code, answer.location) == (303, "/studio/profile")
    assert "larger than 33 MB" in anna.get("/studio/profile").text


def test_a_picture_without_a_token_is_refused(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    assert bring(anna, drawn(), token="").status_code == 400
    assert avatar_id(studio) is None


def test_a_picture_that_stands_beside_a_name_is_not_deleted_silently(studio: Flask) -> None:
    anna = brought(studio)
    assert "me.png" not in anna.get("/studio/pictures?unused=1").text
    assert "Picture of Anna" in anna.get("/studio/pictures").text
    address = f"/studio/pictures/{media_id(studio)}/deletion"
    assert anna.post(address).status_code == 409
    assert avatar_id(studio) is not None
    assert anna.post(address, confirmed="1").status_code == 303
    assert avatar_id(studio) is None
    assert anna.get("/studio/profile").status_code == 200


def test_nobody_deletes_what_stands_beside_the_name_of_another_author(studio: Flask) -> None:
    anna = brought(studio)
    brought(studio, "carl")
    assert anna.post(f"/studio/pictures/{media_id(studio)}/deletion", confirmed="1").status_code == 403
    assert avatar_id(studio, "carl") is not None
