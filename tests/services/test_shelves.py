"""Whatever is done to posts, shelves are what a recount would make of them, and page N is what sorting would show."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from app.services import shelves
from app.services.shelves import Waiting
from app.storage import placing, rebuilding
from app.storage.models import Author, Category, Kind, Post, PostTag, ShelfBlock, ShelfKind, State, Tag
from app.storage.queries import posts
from app.storage.queries import shelves as queries
from app.storage.sessions import write_sessions
from tests.cast import NOW, add_author, add_category, add_post, add_tag

HOUR = timedelta(hours=1)
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let blocks be split after a few entries."""
    monkeypatch.setattr(placing, "LARGEST_BLOCK", 4)
    monkeypatch.setattr(queries, "SHORT", 1)


class Blog(RuleBasedStateMachine):
    """Everything that can happen to posts, by rows and by statements; moments repeat, and some are in the future."""

    engine: sa.Engine

    def __init__(self) -> None:
        super().__init__()
        self.session = write_sessions(self.engine)()
        self.count = 0

    @initialize()
    def cast(self) -> None:
        for table in (Post, Tag, Category, Author):
            self.session.execute(sa.delete(table))
        for name in ("ada", "emmy"):
            add_author(self.session, name)
        for name in "abc":
            add_tag(self.session, name)
        add_category(self.session, "essays")
        self.session.commit()

    def teardown(self) -> None:
        self.session.rollback()
        self.session.close()

    def pick(self, number: int) -> Post | None:
        found = self.session.scalars(sa.select(Post).order_by(Post.id)).all()
        return found[number % len(found)] if found else None

    def tags(self, names: set[str]) -> list[Tag]:
        return [*self.session.scalars(sa.select(Tag).where(Tag.name.in_(names)).order_by(Tag.id))]

    @rule(
        hours=st.lists(st.integers(-3, 2), min_size=1, max_size=6),
        names=st.sets(st.sampled_from("abc")),
        pinned=st.booleans(),
        kind=st.sampled_from([Kind.POST, Kind.POST, Kind.PAGE]),
        has_category=st.booleans(),
    )
    def write(self, hours: list[int], names: set[str], pinned: bool, kind: Kind, has_category: bool) -> None:  # noqa: FBT001 - drawn by name
        author = self.session.scalars(sa.select(Author)).first()
        assert author is not None
        category = self.session.scalars(sa.select(Category)).first() if has_category else None
        for hour in hours:
            add_post(
                self.session,
                author=author,
                tags=self.tags(names),
                published_at=NOW + hour * HOUR,
                pinned=pinned,
                kind=kind,
                category=category,
            )

    @rule(number=st.integers(0, 99), name=st.sampled_from(["state", "kind", "pinned"]), data=st.data())
    def change(self, number: int, name: str, data: st.DataObject) -> None:
        values = {"state": [*State], "kind": [*Kind], "pinned": [True, False]}[name]
        if post := self.pick(number):
            setattr(post, name, data.draw(st.sampled_from(values)))

    @rule(number=st.integers(0, 99), hours=st.integers(-9, 9), years=st.integers(-3, 0))
    def move(self, number: int, hours: int, years: int) -> None:
        if post := self.pick(number):
            post.published_at = datetime(NOW.year + years, 1, 1, tzinfo=ZONE) + hours * HOUR

    @rule(number=st.integers(0, 99), names=st.sets(st.sampled_from("abc")))
    def retag(self, number: int, names: set[str]) -> None:
        if post := self.pick(number):
            self.session.refresh(post, ["tags"])
            post.tags = self.tags(names)

    @rule(number=st.integers(0, 99), is_emmy=st.booleans())
    def hand_over(self, number: int, is_emmy: bool) -> None:  # noqa: FBT001 - drawn by name
        if post := self.pick(number):
            post.author_id = [*self.session.scalars(sa.select(Author.id).order_by(Author.id))][is_emmy]

    @rule(number=st.integers(0, 99))
    def delete(self, number: int) -> None:
        if post := self.pick(number):
            self.session.delete(post)

    @rule(before=st.integers(-3, 3))
    def delete_by_statement(self, before: int) -> None:
        self.session.execute(sa.delete(Post).where(Post.published_at < NOW + before * HOUR, Post.pinned))

    @rule(before=st.integers(-3, 3), state=st.sampled_from(State))
    def update_by_statement(self, before: int, state: State) -> None:
        self.session.execute(sa.update(Post).where(Post.published_at < NOW + before * HOUR).values(state=state))

    @rule()
    def update_by_key(self) -> None:
        if post := self.pick(0):
            self.session.execute(sa.update(Post), [{"id": post.id, "pinned": True}])

    @rule(name=st.sampled_from("abc"))
    def untag_by_statement(self, name: str) -> None:
        of_tag = sa.select(Tag.id).where(Tag.name == name).scalar_subquery()
        self.session.execute(sa.delete(PostTag).where(PostTag.tag_id == of_tag))

    @rule(name=st.sampled_from("abc"))
    def tag_by_statement(self, name: str) -> None:
        tag = self.session.scalars(sa.select(Tag).where(Tag.name == name)).first()
        found = self.session.scalars(sa.select(Post).order_by(Post.id)).all()
        had = {*self.session.scalars(sa.select(PostTag.post_id).where(PostTag.tag_id == tag.id))} if tag else set()
        rows = [{"post_id": post.id, "tag_id": tag.id} for post in found if post.id not in had] if tag else []
        if rows:
            self.session.execute(sa.insert(PostTag), rows)

    @rule(name=st.sampled_from("abc"), by_statement=st.booleans(), again=st.booleans())
    def drop_tag(self, name: str, by_statement: bool, again: bool) -> None:  # noqa: FBT001 - drawn by name
        self.session.flush()
        if by_statement:
            self.session.execute(sa.delete(Tag).where(Tag.name == name))
        elif tag := self.session.scalars(sa.select(Tag).where(Tag.name == name)).first():
            self.session.delete(tag)
            self.session.flush()
        self.session.expire_all()
        if again and not self.tags({name}):
            add_tag(self.session, name)

    @rule()
    def savepoint_that_fails(self) -> None:
        with self.session.begin_nested() as savepoint:
            if post := self.pick(0):
                post.pinned = not post.pinned
                self.session.flush()
            savepoint.rollback()

    @rule()
    def roll_back(self) -> None:
        self.session.rollback()

    @rule()
    def rebuild(self) -> None:
        rebuilding.rebuild(self.session)

    @rule()
    def commit(self) -> None:
        self.session.commit()
        check(self.session)


def check(session: Session) -> None:
    """Compare everything that is kept with what the posts say."""
    assert [*rebuilding.differences(session)] == []
    sizes = session.scalars(sa.select(ShelfBlock.size)).all()
    assert all(0 < size <= placing.LARGEST_BLOCK for size in sizes)
    for now in (NOW - 2 * HOUR, NOW, NOW + 9 * HOUR):
        compare(session, now)


def compare(session: Session, now: datetime) -> None:
    """Compare every page of every listing at a moment with what sorting shows, and every count with counting."""
    connection = session.connection()
    waits = shelves.waiting(connection, now)
    for (kind, subject_id), condition in listings(session).items():
        (shelf,) = shelves.find(connection, kind, [subject_id], waits=waits, now=now)
        pinned_first = [] if kind is ShelfKind.TIME else [Post.pinned.desc()]
        plain = sa.select(Post.id).where(Post.kind == Kind.POST, Post.state == State.PUBLISHED, condition)
        newest_first = (*pinned_first, Post.published_at.desc(), Post.id.desc())
        ids = [*session.scalars(plain.where(Post.published_at <= now).order_by(*newest_first))]
        assert shelf.total == len(ids)
        for start in range(0, len(ids) + 3, 3):
            assert shelves.page(connection, shelf, start, 3) == ids[start : start + 3]
        if kind is ShelfKind.TIME:
            moments = session.scalars(sa.select(Post.published_at).where(Post.id.in_(ids)))
            counted = Counter(moment.astimezone(ZONE).year for moment in moments if moment)
            assert shelves.years(connection, shelf, ZONE) == counted
    compare_several(session, waits, now)


def compare_several(session: Session, waits: Waiting, now: datetime) -> None:
    """Compare what stands on any and on all of the tags' shelves."""
    connection = session.connection()
    tag_ids = [*session.scalars(sa.select(Tag.id).order_by(Tag.id))]
    if len(tag_ids) < 2:
        return
    found = shelves.find(connection, ShelfKind.TAG, tag_ids, waits=waits, now=now)
    carried = [Post.id.in_(sa.select(PostTag.post_id).where(PostTag.tag_id == tag_id)) for tag_id in tag_ids]
    for condition, page, total in (
        (sa.or_(*carried), shelves.page_of_any, shelves.total_of_any),
        (sa.and_(*carried), shelves.page_of_all, shelves.total_of_all),
    ):
        plain = posts.published(now).with_only_columns(Post.id).where(condition).order_by(*posts.newest_first())
        ids = [*session.scalars(plain)]
        assert total(connection, found) == len(ids)
        for start in range(0, len(ids) + 2, 2):
            assert page(connection, found, start, 2) == ids[start : start + 2]


def listings(session: Session) -> dict[tuple[ShelfKind, int], sa.ColumnElement[bool]]:
    """Return every listing that there can be, with the posts that belong to it."""
    tags = {
        (ShelfKind.TAG, tag_id): Post.id.in_(sa.select(PostTag.post_id).where(PostTag.tag_id == tag_id))
        for tag_id in session.scalars(sa.select(Tag.id))
    }
    authors = {(ShelfKind.AUTHOR, key): Post.author_id == key for key in session.scalars(sa.select(Author.id))}
    categories = {(ShelfKind.CATEGORY, key): Post.category_id == key for key in session.scalars(sa.select(Category.id))}
    return {(ShelfKind.ALL, 0): sa.true(), (ShelfKind.TIME, 0): sa.true(), **tags, **authors, **categories}


def test_whatever_happens_the_shelves_are_what_a_recount_would_make(engine: sa.Engine) -> None:
    class BlogHere(Blog):
        pass

    BlogHere.engine = engine
    run_state_machine_as_test(
        BlogHere,
        settings=settings(max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=[*HealthCheck]),
    )
