"""Every address of the reader's room answers."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.desk import Desk, on_both_databases
from tests.web.reading import cards


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A site with a bit of everything."""
    desk.post("Variational $O(n)$", "## One\n\n$x^2$", slug="elbo", tags=("VAE", "采样"), category="Models")
    desk.post("从重参数到 Gumbel-Softmax", "文字", slug="gumbel", tags=("采样",), language="zh-Hans")
    desk.page("About", "Who writes here.", slug="about")
    return desk


@on_both_databases
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "Gumbel-Softmax"),
        ("/blog/", "Gumbel-Softmax"),
        ("/posts/elbo", "x^2"),
        ("/tags/", "VAE"),
        ("/tags/vae", "Variational"),
        ("/categories/models", "Variational"),
        ("/authors/lin-jian", "Variational"),
        ("/archive", "2026-11-"),
        ("/archive/2026", "2026-11-"),
        ("/about", "Who writes here."),
        ("/feed.xml", "<entry"),
        ("/sitemap.xml", "<loc>https://blog.example.org/posts/elbo</loc>"),
        ("/robots.txt", "Sitemap: https://blog.example.org/sitemap.xml"),
        ("/healthz", "ok"),
    ],
)
def test_a_page_of_the_site_answers(busy: Desk, client: FlaskClient, path: str, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert words in answer.text
    assert "charset=utf-8" in answer.headers["Content-Type"]


@on_both_databases
@pytest.mark.parametrize(
    "query",
    [
        "tag=%00",
        "tag=%ED%A0%80",
        "tag=" + "x" * 5000,
        "tag=" + "%EF%B7%BA" * 150,
        "tag_ids=2147483647",
        "tag_ids=2147483648",
        "tag_ids=99999999999999999999",
        "page=999999999",
        "tag='%20OR%201=1--",
    ],
)
def test_no_query_upsets_the_database(busy: Desk, client: FlaskClient, query: str) -> None:
    assert client.get(f"/?{query}").status_code == 404


@on_both_databases
@pytest.mark.parametrize("path", ["/posts/{}", "/tags/{}", "/categories/{}", "/authors/{}", "/{}"])
def test_no_address_upsets_the_database(busy: Desk, client: FlaskClient, path: str) -> None:
    for name in ("%00", "a%00b", "%ED%A0%80", "%F0%9F%98%80", "x" * 5000, "%27%20OR%201%3D1--", "%25%5F"):
        assert client.get(path.format(name)).status_code == 404, name


@on_both_databases
def test_a_filter_by_tags_finds_the_same_posts(busy: Desk, client: FlaskClient) -> None:
    vae, sampling = sorted((busy.tag("VAE").id, busy.tag("采样").id))
    assert client.get("/?tag=采样&tag=vae").location == f"/?tag_ids={vae},{sampling}"
    assert cards(client.get(f"/?tag_ids={vae},{sampling}").text) == ["elbo", "gumbel"]
    assert cards(client.get(f"/?tag_ids={vae},{sampling}&match=all").text) == ["elbo"]


def test_every_route_is_one_of_the_public_site(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("reader.")]
    assert {rule.rule for rule in rules} == {
        *("/", "/blog/", "/posts/<slug>", "/tags/", "/tags/<slug>", "/categories/<slug>", "/authors/<name>"),
        *("/archive", "/archive/<int:year>", "/<slug>", "/feed.xml", "/sitemap.xml", "/sitemap/<int:number>.xml"),
        *("/robots.txt", "/media/<name>", "/favicon.svg", "/favicon.ico", "/healthz"),
    }
    assert all(rule.methods == {"GET", "HEAD", "OPTIONS"} for rule in rules)
