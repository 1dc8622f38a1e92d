"""What robots read."""

from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from app.web.reader import sitemap
from tests.web.desk import Desk

NAMES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def places(client: FlaskClient, path: str = "/sitemap.xml") -> list[str]:
    """Return the addresses of a sitemap or of its index."""
    root = ET.fromstring(client.get(path).data)  # noqa: S314 - our own, without entities
    return [found.text or "" for found in root.iterfind("*/map:loc", NAMES)]


def test_the_sitemap_names_every_page_once(desk: Desk, client: FlaskClient) -> None:
    desk.post("ELBO", slug="elbo", tags=("采样",), category="Models")
    desk.page("About", slug="关于")
    desk.post("Draft", state="draft")
    found = places(client)
    assert len(found) == len(set(found))
    paths = [address.removeprefix("https://blog.example.org") for address in found]
    assert set(paths) == {
        *("/", "/tags/", "/archive", "/tags/cai-yang", "/categories/models", "/posts/elbo"),
        "/%E5%85%B3%E4%BA%8E",
    }
    assert all(client.get(path).status_code == 200 for path in paths)


def test_a_sitemap_that_is_too_long_comes_in_parts(
    desk: Desk, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "MOST_POSTS", 2)
    for number in range(5):
        desk.post(f"Post {number}", slug=f"post-{number}")
    parts = places(client)
    assert parts == [f"https://blog.example.org/sitemap/{number}.xml" for number in (1, 2, 3)]
    found = [address for part in parts for address in places(client, part.removeprefix("https://blog.example.org"))]
    assert sum("/posts/" in address for address in found) == 5
    assert len(found) == len(set(found))
    assert client.get("/sitemap/4.xml").status_code == 404
    assert client.get("/sitemap/0.xml").status_code == 404


def test_robots_are_led_to_the_sitemap_and_away_from_combinations_of_tags(client: FlaskClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert lines == [
        "User-agent: *",
        "Disallow: /*tag_ids=*,",
        "Sitemap: https://blog.example.org/sitemap.xml",
    ]
