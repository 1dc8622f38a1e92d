"""Templates with their words and parts in place say what they would say if both were looked up each time."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.desk import Desk

TEMPLATES = ["reader/listing.html", "reader/post.html", "reader/archive.html", "reader/tags.html", "errors/error.html"]


@pytest.fixture
def looking_up(app: Flask) -> FlaskClient:
    """A reader of the same site whose templates look everything up: those that have no language of their own."""
    plain = app.jinja_env.overlay(cache_size=400)
    plain.get_template = lambda name, *_: super(type(plain), plain).get_template(name)  # type: ignore[method-assign]
    app.jinja_env = plain
    return app.test_client(use_cookies=False)


def without_indentation(page: str) -> str:
    """Return the page with each line end as one, whatever blanks stand around it."""
    return re.sub(r"\s*\n\s*", "\n", page)


def pages(client: FlaskClient) -> list[str]:
    """Return the pages of a small site in both languages."""
    paths = ("/", "/posts/one", "/archive", "/tags/", "/tags/vae", "/authors/lin-jian", "/nothing", "/?page=9")
    asked = [path + ("&" if "?" in path else "?") + "lang=zh-Hans" for path in paths]
    return [without_indentation(client.get(path).get_data(as_text=True)) for path in (*paths, *asked)]


def test_a_page_is_the_same_whether_its_words_are_in_place_or_looked_up(
    app: Flask, desk: Desk, request: pytest.FixtureRequest
) -> None:
    desk.post("One", "$x$\n\n## Part\n\n### Part of it", slug="one", tags=("VAE", "100 % <b>"), category="Models")
    desk.post("Zwei", "Text", slug="zwei", language="de", pinned=True)
    desk.page("About", slug="about", language="zh-Hans")
    spoken = pages(app.test_client(use_cookies=False))
    assert spoken == pages(request.getfixturevalue("looking_up"))
    assert "归档" in spoken[8]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_language_has_templates_of_its_own(app: Flask, name: str) -> None:
    with app.test_request_context("/?lang=en"):
        english = app.jinja_env.get_template(name)
        assert app.jinja_env.get_template(name) is english
    with app.test_request_context("/?lang=zh-Hans"):
        assert app.jinja_env.get_template(name) is not english
