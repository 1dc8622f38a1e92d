"""Listings: pages by number, filters by tag, and one address for each of them."""

import re

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.web.desk import Desk
from tests.web.reading import cards, hrefs, relation, robots, words


@pytest.fixture
def shelf(desk: Desk) -> Desk:
    """Twelve posts, three a page; each second one about VAE, each third about 采样."""
    desk.decide(posts_per_page=3)
    for number in range(1, 13):
        tags = [name for name, every in (("VAE", 2), ("采样", 3)) if number % every == 0]
        desk.post(f"Post {number}", tags=tuple(tags), slug=f"post-{number}")
    return desk


def test_the_newest_posts_come_first_and_a_pinned_one_before_them(shelf: Desk, client: FlaskClient) -> None:
    shelf.post("Post 20", pinned=True, slug="post-20")
    shelf.post("Post 30", pinned=True, slug="post-30")
    assert cards(client.get("/").text) == ["post-20", "post-30", "post-1"]


def test_each_post_is_on_one_page(shelf: Desk, client: FlaskClient) -> None:
    found = [slug for page in range(1, 5) for slug in cards(client.get("/", query_string=_page(page)).text)]
    assert found == [f"post-{number}" for number in range(1, 13)]


def _page(number: int) -> dict[str, int]:
    return {"page": number} if number > 1 else {}


def test_a_page_names_the_ones_beside_it(shelf: Desk, client: FlaskClient) -> None:
    text = client.get("/?page=2").text
    assert relation(text, "prev") == ["https://blog.example.org/"]
    assert relation(text, "next") == ["https://blog.example.org/?page=3"]
    assert relation(text, "canonical") == ["https://blog.example.org/?page=2"]


def test_a_page_beyond_the_last_says_so_and_leads_to_the_last(shelf: Desk, client: FlaskClient) -> None:
    answer = client.get("/?page=5")
    assert answer.status_code == 404
    assert "/?page=4" in hrefs(answer.text)
    assert "the last one is 4" in words(answer.text)


@pytest.mark.parametrize("typed", ["abc", "0", "-1", "1e9", "1.5", "9" * 4000, "٢", "2 ", "%00", "%ED%A0%80", "0x2"])
def test_what_is_no_page_number_is_not_found(shelf: Desk, client: FlaskClient, typed: str) -> None:
    answer = client.get(f"/?page={typed}")
    assert answer.status_code == 404
    assert "/" in hrefs(answer.text)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("/?page=1", "/"),
        ("/?page=", "/"),
        ("/?page=02", "/?page=2"),
        ("/?page=%32", "/?page=2"),
        ("/?page=2&page=3", "/?page=2"),
        ("/?utm_source=elsewhere&page=2", "/?page=2"),
        ("/?utm_source=elsewhere", "/"),
        ("/?=&&;", "/"),
        ("/blog", "/blog/"),
        ("/blog/?page=1", "/blog/"),
        ("/?match=all", "/"),
        ("/tags", "/tags/"),
        ("/tags/vae/", "/tags/vae"),
        ("/tags/VAE", "/tags/vae"),
        ("/tags/vae?page=1&x=y", "/tags/vae"),
        ("/archive/", "/archive"),
    ],
)
def test_another_form_of_an_address_leads_to_the_one(
    shelf: Desk, client: FlaskClient, typed: str, canonical: str
) -> None:
    answer = client.get(typed)
    assert (answer.status_code, answer.location) == (301, canonical)
    assert client.get(canonical).status_code == 200


def test_posts_are_narrowed_to_any_or_all_of_several_tags(shelf: Desk, client: FlaskClient) -> None:
    shelf.decide(posts_per_page=12)
    vae, sampling = sorted((shelf.tag("VAE").id, shelf.tag("采样").id))
    either = client.get(f"/?tag_ids={vae},{sampling}")
    both = client.get(f"/?tag_ids={vae},{sampling}&match=all")
    assert cards(either.text) == [f"post-{n}" for n in (2, 3, 4, 6, 8, 9, 10, 12)]
    assert cards(both.text) == ["post-6", "post-12"]


def test_combinations_of_tags_are_not_indexed_but_one_tag_is(shelf: Desk, client: FlaskClient) -> None:
    vae, sampling = sorted((shelf.tag("VAE").id, shelf.tag("采样").id))
    assert robots(client.get(f"/?tag_ids={vae},{sampling}").text) == "noindex, follow"
    single = client.get(f"/?tag_ids={vae}").text
    assert robots(single) == ""
    assert relation(single, "canonical") == ["https://blog.example.org/tags/vae"]


def test_a_tag_is_taken_away_with_one_link(shelf: Desk, client: FlaskClient) -> None:
    vae, sampling = sorted((shelf.tag("VAE").id, shelf.tag("采样").id))
    found = hrefs(client.get(f"/?tag_ids={vae},{sampling}&match=all").text)
    assert f"/?tag_ids={vae}" in found
    assert f"/?tag_ids={sampling}" in found
    assert f"/?tag_ids={vae},{sampling}" in found  # any of them instead of all
    assert "/" in found


def test_pages_of_a_filtered_listing_keep_the_filter(shelf: Desk, client: FlaskClient) -> None:
    vae = shelf.tag("VAE").id
    first = client.get(f"/?tag_ids={vae}").text
    assert f"/?page=2&tag_ids={vae}" in hrefs(first)
    assert cards(client.get(f"/?page=2&tag_ids={vae}").text) == ["post-8", "post-10", "post-12"]


def test_every_way_to_say_a_filter_leads_to_one_address(shelf: Desk, client: FlaskClient) -> None:
    vae, sampling = sorted((shelf.tag("VAE").id, shelf.tag("采样").id))
    wanted = f"/?tag_ids={vae},{sampling}"
    for typed in (
        f"/?tag_ids={sampling},{vae}",
        f"/?tag_ids={vae}%2C{sampling}",
        f"/?tag_ids={vae}&tag_ids={sampling}",
        f"/?tag_ids={vae},,{vae},{sampling},",
        f"/?tag_ids={vae},{sampling},999999",
        f"/?tag_ids={vae},{sampling},x,99999999999999999999",
        f"/?tag_ids={vae},{sampling}&match=any",
        "/?tag=vae&tag=采样",
        "/?tag=%E9%87%87%E6%A0%B7&tag=%EF%BC%B6AE&tag=nobody",
        f"/?tag=VAE&tag_ids={sampling}",
        f"/?page=1&tag_ids={vae},{sampling}",
    ):
        answer = client.get(typed)
        assert (answer.status_code, answer.location) == (301, wanted), typed


@pytest.mark.parametrize("query", ["tag_ids=999999", "tag_ids=abc", "tag=nobody", "tag=%00", "tag_ids=99999999999"])
def test_a_filter_without_any_known_tag_is_not_found(shelf: Desk, client: FlaskClient, query: str) -> None:
    answer = client.get(f"/?{query}")
    assert answer.status_code == 404
    assert "/tags/" in hrefs(answer.text)


def test_more_tags_than_can_be_chosen_are_refused_with_the_limit(shelf: Desk, client: FlaskClient) -> None:
    answer = client.get("/?tag_ids=" + ",".join(map(str, range(1, 10_001))))
    assert answer.status_code == 400
    assert "At most 20 tags" in words(answer.text)


def test_tags_that_no_post_shares_give_an_empty_page_with_a_way_back(desk: Desk, client: FlaskClient) -> None:
    desk.post("One", tags=("left",))
    desk.post("Two", tags=("right",))
    answer = client.get(f"/?tag_ids={desk.tag('left').id},{desk.tag('right').id}&match=all")
    assert answer.status_code == 200
    assert "/" in hrefs(answer.text)


def test_an_empty_site_has_a_home_page(client: FlaskClient) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/archive").status_code == 200
    assert client.get("/feed.xml").status_code == 200


@pytest.mark.parametrize("path", ["/tags/nothing", "/categories/nothing", "/authors/nobody", "/archive/1999"])
def test_a_shelf_that_is_not_there_is_not_found(shelf: Desk, client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_tag_of_drafts_alone_is_not_shown(desk: Desk, client: FlaskClient) -> None:
    desk.post("Secret", tags=("plans",), state="draft")
    assert client.get("/tags/plans").status_code == 404
    assert client.get(f"/?tag_ids={desk.tag('plans').id}").status_code == 404
    assert client.get("/?tag=plans").status_code == 404
    assert "plans" not in words(client.get("/tags/").text)


FIELDS = st.lists(
    st.tuples(
        st.sampled_from(["page", "tag_ids", "tag", "match", "lang", "utm_source", "x"]) | st.text(max_size=5),
        st.sampled_from(["1", "2", "1,2", "2,1", "vae", "采样", "all", "any", "en", "zh-Hans", "ZH-hans"])
        | st.text(st.characters(exclude_categories=[]), max_size=12)
        | st.integers().map(str),
    ),
    max_size=6,
)
RAW = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(fields=FIELDS, raw=RAW)
def test_any_query_answers_and_leads_at_most_once_elsewhere(
    shelf: Desk, client: FlaskClient, fields: list[tuple[str, str]], raw: str
) -> None:
    encoded = "&".join(f"{_percent(name)}={_percent(value)}" for name, value in fields)
    for query in (encoded, raw, f"{encoded}&{raw}"):
        answer = client.get("/", query_string=query)
        if answer.status_code == 301:
            assert re.fullmatch(r"/(\?[\w=&,%-]+)?", answer.location)
            answer = client.get(answer.location)
        assert answer.status_code in (200, 400, 404)


def _percent(text: str) -> str:
    """Return the text percent-encoded byte by byte, lone surrogates as well."""
    return "".join(f"%{byte:02x}" for byte in text.encode("utf-8", "surrogatepass"))
