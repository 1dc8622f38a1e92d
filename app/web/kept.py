"""What is the same on every page of a version of the content, kept by the process between requests.

It is no cache of pages: a request reads the mark of the content in its own snapshot of the database, and takes nothing
that was made of another. Each application keeps its own.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from flask import Flask, current_app, g

from app import database
from app.storage.queries import version

Value = TypeVar("Value")

_EXTENSION = "longwave-kept"

_STAMP = version.stamp()
"""Made once: to make a statement costs several times what running this one does."""

MOST_VALUES = 64
"""Values of a version; there are a few for each language, and a mistake in a key must not fill the memory."""

MOST_VERSIONS = 2
"""While a change arrives, some requests still see the state before it."""


@dataclass(frozen=True, slots=True)
class Version:
    """What was made of the content as it stood from `since` until just before `until`, when a scheduled post appears.

    `since` is when it was first asked for; about the time before it nothing is known.
    """

    stamp: int | None
    since: datetime
    until: datetime | None
    values: dict[Hashable, Any] = field(default_factory=dict)

    def is_of(self, stamp: int | None, now: datetime) -> bool:
        """Whether someone who reads this mark at this moment sees this version."""
        return self.stamp == stamp and self.since <= now and (self.until is None or now < self.until)


class Kept:
    """The versions of an application's content that were seen last."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._versions: tuple[Version, ...] = ()

    def find(self, stamp: int | None, now: datetime) -> Version | None:
        """The version with this mark at this moment, if it is kept."""
        return next((kept for kept in self._versions if kept.is_of(stamp, now)), None)

    def add(self, found: Version) -> Version:
        """Keep a version, and of those before it the last."""
        self._versions = (found, *self._versions[: MOST_VERSIONS - 1])
        return found


def init_app(app: Flask) -> None:
    """Let the application keep values."""
    app.extensions[_EXTENSION] = Kept()


def value(key: Hashable, now: datetime, make: Callable[[], Value]) -> Value:
    """The value that `make` gives, of the content at this moment; it may depend on that and on the key alone.

    Two requests at once may both make it, and either is right.
    """
    values = _version(now).values
    if key not in values:
        made = make()
        if len(values) < MOST_VALUES:
            values[key] = made
        return made
    kept: Value = values[key]
    return kept


def forget() -> None:
    """Look again which version there is: from here on this request sees another state of the database."""
    g.pop("version", None)


def _version(now: datetime) -> Version:
    found: Version | None = g.get("version")
    if found is None:
        found = g.version = _found(now)
    return found


def _found(now: datetime) -> Version:
    keeper: Kept = current_app.extensions[_EXTENSION]
    connection = database.connection()
    stamp = connection.scalar(_STAMP)
    return keeper.find(stamp, now) or keeper.add(Version(stamp, now, connection.scalar(version.next_moment(now))))
