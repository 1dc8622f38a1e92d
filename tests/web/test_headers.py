"""What every answer says to browsers and caches, one golden case for each class of page."""

import pytest
from flask import Flask, Response, abort
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from app.services.site import LANGUAGES
from tests.web.desk import Desk

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
SECURITY = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
}
PAGE = {"Cache-Control": "public, max-age=0, s-maxage=1, stale-while-revalidate=1", "Vary": "Accept-Encoding"}
HTML = {"Content-Type": "text/html; charset=utf-8"}
ERROR = {**SECURITY, **HTML, "Cache-Control": "no-store"}
SHARED = {"Cross-Origin-Resource-Policy": "cross-origin"}

GOLDEN = {
    "/": (200, {**SECURITY, **HTML, **PAGE}),
    "/posts/elbo": (200, {**SECURITY, **HTML, **PAGE}),
    "/about": (200, {**SECURITY, **HTML, **PAGE}),
    "/tags/": (200, {**SECURITY, **HTML, **PAGE}),
    "/tags/vae": (200, {**SECURITY, **HTML, **PAGE}),
    "/archive": (200, {**SECURITY, **HTML, **PAGE}),
    "/feed.xml": (200, {**SECURITY, **PAGE, **SHARED, "Content-Type": "application/atom+xml; charset=utf-8"}),
    "/sitemap.xml": (200, {**SECURITY, **PAGE, "Content-Type": "application/xml; charset=utf-8"}),
    "/robots.txt": (200, {**SECURITY, **PAGE, "Content-Type": "text/plain; charset=utf-8"}),
    "/healthz": (200, {**SECURITY, "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}),
    "/?page=1": (301, {**SECURITY, **HTML, "Cache-Control": "no-cache", "Location": "/"}),
    "/nothing": (404, ERROR),
    "/posts/nothing": (404, ERROR),
    "/static/nothing.css": (404, ERROR),
    "/media/nothing.png": (404, ERROR),
    "/?page=x": (404, ERROR),
}
VARIABLE = {"content-length", "etag", "date"}


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A site with one page of each class."""
    desk.post("ELBO", "$x$", slug="elbo", tags=("VAE",), category="Models")
    desk.page("About", slug="about")
    return desk


@pytest.mark.parametrize("path", GOLDEN)
def test_an_answer_has_exactly_these_headers(filled: Desk, client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    headers = {name: value for name, value in answer.headers if name.lower() not in VARIABLE}
    assert (answer.status_code, headers) == GOLDEN[path]


@pytest.mark.parametrize("path", ["/", "/posts/elbo", "/feed.xml", "/archive", "/sitemap.xml"])
def test_a_reader_who_has_the_page_is_told_that_nothing_changed(filled: Desk, client: FlaskClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert again.headers["Content-Security-Policy"] == POLICY


def test_a_changed_page_has_another_etag(filled: Desk, client: FlaskClient) -> None:
    before = client.get("/").headers["ETag"]
    filled.post("Another")
    answer = client.get("/", headers={"If-None-Match": before})
    assert answer.status_code == 200
    assert answer.headers["ETag"] != before


@pytest.mark.parametrize("path", ["/", "/posts/elbo", "/feed.xml", "/nothing"])
def test_no_answer_depends_on_who_asks(filled: Desk, client: FlaskClient, path: str) -> None:
    plain = client.get(path)
    asked = client.get(
        path,
        headers={
            "Cookie": "session=abc; lang=zh-Hans",
            "Accept-Language": "zh-CN",
            "Host": "evil.test",
            "X-Forwarded-Host": "evil.test",
            "X-Forwarded-Proto": "http",
            "Forwarded": "host=evil.test",
            "X-Original-URL": "/about",
            "X-HTTP-Method-Override": "DELETE",
            "Origin": "https://evil.test",
        },
    )
    assert asked.data == plain.data
    assert b"evil.test" not in asked.data
    names = {name.lower() for name, _ in asked.headers}
    assert names.isdisjoint({"set-cookie", "access-control-allow-origin"})
    assert asked.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"


def test_head_says_what_get_says_without_the_page(filled: Desk, client: FlaskClient) -> None:
    got, asked = client.get("/"), client.head("/")
    assert asked.data == b""
    assert {**asked.headers, "Date": ""} == {**got.headers, "Date": ""}


def test_options_names_what_a_page_takes(client: FlaskClient) -> None:
    answer = client.options("/")
    assert answer.status_code == 200
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert answer.headers["Content-Security-Policy"] == POLICY


def test_plain_http_promises_no_transport_security(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"site_url": "http://localhost:8000"}))
    assert "Strict-Transport-Security" not in app.test_client().get("/nowhere/at/all").headers


def test_a_header_that_an_answer_sets_itself_is_kept(app: Flask, desk: Desk) -> None:
    def strict() -> Response:
        return Response("x", headers={"content-security-policy": "default-src 'none'; sandbox"})

    app.add_url_rule("/strict/page", view_func=strict)
    answer = app.test_client().get("/strict/page")
    assert answer.headers.getlist("Content-Security-Policy") == ["default-src 'none'; sandbox"]


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 429, 500, 503])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_the_headers_of_a_page(app: Flask, desk: Desk, status: int, language: str) -> None:
    app.add_url_rule("/broken/page", view_func=lambda: abort(status))
    answer = app.test_client().get("/broken/page", query_string={"lang": language})
    assert answer.status_code == status
    assert {name: answer.headers[name] for name in ERROR} == ERROR
