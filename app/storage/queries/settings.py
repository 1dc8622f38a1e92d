"""What the owner decided about the site."""

import sqlalchemy as sa

from app.storage.models import Setting


def every() -> sa.Select[Setting]:
    """Every decision, by name."""
    return sa.select(Setting).order_by(Setting.key)
