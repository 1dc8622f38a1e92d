"""What readers' pages show of posts: cards, whole texts, and the posts before and after."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.storage.models import Author, Kind, Post, State
from app.storage.queries import reading
from app.storage.queries.reading import CardRow, NeighbourRow, TagRow, TextRow
from tests.cast import NOW, add_author, add_category, add_post, add_tag

DAY = timedelta(days=1)


@pytest.fixture
def ada(session: Session) -> Author:
    """Someone who writes."""
    return add_author(session)


def text(session: Session, slug: str, kind: Kind = Kind.POST, **moment: Any) -> TextRow | None:
    """Return what readers find at an address."""
    row = session.execute(reading.text(), {"slug": slug, "kind": kind, "now": NOW, **moment}).first()
    return TextRow(*row) if row else None


def beside(session: Session, post: Post) -> tuple[str | None, str | None]:
    """Return the addresses of the posts before and after one."""
    place = {"moment": post.published_at, "id": post.id, "now": NOW}
    rows = [session.execute(statement, place).one_or_none() for statement in (reading.older(), reading.newer())]
    older, newer = (NeighbourRow(*row).slug if row else None for row in rows)
    return older, newer


def test_a_card_has_all_that_a_listing_shows(session: Session, ada: Author) -> None:
    post = add_post(session, "essay", author=ada, category=add_category(session, "notes"), pinned=True)
    card = CardRow(*session.execute(reading.cards(), {"ids": [post.id]}).one())
    assert (card.slug, card.title_html, card.excerpt_html) == ("essay", "Essay", "<p>The text of essay.</p>")
    assert (card.category_slug, card.category_name, card.is_pinned) == ("notes", "notes", True)
    assert (card.published_at, card.updated_at) == (post.published_at, post.updated_at)


def test_a_card_of_what_was_never_rendered_and_stands_nowhere_has_its_title(session: Session, ada: Author) -> None:
    post = add_post(session, author=ada, title="Bare")
    session.execute(sa.text("DELETE FROM renderings"))
    card = CardRow(*session.execute(reading.cards(), {"ids": [post.id]}).one())
    assert (card.title, card.title_html, card.category_slug) == ("Bare", None, None)


def test_the_tags_of_posts_stand_in_the_order_of_their_names(session: Session, ada: Author) -> None:
    tags = [add_tag(session, name) for name in ("vae", "attention", "mle")]
    posts = [add_post(session, author=ada, tags=tags[:2]), add_post(session, author=ada, tags=tags[2:])]
    rows = [TagRow(*row) for row in session.execute(reading.tags(), {"ids": [post.id for post in posts]})]
    assert [row.name for row in rows if row.post_id == posts[0].id] == ["attention", "vae"]
    assert [row.name for row in rows if row.post_id == posts[1].id] == ["mle"]


def test_a_post_and_a_page_are_found_at_their_own_addresses(session: Session, ada: Author) -> None:
    add_post(session, "essay", author=ada)
    add_post(session, "about", author=ada, kind=Kind.PAGE)
    assert text(session, "essay", Kind.PAGE) is None
    assert text(session, "about", Kind.POST) is None
    found = text(session, "essay")
    assert found is not None
    assert (found.html, found.beginning, found.author_name) == (
        "<p>The text of essay.</p>",
        "The text of essay.",
        "ada",
    )
    assert (found.headings, found.category_name, found.kind) == ([], None, Kind.POST)


def test_only_the_beginning_of_the_plain_text_is_read(session: Session, ada: Author) -> None:
    add_post(session, "long", author=ada, source="词" * 5_000)
    found = text(session, "long")
    assert found is not None
    assert found.beginning == "词" * reading.BEGINNING


def test_a_post_is_found_from_its_moment_on(session: Session, ada: Author) -> None:
    add_post(session, "soon", author=ada, published_at=NOW)
    add_post(session, "draft", author=ada, state=State.DRAFT)
    assert text(session, "soon", now=NOW - timedelta(microseconds=1)) is None
    assert text(session, "soon") is not None
    assert text(session, "draft") is None


def test_the_posts_before_and_after_are_neighbours_in_time(session: Session, ada: Author) -> None:
    made = [add_post(session, slug, author=ada, published_at=NOW - days * DAY) for slug, days in (("c", 1), ("a", 3))]
    made.insert(1, add_post(session, "b", author=ada, published_at=NOW - 2 * DAY, pinned=True))
    assert [beside(session, post) for post in made] == [("b", None), ("a", "c"), (None, "b")]


def test_what_readers_do_not_see_is_nobodys_neighbour(session: Session, ada: Author) -> None:
    post = add_post(session, author=ada, published_at=NOW - 5 * DAY)
    add_post(session, author=ada, published_at=NOW - 6 * DAY, state=State.DRAFT)
    add_post(session, author=ada, published_at=NOW - 6 * DAY, kind=Kind.PAGE)
    add_post(session, author=ada, published_at=NOW + DAY)
    assert beside(session, post) == (None, None)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.integers(min_value=0, max_value=3), max_size=8))
def test_going_from_older_to_older_meets_every_post_once(session: Session, days: list[int]) -> None:
    with session.begin_nested() as undone:
        author = add_author(session)
        made = [add_post(session, author=author, published_at=NOW - day * DAY) for day in days]  # several of one moment
        in_time = [post for _day, post in sorted(zip(days, made, strict=True), key=lambda pair: (pair[0], -pair[1].id))]
        for newer, older in pairwise(in_time):
            assert beside(session, newer)[0] == older.slug
            assert beside(session, older)[1] == newer.slug
        undone.rollback()
