"""Which posts readers see, in which order, and what is loaded with them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.storage.models import Author, Kind, Post, State
from app.storage.queries import posts
from tests.cast import NOW, add_author, add_post, add_rendering

DAY = timedelta(days=1)


@pytest.fixture
def ada(session: Session) -> Author:
    """Someone who writes."""
    return add_author(session)


def slugs(session: Session, statement: sa.Select[Post]) -> list[str]:
    """Return the addresses of the posts that a statement finds, in its order."""
    return [post.slug for post in session.scalars(statement)]


def fresh(session: Session, statement: sa.Select[Post]) -> Post:
    """Return the one post that a statement finds, with nothing loaded but what the statement says."""
    session.flush()
    session.expunge_all()
    return session.scalars(statement).one()


def test_readers_see_published_posts_alone(session: Session, ada: Author) -> None:
    add_post(session, "shown", author=ada)
    add_post(session, "draft", author=ada, state=State.DRAFT)
    add_post(session, "trashed", author=ada, state=State.TRASHED)
    add_post(session, "about", author=ada, kind=Kind.PAGE)
    assert slugs(session, posts.listing(NOW)) == ["shown"]


def test_a_scheduled_post_appears_at_its_moment(session: Session, ada: Author) -> None:
    add_post(session, "soon", author=ada, published_at=NOW)
    before = NOW - timedelta(microseconds=1)
    for statement in (posts.listing(before), posts.feed(before, 9), posts.sitemap(before, after=0, until=99)):
        assert slugs(session, statement) == []
    assert slugs(session, posts.listing(NOW)) == ["soon"]


def test_the_newest_stand_first_and_pinned_ones_before_them(session: Session, ada: Author) -> None:
    add_post(session, "old", author=ada, published_at=NOW - 3 * DAY)
    add_post(session, "pinned", author=ada, published_at=NOW - 4 * DAY, pinned=True)
    add_post(session, "new", author=ada, published_at=NOW - 1 * DAY)
    assert slugs(session, posts.listing(NOW)) == ["pinned", "new", "old"]


def test_pages_of_a_listing_show_every_post_once(session: Session, ada: Author) -> None:
    for number in range(25):  # all of one moment
        add_post(session, f"p{number}", author=ada, published_at=NOW)
    listing = posts.listing(NOW)
    shown = [slug for page in range(5) for slug in slugs(session, listing.limit(5).offset(5 * page))]
    assert shown == [f"p{number}" for number in reversed(range(25))]


def test_pages_stand_in_the_order_of_their_addresses(session: Session, ada: Author) -> None:
    for slug, state in (("links", State.PUBLISHED), ("about", State.PUBLISHED), ("cv", State.DRAFT)):
        add_post(session, slug, author=ada, kind=Kind.PAGE, state=state)
    assert slugs(session, posts.pages(NOW)) == ["about", "links"]


def test_the_feed_has_the_newest_with_their_text_whether_pinned_or_not(session: Session, ada: Author) -> None:
    add_post(session, "pinned", author=ada, published_at=NOW - 9 * DAY, pinned=True)
    for days in (3, 2, 1):
        add_post(session, f"d{days}", author=ada, published_at=NOW - days * DAY)
    session.expunge_all()
    found = session.scalars(posts.feed(NOW, 2)).all()
    session.expunge_all()
    assert [post.slug for post in found] == ["d1", "d2"]
    assert all(post.rendering and post.rendering.html for post in found)


def test_the_sitemap_has_posts_and_pages(session: Session, ada: Author) -> None:
    add_post(session, "essay", author=ada, published_at=NOW - DAY)
    add_post(session, "about", author=ada, kind=Kind.PAGE, published_at=NOW)
    add_post(session, "draft", author=ada, state=State.DRAFT)
    assert slugs(session, posts.sitemap(NOW, after=0, until=99)) == ["about", "essay"]


def test_the_latest_change_is_that_of_what_readers_see(session: Session, ada: Author) -> None:
    assert session.scalar(posts.latest_change(NOW)) is None
    add_post(session, author=ada, published_at=NOW - 9 * DAY, updated_at=NOW - 3 * DAY)
    add_post(session, author=ada, state=State.DRAFT, updated_at=NOW)
    assert session.scalar(posts.latest_change(NOW)) == NOW - 3 * DAY


def test_stale_are_those_of_another_renderer_and_those_of_none(session: Session, ada: Author) -> None:
    made = [add_post(session, author=ada) for _ in range(3)]
    session.execute(sa.text("DELETE FROM renderings"))
    session.expunge_all()
    for post, version in zip(made, ("1", "2"), strict=False):
        add_rendering(session, post, version)
    assert session.scalars(posts.stale("2")).all() == [made[0].id, made[2].id]
    assert [post.id for post in session.scalars(posts.by_ids([made[2].id, made[1].id]))] == [made[1].id, made[2].id]


def test_what_was_imported_is_found_by_its_origin(session: Session, ada: Author) -> None:
    for slug, origin in (("a", "sample:zh/a_b.md"), ("b", "sample:zh/axb.md"), ("c", "file:a.md"), ("d", None)):
        add_post(session, slug, author=ada, origin=origin)
    assert slugs(session, posts.by_origin("file:a.md")) == ["c"]
    assert slugs(session, posts.from_origins("sample:")) == ["a", "b"]
    assert slugs(session, posts.from_origins("sample:zh/a_")) == ["a"]
