"""Making a page once for all who wait for it."""

import threading
from collections.abc import Hashable

LONGEST_WAIT = 10.0
"""Seconds after which a reader no longer waits for somebody else's page."""


class Flights:
    """Which pages are being made at this moment; several threads may use it."""

    def __init__(self) -> None:
        """Nothing is being made."""
        self._landed: dict[Hashable, threading.Event] = {}
        self._changing = threading.Lock()

    def take_off(self, name: Hashable) -> bool:
        """Whether the caller is the one to make it, and says `land` afterwards; others have waited until then."""
        with self._changing:
            landed = self._landed.get(name)
            if landed is None:
                self._landed[name] = threading.Event()
                return True
        landed.wait(LONGEST_WAIT)
        return False

    def land(self, name: Hashable) -> None:
        """It is made, or cannot be: those who wait go on."""
        with self._changing:
            self._landed.pop(name).set()
