"""Moments as authors type and read them: in the site's time zone."""

from datetime import UTC, datetime

from app.services.errors import N_, RefusedError
from app.web import visit


def typed(value: str) -> datetime | None:
    """The moment that a field of the kind `datetime-local` holds; None if it is empty.

    A moment that names its own offset is taken as it is. Raises `RefusedError` for anything else.
    """
    if not value.strip():
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=visit.site().zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise RefusedError(N_("That is no date with a time, like 2026-11-24T09:30. Nothing was changed.")) from None


def field(moment: datetime | None) -> str:
    """A moment for a field of the kind `datetime-local`."""
    return f"{moment.astimezone(visit.site().zone):%Y-%m-%dT%H:%M}" if moment else ""


def shown(moment: datetime) -> str:
    """A moment for people."""
    return f"{moment.astimezone(visit.site().zone):%Y-%m-%d %H:%M}"
