"""What the query of a listing asks for; every form of it, well written or not, has one meaning or is refused."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_TAGS = 20
"""Tags that a listing can be narrowed to at once; each costs the database a look-up."""

LARGEST_KEY = 2**31 - 1
"""The largest id that PostgreSQL's integer holds."""

_PAGE = re.compile(r"0*(?P<number>[1-9][0-9]{0,8})")
_ID = re.compile(r"0*(?P<number>[1-9][0-9]{0,9})")

Fields = list[tuple[str, str]]


class NoSuchPageError(ValueError):
    """What stands as the page's number is none: no listing has such a page."""


class TooManyTagsError(ValueError):
    """More tags than `MOST_TAGS` at once."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The tags that a listing shall be narrowed to, by id and by name; `matches_all` asks for all of them.

    `is_filter` tells that something was named, even if no tag can have such an id.
    """

    tag_ids: tuple[int, ...] = ()
    tag_names: tuple[str, ...] = ()
    matches_all: bool = False
    is_filter: bool = False


def page_number(fields: Fields) -> int:
    """The page asked for, the first if none is named; of several the first counts. Raises `NoSuchPageError`."""
    typed = next(_values(fields, "page"), "")
    if not typed:
        return 1
    match = _PAGE.fullmatch(typed)
    if match is None:
        raise NoSuchPageError(typed)
    return int(match["number"])


def tags(fields: Fields) -> Asked:
    """The tags asked for, each once and in order. What cannot be an id is no tag. Raises `TooManyTagsError`."""
    typed = [part.strip() for value in _values(fields, "tag_ids") for part in value.split(",") if part.strip()]
    found = {int(match["number"]) for part in typed if (match := _ID.fullmatch(part))}
    names = {name: None for value in _values(fields, "tag") if (name := value.strip())}
    if len(found) + len(names) > MOST_TAGS:
        raise TooManyTagsError
    return Asked(
        tuple(sorted(number for number in found if number <= LARGEST_KEY)),
        tuple(name for name in names if "\0" not in name),
        matches_all=next(_values(fields, "match"), "") == "all",
        is_filter=bool(typed or names),
    )


def _values(fields: Iterable[tuple[str, str]], wanted: str) -> Iterator[str]:
    return (value for name, value in fields if name == wanted)
