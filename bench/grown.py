"""What pages, saves and publications cost on a site of very many posts, as multiples of their cost on a small one."""

import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path

from bench import servers, writing
from bench.load import Target, requests_per_second
from bench.measuring import Spread, spread
from bench.places import Places, places_of
from bench.processes import ROOT

SMALL = 1_000
SECONDS = 1
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
        addresses = [stack.enter_context(servers.site(folder, **UNCACHED)).address for folder in sites]
        places = [places_of(address) for address in addresses]
        for _ in range(rounds):
            for kind in (field.name for field in fields(Places)):
                targets = [
                    Target(kind, address, getattr(of, kind)) for address, of in zip(addresses, places, strict=True)
                ]
                small, large = (requests_per_second(target, SECONDS) for target in targets)
                ratios[f"grown-{kind}"].append(small / large)
    return {key: spread(values) for key, values in ratios.items()}
