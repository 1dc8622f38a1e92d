"""Every address of the reader's room answers."""

import pytest
from flask.testing import FlaskClient

from tests.web.desk import Desk


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A site with a bit of everything."""
    desk.post("Variational $O(n)$", "## One\n\n$x^2$", slug="elbo", tags=("VAE", "采样"), category="Models")
    desk.post("从重参数到 Gumbel-Softmax", "文字", slug="gumbel", tags=("采样",), language="zh-Hans")
    desk.page("About", "Who writes here.", slug="about")
    return desk


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
