"""How much memory the site takes as `make run` serves it, before and after load: all its processes together."""

import tempfile
import time
from pathlib import Path

from bench import servers
from bench.footprint import memory
from bench.load import Target, requests_per_second
from bench.measuring import Spread, spread
from bench.places import places_of
from bench.processes import Served

SECONDS = 2
SETTLING = 2.0
"""Seconds until every process of the server is there."""


def measure() -> dict[str, Spread]:
    """Return MB before and after load on every kind of page. No other server runs, which would share memory."""
    with tempfile.TemporaryDirectory(prefix="longwave-bench-") as name:
        folder = Path(name)
        servers.settle(folder)
        with servers.site(folder) as served:
            return _before_and_after(served)


def _before_and_after(served: Served) -> dict[str, Spread]:
    places = places_of(served.address)  # one page, so that nothing is left to load
    time.sleep(SETTLING)
    idle = memory(served.family)
    for path in (places.listing, places.post, places.deepest, places.feed, places.tag):
        requests_per_second(Target(path, served.address, path), SECONDS)
    after = memory(served.family)
    return {"memory-idle": spread([idle]), "memory-after": spread([after])}
