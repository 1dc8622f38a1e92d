"""Bringing a database's tables to the form that this code expects."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

ROOT = Path(__file__).parents[2]


def upgrade(engine: sa.Engine, revision: str = "head") -> None:
    """Run the migrations that a database lacks, all or none; nothing happens if it lacks none."""
    command.upgrade(_config(engine), revision)


def downgrade(engine: sa.Engine, revision: str = "base") -> None:
    """Undo the migrations after a revision, all or none; without one every table is dropped with all that it holds."""
    command.downgrade(_config(engine), revision)


def _config(engine: sa.Engine) -> Config:
    """The settings of pyproject.toml, with the engine for migrations/env.py."""
    return Config(toml_file=ROOT / "pyproject.toml", attributes={"engine": engine})
