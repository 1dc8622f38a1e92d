"""A site with its page cache: what is answered without the application, and what never is."""

import gzip
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event

import pytest
import sqlalchemy as sa
from flask import Flask, Response, request, request_started
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from app.services import publishing, site
from app.storage.models import Tag
from app.web.page_cache import PageCache
from tests.web.desk import NOW, Desk, on_both_databases


@pytest.fixture
def made(app: Flask) -> Iterator[list[str]]:
    """The paths that the application itself was asked for."""
    paths: list[str] = []

    def note(_app: Flask, **_: object) -> None:
        paths.append(request.path)

    with request_started.connected_to(note, app):
        yield paths


def cache_of(app: Flask) -> PageCache:
    """Return the page cache of an application."""
    cache: PageCache = app.extensions["longwave-page-cache"]
    return cache


@pytest.mark.parametrize("path", ["/", "/posts/elbo", "/feed.xml", "/sitemap.xml", "/tags/", "/archive", "/robots.txt"])
def test_a_page_is_made_once(desk: Desk, client: FlaskClient, made: list[str], path: str) -> None:
    desk.post("ELBO", "$x$", slug="elbo", tags=("VAE",))
    first = client.get(path)
    for coding in ("", "gzip", "br", "zstd"):
        assert client.get(path, headers={"Accept-Encoding": coding}).status_code == 200
    assert client.head(path).status_code == 200
    assert client.get(path).data == first.data
    assert made == [path]


@on_both_databases
def test_a_change_is_seen_by_the_next_reader(desk: Desk, client: FlaskClient) -> None:
    post = desk.post("Before", slug="elbo", tags=("VAE",))
    assert "Before" in client.get("/").text
    site.save(desk.session, "title", "Renamed")
    desk.session.commit()
    assert "Renamed" in client.get("/").text
    desk.tag("VAE").name = "Autoencoders"
    desk.session.commit()
    assert "Autoencoders" in client.get("/posts/elbo").text
    publishing.withdraw(desk.session, post, author=post.author, now=NOW)
    desk.session.commit()
    assert "Before" not in client.get("/").text
    assert client.get("/posts/elbo").status_code == 404


@on_both_databases
def test_a_scheduled_post_appears_at_its_moment_and_not_before(
    desk: Desk, client: FlaskClient, set_clock: Callable[[datetime], None]
) -> None:
    desk.post("Tomorrow", slug="tomorrow", published_at=NOW + timedelta(days=1))
    for moment, is_seen in (
        (NOW, False),
        (NOW + timedelta(days=1, seconds=-1), False),
        (NOW + timedelta(days=1), True),
        (NOW + timedelta(days=1, seconds=-1), False),  # a clock that was wrong and is set
        (NOW + timedelta(days=2), True),
    ):
        set_clock(moment)
        for _ in range(2):
            assert ("Tomorrow" in client.get("/").text) is is_seen
            assert ("Tomorrow" in client.get("/feed.xml").text) is is_seen
            assert client.get("/posts/tomorrow").status_code == (200 if is_seen else 404)


def test_caches_in_front_do_not_sleep_through_a_moment(
    desk: Desk, client: FlaskClient, set_clock: Callable[[datetime], None]
) -> None:
    desk.post("Tomorrow", published_at=NOW + timedelta(days=1))
    usual = client.get("/").headers["Cache-Control"]
    set_clock(NOW + timedelta(days=1, seconds=-1))
    soon = client.get("/")
    assert soon.headers["Cache-Control"] == "public, max-age=0, s-maxage=0, must-revalidate"
    again = client.get("/", headers={"If-None-Match": soon.headers["ETag"]})
    assert (again.status_code, again.headers["Cache-Control"]) == (304, soon.headers["Cache-Control"])
    set_clock(NOW + timedelta(days=1))
    assert client.get("/").headers["Cache-Control"] == usual


@pytest.mark.parametrize(
    "path", ["/nothing", "/posts/nothing", "/?page=1", "/?page=99", "/healthz", "/favicon.svg", "/log-in", "/studio/"]
)
def test_what_is_no_page_for_everybody_is_not_kept(app: Flask, desk: Desk, client: FlaskClient, path: str) -> None:
    desk.post("ELBO")
    for _ in range(2):
        with client.get(path) as answer:
            assert answer.status_code != 500
    assert len(cache_of(app).pages) == 0


def test_nothing_that_is_sent_is_kept_or_answered_from_the_cache(desk: Desk, client: FlaskClient) -> None:
    desk.post("ELBO")
    assert client.get("/").status_code == 200
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"):
        assert client.open("/", method=method).data != client.get("/").data


def test_an_author_who_is_logged_in_is_answered_by_the_application(
    app: Flask, desk: Desk, client: FlaskClient, made: list[str]
) -> None:
    desk.post("ELBO")
    client.get("/")
    name = app.config["SESSION_COOKIE_NAME"]
    answers = [client.get("/", headers={"Cookie": f"a=b; {name}=whatever"}) for _ in range(2)]
    assert made == ["/", "/", "/"]
    assert [answer.data for answer in answers] == [client.get("/").data] * 2
    assert all("Set-Cookie" not in answer.headers for answer in answers)


def test_no_kept_page_carries_a_cookie_or_was_made_for_somebody(app: Flask, desk: Desk, client: FlaskClient) -> None:
    def personal() -> Response:
        response = Response("for Ada")
        response.headers["Cache-Control"] = app.config["PAGE_LIFETIME"]
        response.set_cookie("who", "ada")
        return response

    def varying() -> Response:
        response = Response("for those who speak Chinese", headers={"Vary": "Accept-Language"})
        response.headers["Cache-Control"] = app.config["PAGE_LIFETIME"]
        return response

    app.add_url_rule("/x/personal", view_func=personal)
    app.add_url_rule("/x/varying", view_func=varying)
    for _ in range(2):
        assert "who=ada" in client.get("/x/personal").headers["Set-Cookie"]
        assert client.get("/x/varying").headers["Vary"] == "Accept-Language"
    assert len(cache_of(app).pages) == 0


POISON = {
    "Host": "evil.test",
    "X-Forwarded-Host": "evil.test",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Port": "1337",
    "X-Original-URL": "/evil",
    "X-Rewrite-URL": "/evil",
    "X-HTTP-Method-Override": "DELETE",
    "Forwarded": "host=evil.test;proto=http",
    "Accept": "application/json",
    "Accept-Language": "zh-CN",
    "Cookie": "lang=evil; session=evil",
    "Range": "bytes=0-3",
    "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT",
    "If-Match": '"evil"',
    "If-None-Match": '"evil"',
    "Origin": "https://evil.test",
    "User-Agent": "<script>evil</script>",
    "Referer": "https://evil.test/",
    "Accept-Encoding": "gzip;q=0, evil",
    "TE": "trailers",
    "Cache-Control": "no-store, max-age=0",
    "Pragma": "no-cache",
}


def test_no_header_of_the_first_reader_reaches_the_second(desk: Desk, client: FlaskClient, settings: Settings) -> None:
    desk.post("ELBO", slug="elbo")
    untouched = create_app(settings.model_copy(update={"page_cache_bytes": 0})).test_client(use_cookies=False)
    for number, (name, value) in enumerate(POISON.items()):
        desk.decide(tagline=f"Text {number}")  # Nothing that is kept is of this version.
        for path in ("/", "/posts/elbo", "/feed.xml"):
            client.get(path, headers={name: value})
            second, clean = client.get(path), untouched.get(path)
            assert (second.status_code, second.data) == (200, clean.data), name
            assert b"evil" not in second.data, name
            assert dict(second.headers) == dict(clean.headers), name


ODD_FORMS = (
    *("/?utm_source=x", "/?page=1", "/?tag_ids=", "/?tag_ids=2,1", "/?tag_ids=1,1", "/?a[]=1", "/?%70age=1"),
    *("/?page=2;", "//", "/?", "/%2f", "/./", "/posts/elbo/", "/posts/ELBO", "/posts//elbo", "/posts/elbo?x"),
    *("/posts/elb%6F", "/feed.xml?x=1", "/?lang=EN", "/?lang=en", "/?lang=xx", "/?page=2&page=1", "/?page=+1"),
    *("/?page=01", "/?\ud7ff", "/posts/elbo%00", "/posts/%ff", "/?page=%ff", "/?tag_ids=99999999999999999999"),
    *("/posts/elbo%3fpage", "/?tag_ids=1%2C2", "/?tag_ids=%31"),
)


def test_another_form_of_an_address_keeps_no_page_of_its_own(app: Flask, desk: Desk, client: FlaskClient) -> None:
    desk.post("ELBO", slug="elbo", tags=("a", "b"))
    for address in ODD_FORMS:
        assert client.get(address).status_code in {200, 301, 308, 400, 404}, address
        assert set(cache_of(app).pages._pages) <= {("/", ""), ("/posts/elbo", "")}, address


def test_a_walk_over_odd_queries_keeps_one_page(app: Flask, desk: Desk, client: FlaskClient) -> None:
    desk.post("ELBO")
    for number in range(200):
        client.get(f"/?x={number}")
        client.get(f"/?page={number + 2}")
        client.get(f"/?tag_ids={number + 50}")
    client.get("/")
    assert set(cache_of(app).pages._pages) == {("/", "")}


def test_a_reader_who_has_the_page_in_its_first_compression_is_told_so(desk: Desk, client: FlaskClient) -> None:
    desk.post("ELBO " * 50)
    gzipped = {"Accept-Encoding": "gzip"}
    first, second = (client.get("/", headers=gzipped) for _ in range(2))
    assert gzip.decompress(first.data) == gzip.decompress(second.data)
    assert first.headers["ETag"] != second.headers["ETag"]
    for answer in (first, second):
        again = client.get("/", headers={**gzipped, "If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.headers["ETag"]) == (304, second.headers["ETag"])
    assert client.get("/", headers={"If-None-Match": second.headers["ETag"]}).status_code == 200


def test_one_request_makes_a_page_and_the_others_wait(app: Flask, desk: Desk) -> None:
    desk.post("ELBO")
    entered, may_go, count = Event(), Event(), []

    def slow() -> Response:
        count.append(1)
        entered.set()
        assert may_go.wait(30)
        response = Response("slow page")
        response.headers["Cache-Control"] = app.config["PAGE_LIFETIME"]
        return response

    app.add_url_rule("/slow/page", view_func=slow)
    with ThreadPoolExecutor(8) as readers:
        asked = [readers.submit(lambda: app.test_client().get("/slow/page").data) for _ in range(8)]
        assert entered.wait(30)
        may_go.set()
        assert [answer.result() for answer in asked] == [b"slow page"] * 8
    assert len(count) == 1


def test_a_page_that_fails_lets_the_waiting_go_on(app: Flask, desk: Desk, client: FlaskClient) -> None:
    answers = iter([RuntimeError("broken"), Response("whole")])

    def broken() -> Response:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    app.add_url_rule("/broken/page", view_func=broken)
    assert client.get("/broken/page").status_code == 500
    assert client.get("/broken/page").data == b"whole"


def test_while_the_version_cannot_be_known_the_application_answers(
    app: Flask, desk: Desk, client: FlaskClient, made: list[str]
) -> None:
    desk.post("ELBO")
    assert client.get("/").status_code == 200
    rename = "ALTER TABLE {} RENAME TO {}"
    desk.session.connection().exec_driver_sql(rename.format("content_version", "lost"))
    desk.session.commit()
    for _ in range(2):
        client.get("/")
    assert made == ["/", "/", "/"]
    desk.session.connection().exec_driver_sql(rename.format("lost", "content_version"))
    desk.session.commit()
    assert client.get("/").status_code == 200
    assert made == ["/", "/", "/"]


def test_without_memory_for_pages_each_is_made_anew_and_still_compressed(settings: Settings, desk: Desk) -> None:
    desk.post("ELBO")
    app = create_app(settings.model_copy(update={"page_cache_bytes": 0}))
    client = app.test_client(use_cookies=False)
    first = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    assert len(cache_of(app).pages) == 0
    desk.session.execute(sa.update(Tag).values(name="x"))
    assert (
        client.get("/", headers={"If-None-Match": first.headers["ETag"], "Accept-Encoding": "gzip"}).status_code == 304
    )
