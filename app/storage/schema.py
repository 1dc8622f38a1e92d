"""Bringing a database's tables to the form that this code expects.

Alembic is loaded where tables change; where a database stands, which every start asks, is told without it.
"""

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.config import Config

ROOT = Path(__file__).parents[2]
MIGRATIONS = ROOT / "migrations" / "versions"

_PRESENT = sa.table("alembic_version", sa.column("version_num", sa.String))
"""Where Alembic writes down the last migration that has run."""


class Position(Enum):
    """Where a database stands among the migrations that this code knows."""

    BEHIND = "behind"
    CURRENT = "current"
    AHEAD = "ahead"


def position(engine: sa.Engine) -> Position:
    """Where a database stands; an empty one is behind, one with migrations that this code does not know is ahead."""
    known = revisions()
    with engine.execution_options(reads_only=True).connect() as connection:
        is_empty = not sa.inspect(connection).has_table(_PRESENT.name)
        present = set() if is_empty else set(connection.scalars(sa.select(_PRESENT.c.version_num)))
    if not present <= set(known):
        return Position.AHEAD
    return Position.CURRENT if present == {known[-1]} else Position.BEHIND


def revisions() -> list[str]:
    """The migrations that this code knows, the first one first: each follows the one numbered before it."""
    return sorted(path.name.partition("_")[0] for path in MIGRATIONS.glob("[0-9]*_*.py"))


def upgrade(engine: sa.Engine, revision: str = "head") -> None:
    """Run the migrations that a database lacks, all or none; nothing happens if it lacks none."""
    from alembic import command  # noqa: PLC0415 - loaded when needed

    command.upgrade(_config(engine), revision)


def downgrade(engine: sa.Engine, revision: str = "base") -> None:
    """Undo the migrations after a revision, all or none; without one every table is dropped with all that it holds."""
    from alembic import command  # noqa: PLC0415 - loaded when needed

    command.downgrade(_config(engine), revision)


def _config(engine: sa.Engine) -> "Config":
    """The settings of pyproject.toml, with the engine for migrations/env.py."""
    from alembic.config import Config  # noqa: PLC0415 - loaded when needed

    return Config(toml_file=ROOT / "pyproject.toml", attributes={"engine": engine})
