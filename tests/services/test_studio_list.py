"""The studio's list: what it finds, in which order, and with how many questions to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from app.services import drafting, publishing
from app.storage.models import Kind, Post
from app.storage.queries import studio
from app.storage.queries.studio import Filter, Order, Shelf
from tests.services.authoring import NOW, Desk, later, text


@contextmanager
def counted(desk: Desk) -> Iterator[list[str]]:
    """Collect the statements that are sent to the database."""
    sent: list[str] = []

    def note(*arguments: object) -> None:
        sent.append(str(arguments[2]))

    engine = desk.session.get_bind()
    sa.event.listen(engine, "before_cursor_execute", note)
    yield sent
    sa.event.remove(engine, "before_cursor_execute", note)


def write(desk: Desk, title: str, source: str = "Text.", **settings: object) -> Post:
    """Let Ada begin a post with this title."""
    return drafting.begin(desk.session, text(source, title, **settings), author=desk.ada, now=NOW)


def titles(desk: Desk, narrowed: Filter, **how: object) -> list[str]:
    """Return the titles that the list shows."""
    statement = studio.listing(narrowed, NOW, **how)
    return [post.title for post, _ in desk.session.execute(statement)]


@pytest.fixture
def shelves(at_desk: Desk) -> Desk:
    """A post on each shelf."""
    write(at_desk, "Draft", tags=("a",), category="Notes")
    for title, moment in (("Scheduled", later(days=1)), ("Published", NOW)):
        post = write(at_desk, title, tags=("a", "b"))
        publishing.publish(at_desk.session, post, editor=at_desk.editor(post), now=NOW, at=moment)
    publishing.trash(at_desk.session, write(at_desk, "Trashed"), author=at_desk.ada, now=NOW)
    return at_desk


@pytest.mark.parametrize("shelf", list(Shelf))
def test_each_shelf_shows_its_posts(shelves: Desk, shelf: Shelf) -> None:
    assert titles(shelves, Filter(shelf=shelf)) == [shelf.value.title()]


def test_without_a_shelf_the_trash_is_left_out(shelves: Desk) -> None:
    assert sorted(titles(shelves, Filter())) == ["Draft", "Published", "Scheduled"]
    assert shelves.session.scalar(studio.matching(Filter(), NOW)) == 3


def test_posts_are_counted_by_shelf(shelves: Desk) -> None:
    write(shelves, "Another")
    rows = shelves.session.execute(studio.shelf_counts(Filter(), NOW))
    assert dict(list(rows)) == {"draft": 2, "scheduled": 1, "published": 1, "trashed": 1}
    (tag,) = shelves.session.execute(sa.text("SELECT id FROM tags WHERE name = 'b'")).scalars()
    rows = shelves.session.execute(studio.shelf_counts(Filter(tag_id=tag, shelf=Shelf.DRAFT), NOW))
    assert dict(list(rows)) == {"scheduled": 1, "published": 1}


def test_the_list_is_narrowed_by_author_tag_category_and_kind(shelves: Desk) -> None:
    session = shelves.session
    drafting.begin(session, text("x", "Emmy's"), author=shelves.emmy, now=NOW)
    drafting.begin(session, text("x", "Page"), author=shelves.ada, now=NOW, kind=Kind.PAGE)
    (tag,) = session.execute(sa.text("SELECT id FROM tags WHERE name = 'b'")).scalars()
    (category,) = session.execute(sa.text("SELECT id FROM categories")).scalars()
    assert titles(shelves, Filter(author_id=shelves.emmy.id)) == ["Emmy's"]
    assert sorted(titles(shelves, Filter(tag_id=tag))) == ["Published", "Scheduled"]
    assert titles(shelves, Filter(category_id=category)) == ["Draft"]
    assert titles(shelves, Filter(kind=Kind.PAGE)) == ["Page"]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("ENTROPY", ["One"]),
        ("熵", ["Two"]),
        ("100%", ["Two"]),
        ("a_b", ["One"]),
        ("%", ["Two"]),
        ("/", []),
        ("one", ["One"]),
    ],
)
def test_a_search_finds_what_stands_in_title_or_text(at_desk: Desk, search: str, expected: list[str]) -> None:
    write(at_desk, "One", "Entropy of $a_b$")
    write(at_desk, "Two", "熵 is 100% of axb")
    assert titles(at_desk, Filter(text=search)) == expected


@pytest.mark.parametrize("search", ["x" * 100_000, "\0", "\\", "'"])
def test_a_strange_search_is_answered(at_desk: Desk, search: str) -> None:
    assert titles(at_desk, Filter(text=f"no{search}")) == []


def test_the_list_is_sorted_as_asked(shelves: Desk) -> None:
    assert titles(shelves, Filter(), order=Order.TITLE, is_descending=False) == ["Draft", "Published", "Scheduled"]
    assert titles(shelves, Filter(), order=Order.PUBLISHED) == ["Scheduled", "Published", "Draft"]
    assert titles(shelves, Filter(), order=Order.PUBLISHED, is_descending=False) == ["Published", "Scheduled", "Draft"]
    assert titles(shelves, Filter(), order=Order.CREATED) == ["Published", "Scheduled", "Draft"]


def test_a_row_shows_counts_and_whether_something_waits(at_desk: Desk) -> None:
    post = write(at_desk, "One", "It costs $5 or maybe$ more.\n\nAnd $x^2$ says.")
    publishing.publish(at_desk.session, post, editor=at_desk.editor(post), now=NOW)
    at_desk.save(post, text("Waiting.", "One"))
    at_desk.session.expire_all()
    ((row, is_waiting),) = at_desk.session.execute(studio.listing(Filter(), NOW))
    assert row.rendering is not None
    assert (row.rendering.formula_count, len(row.rendering.problems), is_waiting) == (1, 1, True)


def test_the_number_of_questions_does_not_grow_with_the_list(at_desk: Desk) -> None:
    numbers = []
    for _ in range(2):
        for number in range(5):
            write(at_desk, f"Post {number}", tags=("a", f"tag {number}"), category=f"category {number}")
        at_desk.session.flush()
        at_desk.session.expunge_all()
        with counted(at_desk) as sent:
            rows = at_desk.session.execute(studio.listing(Filter(), NOW)).all()
            shown = [(p.author.name, p.category and p.category.name, p.rendering, len(p.tags)) for p, _ in rows]
        numbers.append(len(sent))
        assert len(shown) in (5, 10)
        at_desk.ada = at_desk.session.merge(at_desk.ada)
    assert numbers == [2, 2]


def test_what_has_been_in_the_trash_for_long_is_listed(at_desk: Desk) -> None:
    post = write(at_desk, "Old")
    publishing.trash(at_desk.session, post, author=at_desk.ada, now=NOW)
    assert list(at_desk.session.scalars(studio.purgeable(later(days=-1)))) == []
    assert list(at_desk.session.scalars(studio.purgeable(NOW))) == [post]
