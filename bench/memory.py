"""How much memory the site takes as `make run` serves it, before and after load: all its processes together."""

import re
import tempfile
import time
from pathlib import Path

from bench import servers
from bench.load import Target, requests_per_second
from bench.measuring import Spread, spread
from bench.places import places_of
from bench.processes import Served, descendants

SECONDS = 2
SETTLING = 2.0
"""Seconds until every process of the server is there."""

_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


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
    idle = proportional(descendants(served.process))
    for path in (places.listing, places.post, places.deepest, places.feed, places.tag):
        requests_per_second(Target(path, served.address, path), SECONDS)
    after = proportional(descendants(served.process))
    return {"memory-idle": spread([idle]), "memory-after": spread([after])}


def proportional(processes: list[int]) -> float:
    """Return the proportional set size (PSS) of the processes in MB: what several share counts once."""
    return sum(_kilobytes(process) for process in processes) / 1_000


def _kilobytes(process: int) -> float:
    found = _PSS.search(Path(f"/proc/{process}/smaps_rollup").read_text())
    return int(found.group(1)) * 1.024 if found else 0.0
