"""What is the same on every page of a version of the content, kept by the process between requests.

It is no cache of pages: a request reads the mark of the content in its own snapshot of the database, and takes nothing
that was made of another. Each application keeps its own.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from flask import Flask, current_app, g

from app import database
from app.storage import prepared
from app.storage.queries import version as queries
from app.storage.versions import Version

Value = TypeVar("Value")

_EXTENSION = "longwave-kept"

_STAMP = queries.stamp()
"""Made once: to make a statement costs several times what running this one does."""

MOST_VALUES = 64
"""Values of a version; there are a few for each language, and a mistake in a key must not fill the memory."""

MOST_VERSIONS = 2
"""While a change arrives, some requests still see the state before it."""


MOST_PARTS = 512
"""Parts of pages of a version, such as cards; those that were not shown for longest give way."""

LONGEST_PART = 65_536
"""Characters; a longer part is made for each page."""

MOST_CHARACTERS = 4 * 2**20
"""Of all parts of a version together."""


class Parts:
    """Parts of pages that were shown last; several threads may use it."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._made: OrderedDict[Hashable, str] = OrderedDict()
        self._characters = 0
        self._changing = threading.Lock()

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._made)

    def get(self, key: Hashable) -> str | None:
        """The part, if it is kept."""
        with self._changing:
            found = self._made.get(key)
            if found is not None:
                self._made.move_to_end(key)
            return found

    def put(self, key: Hashable, part: str) -> None:
        """Keep a part, in the place of those that were not shown for longest."""
        if len(part) > LONGEST_PART:
            return
        with self._changing:
            self._characters += len(part) - len(self._made.pop(key, ""))
            self._made[key] = part
            while len(self._made) > MOST_PARTS or self._characters > MOST_CHARACTERS:
                _key, oldest = self._made.popitem(last=False)
                self._characters -= len(oldest)


@dataclass(frozen=True, slots=True)
class Values:
    """What was made of a version of the content."""

    version: Version
    made: dict[Hashable, Any] = field(default_factory=dict)
    parts: Parts = field(default_factory=Parts)


class Kept:
    """The values of an application, for the versions of its content that were seen last."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._values: tuple[Values, ...] = ()

    def find(self, stamp: int, now: datetime) -> Values | None:
        """What was made of the content with this mark at this moment."""
        return next((kept for kept in self._values if kept.version.holds(stamp, now)), None)

    def begin(self, version: Version) -> Values:
        """Keep what will be made of a version, and of those before it the last."""
        begun = Values(version)
        self._values = (begun, *self._values[: MOST_VERSIONS - 1])
        return begun


def init_app(app: Flask) -> None:
    """Let the application keep values."""
    app.extensions[_EXTENSION] = Kept()


def value(key: Hashable, now: datetime, make: Callable[[], Value]) -> Value:
    """The value that `make` gives, of the content at this moment; it may depend on that and on the key alone.

    Two requests at once may both make it, and either is right.
    """
    values = _values(now).made
    if key not in values:
        made = make()
        if len(values) < MOST_VALUES:
            values[key] = made
        return made
    kept: Value = values[key]
    return kept


def parts(now: datetime) -> Parts:
    """The parts of pages that were made of the content at this moment."""
    return _values(now).parts


def forget() -> None:
    """Look again which version there is: from here on this request sees another state of the database."""
    g.pop("kept_values", None)


def _values(now: datetime) -> Values:
    found: Values | None = g.get("kept_values")
    if found is None:
        found = g.kept_values = _found(now)
    return found


def _found(now: datetime) -> Values:
    keeper: Kept = current_app.extensions[_EXTENSION]
    connection = database.connection()
    row = prepared.first(connection, _STAMP, {})
    stamp = row[0] if row else 0
    return keeper.find(stamp, now) or keeper.begin(Version(stamp, now, connection.scalar(queries.next_moment(now))))
