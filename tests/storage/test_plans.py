"""How both databases answer what readers ask: by an index, never by looking at every post."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.storage import schema
from app.storage.engine import make_engine
from app.storage.models import Author, Category, Post, PostTag, Redirect, Rendering, Tag
from app.storage.queries import archive, posts, taxonomy
from app.storage.sessions import read_sessions
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
    if request.param != "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE" if request.param == "postgresql" else "ANALYZE")
        engine.dispose()  # SQLite's connections read the statistics when they open.
    yield engine
    engine.dispose()


LISTING = posts.listing(NOW)
MIDDLE = Post(id=2500, published_at=NOW - timedelta(hours=2499))

STATEMENTS: dict[str, sa.Select[Any]] = {
    "the first page": LISTING.limit(10),
    "the last page": LISTING.limit(10).offset(4_800),
    "a page of a tag": posts.tagged_any(LISTING, [7]).limit(10),
    "a page of any of some tags": posts.tagged_any(LISTING, [7, 8, 9]).limit(10),
    "a page of all of some tags": posts.tagged_all(LISTING, [7, 8]).limit(10),
    "a page of a category": posts.in_category(LISTING, 3).limit(10),
    "a page of an author": posts.by_author(LISTING, 3).limit(10),
    "the number of posts": posts.counted(LISTING),
    "the number of posts of a tag": posts.counted(posts.tagged_any(LISTING, [7])),
    "a post": posts.post_by_slug("p77", NOW),
    "a page": posts.page_by_slug("p101", NOW),
    "the static pages": posts.pages(NOW),
    "an old address": posts.redirect_by_slug("old-77", NOW),
    "the post before": posts.older(MIDDLE, NOW),
    "the post after": posts.newer(MIDDLE, NOW),
    "the feed": posts.feed(NOW, 20),
    "the latest change": posts.latest_change(NOW),
    "a month": archive.between(archive.chronicle(NOW), NOW - timedelta(days=31), NOW),
    "the months": archive.moments(NOW),
    "the archive": archive.chronicle(NOW),
    "the sitemap": posts.sitemap(NOW),
    "the tags": taxonomy.tags_with_counts(NOW),
    "the categories": taxonomy.categories_with_counts(NOW),
    "a tag": taxonomy.tag_by_slug("t7"),
    "the tags of an address": taxonomy.tags_by_ids([7, 8]),
    "the tags of names": taxonomy.tags_by_names(["t7"]),
}

SHOW_EVERY_POST = {"the archive", "the sitemap"}
"""These read every post in any case, and what costs least is the database's choice."""

DEEP = {"the last page"}
"""PostgreSQL prefers to sort all posts once the pages before this one are most of them."""

IN_ORDER = ("the first page", "a page of a category", "the post before", "the post after", "the feed")


def plans(engine: sa.Engine, statement: sa.Select[Any]) -> list[str]:
    """Run a statement as a reader's page does and return how the database finds each part of its answer."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, text: str, parameters: Any, *_rest: object) -> None:
        if text.lstrip().startswith("SELECT"):
            sent.append((text, parameters))

    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with read_sessions(engine)() as session:
        sa.event.listen(engine, "before_cursor_execute", note)
        session.execute(statement).all()
        sa.event.remove(engine, "before_cursor_execute", note)
        connection = session.connection()
        answers = [connection.exec_driver_sql(f"{explain} {text}", parameters).all() for text, parameters in sent]
    return ["\n".join(str(row[-1]) for row in rows) for rows in answers]


@pytest.mark.parametrize("name", sorted(STATEMENTS.keys() - SHOW_EVERY_POST - DEEP))
def test_no_page_looks_at_every_post(large: sa.Engine, name: str) -> None:
    for plan in plans(large, STATEMENTS[name]):
        assert not re.search(r"Seq Scan on posts|SCAN posts", plan), plan


@pytest.mark.parametrize("name", [*IN_ORDER])
def test_a_page_is_read_in_the_order_of_an_index(large: sa.Engine, name: str) -> None:
    plan = plans(large, STATEMENTS[name])[0]
    assert not re.search(r"\bSort\b|TEMP B-TREE", plan), plan


@pytest.mark.parametrize("name", [*SHOW_EVERY_POST])
def test_what_shows_every_post_reads_no_text(name: str) -> None:
    columns = str(STATEMENTS[name]).partition("FROM")[0]
    assert not re.search(r"\b(source|html|excerpt_html|plain_text)\b", columns)


def test_a_page_of_a_listing_costs_the_same_number_of_statements_however_many_posts_it_shows(large: sa.Engine) -> None:
    assert [len(plans(large, LISTING.limit(count))) for count in (1, 10, 50)] == [2, 2, 2]
