"""How both databases answer what readers ask: by an index, never by looking at every post."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.storage import rebuilding, schema
from app.storage.engine import make_engine
from app.storage.models import Author, Category, Kind, Post, PostTag, Redirect, Rendering, ShelfKind, Tag
from app.storage.queries import archive, posts, reading, shelves, taxonomy
from app.storage.sessions import read_sessions, write_sessions
from tests.cast import NOW

POSTS = 5_000
TAGS = 40
CATEGORIES = 10


def fill(engine: sa.Engine) -> None:
    """Put a large blog into a database: posts with two tags each, of ten categories and five authors."""
    moments = [NOW - timedelta(hours=number) for number in range(POSTS)]
    with engine.begin() as connection:
        connection.execute(sa.insert(Author), [author(number) for number in range(1, 6)])
        names = [{"id": n, "slug": f"t{n}", "name": f"t{n}", "folded": f"t{n}"} for n in range(1, TAGS + 1)]
        connection.execute(sa.insert(Tag), names)
        connection.execute(sa.insert(Category), names[:CATEGORIES])
        connection.execute(sa.insert(Post), [post(number, moment) for number, moment in enumerate(moments, 1)])
        connection.execute(sa.insert(Rendering), [rendering(number) for number in range(1, POSTS + 1)])
        ties = [(n, tag) for n in range(1, POSTS + 1) for tag in {n % TAGS + 1, n // TAGS % TAGS + 1}]
        connection.execute(sa.insert(PostTag), [{"post_id": n, "tag_id": tag} for n, tag in ties])
        connection.execute(sa.insert(Redirect), [{"slug": f"old-{n}", "post_id": n} for n in range(1, POSTS + 1)])


def author(number: int) -> dict[str, Any]:
    """Return a row of authors."""
    return {"id": number, "name": f"a{number}", "display_name": f"A{number}", "bio": "", "created_at": NOW}


def post(number: int, moment: Any) -> dict[str, Any]:
    """Return a row of posts; one in fifty is a draft, one in a hundred a page, one in a thousand is pinned."""
    return {
        "id": number,
        "kind": "page" if number % 100 == 1 else "post",
        "slug": f"p{number}",
        "title": f"P{number}",
        "source": "text " * 300,
        "language": "en",
        "state": "draft" if number % 50 == 2 else "published",
        "published_at": moment,
        "updated_at": moment,
        "created_at": moment,
        "pinned": number % 1000 == 3,
        "author_id": number % 5 + 1,
        "category_id": number % CATEGORIES + 1,
    }


def rendering(number: int) -> dict[str, Any]:
    """Return a row of renderings."""
    texts = dict.fromkeys(("title_html", "title_text", "excerpt_html", "plain_text"), f"P{number}")
    numbers = dict.fromkeys(("formula_count", "excerpt_formula_count", "word_count", "reading_minutes"), 1)
    lists: dict[str, Any] = {"headings": [], "references": [], "images": [], "problems": []}
    return {"post_id": number, "html": "text " * 300, "renderer_version": "1", **texts, **numbers, **lists}


@pytest.fixture(scope="module", params=["sqlite", "sqlite with statistics", "postgresql"])
def large(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    """A large blog; SQLite has statistics only where someone ran ANALYZE."""
    if request.param != "postgresql":
        path = tmp_path_factory.mktemp("large") / "large.sqlite3"
        url = f"sqlite:///{path}"
    else:
        server = request.getfixturevalue("postgresql")
        url = server.url(server.create())
    engine = make_engine(url)
    schema.upgrade(engine)
    fill(engine)
    with write_sessions(engine)() as session:
        rebuilding.rebuild(session)
        session.commit()
    if request.param != "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE" if request.param == "postgresql" else "ANALYZE")
        engine.dispose()  # SQLite's connections read the statistics when they open.
    yield engine
    engine.dispose()


MIDDLE = {"id": 2500, "moment": NOW - timedelta(hours=2499), "now": NOW}
ALL = 1
"""The id of the shelf that is made first."""

HERE = {"shelf": ALL, "is_pinned": False}
PLACE = {"moment": MIDDLE["moment"], "post": 2500, "count": 10, "offset": 700}

Asked = tuple[sa.SelectBase, Mapping[str, Any]]


def plainly(statement: sa.SelectBase, **parameters: Any) -> Asked:
    """Return a statement with its parameters."""
    return statement, parameters


STATEMENTS: dict[str, Asked] = {
    "a shelf": plainly(shelves.shelves(), kind=ShelfKind.TAG, ids=[7, 8]),
    "what waits": plainly(shelves.waiting(NOW)),
    "the first page": plainly(shelves.newest(), **HERE, moment=NOW, count=10, offset=0),
    "the place of a page": plainly(shelves.block_at(), **HERE, rank=4_000),
    "the place of a deep page": plainly(shelves.block_at(from_oldest=True), **HERE, rank=4_000),
    "a page": plainly(shelves.from_place(), **HERE, **PLACE),
    "a page of any of some tags": plainly(shelves.on_any([10, 11, 12], NOW).limit(10)),
    "a page of all of some tags": plainly(shelves.on_all([10, 11], NOW).limit(10)),
    "the number of all of some tags": plainly(shelves.number_on_all([10, 11], NOW)),
    "the number of any of some tags": plainly(shelves.number_on_none(10, [11, 12], NOW)),
    "the blocks of the archive": plainly(shelves.blocks(2)),
    "the years": plainly(shelves.within_blocks(2, [(NOW - timedelta(days=99), NOW, 1), (NOW, NOW, 1)])),
    "the year before": plainly(shelves.moment_before(2, NOW)),
    "cards": plainly(reading.cards(), ids=[5, 6, 7]),
    "the tags of cards": plainly(reading.tags(), ids=[77, 78]),
    "a post": plainly(reading.text(), slug="p77", kind=Kind.POST, now=NOW),
    "the body of a post": plainly(reading.body(), slug="p77", kind=Kind.POST, now=NOW),
    "a static page": plainly(reading.text(), slug="p101", kind=Kind.PAGE, now=NOW),
    "the pictures of a post": plainly(reading.pictures(), id=77),
    "the static pages": plainly(posts.pages(NOW)),
    "an old address": plainly(posts.redirect_by_slug("old-77", NOW)),
    "the post before": plainly(reading.older(), **MIDDLE),
    "the post after": plainly(reading.newer(), **MIDDLE),
    "the feed": plainly(posts.feed(NOW, 20)),
    "the latest change": plainly(posts.latest_change(NOW)),
    "entries of the archive": plainly(archive.entries([5, 6, 7])),
    "a part of the sitemap": plainly(posts.sitemap(NOW, after=1_000, until=1_200)),
    "the next part of the sitemap": plainly(posts.first_visible(NOW, after=1_200)),
    "the fullest tags": plainly(taxonomy.shelved_tags().limit(40)),
    "the categories": plainly(taxonomy.shelved_categories()),
    "a tag": plainly(taxonomy.tag_by_slug("t7")),
    "the tags of an address": plainly(taxonomy.tags_by_ids([7, 8])),
    "the tags of names": plainly(taxonomy.tags_by_names(["t7"])),
}

IN_ORDER = (
    *("the first page", "a page", "the post before", "the post after", "the feed"),
    *("the next part of the sitemap", "the year before"),
)
"""What is read in the order of an index: nothing is sorted."""


def plans(engine: sa.Engine, asked: Asked) -> list[str]:
    """Run a statement as a reader's page does and return how the database finds each part of its answer."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, text: str, parameters: Any, *_rest: object) -> None:
        if text.lstrip().startswith("SELECT"):
            sent.append((text, parameters))

    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with read_sessions(engine)() as session:
        sa.event.listen(engine, "before_cursor_execute", note)
        session.execute(*asked).all()
        sa.event.remove(engine, "before_cursor_execute", note)
        connection = session.connection()
        answers = [connection.exec_driver_sql(f"{explain} {text}", parameters).all() for text, parameters in sent]
    return ["\n".join(str(row[-1]) for row in rows) for rows in answers]


@pytest.mark.parametrize("name", STATEMENTS)
def test_no_page_looks_at_every_post(large: sa.Engine, name: str) -> None:
    for plan in plans(large, STATEMENTS[name]):
        assert not re.search(r"Seq Scan on (posts|shelf_entries)|SCAN (posts|shelf_entries)", plan), plan


@pytest.mark.parametrize("name", [*IN_ORDER])
def test_a_page_is_read_in_the_order_of_an_index(large: sa.Engine, name: str) -> None:
    plan = plans(large, STATEMENTS[name])[0]
    assert not re.search(r"\bSort\b|TEMP B-TREE", plan), plan


def test_pages_of_a_shelf_are_read_from_an_index_alone(large: sa.Engine) -> None:
    index = "Index Only Scan" if large.dialect.name == "postgresql" else "USING PRIMARY KEY"
    for name in ("the first page", "a page"):
        assert index in plans(large, STATEMENTS[name])[0]
