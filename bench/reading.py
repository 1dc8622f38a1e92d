"""What readers ask for, against the yardstick: cached and not, on both databases, behind nginx, and not changed."""

import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import behind_nginx, ratios, servers
from bench.load import GZIP, Target, check, has_tls
from bench.measuring import Spread
from bench.places import Places, places_of
from tests.postgresql import running_server

YARDSTICK = "yardstick"
UNCACHED = {"page_cache_bytes": "0"}
BEHIND = {"site_url": f"https://{behind_nginx.HOST}", "trusted_proxies": "1", "environment": "production"}


def measure(rounds: int) -> dict[str, Spread]:
    """Return the ratios of the rows, and the yardstick's own requests a second."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="longwave-bench-")))
        yardstick = Target(YARDSTICK, stack.enter_context(servers.yardstick(folder)).address)
        alone = stack.enter_context(servers.site(folder)).address
        places = places_of(alone)
        targets = [
            *_cached(alone, places),
            *_uncached(stack.enter_context(servers.site(folder, **UNCACHED)).address, places),
            *_on_postgresql(stack, folder),
            *_behind_nginx(stack, folder, places),
        ]
        for target in targets:
            if target.address.startswith("http:"):
                check(target)
        return ratios.against(yardstick, targets, rounds)


def _cached(address: str, places: Places) -> list[Target]:
    home = Target("home", address)
    known = {**GZIP, "If-None-Match": check(home)["etag"]}
    return [
        home,
        Target("post", address, places.post),
        Target("not-modified", address, headers=known, status=304),
    ]


def _uncached(address: str, places: Places) -> list[Target]:
    return [
        Target("uncached-listing", address),
        Target("uncached-deepest", address, places.deepest),
        Target("uncached-feed", address, places.feed),
        Target("uncached-post", address, places.post),
    ]


def _on_postgresql(stack: ExitStack, folder: Path) -> list[Target]:
    server = stack.enter_context(running_server())
    (folder / "postgresql").mkdir()
    settings = {"database_url": server.url(server.create())}
    return [Target("postgresql", stack.enter_context(servers.site(folder / "postgresql", **settings)).address)]


def _behind_nginx(stack: ExitStack, folder: Path, places: Places) -> list[Target]:
    """Without TLS, as the yardstick; and the home page with it, which no row asks for but everybody has."""
    if not behind_nginx.is_here():
        return []
    application = stack.enter_context(servers.site(folder, **BEHIND))
    front = stack.enter_context(behind_nginx.nginx(application.port))
    named = {**GZIP, "Host": behind_nginx.HOST}
    targets = [
        Target("nginx-home", front.plain, headers=named),
        Target("nginx-post", front.plain, places.post, named),
    ]
    return [*targets, Target("nginx-tls", front.encrypted, headers=named)] if has_tls() else targets
