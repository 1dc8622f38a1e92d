"""What every place for the bytes of pictures can do."""

from dataclasses import dataclass
from typing import Protocol


class StoreError(OSError):
    """The place does not answer or refuses; nothing is known to have changed."""


class Stream(Protocol):
    """Bytes that are read once, from the beginning; whoever opened them closes them."""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes, all that are left if negative, none at the end."""

    def close(self) -> None:
        """Give back what reading took."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What lies under a name: its bytes and how many there are."""

    stream: Stream
    size: int


class Store(Protocol):
    """Bytes by name. Names are digests of the bytes, so what is written once never changes.

    A store can be sent to another process. Each method raises `OSError` (`StoreError` if the place is not this
    machine's) when the place cannot be used.
    """

    def __hash__(self) -> int:
        """Stores that are equal keep the same bytes."""

    def write(self, name: str, content: bytes) -> None:
        """Keep bytes under a name: whole or not at all, and safe before this returns."""

    def open(self, name: str) -> Stored | None:
        """The bytes under a name; None if there are none."""

    def remove(self, name: str) -> None:
        """Forget the bytes under a name; nothing happens if there are none."""
