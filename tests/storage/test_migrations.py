"""Migrations: up, down and up again, all or none, and no table that the models do not know."""

import multiprocessing
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

from app.storage import rebuilding, schema
from app.storage.engine import changing_schema, make_engine
from app.storage.models import Base, ShelfEntry
from tests.postgresql import Server

EVERY_TABLE = {*Base.metadata.tables, "alembic_version"}
LAST = max(path.name for path in (schema.ROOT / "migrations" / "versions").glob("*.py"))[:4]

TAGGED_POST = """
INSERT INTO authors (id, name, display_name, bio, created_at) VALUES (1, 'a', 'A', '', '2026-01-01 00:00');
INSERT INTO posts (id, kind, slug, title, source, summary, language, state, updated_at, created_at, pinned, version,
author_id) VALUES (1, 'post', 'p', 'P', '', '', 'en', 'draft', '2026-01-01 00:00', '2026-01-01 00:00', false, 1, 1);
INSERT INTO tags (id, slug, name, folded) VALUES (1, 't', 'kept', 't');
INSERT INTO post_tags (post_id, tag_id) VALUES (1, 1)
"""

BREAKS_HALF_WAY = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{last}", None, None


def upgrade() -> None:
    op.create_table("novelties", sa.Column("id", sa.Integer(), primary_key=True))
    op.add_column("tags", sa.Column("colour", sa.Text()))
    op.execute("UPDATE tags SET name = 'lost'")
    raise RuntimeError("the power went")
"""

REBUILDS_POSTS = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{last}", None, None


def upgrade() -> None:
    with op.batch_alter_table("posts", recreate="auto") as posts:
        posts.alter_column("summary", existing_type=sa.Text(), nullable=True)
"""

ORPHANS_TIES = """
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{last}", None, None


def upgrade() -> None:
    op.execute("DELETE FROM tags")
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """An engine on a database without any table."""
    if request.param == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
        yield engine
        engine.dispose()
    else:
        server: Server = request.getfixturevalue("postgresql")
        engine = make_engine(server.url(server.create()))
        yield engine
        engine.dispose()


@pytest.fixture
def migrated(empty: sa.Engine) -> sa.Engine:
    """An engine on a database of its own with every table."""
    schema.upgrade(empty)
    return empty


def tables(engine: sa.Engine) -> set[str]:
    """Return the names of the tables that are there."""
    return set(sa.inspect(engine).get_table_names())


def revision(engine: sa.Engine) -> str | None:
    """Return the last migration that a database has had."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def with_another_migration(folder: Path, text: str, engine: sa.Engine) -> Config:
    """Return the project's own migrations followed by one more."""
    scripts = folder / "migrations"
    shutil.copytree(schema.ROOT / "migrations", scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "9999_more.py").write_text(text.format(last=LAST))
    config = Config(attributes={"engine": engine})
    config.set_main_option("script_location", str(scripts))
    config.set_main_option("path_separator", "os")
    return config


def write_tagged_post(engine: sa.Engine) -> None:
    """Put a post with a tag into the tables."""
    with engine.begin() as connection:
        for statement in TAGGED_POST.split(";"):
            connection.exec_driver_sql(statement)


def count_of(engine: sa.Engine, table: str) -> int | None:
    """Return the number of a table's rows."""
    with engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(sa.table(table)))


def test_migrations_go_up_and_down_and_up_again(empty: sa.Engine) -> None:
    schema.upgrade(empty)
    assert tables(empty) == EVERY_TABLE
    schema.downgrade(empty)
    assert tables(empty) == {"alembic_version"}
    schema.upgrade(empty)
    assert tables(empty) == EVERY_TABLE


def test_a_second_upgrade_changes_nothing(engine: sa.Engine) -> None:
    write_tagged_post(engine)
    schema.upgrade(engine)
    assert revision(engine) == LAST
    assert count_of(engine, "post_tags") == 1


def test_the_models_need_no_further_migration(engine: sa.Engine) -> None:
    options = {"compare_type": True, "compare_server_default": True}
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrated_tables_are_those_of_the_models(empty: sa.Engine) -> None:
    # The comparison above does not look at check constraints and deletion rules.
    schema.upgrade(empty)
    migrated = described(empty)
    schema.downgrade(empty)
    copied_tables().create_all(empty)
    assert described(empty) == migrated


def copied_tables() -> sa.MetaData:
    """Return the tables of the models anew: those that were made on PostgreSQL forget keys that go in a circle."""
    copies = sa.MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.tables.values():
        table.to_metadata(copies)
    return copies


def described(engine: sa.Engine) -> dict[str, object]:
    """Return what a database says about each table of the models, in no order."""
    inspector = sa.inspect(engine)
    parts = (
        inspector.get_columns,
        inspector.get_check_constraints,
        inspector.get_foreign_keys,
        inspector.get_indexes,
        inspector.get_unique_constraints,
    )
    return {name: [sorted(map(repr, part(name))) for part in parts] for name in Base.metadata.tables}


def test_a_migration_that_breaks_half_way_leaves_everything_as_it_was(migrated: sa.Engine, tmp_path: Path) -> None:
    write_tagged_post(migrated)
    config = with_another_migration(tmp_path, BREAKS_HALF_WAY, migrated)
    with pytest.raises(RuntimeError, match="the power went"):
        command.upgrade(config, "head")
    assert tables(migrated) == EVERY_TABLE
    assert revision(migrated) == LAST
    with migrated.connect() as connection:
        assert connection.exec_driver_sql("SELECT * FROM tags").all() == [(1, "t", "kept", "t")]


def test_the_first_migration_is_undone_too_when_a_later_one_breaks(empty: sa.Engine, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="the power went"):
        command.upgrade(with_another_migration(tmp_path, BREAKS_HALF_WAY, empty), "head")
    assert tables(empty) == set()


def test_rebuilding_a_table_keeps_the_rows_that_refer_to_it(migrated: sa.Engine, tmp_path: Path) -> None:
    # SQLite rebuilds a table by dropping it, which with foreign keys enforced would delete the ties of its posts.
    write_tagged_post(migrated)
    command.upgrade(with_another_migration(tmp_path, REBUILDS_POSTS, migrated), "head")
    assert revision(migrated) == "9999"
    assert (count_of(migrated, "posts"), count_of(migrated, "post_tags")) == (1, 1)


def test_a_migration_that_leaves_rows_referring_to_none_is_undone(tmp_path: Path, migrated_file: Path) -> None:
    # On PostgreSQL foreign keys are enforced during migrations as always, so the ties go with their tag.
    engine = make_engine(f"sqlite:///{shutil.copyfile(migrated_file, tmp_path / 'copy.sqlite3')}")
    write_tagged_post(engine)
    with pytest.raises(sa.exc.IntegrityError, match="a row of post_tags refers to none of tags"):
        command.upgrade(with_another_migration(tmp_path, ORPHANS_TIES, engine), "head")
    assert count_of(engine, "tags") == 1
    engine.dispose()


def test_foreign_keys_are_enforced_again_after_a_migration(engine: sa.Engine) -> None:
    with changing_schema(engine):
        pass
    with engine.begin() as connection, pytest.raises(sa.exc.IntegrityError):
        connection.exec_driver_sql("INSERT INTO post_tags (post_id, tag_id) VALUES (404, 404)")


def upgrade_in_a_process(url: str) -> None:
    """Run the migrations as a worker does that starts."""
    engine = make_engine(url)
    schema.upgrade(engine)
    engine.dispose()


def test_processes_that_start_together_upgrade_once(empty: sa.Engine) -> None:
    url = empty.url.render_as_string(hide_password=False)
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        pool.map(upgrade_in_a_process, [url] * 3)
    assert tables(empty) == EVERY_TABLE
    assert revision(empty) == LAST


def test_the_commands_of_alembic_use_the_database_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LONGWAVE_DATA_DIR", str(tmp_path / "site"))
    monkeypatch.delenv("LONGWAVE_DATABASE_URL", raising=False)
    command.upgrade(Config(toml_file=schema.ROOT / "pyproject.toml"), "head")
    engine = make_engine(f"sqlite:///{tmp_path / 'site' / 'longwave.sqlite3'}")
    assert tables(engine) == EVERY_TABLE
    engine.dispose()


def test_posts_that_were_there_before_stand_in_listings(empty: sa.Engine) -> None:
    schema.upgrade(empty, "0006")
    write_tagged_post(empty)
    with empty.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE posts SET state = 'published', pinned = true, published_at = '2026-01-01 00:00'"
        )
    schema.upgrade(empty)
    with Session(empty) as session:
        assert [*rebuilding.differences(session)] == []
        assert session.scalar(sa.select(sa.func.count()).select_from(ShelfEntry)) == 4


def test_migrations_follow_one_another_by_their_numbers() -> None:
    """`schema.position` tells without Alembic where a database stands."""
    scripts = ScriptDirectory.from_config(Config(toml_file=schema.ROOT / "pyproject.toml"))
    assert [script.revision for script in scripts.walk_revisions()] == schema.revisions()[::-1]
