"""The content version changes with what readers see, in the same transaction, and with nothing else."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from app.services import drafting, publishing, site, writing
from app.storage.models import Author, Media, Post, Rendering, Setting, Tag
from app.storage.queries import version
from app.storage.sessions import advance, read_sessions
from tests.services.authoring import NOW, Desk, desk, later, text

Change = Callable[[Desk, Post], object]


@pytest.fixture
def at_desk(engine: sa.Engine) -> Iterator[Desk]:
    """Ada and Emmy at work in one session."""
    with desk(engine) as opened:
        yield opened


@pytest.fixture
def stamp(engine: sa.Engine) -> Callable[[], int]:
    """Tell the content version as others see it."""

    def read() -> int:
        with read_sessions(engine)() as session:
            return session.scalar(version.stamp()) or 0

    return read


def published(at: Desk) -> Post:
    """Return a post that readers see."""
    post = at.begin("Once $x$.", tags=("entropy",), category="Notes", series="Basics")
    publishing.publish(at.session, post, editor=at.editor(post), now=NOW)
    at.session.commit()
    return post


def _set_cover(at: Desk, post: Post) -> None:
    picture = Media(
        digest="c" * 64, media_type="image/png", width=1, height=1, byte_count=1, filename="a.png", description=""
    )
    at.session.add(picture)
    post.cover = picture


SEEN: dict[str, Change] = {
    "an update of its text": lambda at, post: (
        at.save(post, text("Twice.")),
        publishing.publish(at.session, post, editor=at.editor(post), now=later(minutes=1)),
    ),
    "withdrawing it": lambda at, post: publishing.withdraw(at.session, post, author=at.ada, now=NOW),
    "its trash": lambda at, post: publishing.trash(at.session, post, author=at.ada, now=NOW),
    "purging it": lambda at, post: writing.delete(at.session, post),
    "its slug": lambda at, post: setattr(post, "slug", "elsewhere"),
    "pinning it": lambda at, post: setattr(post, "pinned", True),
    "its tags": lambda at, post: post.tags.clear(),
    "its cover": _set_cover,
    "a tag's name": lambda at, post: setattr(post.tags[0], "name", "Entropies"),
    "its category's name": lambda at, post: setattr(post.category, "name", "Essays"),
    "its series' name": lambda at, post: setattr(post.series, "name", "Elements"),
    "its author's name": lambda at, post: setattr(post.author, "display_name", "Augusta"),
    "its rendering": lambda at, post: setattr(at.session.get_one(Rendering, post.id), "html", "<p>Other</p>"),
    "the site's settings": lambda at, post: site.save(at.session, "title", "Other"),
    "a setting that is reset": lambda at, post: site.reset(at.session, "title"),
    "a statement about many posts": lambda at, post: at.session.execute(sa.update(Post).values(pinned=True)),
    "a statement about no rows that are known": lambda at, post: at.session.execute(sa.delete(Setting)),
    "a second post that appears later": lambda at, post: publishing.schedule(
        at.session, (other := at.begin(title="Later")), editor=at.editor(other), now=NOW, at=later(days=1)
    ),
    "a change that was announced": lambda at, post: advance(at.session),
}

UNSEEN: dict[str, Change] = {
    "a draft": lambda at, post: at.begin("Never seen.", title="Draft", tags=("new",), category="New", series="New"),
    "a saved draft": lambda at, post: at.save(at.begin(title="Draft"), text("Twice.", title="Draft")),
    "a save of what waits for publication": lambda at, post: at.save(post, text("Twice.")),
    "an autosave": lambda at, post: drafting.autosave(
        at.session, post, text("Typed."), editor=at.editor(post), now=later(minutes=1)
    ),
    "an author who wrote nothing": lambda at, post: at.session.add(
        Author(name="kurt", display_name="Kurt", bio="", created_at=NOW)
    ),
    "an author's password": lambda at, post: setattr(at.emmy, "password_hash", "other"),
    "a tag that nothing carries": lambda at, post: at.session.add(Tag(slug="new", name="new", folded="new")),
    "reading": lambda at, post: at.session.scalars(sa.select(Post)).all(),
}


@pytest.mark.parametrize("change", SEEN.values(), ids=SEEN)
def test_what_readers_see_advances_the_version(at_desk: Desk, stamp: Callable[[], int], change: Change) -> None:
    post = published(at_desk)
    before = stamp()
    change(at_desk, post)
    assert stamp() == before
    at_desk.session.commit()
    assert stamp() != before


@pytest.mark.parametrize("change", UNSEEN.values(), ids=UNSEEN)
def test_what_readers_do_not_see_leaves_the_version(at_desk: Desk, stamp: Callable[[], int], change: Change) -> None:
    post = published(at_desk)
    before = stamp()
    change(at_desk, post)
    at_desk.session.commit()
    assert stamp() == before


def test_a_change_that_is_rolled_back_leaves_the_version(at_desk: Desk, stamp: Callable[[], int]) -> None:
    post = published(at_desk)
    before = stamp()
    post.pinned = True
    at_desk.session.flush()
    at_desk.session.rollback()
    assert stamp() == before


def test_a_change_within_a_savepoint_advances_the_version_at_the_end(at_desk: Desk, stamp: Callable[[], int]) -> None:
    post = published(at_desk)
    before = stamp()
    with at_desk.session.begin_nested():
        post.pinned = True
    assert stamp() == before
    at_desk.session.commit()
    assert stamp() != before


def test_the_next_scheduled_post_is_known(at_desk: Desk, engine: sa.Engine) -> None:
    published(at_desk)
    for days in (3, 2):
        post = at_desk.begin(title=f"In {days} days")
        publishing.schedule(at_desk.session, post, editor=at_desk.editor(post), now=NOW, at=later(days=days))
    at_desk.session.commit()
    with read_sessions(engine)() as session:
        assert session.scalar(version.next_moment(NOW)) == later(days=2)
        assert session.scalar(version.next_moment(later(days=2))) == later(days=3)
        assert session.scalar(version.next_moment(later(days=3))) is None
