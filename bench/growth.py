"""What a page and a save cost as a site grows: `python -m bench.growth SMALL_URL LARGE_URL`.

Takes two sites that `bench.million` made and prints CPU time in this process for each, in milliseconds, and their
ratio. On SQLite that is all the work there is; on PostgreSQL the server's part is not in it, so wall time is given too.
Pages are made without the page cache.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import clock, create_app
from app.config import Settings
from app.database import Database
from app.services import drafting, publishing
from app.services.drafts import Draft, Editor, PostSettings
from app.storage.models import Author, Post, Shelf, ShelfKind
from bench.measuring import keep

ROUNDS = 60
PER_PAGE = 10
DRAFT = 200
"""The id of a draft: see `bench.million`."""

Work = Callable[[], object]


def main() -> None:
    """Measure both sites in turn and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("small")
    parser.add_argument("large")
    asked = parser.parse_args()
    works = [dict(_works(_application(url))) for url in (asked.small, asked.large)]
    figures = {name: [_measured(of[name]) for of in works] for name in works[0]}
    print(f"{'CPU ms (wall ms)':24}{'small':>18}{'large':>18}{'ratio':>8}")
    for name, ((small, small_wall), (large, large_wall)) in figures.items():
        columns = f"{small:8.2f} ({small_wall:7.2f}){large:8.2f} ({large_wall:7.2f})"
        print(f"{name:24}{columns}{large / small:8.2f}")
    keep("growth", figures)


def _measured(work: Work) -> tuple[float, float]:
    """Medians of CPU and wall time, in milliseconds."""
    for _ in range(3):
        work()
    times = []
    for _ in range(ROUNDS):
        started, wall = time.process_time(), time.perf_counter()
        work()
        times.append((time.process_time() - started, time.perf_counter() - wall))
    cpu, wall = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
    return cpu, wall


def _application(url: str) -> Flask:
    folder = Path(tempfile.mkdtemp(prefix="growth-"))
    return create_app(Settings(data_dir=folder, database_url=url, page_cache_bytes=0))


def _works(app: Flask) -> Iterator[tuple[str, Work]]:
    database: Database = app.extensions["longwave-database"]
    with database.read() as session:
        total = session.scalar(sa.select(Shelf.size).where(Shelf.kind == ShelfKind.ALL)) or 0
        waiting = session.scalar(sa.select(sa.func.count()).where(Post.published_at > clock.now())) or 0
        year = session.scalar(sa.select(sa.func.max(Post.published_at)).where(Post.published_at <= clock.now()))
    last = (total - waiting) // PER_PAGE
    client = app.test_client()
    paths = {
        "home": "/",
        "page 5": "/?page=5",
        "middle page": f"/?page={last // 2}",
        "deepest page": f"/?page={last}",
        "tag": "/tags/tag-1",
        "tag, middle page": f"/tags/tag-1?page={max(2, last // 8)}",
        "any of two tags": "/?tag_ids=1,2",
        "all of two tags": "/?tag_ids=1,2&match=all",
        "category": "/categories/category-3",
        "author": "/authors/author-2",
        "post": "/posts/post-777",
        "feed": "/feed.xml",
        "archive": f"/archive/{year.year - 2 if year else 0}",
        "tags": "/tags/",
    }
    for name, path in paths.items():
        yield name, _reading(client, path)
    yield "save", _saving(database)
    yield "publish", _publishing(database)


def _reading(client: FlaskClient, path: str) -> Work:
    def work() -> None:
        answer = client.get(path)
        if answer.status_code != 200:
            sys.exit(f"{path} answers {answer.status}")

    return work


def _saving(database: Database) -> Work:
    """Save a draft again and again, each time with another text."""

    def work() -> None:
        with database.write() as session:
            post, editor = _opened(session)
            text = Draft(post.title, f"{post.source}\n\n{time.perf_counter_ns()}", PostSettings(language="en"))
            drafting.save(session, post, text, editor=editor, now=clock.now())
            session.commit()

    return work


def _publishing(database: Database) -> Work:
    """Publish a draft as the newest post, with its tags and category, and take it back; the taking back counts too."""

    def work() -> None:
        with database.write() as session:
            post, editor = _opened(session)
            publishing.publish(session, post, editor=editor, now=clock.now())
            session.commit()
            publishing.withdraw(session, post, author=editor.author, now=clock.now())
            session.commit()

    return work


def _opened(session: Session) -> tuple[Post, Editor]:
    post = session.scalars(sa.select(Post).where(Post.id == DRAFT)).one()
    author = session.scalars(sa.select(Author).where(Author.id == post.author_id)).one()
    opened = drafting.open_editor(session, post, author)
    return post, Editor(author, opened.version, opened.copy_version, "bench")


if __name__ == "__main__":
    main()
