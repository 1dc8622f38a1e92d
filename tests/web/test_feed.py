"""The feed as feed readers take it: Atom, parsed as XML."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app.web.reader.portable import legal, portable
from tests.web.desk import NOW, Desk

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(client: FlaskClient) -> ET.Element:
    """Return the feed."""
    return ET.fromstring(client.get("/feed.xml").data)  # noqa: S314 - our own, without entities


def text(element: ET.Element, path: str) -> str:
    """Return the text of an element within another."""
    found = element.find(path, ATOM)
    assert found is not None
    return found.text or ""


def test_the_feed_holds_the_newest_posts_in_full(desk: Desk, client: FlaskClient) -> None:
    desk.decide(feed_length=2, tagline="Slow letters")
    desk.post(
        "Newest $O(n)$", r"Body $a < b \& c$." + "\n\nmore " * 200, slug="newest", tags=("VAE",), category="Maths"
    )
    desk.post("较早的", "文字", slug="older", language="zh-Hans", pinned=True)
    desk.post("Oldest")
    feed = read(client)
    newest, older = feed.findall("atom:entry", ATOM)
    assert (text(feed, "atom:title"), text(feed, "atom:subtitle")) == ("Longwave", "Slow letters")
    assert feed.attrib[LANGUAGE] == "en"
    links = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall("atom:link", ATOM)}
    assert links == {"self": "https://blog.example.org/feed.xml", "alternate": "https://blog.example.org/"}
    assert text(newest, "atom:title") == "Newest O(n)"
    assert text(older, "atom:title") == "较早的"
    assert older.attrib[LANGUAGE] == "zh-Hans"
    assert text(newest, "atom:author/atom:name") == "林间"
    terms = [(label.attrib["term"], label.attrib["label"]) for label in newest.findall("atom:category", ATOM)]
    assert terms == [("maths", "Maths"), ("vae", "VAE")]
    assert r"\(a &lt; b \&amp; c\)" in text(newest, "atom:content")
    assert text(newest, "atom:content").count("more") == 200


def test_every_entry_has_what_atom_demands(desk: Desk, client: FlaskClient) -> None:
    for number in range(3):
        desk.post(f"Post {number}")
    feed = read(client)
    entries = feed.findall("atom:entry", ATOM)
    moments = [datetime.fromisoformat(text(entry, "atom:updated")) for entry in entries]
    assert all(moment.tzinfo for moment in moments)
    assert datetime.fromisoformat(text(feed, "atom:updated")) == max(moments)
    ids = [text(element, "atom:id") for element in (feed, *entries)]
    assert len(set(ids)) == 4
    assert all(re.match(r"urn:uuid:|https://", name) for name in ids)


def test_an_entry_keeps_its_id_when_the_post_moves(desk: Desk, client: FlaskClient) -> None:
    post = desk.post("Post", slug="first")
    before = text(read(client), "atom:entry/atom:id")
    desk.move(post, "second")
    feed = read(client)
    assert text(feed, "atom:entry/atom:id") == before
    link = feed.find("atom:entry/atom:link", ATOM)
    assert link is not None
    assert link.attrib["href"] == "https://blog.example.org/posts/second"


def test_an_edit_moves_the_feed_on(desk: Desk, client: FlaskClient, set_clock: Callable[[datetime], None]) -> None:
    desk.post("Post", published_at=NOW - timedelta(days=9), updated_at=NOW)
    assert datetime.fromisoformat(text(read(client), "atom:updated")) == NOW


def test_no_title_breaks_the_feed(desk: Desk, client: FlaskClient) -> None:
    desk.post(
        "]]> <x> & \x01\x0b \ufffe \"'", "Words \x08 and ]]> &amp;nbsp;", tags=("a\x02<b>",), author='A "B" <c>\x03'
    )
    entry = read(client).find("atom:entry", ATOM)
    assert entry is not None
    assert text(entry, "atom:title").startswith("]]> <x> &")
    assert text(entry, "atom:author/atom:name").startswith('A "B" <c>')


def test_links_and_pictures_lead_home_from_elsewhere(desk: Desk, client: FlaskClient) -> None:
    source = '## Part\n\n[here](#part) [there](/about) [away](https://other.test/x) `href="/code"`'
    desk.post("Links", source, slug="links")
    html = text(read(client), "atom:entry/atom:content")
    assert re.findall(r'href="([^"]*)"', html) == [
        "https://blog.example.org/posts/links#part",
        "https://blog.example.org/about",
        "https://other.test/x",
        "/code",  # text, not a link
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="/media/a.png" alt="/x">', '<img src="https://b.test/media/a.png" alt="/x">'),
        ('<a href="//other.test">x</a>', '<a href="//other.test">x</a>'),
        ('<p title=" href=&quot;/x&quot;">href="/x"</p>', '<p title=" href=&quot;/x&quot;">href="/x"</p>'),
        ('<h2 id="a">A<a class="anchor" href="#a">#</a></h2>', '<h2 id="a">A</h2>'),
        ('<span class="math inline">\\(a &lt; b\\)</span>', '<span class="math inline">\\(a &lt; b\\)</span>'),
        ('<pre><code>a = "/x"</code></pre>', '<pre><code>a = "/x"</code></pre>'),
    ],
)
def test_only_addresses_of_the_site_are_made_whole(html: str, expected: str) -> None:
    assert portable(html, "https://b.test/posts/p") == expected


@given(st.text(st.characters(exclude_categories=[])))
def test_legal_text_can_be_written_as_xml(typed: str) -> None:
    kept = legal(typed)
    element = ET.Element("x")
    element.text = kept
    parsed = ET.fromstring(ET.tostring(element, "utf-8")).text or ""  # noqa: S314 - made above
    assert parsed == kept.replace("\r\n", "\n").replace("\r", "\n")
