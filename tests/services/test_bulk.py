"""One action on many posts: each has its outcome."""

from app.services import bulk, drafting, publishing, recording
from app.services.bulk import Action, Order
from app.storage.models import Post, State
from tests.services.authoring import NOW, Desk, later, text


def done(desk: Desk, order: Order, *posts: Post) -> list[bool]:
    """Carry out an order and return which of the posts it was done to."""
    return [outcome.is_done for outcome in bulk.apply(desk.session, order, [post.id for post in posts], now=NOW)]


def test_posts_are_published_and_withdrawn_together(at_desk: Desk) -> None:
    posts = [at_desk.begin(), at_desk.begin()]
    assert done(at_desk, Order(Action.PUBLISH, at_desk.ada), *posts) == [True, True]
    assert [post.state for post in posts] == [State.PUBLISHED] * 2
    assert done(at_desk, Order(Action.WITHDRAW, at_desk.ada), *posts) == [True, True]
    assert [post.state for post in posts] == [State.DRAFT] * 2


def test_one_refusal_does_not_stop_the_others(at_desk: Desk) -> None:
    untitled = drafting.begin(at_desk.session, text("a", title=""), author=at_desk.ada, now=NOW)
    post = at_desk.begin()
    outcomes = bulk.apply(at_desk.session, Order(Action.PUBLISH, at_desk.ada), [untitled.id, post.id, 99], now=NOW)
    assert [(outcome.title, outcome.is_done) for outcome in outcomes] == [
        ("Untitled", False),
        ("Entropy", True),
        ("", False),
    ]
    assert "title" in outcomes[0].reason
    assert (untitled.state, post.state) == (State.DRAFT, State.PUBLISHED)


def test_what_is_not_allowed_looks_like_what_does_not_exist(at_desk: Desk) -> None:
    post = at_desk.begin()
    order = Order(Action.TRASH, at_desk.emmy, may=lambda post: post.author_id == at_desk.emmy.id)
    refused, missing = bulk.apply(at_desk.session, order, [post.id, 99], now=NOW)
    assert (refused.title, refused.reason) == (missing.title, missing.reason)
    assert post.state is State.DRAFT


def test_posts_go_into_the_trash_and_come_back(at_desk: Desk) -> None:
    post = at_desk.begin()
    assert done(at_desk, Order(Action.TRASH, at_desk.ada), post) == [True]
    assert post.state is State.TRASHED
    assert done(at_desk, Order(Action.RECOVER, at_desk.ada), post, at_desk.begin()) == [True, False]
    assert post.state is State.DRAFT


def test_tags_are_added_and_removed_whatever_their_case(at_desk: Desk) -> None:
    post = at_desk.begin(tags=("VAE", "old"))
    assert done(at_desk, Order(Action.TAG, at_desk.ada, ("vae", "new")), post) == [True]
    assert sorted(tag.name for tag in post.tags) == ["VAE", "new", "old"]
    assert done(at_desk, Order(Action.UNTAG, at_desk.ada, ("OLD",)), post) == [True]
    assert sorted(tag.name for tag in post.tags) == ["VAE", "new"]
    assert at_desk.kinds(post) == ["save", "save", "save"]


def test_a_category_is_set_and_taken_away(at_desk: Desk) -> None:
    post = at_desk.begin()
    done(at_desk, Order(Action.CATEGORISE, at_desk.ada, ("Notes",)), post)
    assert post.category is not None
    assert post.category.name == "Notes"
    done(at_desk, Order(Action.CATEGORISE, at_desk.ada), post)
    assert post.category is None


def test_what_changes_nothing_makes_no_revision(at_desk: Desk) -> None:
    post = at_desk.begin(tags=("a",))
    assert done(at_desk, Order(Action.TAG, at_desk.ada, ("A",)), post) == [True]
    assert at_desk.kinds(post) == ["save"]


def test_tagging_a_published_post_does_not_publish_what_waits(at_desk: Desk) -> None:
    post = at_desk.begin()
    publishing.publish(at_desk.session, post, editor=at_desk.editor(post), now=NOW)
    at_desk.save(post, text("Twice."))
    done(at_desk, Order(Action.TAG, at_desk.ada, ("new",)), post)
    assert (post.source, [tag.name for tag in post.tags]) == ("Once.", ["new"])
    assert recording.head(at_desk.session, post) == text("Twice.", tags=("new",))
    assert recording.has_unpublished_changes(at_desk.session, post)
    publishing.update(at_desk.session, post, editor=at_desk.editor(post), now=later(hours=1))
    assert (post.source, [tag.name for tag in post.tags]) == ("Twice.", ["new"])


def test_what_lies_in_the_trash_is_deleted_together_after_its_thirty_days(at_desk: Desk) -> None:
    old, new, draft = at_desk.begin(), at_desk.begin(), at_desk.begin()
    ids = [old.id, new.id, draft.id]
    publishing.trash(at_desk.session, old, author=at_desk.ada, now=later(days=-30))
    publishing.trash(at_desk.session, new, author=at_desk.ada, now=NOW)
    assert done(at_desk, Order(Action.PURGE, at_desk.ada), old, new, draft) == [True, False, False]
    assert done(at_desk, Order(Action.PURGE, at_desk.ada, is_early=True), new) == [True]
    assert [post_id for post_id in ids if at_desk.session.get(Post, post_id)] == [draft.id]
