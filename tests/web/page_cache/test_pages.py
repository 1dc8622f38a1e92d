"""Kept pages: bounded memory, tags that belong to exactly one body."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from app.storage.versions import Version
from app.web.page_cache.codings import CODECS, Coding
from app.web.page_cache.pages import Page, Pages, is_held, tag_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "7"), ("ETag", '"x"'), ("X-Kept", "yes")]


def version(stamp: int = 1) -> Version:
    """Return a version without an end."""
    return Version(stamp, NOW, None)


def page(body: bytes = b"<p>page", stamp: int = 1, coding: Coding = Coding.GZIP) -> Page:
    """Return a page as it was just made."""
    return Page.of(version(stamp), HEADERS, body, coding)


def test_a_page_is_found_at_its_address_while_its_version_is_the_present_one() -> None:
    pages = Pages(1_000_000)
    pages.put(("/", ""), page())
    assert pages.get(("/", ""), version()) is not None
    assert pages.get(("/", "page=2"), version()) is None
    assert pages.get(("/", ""), version(2)) is None
    assert (len(pages), pages.byte_count) == (0, 0)


def test_a_moment_that_passes_ends_a_version_like_a_change() -> None:
    pages = Pages(1_000_000)
    until = Version(1, NOW, datetime(2026, 3, 2, tzinfo=UTC))
    pages.put(("/", ""), Page.of(until, HEADERS, b"x", Coding.GZIP))
    assert pages.get(("/", ""), version()) is None


def test_the_least_recently_used_page_goes_first() -> None:
    pages = Pages(30_000)
    for number in range(8):
        pages.put((f"/{number}", ""), page())
        assert pages.get(("/0", ""), version()) is not None
    for number in range(8, 20):
        pages.put((f"/{number}", ""), page())
        pages.get(("/0", ""), version())
    kept = [number for number in range(20) if pages.get((f"/{number}", ""), version())]
    assert kept[0] == 0
    assert kept[1:] == list(range(21 - len(kept), 20))


def test_a_walk_over_a_million_addresses_stays_within_the_bound() -> None:
    pages = Pages(200_000)
    made = page()
    for number in range(1_000_000):
        pages.put(("/", str(number)), made)
    assert pages.byte_count <= 200_000
    assert len(pages) < 100


def test_a_page_that_would_drive_out_all_others_is_not_kept() -> None:
    pages = Pages(100_000)
    pages.put(("/", ""), page(bytes(range(256)) * 100, coding=Coding.IDENTITY))
    assert pages.get(("/", ""), version()) is None


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(1, 2), st.binary(max_size=9_000), st.sampled_from(Coding)), max_size=40
    )
)
@settings(max_examples=50)
def test_the_count_of_bytes_is_what_the_pages_take(puts: list[tuple[int, int, bytes, Coding]]) -> None:
    pages = Pages(60_000)
    for number, stamp, body, coding in puts:
        made = page(body, stamp)
        pages.put((str(number), ""), made)
        made.asked_again(coding)
        pages.put((str(number), ""), made)
        assert pages.byte_count <= 60_000
        assert pages.byte_count == sum(held.size + len(path) for (path, _), (held, _) in pages._pages.items())


@given(st.binary(max_size=3_000), st.lists(st.sampled_from(Coding), min_size=1, max_size=6))
def test_in_every_coding_a_page_is_the_same_and_its_tag_is_of_its_bytes(body: bytes, codings: list[Coding]) -> None:
    made = page(body, coding=codings[0])
    for coding in codings:
        variant = made.asked_again(coding)
        assert CODECS[coding].restore(variant.body) == body
        assert variant.etag == tag_of(variant.body)
        assert dict(variant.headers)["Content-Length"] == str(len(variant.body))
        assert dict(variant.headers).get("Content-Encoding", "identity") == coding


def test_headers_that_the_cache_sets_appear_once() -> None:
    names = [name for name, _ in page().variants[Coding.GZIP].headers]
    assert sorted(names) == ["Content-Encoding", "Content-Length", "Content-Type", "ETag", "Vary", "X-Kept"]


def test_an_unchanged_page_says_nothing_of_its_body_but_keeps_what_protects() -> None:
    made = Page.of(version(), [*HEADERS, ("Content-Security-Policy", "x")], b"", Coding.GZIP)
    assert [name for name, _ in made.variants[Coding.GZIP].headers_of_304] == [
        "X-Kept",
        "Content-Security-Policy",
        "ETag",
        "Vary",
    ]


def test_a_browser_has_a_page_by_its_tag_in_every_form_of_the_header() -> None:
    made = page()
    first = made.variants[Coding.GZIP]
    again = made.asked_again(Coding.GZIP)
    for condition in (again.etag, f"W/{again.etag}", f'"other", {again.etag}', "*", " * ", first.etag):
        assert is_held(condition, again)
    for condition in ("", '"other"', again.etag.strip('"'), f'"a{again.etag[1:]}', f"w/{again.etag}"):
        assert not is_held(condition, again)
