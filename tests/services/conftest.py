"""The database of these tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.storage.engine import make_engine
from app.storage.models import Base
from tests.services.authoring import Desk, desk


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    """An empty database in a file."""
    engine = make_engine(f"sqlite:///{tmp_path / 'longwave.db'}")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def at_desk(engine: sa.Engine) -> Iterator[Desk]:
    """Ada and Emmy at work in one session."""
    with desk(engine) as opened:
        yield opened
