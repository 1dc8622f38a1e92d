"""Publishing: readers see what was decided, when it was decided, and the trash loses nothing."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.services import drafting, publishing, recording
from app.services.errors import RefusedError
from app.services.publishing import OutdatedError
from app.storage.models import Post, PreviewLink, Rendering, Revision, State, WorkingCopy
from app.storage.queries import posts
from tests.services.authoring import NOW, Desk, later, text


def published(desk: Desk, source: str = "Once.", **settings: object) -> Post:
    """Return a post that readers see."""
    post = desk.begin(source, **settings)
    publishing.publish(desk.session, post, editor=desk.editor(post), now=NOW)
    return post


def test_a_published_post_is_seen_at_once(at_desk: Desk) -> None:
    post = published(at_desk)
    assert post.is_visible(NOW)
    assert at_desk.kinds(post) == ["save", "publish"]


def test_a_scheduled_post_is_seen_from_its_minute_on(at_desk: Desk) -> None:
    post = at_desk.begin()
    publishing.schedule(at_desk.session, post, editor=at_desk.editor(post), now=NOW, at=later(hours=2))
    seen = [list(at_desk.session.scalars(posts.listing(later(hours=hours)))) for hours in (1, 2)]
    assert seen == [[], [post]]
    assert at_desk.session.scalar(posts.latest_change(later(hours=3))) == later(hours=2)


def test_a_post_is_not_scheduled_for_the_past(at_desk: Desk) -> None:
    post = at_desk.begin()
    with pytest.raises(RefusedError, match="past"):
        publishing.schedule(at_desk.session, post, editor=at_desk.editor(post), now=NOW, at=NOW)


def test_a_scheduled_post_that_is_published_appears_now(at_desk: Desk) -> None:
    post = at_desk.begin()
    publishing.schedule(at_desk.session, post, editor=at_desk.editor(post), now=NOW, at=later(days=2))
    publishing.publish(at_desk.session, post, editor=at_desk.editor(post), now=later(hours=1))
    assert post.published_at == later(hours=1)


def test_an_update_shows_readers_what_was_saved_and_keeps_the_moment(at_desk: Desk) -> None:
    post = published(at_desk)
    at_desk.save(post, text("Twice.", tags=("new",)))
    publishing.update(at_desk.session, post, editor=at_desk.editor(post), now=later(hours=1))
    assert (post.source, post.published_at, post.updated_at) == ("Twice.", NOW, later(hours=1))
    assert [tag.name for tag in post.tags] == ["new"]
    assert not recording.has_unpublished_changes(at_desk.session, post)
    assert at_desk.kinds(post) == ["save", "publish", "save", "publish"]


def test_an_update_of_a_scheduled_post_leaves_it_scheduled(at_desk: Desk) -> None:
    post = at_desk.begin()
    publishing.schedule(at_desk.session, post, editor=at_desk.editor(post), now=NOW, at=later(days=2))
    at_desk.save(post, text("Twice."))
    publishing.update(at_desk.session, post, editor=at_desk.editor(post), now=later(hours=1))
    assert (post.source, post.published_at) == ("Twice.", later(days=2))


def test_a_draft_cannot_be_updated(at_desk: Desk) -> None:
    post = at_desk.begin()
    with pytest.raises(RefusedError, match="not published"):
        publishing.update(at_desk.session, post, editor=at_desk.editor(post), now=NOW)


def test_publishing_without_a_change_makes_no_revision(at_desk: Desk) -> None:
    post = published(at_desk)
    publishing.publish(at_desk.session, post, editor=at_desk.editor(post), now=later(hours=1))
    assert at_desk.kinds(post) == ["save", "publish"]


def test_nobody_publishes_a_text_that_they_have_not_seen(at_desk: Desk) -> None:
    post = at_desk.begin()
    editor = at_desk.editor(post, at_desk.emmy)
    at_desk.save(post, text("Twice."))
    with pytest.raises(OutdatedError):
        publishing.publish(at_desk.session, post, editor=editor, now=NOW)


def test_a_post_without_a_title_is_not_published(at_desk: Desk) -> None:
    post = drafting.begin(at_desk.session, text("Text.", title=" "), author=at_desk.ada, now=NOW)
    with pytest.raises(RefusedError, match="title"):
        publishing.publish(at_desk.session, post, editor=at_desk.editor(post), now=NOW)
    assert post.state is State.DRAFT


def test_a_changed_address_of_a_published_post_leaves_a_redirect(at_desk: Desk) -> None:
    post = published(at_desk)
    at_desk.save(post, text("Once.", slug="moved"))
    publishing.update(at_desk.session, post, editor=at_desk.editor(post), now=later(hours=1))
    assert post.slug == "moved"
    assert at_desk.session.scalars(posts.redirect_by_slug("entropy", later(hours=2))).one() is post


def test_a_withdrawn_post_is_a_draft_with_what_was_saved_last(at_desk: Desk) -> None:
    post = published(at_desk)
    at_desk.save(post, text("Twice."))
    publishing.withdraw(at_desk.session, post, author=at_desk.ada, now=later(hours=1))
    assert (post.state, post.source, post.published_at) == (State.DRAFT, "Twice.", NOW)
    assert text("Once.") in at_desk.kept(post)


def test_a_post_that_is_published_again_keeps_its_moment(at_desk: Desk) -> None:
    post = published(at_desk)
    publishing.withdraw(at_desk.session, post, author=at_desk.ada, now=later(hours=1))
    publishing.publish(at_desk.session, post, editor=at_desk.editor(post), now=later(hours=2))
    assert post.published_at == NOW


def test_a_post_in_the_trash_can_be_written_but_not_published(at_desk: Desk) -> None:
    post = published(at_desk)
    publishing.trash(at_desk.session, post, author=at_desk.ada, now=NOW)
    at_desk.save(post, text("Still typing."))
    assert (post.state, post.source) == (State.TRASHED, "Still typing.")
    for refused in (publishing.publish, publishing.update):
        with pytest.raises(RefusedError):
            refused(at_desk.session, post, editor=at_desk.editor(post), now=NOW)
    with pytest.raises(RefusedError, match="trash"):
        publishing.withdraw(at_desk.session, post, author=at_desk.ada, now=NOW)


def test_what_leaves_the_trash_is_a_draft(at_desk: Desk) -> None:
    post = published(at_desk)
    publishing.trash(at_desk.session, post, author=at_desk.ada, now=NOW)
    publishing.recover(at_desk.session, post)
    assert (post.state, post.trashed_at, post.source) == (State.DRAFT, None, "Once.")
    with pytest.raises(RefusedError, match="not in the trash"):
        publishing.recover(at_desk.session, post)


def test_only_the_trash_is_purged_and_not_before_thirty_days(at_desk: Desk) -> None:
    post = at_desk.begin()
    with pytest.raises(RefusedError, match="Only a post in the trash"):
        publishing.purge(at_desk.session, post, now=NOW)
    publishing.trash(at_desk.session, post, author=at_desk.ada, now=NOW)
    publishing.trash(at_desk.session, post, author=at_desk.ada, now=later(days=1))
    with pytest.raises(RefusedError, match="2026-03-31 12:00"):
        publishing.purge(at_desk.session, post, now=later(days=30) - timedelta(seconds=1))
    publishing.purge(at_desk.session, post, now=later(days=30))
    assert at_desk.session.scalar(sa.select(sa.func.count()).select_from(Post)) == 0


def test_a_purge_leaves_nothing_of_the_post_behind(at_desk: Desk) -> None:
    post = published(at_desk, tags=("a",))
    editor = at_desk.editor(post)
    drafting.autosave(at_desk.session, post, text("Typed."), editor=editor, now=NOW)
    publishing.trash(at_desk.session, post, author=at_desk.ada, now=NOW)
    publishing.purge(at_desk.session, post, now=NOW, early=True)
    for table in (Revision, WorkingCopy, Rendering, PreviewLink):
        assert at_desk.session.scalar(sa.select(sa.func.count()).select_from(table)) == 0
