"""Errors are pages of the site that say what happened and leak nothing."""

import json
import logging

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from app import create_app
from app.config import Environment, Settings
from app.web import errors
from app.web.journal import JSONLines
from tests.web.desk import Desk
from tests.web.reading import hrefs, language, words


def break_down() -> str:
    """A view with a fault."""
    raise RuntimeError("the secret is swordfish")


@pytest.mark.parametrize("status", sorted(errors.WORDS))
def test_an_error_says_what_happened_in_the_interfaces_language(app: Flask, desk: Desk, status: int) -> None:
    app.add_url_rule("/broken/page", view_func=lambda: abort(status))
    client = app.test_client()
    english, chinese = client.get("/broken/page").text, client.get("/broken/page?lang=zh-Hans").text
    heading = str(errors.WORDS[status][0])  # English, outside of a request
    assert (language(english), language(chinese)) == ("en", "zh-Hans")
    assert heading in words(english)
    assert heading not in words(chinese)
    assert "/?lang=zh-Hans" in hrefs(chinese)


def test_a_status_without_words_of_its_own_has_a_page_too(app: Flask, desk: Desk) -> None:
    app.add_url_rule("/broken/page", view_func=lambda: abort(418))
    answer = app.test_client().get("/broken/page")
    assert answer.status_code == 418
    assert "This request makes no sense" in words(answer.text)


def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient) -> None:
    for path in ("/", "/posts/x", "/feed.xml", "/healthz"):
        answer = client.post(path)
        assert answer.status_code == 405
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
        assert "cannot be asked that way" in words(answer.text)


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client: FlaskClient) -> None:
    answer = client.post("/", data=b"x" * 100_001)
    assert answer.status_code == 413
    assert "Nothing was kept" in words(answer.text)


def test_a_fault_shows_its_number_and_nothing_else(app: Flask, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    app.add_url_rule("/broken/page", view_func=break_down)
    answer = app.test_client().get("/broken/page")
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in words(answer.text)
    assert "swordfish" not in answer.text
    assert "Traceback" not in answer.text
    assert [record.exc_info is not None for record in caplog.records if record.levelno == logging.ERROR] == [True]


@pytest.fixture
def cut_off(settings: Settings) -> FlaskClient:
    """A reader of a site whose database does not answer."""
    gone = settings.data_dir / "unplugged" / "site.sqlite3"
    return create_app(settings.model_copy(update={"database_url": f"sqlite:///{gone}"})).test_client()


@pytest.mark.parametrize("path", ["/", "/posts/x", "/feed.xml", "/archive", "/healthz", "/?lang=en"])
def test_a_database_that_is_away_is_said_with_503(cut_off: FlaskClient, path: str) -> None:
    answer = cut_off.get(path)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Request-ID"] in answer.text


def test_an_unknown_address_is_not_found_without_the_database_too(cut_off: FlaskClient) -> None:
    answer = cut_off.get("/nothing/here")
    assert answer.status_code == 404
    assert "/archive" in hrefs(answer.text)


def test_health_is_well_while_the_database_answers(client: FlaskClient) -> None:
    assert client.get("/healthz").text == "ok\n"


def test_not_even_a_broken_error_page_leaves_a_reader_without_an_answer(app: Flask, desk: Desk) -> None:
    app.add_url_rule("/broken/page", view_func=break_down)
    app.jinja_env.globals["asset"] = None
    answer = app.test_client().get("/broken/page")
    assert answer.status_code == 500
    assert answer.text == errors.LAST_RESORT
    assert app.test_client().get("/nothing").status_code == 500


def test_a_path_cannot_forge_a_line_of_the_log(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "longwave"):
        client.get("/x%0a%0d{%22level%22:%22error%22}%e2%80%a8")
    lines = [JSONLines().format(record) for record in caplog.records]
    assert len(lines) == 1
    assert lines[0].isprintable()
    assert json.loads(lines[0])["level"] == "debug"
    assert json.loads(lines[0])["message"].endswith(": 404")


def test_a_developer_sees_a_fault_as_it_is(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"debug": True, "environment": Environment.DEVELOPMENT}))
    app.add_url_rule("/broken/page", view_func=break_down)
    answer = app.test_client().get("/broken/page")
    assert answer.status_code == 500
    assert "swordfish" in answer.text
