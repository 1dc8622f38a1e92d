"""The database of these tests."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.services.authoring import Desk, desk


@pytest.fixture
def at_desk(engine: sa.Engine) -> Iterator[Desk]:
    """Ada and Emmy at work in one session."""
    with desk(engine) as opened:
        yield opened
