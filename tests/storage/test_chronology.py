"""Posts along time: the archive, and the ones before and after; and the addresses that posts had."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.storage.models import Author, Kind, Media, PostMedia, Redirect, State
from app.storage.queries import archive, authors, media, posts
from tests.cast import NOW, add_author, add_post

DAY = timedelta(days=1)


@pytest.fixture
def ada(session: Session) -> Author:
    """Someone who writes."""
    return add_author(session)


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
    assert session.scalars(posts.redirect_by_slug("secret", NOW)).first() is None
    assert session.scalars(posts.redirect_by_slug("present", NOW)).first() is None


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
