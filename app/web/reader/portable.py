"""Text as XML can hold it, and stored HTML as it reads away from the site."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from app.content import html_events
from app.content.html_events import Happening

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"""(?P<before>\s(?:href|src)=["'])(?P<start>[/#])(?!/)""")
_RESPONSIVE = re.compile(r"""\s(?:srcset|sizes)=["'][^"']*["']""")
_ANCHORS = frozenset({"anchor"})

MOST_REMEMBERED = 32
"""Texts: more than the newest that a feed usually has."""

LONGEST_REMEMBERED = 100_000
"""Characters of one of them, so that all take a few megabytes."""


def legal(text: str) -> str:
    """The text without the characters that XML 1.0 (§2.2) has no way to write."""
    return _ILLEGAL.sub("", text)


def portable(html: str, address: str) -> str:
    """Stored HTML for feeds: addresses whole, those within the text beginning with the page's own `address`.

    The links beside headings are dropped: they belong to the page, as do the smaller forms of pictures. What was
    made is remembered, for after a change most of the feed is as it was.
    """
    return _remembered(html, address) if len(html) <= LONGEST_REMEMBERED else _made(html, address)


@lru_cache(maxsize=MOST_REMEMBERED)
def _remembered(html: str, address: str) -> str:
    return _made(html, address)


def _made(html: str, address: str) -> str:
    origin = "/".join(address.split("/", 3)[:3])

    def whole(match: re.Match[str]) -> str:
        return match["before"] + (f"{address}#" if match["start"] == "#" else f"{origin}/")

    return legal("".join(_pieces(html, whole)))


def _pieces(html: str, whole: Callable[[re.Match[str]], str]) -> Iterator[str]:
    for event in html_events.without(html_events.events(html), _ANCHORS):
        if event.what is Happening.START:
            source = _RESPONSIVE.sub("", event.source) if event.name == "img" else event.source
            yield _REFERENCE.sub(whole, source)
        else:
            yield event.source
