"""Make a site of many posts quickly: `python -m bench.million 1000000 [--database URL] [--seed N]`.

A few dozen texts with real formulas are rendered once and used again and again, under titles, addresses, tags,
categories, authors and moments of their own; rows go to the database in bulk, past the mapper, and the shelves are made
at the end. A site that was stopped half-way is gone on with; one that has the posts already is left as it is.
"""

import argparse
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.services import naming, writing
from app.services.writing import Manuscript
from app.storage import rebuilding, schema
from app.storage.engine import make_engine
from app.storage.models import Category, Kind, Post, PostTag, Rendering, Shelf, State, Tag
from bench.texts import PARAGRAPHS

NOW = datetime(2026, 11, 25, tzinfo=UTC)
YEARS = 15
TEXTS = 36
TAGS = 400
CATEGORIES = 12
AUTHORS = 7
BATCH = 10_000
"""Posts that are committed at once."""

PINNED = 200_000
"""One post in so many is pinned, beside the first three."""

SCHEDULED = 5
DRAFTS = 100
"""One post in so many is a draft."""


def main() -> None:
    """Make the site and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("posts", type=int, help="how many posts the site shall have")
    parser.add_argument("--database", default="sqlite:///million.sqlite3", help="address of the database")
    parser.add_argument("--seed", type=int, default=1, help="another number makes another site")
    asked = parser.parse_args()
    start = time.monotonic()
    engine = make_engine(asked.database)
    schema.upgrade(engine)
    made = fill(engine, asked.posts, seed=asked.seed)
    print(f"{made:,} posts were made in {time.monotonic() - start:.0f} s")
    engine.dispose()


def fill(engine: sa.Engine, count: int, *, seed: int = 1) -> int:
    """Bring a database to so many posts; return how many were lacking."""
    with Session(engine) as session:
        had = session.scalar(sa.select(sa.func.max(Post.id))) or 0
        if not had:
            _write_forms(session)
            _add_subjects(session)
            session.commit()
            had = TEXTS
        shelved = session.scalar(sa.select(sa.func.max(Shelf.size))) or 0
    for first in range(had + 1, count + 1, BATCH):
        numbers = range(first, min(first + BATCH, count + 1))
        with engine.begin() as connection:
            chance = random.Random(f"{seed} {first}")  # noqa: S311 - nothing is secret here
            _insert(connection, numbers, count, chance)
        print(f"\r{numbers[-1]:,} of {count:,}", end="", file=sys.stderr)
    if had < count or not shelved:
        _finish(engine)
    return max(0, count - had)


def _finish(engine: sa.Engine) -> None:
    with Session(engine) as session:
        rebuilding.rebuild(session)
        if engine.dialect.name == "postgresql":  # The numbers were given here, past the sequence.
            session.execute(sa.text("SELECT setval('posts_id_seq', (SELECT max(id) FROM posts))"))
        session.commit()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE")


def _write_forms(session: Session) -> None:
    """Write a post of each text as an author does; its finished form is what the others have too."""
    for number in range(TEXTS):
        text = "\n".join(PARAGRAPHS[(number + part) % len(PARAGRAPHS)] for part in range(1 + number % 3))
        at = NOW - timedelta(days=365 * YEARS, hours=number)
        manuscript = Manuscript(
            f"Form {number}",
            text.format(n=number),
            state=State.PUBLISHED,
            published_at=at,
            updated_at=at,
            language="en",
        )
        author = naming.author_of(session, f"Author {number % AUTHORS}", now=at)
        writing.create(session, manuscript, author=author, now=at)
    session.flush()


def _add_subjects(session: Session) -> None:
    for kind, name, count in ((Tag, "Tag", TAGS), (Category, "Category", CATEGORIES)):
        session.add_all(
            kind(slug=f"{name.lower()}-{number}", name=f"{name} {number}", folded=f"{name.lower()} {number}")
            for number in range(1, count + 1)
        )


def _insert(connection: sa.Connection, numbers: range, count: int, chance: random.Random) -> None:
    connection.execute(sa.insert(Post), [_post(number, _moment(number, count, chance), chance) for number in numbers])
    ties = [{"post_id": number, "tag_id": tag} for number in numbers for tag in _tags(chance)]
    connection.execute(sa.insert(PostTag), ties)
    connection.execute(_RENDERINGS, {"first": numbers[0], "last": numbers[-1]})


def _moment(number: int, count: int, chance: random.Random) -> datetime:
    """Later posts are newer, as a rule, and some are scheduled."""
    if number <= TEXTS + SCHEDULED:
        return NOW + timedelta(days=365 * number)
    age = timedelta(days=365 * YEARS) * (1 - number / count)
    return NOW - age - timedelta(seconds=chance.randrange(30 * 86_400))


def _post(number: int, moment: datetime, chance: random.Random) -> dict[str, Any]:
    return {
        "id": number,
        "kind": Kind.POST,
        "slug": f"post-{number}",
        "title": f"Post {number:,} on variational matters",
        "source": PARAGRAPHS[number % len(PARAGRAPHS)].format(n=number),
        "summary": "",
        "language": "en",
        "state": State.DRAFT if number % DRAFTS == 0 else State.PUBLISHED,
        "published_at": moment,
        "updated_at": moment,
        "created_at": moment,
        "pinned": number % PINNED == 0 or number in {51, 52, 53},
        "version": 1,
        "author_id": number % AUTHORS + 1,
        "category_id": chance.randrange(CATEGORIES) + 1,
    }


def _tags(chance: random.Random) -> set[int]:
    """One to five tags; a few of them are on a third of the posts, most on one in a thousand."""
    return {1 + int(TAGS * chance.random() ** 3) for _ in range(chance.randrange(1, 6))}


_COPIED = [
    column.key for column in sa.inspect(Rendering).columns if column.key not in {"post_id", "title_html", "title_text"}
]
_form = sa.alias(Rendering.__table__, "form")
_RENDERINGS = sa.insert(Rendering).from_select(
    ["post_id", "title_html", "title_text", *_COPIED],
    sa.select(Post.id, Post.title, Post.title, *(_form.c[name] for name in _COPIED))
    .join_from(Post, _form, _form.c.post_id == (Post.id - 1) % TEXTS + 1)
    .where(Post.id.between(sa.bindparam("first"), sa.bindparam("last"))),
)
"""The database copies finished forms by itself."""


if __name__ == "__main__":
    main()
