"""Post pages and static pages: one address each, in time, with all that surrounds the text."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from unicodedata import normalize

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.web.desk import NOW, Desk
from tests.web.reading import hrefs, relation, structured, title, words


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("/posts/elbo/", "/posts/elbo"),
        ("/posts/ELBO", "/posts/elbo"),
        ("/posts/elbo?page=2&utm_source=x", "/posts/elbo"),
        ("/posts/elbo?lang=en", "/posts/elbo"),
        ("/posts/elbo?lang=tlh", "/posts/elbo"),
        ("/posts/Elbo/?lang=zh-hans", "/posts/elbo?lang=zh-Hans"),
        (f"/posts/{normalize('NFD', 'élan')}", "/posts/%C3%A9lan"),
        ("/about/", "/about"),
        ("/About", "/about"),
    ],
)
def test_a_text_has_one_address(desk: Desk, client: FlaskClient, typed: str, canonical: str) -> None:
    desk.post("ELBO", slug="elbo")
    desk.post("Élan", slug="élan")
    desk.page("About", slug="about")
    answer = client.get(typed)
    assert (answer.status_code, answer.location) == (301, canonical)
    assert client.get(canonical).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/posts/",
        "/posts",
        "/posts/nothing",
        "/posts/%65lbo%00",
        "/posts/%2565lbo",
        "/posts/%252e%252e/elbo",
        "/posts/..%2f..%2fetc/passwd",
        "/posts/elbo/more",
        "/posts//elbo",
        "/%5c%5cevil.test",
        "/%ff%fe",
        "/posts/%ed%a0%80",
        "/about%00",
        "/posts/about",
        "/elbo",
        "/" + "x" * 5000,
        "/archive/0",
        "/archive/99999999999999999999",
        "/archive/-1",
    ],
)
def test_an_odd_path_is_not_found(desk: Desk, client: FlaskClient, path: str) -> None:
    desk.post("ELBO", slug="elbo")
    desk.page("About", slug="about")
    answer = client.get(path)
    assert answer.status_code == 404
    assert not any(href.startswith(("//", "/\\", "http")) for href in hrefs(answer.text))


@pytest.mark.parametrize("path", ["//evil.test", "//evil.test/posts/elbo", "//posts/elbo", "///", "//about/", ""])
def test_slashes_in_front_lead_to_no_other_host(desk: Desk, client: FlaskClient, path: str) -> None:
    desk.post("ELBO", slug="elbo")
    desk.page("About", slug="about")
    answer = client.get("/", environ_overrides={"PATH_INFO": path})
    assert answer.status_code in (200, 301, 404)
    found = [answer.location or "/", *hrefs(answer.text)]
    assert not any(href.startswith(("//", "http")) for href in found)
    assert (answer.status_code == 200) == (path == "")


def test_an_old_address_leads_on_for_good(desk: Desk, client: FlaskClient) -> None:
    post = desk.post("ELBO", slug="first")
    page = desk.page("About", slug="about-us")
    desk.move(post, "second")
    desk.move(page, "about")
    for old, new in (
        ("/posts/first", "/posts/second"),
        ("/posts/First/", "/posts/second"),
        ("/posts/first?lang=zh-Hans", "/posts/second?lang=zh-Hans"),
        ("/about-us", "/about"),
    ):
        answer = client.get(old)
        assert (answer.status_code, answer.location) == (308, new)


def test_a_scheduled_post_appears_at_its_moment(
    desk: Desk, client: FlaskClient, set_clock: Callable[[datetime], None]
) -> None:
    desk.post("Soon", slug="soon", tags=("later",), published_at=NOW + timedelta(minutes=1))
    pages = ("/", "/feed.xml", "/sitemap.xml", "/tags/", "/archive")
    assert client.get("/posts/soon").status_code == 404
    assert client.get("/tags/later").status_code == 404
    assert not any("soon" in client.get(page).text for page in pages if page != "/tags/")
    set_clock(NOW + timedelta(minutes=1))
    assert client.get("/posts/soon").status_code == 200
    assert client.get("/tags/later").status_code == 200
    assert all("later" in client.get(page).text or "soon" in client.get(page).text for page in pages)


@pytest.mark.parametrize("state", ["draft", "trashed"])
def test_what_is_not_published_is_not_found(desk: Desk, client: FlaskClient, state: str) -> None:
    desk.post("Secret", slug="secret", state=state)
    assert client.get("/posts/secret").status_code == 404


def test_a_post_names_its_neighbours_in_time(desk: Desk, client: FlaskClient) -> None:
    for number in (1, 2, 3):
        desk.post(f"Post {number}", slug=f"post-{number}")
    found = hrefs(client.get("/posts/post-2").text)
    assert "/posts/post-1" in found
    assert "/posts/post-3" in found


def test_the_contents_follow_the_headings(desk: Desk, client: FlaskClient) -> None:
    desk.post("Long", "## One\n\ntext\n\n### Inner\n\ntext\n\n## 二\n\ntext\n\n##### Too fine\n\ntext", slug="long")
    found = hrefs(client.get("/posts/long").text)
    assert [found.count(f"#{name}") > 1 for name in ("one", "inner", "二", "too-fine")] == [True, True, True, False]


def test_a_change_on_a_later_day_of_the_sites_zone_is_a_revision(desk: Desk, client: FlaskClient) -> None:
    desk.decide(timezone="Asia/Shanghai")
    before_midnight = datetime(2026, 11, 1, 15, 59, tzinfo=UTC)
    desk.post("Same day", slug="same", published_at=before_midnight, updated_at=before_midnight - timedelta(hours=1))
    desk.post("Next day", slug="next", published_at=before_midnight, updated_at=before_midnight + timedelta(minutes=1))
    assert "2026-11-02" not in words(client.get("/posts/same").text)
    assert "2026-11-02" in words(client.get("/posts/next").text)


def test_a_static_page_has_no_date_and_no_neighbours(desk: Desk, client: FlaskClient) -> None:
    desk.post("Post", slug="post")
    desk.page("About", slug="about")
    text = client.get("/about").text
    assert "2026-" not in words(text)
    assert "/posts/post" not in hrefs(text)
    assert "about" not in client.get("/feed.xml").text


def test_titles_hold_words_where_formulas_cannot_be_shown(desk: Desk, client: FlaskClient) -> None:
    desk.post(r"Why $L_\theta \le 0$", slug="why")
    text = client.get("/posts/why").text
    assert title(text) == "Why L_θ ≤ 0 · Longwave"
    assert r"\(L_\theta \le 0\)" in words(text)


def test_a_reference_alone_loads_nothing(desk: Desk, client: FlaskClient) -> None:
    desk.post("Alone", r"By \eqref{a}.", slug="alone")
    desk.post("With its equation", r"By \eqref{a}: $$x\label{a}$$", slug="with")
    alone, together = (client.get(f"/posts/{slug}").text for slug in ("alone", "with"))
    assert r"By \eqref{a}" in words(alone)
    assert "data-math>" not in alone
    assert "data-math>" in together


def test_the_address_for_search_engines_has_no_language(desk: Desk, client: FlaskClient) -> None:
    desk.post("ELBO", slug="elbo")
    text = client.get("/posts/elbo?lang=zh-Hans").text
    assert relation(text, "canonical") == ["https://blog.example.org/posts/elbo"]


def test_structured_data_tells_what_the_post_is(desk: Desk, client: FlaskClient) -> None:
    desk.post("ELBO", "Words " * 100, slug="elbo", tags=("VAE",), category="Models", language="en")
    posting, crumbs = structured(client.get("/posts/elbo").text)["@graph"]
    assert posting["@type"] == "BlogPosting"
    assert posting["headline"] == "ELBO"
    assert posting["datePublished"] == "2026-11-19T04:00:00+00:00"
    assert posting["author"]["url"] == "https://blog.example.org/authors/lin-jian"
    assert (posting["keywords"], posting["articleSection"], posting["inLanguage"]) == (["VAE"], "Models", "en")
    assert [item["item"] for item in crumbs["itemListElement"]] == [
        "https://blog.example.org/",
        "https://blog.example.org/categories/models",
        "https://blog.example.org/posts/elbo",
    ]
    assert posting["description"] == "Words " * 26 + "Word…"


def test_no_title_ends_structured_data_early(desk: Desk, client: FlaskClient) -> None:
    evil = "</script><script>alert(1)</script>\u2028\u2029 'x' & \"y\" <!--"
    desk.post(evil, slug="evil")
    answer = client.get("/posts/evil").text
    headline = structured(answer)["@graph"][0]["headline"]
    assert headline.startswith("</script><script>alert(1)</script>")
    assert "<script>alert" not in answer
    assert "\u2028" not in answer.partition("ld+json")[2].partition("</script>")[0]


def test_a_post_that_was_never_rendered_shows_its_title(desk: Desk, client: FlaskClient) -> None:
    post = desk.post("Bare <b>", slug="bare")
    desk.session.delete(post.rendering)
    desk.session.commit()
    assert "Bare <b>" in words(client.get("/posts/bare").text)
    assert "Bare <b>" in words(client.get("/").text)
    assert client.get("/feed.xml").status_code == 200


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    path=st.text(max_size=20)
    | st.from_regex(r"/?(posts|tags|archive|media|sitemap)?/[\w%./\\ -]{0,12}", fullmatch=True)
)
def test_any_path_answers_and_leads_at_most_once_elsewhere(desk: Desk, client: FlaskClient, path: str) -> None:
    raw = "/" + path.encode("utf-8", "replace").decode("latin-1")  # as a WSGI server hands it over
    answer = client.get("/", environ_overrides={"PATH_INFO": raw})
    if answer.status_code == 301:
        assert re.match(r"/(?!/)", answer.location)
        answer = client.get(answer.location)
    assert answer.status_code in (200, 404)
    answer.close()
