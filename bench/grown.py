"""What pages, saves and publications cost on a site of very many posts, as multiples of their cost on a small one.

The cost is processor time, of all threads and processes of the server. SQLite runs in them, so its work is counted.
"""

import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path

from bench import servers, writing
from bench.footprint import cpu_seconds
from bench.load import Target, put_on
from bench.measuring import Spread, spread
from bench.places import Places, places_of
from bench.processes import ROOT, Served

SMALL = 1_000
SECONDS = 2
UNCACHED = {"page_cache_bytes": "0"}


def measure(posts: int, rounds: int) -> dict[str, Spread]:
    """Return the ratios for a site of so many posts on SQLite. Making a million takes minutes."""
    with tempfile.TemporaryDirectory(prefix="longwave-bench-") as name:
        sites = [_site(Path(name) / str(number), number) for number in (SMALL, posts)]
        return {**_pages(sites, rounds), **writing.growth(sites, rounds)}


def _site(folder: Path, posts: int) -> Path:
    """Make a site of so many posts in a folder."""
    folder.mkdir()
    database = servers.variables(folder, 8000)["LONGWAVE_DATABASE_URL"]
    subprocess.run([sys.executable, "-m", "bench.million", str(posts), "--database", database], cwd=ROOT, check=True)
    return folder


def _pages(sites: list[Path], rounds: int) -> dict[str, Spread]:
    """Requests that reach the database, in turn on both sites."""
    ratios: dict[str, list[float]] = defaultdict(list)
    with ExitStack() as stack:
        running = [stack.enter_context(servers.site(folder, **UNCACHED)) for folder in sites]
        places = [places_of(served.address) for served in running]
        for _ in range(rounds):
            for kind in (field.name for field in fields(Places)):
                small, large = (_cost(site, getattr(of, kind)) for site, of in zip(running, places, strict=True))
                ratios[f"grown-{kind}"].append(large / small)
    return {key: spread(values) for key, values in ratios.items()}


def _cost(site: Served, path: str) -> float:
    """Return the processor time of one request, which a busy machine changes less than it changes the rate."""
    before = cpu_seconds(site.family)
    answers = put_on(Target(path, site.address, path), SECONDS).answers
    return (cpu_seconds(site.family) - before) / answers
