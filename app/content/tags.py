"""Tags of HTML that is written properly, read without a parser: what they say, and nothing that needs repair."""

import re
from functools import lru_cache
from typing import NamedTuple

PIECES = re.compile(
    r"(</?[a-z][a-z0-9]*+(?:[ \t\n]++[a-z][a-z0-9_-]*+(?:=(?:\"[^\"<]*+\"|'[^'<]*+'))?+)*+[ \t\n]*+/?+>)"
)
"""What HTML is divided by: texts at even places, tags at odd ones. A `<` in a text is then one of no proper tag."""

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_ATTRIBUTE = re.compile(r"[ \t\n]([a-z][a-z0-9_-]*+)(?:=(?:\"([^\"]*)\"|'([^']*)'))?+")
MEMORY = 4096
"""How many different tags are remembered; those of one text without its addresses are about 50."""
LONGEST = 200
"""Longest tag, in characters, that is remembered, so that no text can fill the memory."""


class Tag(NamedTuple):
    """A tag as it is written; the values of attributes are not unescaped."""

    name: str
    is_end: bool
    closes_itself: bool
    attributes: tuple[tuple[str, str], ...]

    @property
    def has_doubles(self) -> bool:
        """Whether it has an attribute twice."""
        return len(dict(self.attributes)) < len(self.attributes)


def tag_of(written: str) -> Tag:
    """Read a tag that `PIECES` found."""
    return _known(written) if len(written) <= LONGEST else _read(written)


def _read(written: str) -> Tag:
    match = _TAG.match(written)
    if match is None:
        message = "not a tag"
        raise ValueError(message)
    found = _ATTRIBUTE.findall(written, match.end())
    attributes = tuple((name, double or single) for name, double, single in found)
    return Tag(match[2], match[1] == "/", written.endswith("/>"), attributes)


_known = lru_cache(maxsize=MEMORY)(_read)
