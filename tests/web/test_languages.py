"""The interface in two languages: the site's by default, the reader's by the address."""

import pytest
from flask.testing import FlaskClient

from tests.web.desk import Desk
from tests.web.reading import alternates, hrefs, language, relation, words


@pytest.fixture
def site(desk: Desk) -> Desk:
    """A site in English with a post in Chinese."""
    desk.decide(posts_per_page=1)
    desk.post("从重参数到 Gumbel", slug="gumbel", tags=("VAE",), category="模型", language="zh-Hans")
    desk.post("ELBO", slug="elbo", tags=("VAE",))
    desk.page("About", slug="about")
    return desk


PAGES = ("/", "/tags/", "/tags/vae", "/archive", "/posts/gumbel", "/about", "/nothing", "/?page=9")


@pytest.mark.parametrize("path", PAGES)
def test_every_link_carries_the_readers_language_on(site: Desk, client: FlaskClient, path: str) -> None:
    chosen = f"{path}{'&' if '?' in path else '?'}lang=zh-Hans"
    text = client.get(chosen).text
    assert language(text) == "zh-Hans"
    assert "归档" in words(text)
    inner = [href for href in hrefs(text) if href.startswith("/") and href != "/feed.xml"]
    without = {href for href in inner if not href.endswith("lang=zh-Hans")}
    assert without == {path}  # the way back to English
    for href in inner:
        assert client.get(href).status_code in ((200, 404) if path in href else (200,))


@pytest.mark.parametrize("path", PAGES)
def test_the_sites_own_language_is_not_named(site: Desk, client: FlaskClient, path: str) -> None:
    text = client.get(path, headers={"Accept-Language": "zh-CN"}).text
    assert language(text) == "en"
    assert {href for href in hrefs(text) if "lang=" in href} == {f"{path}{'&' if '?' in path else '?'}lang=zh-Hans"}


def test_a_chinese_site_offers_english(site: Desk, client: FlaskClient) -> None:
    site.decide(language="zh-Hans")
    assert language(client.get("/").text) == "zh-Hans"
    assert language(client.get("/?lang=en").text) == "en"
    assert client.get("/?lang=zh-Hans").location == "/"


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("/?lang=en", "/"),
        ("/?lang=fr", "/"),
        ("/?lang=", "/"),
        ("/?lang=zh-hans", "/?lang=zh-Hans"),
        ("/?lang=zh-Hans&lang=en", "/?lang=zh-Hans"),
        ("/?lang=zh-Hans&page=2", "/?page=2&lang=zh-Hans"),
        ("/?lang=%00", "/"),
        ("/feed.xml?lang=zh-Hans", "/feed.xml"),
        ("/archive/?lang=zh-Hans", "/archive?lang=zh-Hans"),
    ],
)
def test_a_language_has_one_spelling(site: Desk, client: FlaskClient, typed: str, canonical: str) -> None:
    answer = client.get(typed)
    assert (answer.status_code, answer.location) == (301, canonical)
    assert client.get(canonical).status_code == 200


def test_a_listing_names_itself_in_each_language(site: Desk, client: FlaskClient) -> None:
    text = client.get("/?page=2&lang=zh-Hans").text
    assert relation(text, "canonical") == ["https://blog.example.org/?page=2&lang=zh-Hans"]
    assert alternates(text) == {
        "en": "https://blog.example.org/?page=2",
        "zh-Hans": "https://blog.example.org/?page=2&lang=zh-Hans",
        "x-default": "https://blog.example.org/?page=2",
    }


def test_dates_are_those_of_the_sites_zone_and_numbers_of_the_interface(site: Desk, client: FlaskClient) -> None:
    site.decide(timezone="Pacific/Kiritimati")
    site.post("Long", "word " * 4210, slug="long")
    assert 'datetime="2026-11-16T18:00:00+14:00"' in client.get("/posts/long").text
    assert "4,210" in words(client.get("/posts/long").text)
    assert "4\u202f210" in client.get("/posts/long?lang=zh-Hans").text
