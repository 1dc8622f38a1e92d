"""What the database itself enforces, and how values come back that went in."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.storage.base import Line, UTCDateTime
from app.storage.models import Base, Media, Post, PostMedia, PostTag, Redirect, Rendering, State
from tests.cast import NOW, add_author, add_category, add_post, add_tag

SHANGHAI = timezone(timedelta(hours=8))


def stored(session: Session, post: Post) -> Post:
    """Return a post as the database has it."""
    session.flush()
    session.expire_all()
    return session.scalars(sa.select(Post).where(Post.id == post.id)).one()


def test_a_moment_comes_back_aware_and_in_utc(session: Session) -> None:
    moment = datetime(2024, 2, 29, 23, 59, 59, 123456, tzinfo=SHANGHAI)
    post = stored(session, add_post(session, author=add_author(session), published_at=moment))
    assert post.published_at == moment
    assert post.published_at is not None
    assert post.published_at.tzinfo is UTC


def test_moments_of_different_zones_compare_as_moments(session: Session) -> None:
    author = add_author(session)
    later = add_post(session, author=author, published_at=datetime(2026, 1, 1, 0, 30, tzinfo=UTC))
    add_post(session, author=author, published_at=datetime(2026, 1, 1, 8, 0, tzinfo=SHANGHAI))
    newest = sa.select(Post.id).order_by(Post.published_at.desc()).limit(1)
    assert session.scalar(newest) == later.id


def test_a_moment_without_a_zone_is_refused(session: Session) -> None:
    naive = datetime(2026, 1, 1)
    with pytest.raises(sa.exc.StatementError, match="needs a time zone"):
        add_post(session, author=add_author(session), published_at=naive)


def test_an_absent_moment_stays_absent() -> None:
    column = UTCDateTime()
    for dialect in (sqlite.dialect(), postgresql.dialect()):
        assert column.process_bind_param(None, dialect) is None
        assert column.process_result_value(None, dialect) is None


@pytest.mark.parametrize(("column", "value"), [("state", "gone"), ("kind", "letter"), ("state", None)])
def test_the_database_knows_the_values_of_an_enum(session: Session, column: str, value: str | None) -> None:
    post = add_post(session, author=add_author(session))
    plain = sa.table("posts", sa.column("id"), sa.column(column))  # without the model, which refuses first
    with pytest.raises(sa.exc.IntegrityError):
        session.execute(sa.update(plain).where(plain.c.id == post.id).values({column: value}))


def test_a_published_post_has_a_moment(session: Session) -> None:
    with pytest.raises(sa.exc.IntegrityError, match="published_has_moment"):
        add_post(session, author=add_author(session), published_at=None)


def test_a_draft_needs_no_moment(session: Session) -> None:
    draft = add_post(session, author=add_author(session), state=State.DRAFT, published_at=None)
    assert stored(session, draft).published_at is None


@pytest.mark.parametrize("columns", [{"slug": "one"}, {"origin": "file:one.md"}], ids=["slug", "origin"])
def test_no_two_posts_share(session: Session, columns: dict[str, Any]) -> None:
    author = add_author(session)
    add_post(session, author=author, **columns)
    with pytest.raises(sa.exc.IntegrityError):
        add_post(session, author=author, **columns)


def test_posts_without_an_origin_are_many(session: Session) -> None:
    author = add_author(session)
    posts = [add_post(session, author=author, origin=None) for _ in range(2)]
    assert posts[0].id != posts[1].id


@pytest.mark.parametrize("make", [add_tag, add_category])
def test_no_two_tags_or_categories_share_a_name(session: Session, make: Any) -> None:
    make(session, "vae")
    with pytest.raises(sa.exc.IntegrityError):
        make(session, "vae")


def test_a_post_takes_with_it_all_that_hangs_on_it(session: Session) -> None:
    post = add_post(session, author=add_author(session), tags=[add_tag(session, "vae")])
    picture = Media(digest="d", media_type="image/png", width=1, height=1, byte_count=1, filename="a.png")
    session.add_all([Redirect(slug="old", post_id=post.id), picture])
    session.flush()
    session.add(PostMedia(post_id=post.id, reference="a.png", media_id=picture.id))
    session.flush()
    session.execute(sa.delete(Post))
    left = {table.__tablename__: count(session, table) for table in (PostTag, Rendering, Redirect, PostMedia)}
    assert left == {"post_tags": 0, "renderings": 0, "redirects": 0, "post_media": 0}
    assert count(session, Media) == 1


def count(session: Session, table: type[Base]) -> int | None:
    """Return the number of a table's rows."""
    return session.scalar(sa.select(sa.func.count()).select_from(table))


def test_a_tag_that_is_deleted_leaves_its_posts(session: Session) -> None:
    tag = add_tag(session, "vae")
    post = add_post(session, author=add_author(session), tags=[tag])
    session.execute(sa.text("DELETE FROM tags"))
    assert count(session, PostTag) == 0
    assert stored(session, post).id == post.id


@pytest.mark.parametrize("table", ["authors", "categories", "media"])
def test_what_posts_need_cannot_be_deleted(session: Session, table: str) -> None:
    post = add_post(session, author=add_author(session), category=add_category(session, "notes"))
    picture = Media(digest="d", media_type="image/png", width=1, height=1, byte_count=1, filename="a.png")
    session.add(picture)
    session.flush()
    session.add(PostMedia(post_id=post.id, reference="a.png", media_id=picture.id))
    session.flush()
    with pytest.raises(sa.exc.IntegrityError):
        session.execute(sa.delete(sa.table(table)))


def test_characters_that_no_database_keeps_become_replacement_characters(session: Session) -> None:
    post = add_post(session, author=add_author(session), title="a\0b", source="x\ud800y\udfffz")
    kept = stored(session, post)
    assert (kept.title, kept.source) == ("a\N{REPLACEMENT CHARACTER}b", "x\N{REPLACEMENT CHARACTER}y\ufffdz")


def test_an_address_with_a_null_character_is_merely_unknown(session: Session) -> None:
    assert session.scalars(sa.select(Post).where(Post.slug == "a\0b")).first() is None


@given(st.text())
def test_other_texts_are_kept_as_they_are(text: str) -> None:
    kept = Line().process_bind_param(text, sqlite.dialect())
    assert kept is not None
    assert len(kept) == len(text)
    assert all(left in (right, "\0") for left, right in zip(text, kept, strict=True))


def test_an_empty_text_is_not_an_absent_one() -> None:
    assert Line().process_bind_param("", sqlite.dialect()) == ""
    assert Line().process_bind_param(None, sqlite.dialect()) is None


def test_a_rendering_keeps_its_documents(session: Session) -> None:
    post = add_post(session, author=add_author(session))
    row = session.get(Rendering, post.id)
    assert row is not None
    row.headings = [{"level": 2, "text": "概率 ∑ \0", "id": "概率"}]
    session.flush()
    session.expire_all()
    assert session.scalars(sa.select(Rendering.headings)).one() == [{"level": 2, "text": "概率 ∑ \0", "id": "概率"}]


def test_nothing_is_loaded_by_accident(session: Session) -> None:
    add_post(session, author=add_author(session), tags=[add_tag(session, "vae")])
    session.expunge_all()
    post = session.scalars(sa.select(Post)).one()
    for relationship in ("author", "tags", "rendering"):
        with pytest.raises(sa.exc.InvalidRequestError, match="raise_on_sql"):
            getattr(post, relationship)


def test_whether_readers_see_a_post_depends_on_state_and_time(session: Session) -> None:
    author = add_author(session)
    due = add_post(session, author=author, published_at=NOW)
    assert not due.is_visible(NOW - timedelta(microseconds=1))
    assert due.is_visible(NOW)
    for state in (State.DRAFT, State.TRASHED):
        assert not add_post(session, author=author, state=state, published_at=NOW).is_visible(NOW)
