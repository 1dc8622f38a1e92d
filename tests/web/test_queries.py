"""How much a page asks of the database: a few statements, however many posts it shows, and never their texts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from app.database import Database
from tests.web.desk import Desk

MOST = {
    "/": 8,
    "/?page=2": 8,
    "/tags/": 4,
    "/tags/vae": 8,
    "/categories/models": 8,
    "/authors/lin-jian": 8,
    "/archive": 10,
    "/posts/post-2": 6,
    "/about": 4,
    "/feed.xml": 3,
    "/sitemap.xml": 7,
    "/robots.txt": 0,
    "/healthz": 1,
    "/nothing": 7,
}


@contextmanager
def listening(app: Flask) -> Iterator[list[str]]:
    """Collect the statements that are executed meanwhile."""
    database: Database = app.extensions["longwave-database"]
    heard: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            heard.append(statement)

    event.listen(database.engine, "before_cursor_execute", hear)
    yield heard
    event.remove(database.engine, "before_cursor_execute", hear)


def fill(desk: Desk, count: int) -> None:
    """Write posts with tags and categories of their own."""
    for number in range(1, count + 1):
        desk.post(f"Post {number}", "$x$", slug=f"post-{number}", tags=("VAE", f"Tag {number}"), category="Models")
    desk.page("About", slug="about")


@pytest.mark.parametrize("path", MOST)
def test_a_page_asks_a_bounded_number_of_questions(app: Flask, desk: Desk, client: FlaskClient, path: str) -> None:
    desk.decide(posts_per_page=4)
    fill(desk, 8)
    client.get("/nowhere")  # The version of the content is asked for once, not for each page.
    with listening(app) as heard:
        client.get(path)
    assert len(heard) <= MOST[path], "\n".join(heard)


def test_a_longer_listing_asks_no_more_questions(app: Flask, desk: Desk, client: FlaskClient) -> None:
    fill(desk, 8)
    numbers = []
    for per_page in (1, 8):
        desk.decide(posts_per_page=per_page)
        with listening(app) as heard:
            client.get("/")
        numbers.append(len(heard))
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("path", ["/", "/tags/vae", "/archive", "/tags/", "/sitemap.xml"])
def test_a_listing_loads_no_texts(app: Flask, desk: Desk, client: FlaskClient, path: str) -> None:
    fill(desk, 2)
    with listening(app) as heard:
        assert client.get(path).status_code == 200
    for column in ("posts.source", "renderings_1.html", "renderings_1.plain_text"):
        assert not any(column in statement.split("FROM")[0].replace("\n", " ").split(",") for statement in heard)
        assert not any(f"{column} " in statement or f"{column}," in statement for statement in heard)
