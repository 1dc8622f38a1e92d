"""Cleaning: the one place that calls bleach, with the smallest allow-list that the syntax needs."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, cast

from bleach.html5lib_shim import BleachHTMLSerializer
from bleach.sanitizer import BleachSanitizerFilter

from app.content.addresses import SCHEMES, is_safe_address
from app.content.allowed import TAGS, UNWRAPPED, is_allowed_attribute
from app.content.closed_lists import ClosedLists, HtmlToken
from app.content.html_cleaner import SERIALISING, LinearCleaner
from app.content.raw_html import VOID
from app.content.tags import LONGEST, MEMORY, tag_of
from app.content.well_nested import well_nested

_TO_BE_CLEANED = re.compile(r"[>\x00-\x08\x0b-\x1f]|&(?!(?:amp|lt|gt|quot);)")
"""What bleach may change in a text between tags."""


def _is_allowed(tag: str, name: str, value: str) -> bool:
    if name in ("href", "src") and not is_safe_address(value):
        return False
    return is_allowed_attribute(tag, name, value)


_FILTER = BleachSanitizerFilter(
    source=cast("Any", ()), allowed_tags=TAGS | UNWRAPPED, attributes=_is_allowed, allowed_protocols=SCHEMES
)
"""bleach's judgement of single tokens, which keeps nothing from one to the next."""

_WRITER = BleachHTMLSerializer(**SERIALISING)
_DEPENDENT = frozenset({"id", "href", "src"})
"""Attributes whose fate depends on what else stands in the text."""


def clean(html: str, heading_ids: frozenset[str] = frozenset()) -> str:
    """The HTML without anything that is not on the lists of `allowed`. Cleaning twice changes nothing.

    `heading_ids` are the ids that the pipeline gave to headings; every other id is an author's.
    """
    lists = ClosedLists(heading_ids)
    pieces = well_nested(html)
    if pieces is None:
        return parsed_and_cleaned(html, lists)
    return "".join(_cleaned(pieces, lists))


def parsed_and_cleaned(html: str, lists: ClosedLists) -> str:
    """What bleach makes of any HTML: parsed, which repairs it, then cleaned and written."""
    cleaner = LinearCleaner(
        tags=TAGS | UNWRAPPED,
        attributes=_is_allowed,
        protocols=SCHEMES,
        strip=False,
        strip_comments=True,
        filters=[lists.narrowed],
    )
    return str(cleaner.clean(html))


def _cleaned(pieces: Sequence[str], lists: ClosedLists) -> Iterator[str]:
    """What bleach makes of well nested HTML: piece by piece, since a parser would change nothing."""
    is_plain = _TO_BE_CLEANED.search("<".join(pieces[::2])) is None
    for place, piece in enumerate(pieces):
        if place % 2:
            yield (len(piece) <= LONGEST and _cleaned_tag(piece)) or _written(
                lists.narrowed(_sanitised(_token_of(piece)))
            )
        elif is_plain:
            yield piece
        else:
            yield _written(_sanitised({"type": "Characters", "data": piece}))


@lru_cache(maxsize=MEMORY)
def _cleaned_tag(written: str) -> str:
    """The cleaned tag, where it is the same in every text; empty for others, and for those that show nothing."""
    tag = tag_of(written)
    if tag.name in ("a", "img") or not _DEPENDENT.isdisjoint(name for name, _ in tag.attributes):
        return ""
    return _written(ClosedLists().narrowed(_sanitised(_token_of(written))))


def _token_of(written: str) -> HtmlToken:
    """A tag as bleach wants it."""
    tag = tag_of(written)
    if tag.is_end:
        return {"type": "EndTag", "name": tag.name, "namespace": None}
    kind = "EmptyTag" if tag.name in VOID else "StartTag"
    data = {(None, name): value for name, value in tag.attributes}
    return {"type": kind, "name": tag.name, "namespace": None, "data": data}


def _sanitised(token: HtmlToken) -> Iterator[HtmlToken]:
    """What bleach's filter makes of one token."""
    return _FILTER.merge_characters(_FILTER.sanitize_stream([token]))


def _written(tokens: Any) -> str:
    return "".join(_WRITER.serialize(tokens))
