"""Posts along time: the archive, and the ones before and after; and the addresses that posts had."""

from datetime import timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.storage.models import Author, Kind, Media, Post, PostMedia, Redirect, State
from app.storage.queries import archive, authors, media, posts
from tests.cast import NOW, add_author, add_post

DAY = timedelta(days=1)


@pytest.fixture
def ada(session: Session) -> Author:
    """Someone who writes."""
    return add_author(session)


def slug_of(session: Session, statement: sa.Select[Post]) -> str | None:
    """Return the address of the one post that a statement finds, if any."""
    post = session.scalars(statement).one_or_none()
    return post.slug if post else None


def test_the_posts_before_and_after_are_neighbours_in_time(session: Session, ada: Author) -> None:
    made = [add_post(session, slug, author=ada, published_at=NOW - days * DAY) for slug, days in (("c", 1), ("a", 3))]
    made.insert(1, add_post(session, "b", author=ada, published_at=NOW - 2 * DAY, pinned=True))
    assert [slug_of(session, posts.older(post, NOW)) for post in made] == ["b", "a", None]
    assert [slug_of(session, posts.newer(post, NOW)) for post in made] == [None, "c", "b"]


def test_what_readers_do_not_see_is_nobodys_neighbour(session: Session, ada: Author) -> None:
    post = add_post(session, author=ada, published_at=NOW - 5 * DAY)
    add_post(session, author=ada, published_at=NOW - 6 * DAY, state=State.DRAFT)
    add_post(session, author=ada, published_at=NOW - 6 * DAY, kind=Kind.PAGE)
    add_post(session, author=ada, published_at=NOW + DAY)
    assert slug_of(session, posts.older(post, NOW)) is None
    assert slug_of(session, posts.newer(post, NOW)) is None


def test_a_post_without_a_moment_has_no_neighbours(session: Session, ada: Author) -> None:
    add_post(session, author=ada)
    draft = add_post(session, author=ada, state=State.DRAFT, published_at=None)
    assert slug_of(session, posts.older(draft, NOW)) is None
    assert slug_of(session, posts.newer(draft, NOW)) is None


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.integers(min_value=0, max_value=3), max_size=8))
def test_going_from_older_to_older_meets_every_post_once(session: Session, days: list[int]) -> None:
    with session.begin_nested() as undone:
        author = add_author(session)
        for day in days:  # several of one moment
            add_post(session, author=author, published_at=NOW - day * DAY)
        in_time = posts.published(NOW).order_by(Post.published_at.desc(), Post.id.desc())
        chronicle = session.scalars(in_time).all()
        for newer, older in pairwise(chronicle):
            assert session.scalars(posts.older(newer, NOW)).one() is older
            assert session.scalars(posts.newer(older, NOW)).one() is newer
        assert len(chronicle) == len(days)
        undone.rollback()


def test_entries_of_the_archive_stand_by_time_with_their_titles(session: Session, ada: Author) -> None:
    pinned = add_post(session, "pinned", author=ada, published_at=NOW - 9 * DAY, pinned=True)
    new = add_post(session, "new", author=ada, published_at=NOW - 1 * DAY)
    session.expunge_all()
    found = session.scalars(archive.entries([pinned.id, new.id])).all()
    session.expunge_all()
    assert [(post.slug, post.rendering and post.rendering.title_html) for post in found] == [
        ("new", "New"),
        ("pinned", "Pinned"),
    ]
    assert "source" in sa.inspect(found[0]).unloaded


def test_an_old_address_leads_to_the_present_one(session: Session, ada: Author) -> None:
    post = add_post(session, "present", author=ada)
    hidden = add_post(session, "hidden", author=ada, state=State.DRAFT)
    session.add_all([Redirect(slug="old", post_id=post.id), Redirect(slug="secret", post_id=hidden.id)])
    session.flush()
    session.expunge_all()
    found = session.scalars(posts.redirect_by_slug("old", NOW)).one()
    assert (found.kind, found.slug) == (Kind.POST, "present")
    assert "source" in sa.inspect(found).unloaded
    assert slug_of(session, posts.redirect_by_slug("secret", NOW)) is None
    assert slug_of(session, posts.redirect_by_slug("present", NOW)) is None


def test_authors_are_found_by_address_and_by_signature(session: Session, ada: Author) -> None:
    bob = add_author(session, "bob")
    assert session.scalars(authors.by_name("bob")).one() is bob
    assert session.scalars(authors.by_display_name("Ada")).one() is ada
    assert session.scalars(authors.first()).one() is ada


def test_a_picture_is_unused_when_no_post_shows_it(session: Session, ada: Author) -> None:
    post = add_post(session, author=ada)
    shown, unused = (
        Media(digest=digest, media_type="image/png", width=1, height=1, byte_count=1, filename="a.png")
        for digest in ("1", "2")
    )
    session.add_all([shown, unused])
    session.flush()
    session.add(PostMedia(post_id=post.id, reference="a.png", media_id=shown.id))
    session.flush()
    assert session.scalars(media.unused([shown.id, unused.id])).all() == [unused]
    assert [row.media for row in session.scalars(media.of_post(post.id))] == [shown]
    assert [row.media for row in session.scalars(media.of_posts([post.id, 404]))] == [shown]
    assert session.scalars(media.by_digest("2")).one() is unused
