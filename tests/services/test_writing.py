"""What authors do with posts: write, change, publish, withdraw, delete; and what becomes of addresses and moments."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.content import render
from app.services import writing
from app.services.errors import RefusedError
from app.services.writing import Found, Manuscript
from app.storage.models import Author, Kind, Media, Post, PostMedia, PostTag, Redirect, Rendering, State, Tag
from app.storage.queries import posts
from tests.cast import NOW, add_author

DAY = timedelta(days=1)
TEXT = Manuscript(title="The ELBO", source="It is $\\le \\log p(x)$.", language="en", state=State.PUBLISHED)


@pytest.fixture
def ada(session: Session) -> Author:
    """Someone who writes."""
    return add_author(session)


def written(session: Session, author: Author, **said: Any) -> Post:
    """Write a post and fetch it again as the database has it."""
    post = writing.create(session, replace(TEXT, **said), author=author, now=NOW)
    return again(session, post)


def again(session: Session, post: Post) -> Post:
    """Return a post as the database has it, whole."""
    session.commit()
    session.expunge_all()
    whole = (sa.orm.joinedload(Post.rendering), sa.orm.joinedload(Post.category), sa.orm.selectinload(Post.tags))
    return session.scalars(sa.select(Post).where(Post.id == post.id).options(*whole)).one()


def changed(session: Session, post: Post, *, after: timedelta = DAY, **said: Any) -> Post:
    """Change a post later and fetch it again."""
    writing.change(session, post, replace(TEXT, **said), now=NOW + after)
    return again(session, post)


def led_on(session: Session, slug: str) -> str | None:
    """Return the address that an old one leads to."""
    post = session.scalars(posts.redirect_by_slug(slug, NOW + 9 * DAY)).one_or_none()
    return post.slug if post else None


def test_a_post_is_written_with_its_finished_form(session: Session, ada: Author) -> None:
    post = written(session, ada, category="Notes", tags=("VAE", "ELBO"), summary="On $x$.")
    assert (post.slug, post.version, post.author_id) == ("the-elbo", 1, ada.id)
    assert (post.created_at, post.published_at, post.updated_at) == (NOW, NOW, NOW)
    assert post.category is not None
    assert (post.category.name, [tag.name for tag in post.tags]) == ("Notes", ["ELBO", "VAE"])
    assert post.rendering is not None
    assert r"\(\le \log p(x)\)" in post.rendering.html
    assert (post.rendering.formula_count, post.rendering.excerpt_formula_count) == (1, 1)


def test_a_draft_has_no_moment_of_its_own(session: Session, ada: Author) -> None:
    draft = written(session, ada, state=State.DRAFT)
    assert (draft.published_at, draft.updated_at, draft.is_visible(NOW)) == (None, NOW, False)


def test_moments_that_the_author_gives_are_kept(session: Session, ada: Author) -> None:
    post = written(session, ada, published_at=NOW - 9 * DAY, updated_at=NOW - 2 * DAY)
    assert (post.published_at, post.updated_at, post.created_at) == (NOW - 9 * DAY, NOW - 2 * DAY, NOW)


def test_what_readers_see_never_changed_before_it_appeared(session: Session, ada: Author) -> None:
    scheduled = written(session, ada, published_at=NOW + DAY)
    assert scheduled.updated_at == NOW + DAY
    wrong = written(session, ada, published_at=NOW - DAY, updated_at=NOW - 9 * DAY)
    assert wrong.updated_at == NOW - DAY
    assert session.scalar(posts.latest_change(NOW)) == NOW - DAY
    assert session.scalar(posts.latest_change(NOW + DAY)) == NOW + DAY


@pytest.mark.parametrize("title", ["", "  \n"])
def test_a_post_needs_a_title(session: Session, ada: Author, title: str) -> None:
    with pytest.raises(RefusedError, match="title"):
        writing.create(session, replace(TEXT, title=title), author=ada, now=NOW)
    post = written(session, ada)
    with pytest.raises(RefusedError, match="title"):
        writing.change(session, post, replace(TEXT, title=title, source="lost"), now=NOW)
    post = again(session, post)
    assert (post.title, post.source, post.version) == (TEXT.title, TEXT.source, 1)
    post.title = title
    with pytest.raises(RefusedError, match="title"):
        writing.publish(session, post, now=NOW)


@pytest.mark.parametrize("language", ["", "x" * 36])
def test_a_language_is_a_tag(session: Session, ada: Author, language: str) -> None:
    with pytest.raises(RefusedError, match="language"):
        writing.create(session, replace(TEXT, language=language), author=ada, now=NOW)


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        ({}, "the-elbo"),
        ({"slug": "my-own"}, "my-own"),
        ({"title": "重庆的变分推断"}, "chong-qing-de-bian-fen-tui-duan"),
        ({"title": "∑"}, "post"),
        ({"title": "Tags", "kind": Kind.PAGE}, "tags-2"),
        ({"title": "$\\alpha$-divergence"}, "alpha-divergence"),
    ],
)
def test_the_address_is_chosen_or_made_of_the_title(
    session: Session, ada: Author, said: dict[str, Any], slug: str
) -> None:
    assert written(session, ada, **said).slug == slug


def test_two_posts_of_one_title_have_two_addresses(session: Session, ada: Author) -> None:
    assert [written(session, ada).slug for _ in range(3)] == ["the-elbo", "the-elbo-2", "the-elbo-3"]


def test_a_change_renders_again_and_counts_as_a_save(session: Session, ada: Author) -> None:
    post = written(session, ada, tags=("a", "b"), category="Notes")
    post = changed(session, post, source="Now $y$.", tags=("b", "c"))
    assert (post.version, post.created_at, post.updated_at) == (2, NOW, NOW + DAY)
    assert ([tag.name for tag in post.tags], post.category) == (["b", "c"], None)
    assert post.rendering is not None
    assert r"\(y\)" in post.rendering.html
    assert session.scalar(sa.select(sa.func.count()).select_from(PostTag)) == 2


def test_a_new_title_leaves_the_address(session: Session, ada: Author) -> None:
    post = changed(session, written(session, ada), title="Another title")
    assert (post.title, post.slug) == ("Another title", "the-elbo")
    assert post.rendering is not None
    assert post.rendering.title_text == "Another title"


def test_a_change_keeps_the_moment_of_publication(session: Session, ada: Author) -> None:
    post = changed(session, written(session, ada))
    assert (post.published_at, post.updated_at) == (NOW, NOW + DAY)


def test_an_address_that_readers_knew_leads_on(session: Session, ada: Author) -> None:
    post = written(session, ada)
    post = changed(session, post, slug="second")
    post = changed(session, post, slug="third")
    assert [led_on(session, slug) for slug in ("the-elbo", "second", "third")] == ["third", "third", None]


def test_an_address_that_nobody_knew_is_forgotten(session: Session, ada: Author) -> None:
    changed(session, written(session, ada, state=State.DRAFT), slug="second", published_at=NOW)
    scheduled = written(session, ada, published_at=NOW + 5 * DAY)
    changed(session, scheduled, slug="soon", published_at=NOW + 5 * DAY)
    assert session.scalars(sa.select(Redirect)).all() == []


def test_an_address_is_remembered_though_the_post_was_withdrawn_in_between(session: Session, ada: Author) -> None:
    post = written(session, ada)
    writing.withdraw(post)
    post = changed(session, post, slug="second", state=State.DRAFT)
    assert led_on(session, "the-elbo") is None
    writing.publish(session, post, now=NOW + DAY)
    assert led_on(session, "the-elbo") == "second"


def test_a_post_may_have_an_earlier_address_again(session: Session, ada: Author) -> None:
    post = changed(session, changed(session, written(session, ada), slug="second"), slug="the-elbo")
    assert (post.slug, led_on(session, "second"), led_on(session, "the-elbo")) == ("the-elbo", "the-elbo", None)


def test_an_address_that_another_post_had_is_not_given_away(session: Session, ada: Author) -> None:
    changed(session, written(session, ada), slug="second")
    assert written(session, ada).slug == "the-elbo-2"


def test_a_post_that_becomes_a_page_leads_on_and_leaves_the_sites_own_addresses(session: Session, ada: Author) -> None:
    page = changed(session, written(session, ada), kind=Kind.PAGE)
    found = session.scalars(posts.redirect_by_slug("the-elbo", NOW)).one()
    assert (found.kind, found.slug) == (Kind.PAGE, "the-elbo")
    assert changed(session, page, kind=Kind.POST).slug == "the-elbo"
    tags = changed(session, written(session, ada, slug="tags"), kind=Kind.PAGE)
    assert (tags.slug, led_on(session, "tags")) == ("tags-2", "tags-2")


@pytest.mark.parametrize("at", [None, NOW + 2 * DAY], ids=["now", "later"])
def test_publishing_makes_a_draft_visible_now_or_later(session: Session, ada: Author, at: datetime | None) -> None:
    draft = written(session, ada, state=State.DRAFT)
    writing.publish(session, draft, now=NOW + DAY, at=at)
    moment = at or NOW + DAY
    post = again(session, draft)
    assert (post.published_at, post.updated_at) == (moment, moment)
    assert (post.is_visible(moment - DAY), post.is_visible(moment)) == (False, True)


def test_what_was_published_before_keeps_its_moment(session: Session, ada: Author) -> None:
    post = written(session, ada)
    writing.withdraw(post)
    post = again(session, post)
    assert (post.state, post.published_at, post.slug) == (State.DRAFT, NOW, "the-elbo")
    writing.publish(session, post, now=NOW + DAY)
    assert again(session, post).published_at == NOW


def test_deleting_removes_all_of_a_post_and_nothing_else(session: Session, ada: Author) -> None:
    kept = written(session, ada, tags=("VAE",))
    post = changed(session, written(session, ada, tags=("VAE",)), slug="second", tags=("VAE",))
    writing.delete(session, post)
    session.commit()
    assert session.scalars(sa.select(Post.id)).all() == [kept.id]
    assert session.scalars(sa.select(Rendering.post_id)).all() == [kept.id]
    assert session.scalars(sa.select(PostTag.post_id)).all() == [kept.id]
    assert session.scalars(sa.select(Redirect)).all() == []
    assert session.scalars(sa.select(Tag.name)).all() == ["VAE"]


def add_picture(session: Session, digest: str) -> Media:
    """Add a stored picture."""
    picture = Media(digest=digest, media_type="image/png", width=6, height=4, byte_count=9, filename="a.png")
    session.add(picture)
    session.flush()
    return picture


def test_pictures_that_came_with_a_text_are_shown_in_it(session: Session, ada: Author) -> None:
    first, second = add_picture(session, "1" * 64), add_picture(session, "2" * 64)
    text = replace(TEXT, source="![A](a.png) ![B](b.png)")
    found = Found("file:a.md", "d1", {"a.png": first, "b.png": second})
    post = again(session, writing.create(session, text, author=ada, now=NOW, found=found))
    assert (post.origin, post.origin_digest) == ("file:a.md", "d1")
    assert post.rendering is not None
    assert f"/media/{first.digest}.png" in post.rendering.html
    assert 'width="6"' in post.rendering.html

    found = Found("file:a.md", "d2", {"a.png": second, "c.png": first})
    post = again(session, writing.change(session, post, text, now=NOW, found=found))
    assert post.origin_digest == "d2"
    assert post.rendering is not None
    assert f"/media/{second.digest}.png" in post.rendering.html
    assert f"/media/{first.digest}.png" not in post.rendering.html
    ties = session.execute(sa.select(PostMedia.reference, PostMedia.media_id).order_by(PostMedia.reference)).all()
    assert ties == [("a.png", second.id), ("c.png", first.id)]


def test_a_finished_form_that_was_made_before_is_taken(session: Session, ada: Author) -> None:
    made = replace(render(TEXT.source), html="<p>made before</p>")
    post = again(session, writing.create(session, TEXT, author=ada, now=NOW, found=Found(rendered=made)))
    assert post.rendering is not None
    assert post.rendering.html == "<p>made before</p>"


def test_what_is_not_committed_was_never_written(session: Session, ada: Author) -> None:
    session.commit()
    writing.create(session, replace(TEXT, tags=("VAE",)), author=ada, now=NOW)
    session.rollback()
    assert session.scalars(sa.select(Post)).all() == session.scalars(sa.select(Tag)).all() == []


def test_characters_that_no_database_keeps_do_not_stop_an_author(session: Session, ada: Author) -> None:
    post = written(session, ada, title="A\0B", source="x\0y \ud800 $a\0b$", summary="\0", tags=("t\0",), category="c\0")
    assert (post.title, post.source) == ("A\ufffdB", "x\ufffdy \ufffd $a\ufffdb$")
    assert [tag.name for tag in post.tags] == ["t"]
