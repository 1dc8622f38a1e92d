"""Bringing a database's tables to the form that this code expects."""

from enum import Enum
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

ROOT = Path(__file__).parents[2]


class Position(Enum):
    """Where a database stands among the migrations that this code knows."""

    BEHIND = "behind"
    CURRENT = "current"
    AHEAD = "ahead"


def position(engine: sa.Engine) -> Position:
    """Where a database stands; an empty one is behind, one with migrations that this code does not know is ahead."""
    scripts = ScriptDirectory.from_config(_config(engine))
    with engine.execution_options(reads_only=True).connect() as connection:
        present = MigrationContext.configure(connection).get_current_heads()
    if set(present) == set(scripts.get_heads()):
        return Position.CURRENT
    try:
        for revision in present:
            scripts.get_revision(revision)
    except CommandError:
        return Position.AHEAD
    return Position.BEHIND


def upgrade(engine: sa.Engine, revision: str = "head") -> None:
    """Run the migrations that a database lacks, all or none; nothing happens if it lacks none."""
    command.upgrade(_config(engine), revision)


def downgrade(engine: sa.Engine, revision: str = "base") -> None:
    """Undo the migrations after a revision, all or none; without one every table is dropped with all that it holds."""
    command.downgrade(_config(engine), revision)


def _config(engine: sa.Engine) -> Config:
    """The settings of pyproject.toml, with the engine for migrations/env.py."""
    return Config(toml_file=ROOT / "pyproject.toml", attributes={"engine": engine})
