"""The migration that adds accounts, over a site that has posts already."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.storage import schema
from app.storage.engine import make_engine

AUTHOR = "INSERT INTO authors (name, display_name, bio, created_at) VALUES ('ada', 'Ada', 'Counts.', '2026-01-01')"
POST = """
    INSERT INTO posts (kind, slug, title, source, summary, language, state, updated_at, created_at, pinned, version,
                       author_id)
    VALUES ('post', 'a', 'A', 'text', '', 'en', 'draft', '2026-01-01', '2026-01-01', false, 1, 1)
"""


@pytest.fixture
def engine(tmp_path: Path) -> sa.Engine:
    """A database as the first migration leaves it, with a post and its author."""
    engine = make_engine(f"sqlite:///{tmp_path / 'site.sqlite3'}")
    schema.upgrade(engine, "0001")
    with engine.begin() as connection:
        connection.execute(sa.text(AUTHOR))
        connection.execute(sa.text(POST))
    return engine


def rows(engine: sa.Engine, columns: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(f"SELECT {columns} FROM authors"))]  # noqa: S608


def test_those_who_sign_posts_keep_them_and_get_no_account(engine: sa.Engine) -> None:
    schema.upgrade(engine, "0002")
    assert rows(engine, "id, name, bio, role, password_hash") == [(1, "ada", "Counts.", None, None)]


def test_the_database_refuses_a_role_that_does_not_exist(engine: sa.Engine) -> None:
    schema.upgrade(engine, "0002")
    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.execute(sa.text("UPDATE authors SET role = 'king'"))


def test_the_way_back_leaves_authors_and_posts(engine: sa.Engine) -> None:
    before = rows(engine, "*")
    schema.upgrade(engine, "0002")
    schema.downgrade(engine, "0001")
    assert rows(engine, "*") == before
    schema.upgrade(engine, "0002")
