"""The addresses of a running site that are measured, found as a robot finds them: by following links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection

_LINK = re.compile(r'href="(?:http://[^/"]+)?(/[^"]*)"')


@dataclass(frozen=True, slots=True)
class Places:
    """Paths of one site: its pages of each kind."""

    listing: str
    deepest: str
    tag: str
    post: str
    feed: str


def places_of(address: str) -> Places:
    """Follow the links of the home page. Raises `LookupError` for a site without posts, tags or a second page."""
    links = list(_links(address))
    pages = [int(match.group(1)) for link in links if (match := re.fullmatch(r"/\?page=(\d+)", link))]
    return Places(
        listing="/",
        deepest=f"/?page={max(pages, default=1)}",
        tag=_first(links, "/tags/."),
        post=_first(links, "/posts/."),
        feed="/feed.xml",
    )


def _links(address: str) -> Iterator[str]:
    connection = HTTPConnection(address.split("//", 1)[1], timeout=60)
    try:
        connection.request("GET", "/")
        page = connection.getresponse().read().decode()
    finally:
        connection.close()
    return (unescape(match.group(1)) for match in _LINK.finditer(page))


def _first(links: list[str], pattern: str) -> str:
    for link in links:
        if re.match(pattern, link):
            return link
    raise LookupError(f"The home page has no link that matches {pattern}.")
