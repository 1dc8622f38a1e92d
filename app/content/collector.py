"""Rendering without Python's search for circular garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Put off the cyclic collector until the end: it takes a fifth of the time of a text, over trees that still live.

    Threads may do so at once: whoever found it running sets it going again, at worst while another still renders.
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.enable()
