"""Raw HTML in the text: which `<` begins a tag, and how deeply tags may be nested."""

import re
from collections import Counter

TAG = (
    r"<(?:/[A-Za-z][A-Za-z0-9:-]{0,30}[ \t\n]{0,100}"
    r"|[A-Za-z][A-Za-z0-9:-]{0,30}"
    r"(?:[ \t\n]{1,100}[A-Za-z_:@.][\w:.@-]{0,100}"
    r"(?:[ \t\n]{0,100}=[ \t\n]{0,100}(?:[^\s\"'=<>`]{1,3000}|'[^'\n]{0,3000}'|\"[^\"\n]{0,3000}\"))?){0,30}"
    r"[ \t\n]{0,100}/?)>"
)
"""A tag by CommonMark's grammar, of at most 30 attributes. A `<` that begins nothing else is text."""

AUTOLINK = r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]{0,2000}|[\w.+-]{1,64}@[\w.-]{1,250})>"

NESTING_LIMIT = 100
"""Deepest nesting of raw tags that is still rendered; real posts stay below 20."""

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]*)")
VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img"),
        *("input", "link", "meta", "param", "source", "track", "wbr"),
    }
)
"""The elements that have no end tag."""


PHRASE_LIMIT = 8
"""Most phrases (`<b>`, `<font>`…) that may be open at once: HTML opens them again in every later paragraph."""

_PHRASES = frozenset({"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"})
"""https://html.spec.whatwg.org/multipage/parsing.html#the-list-of-active-formatting-elements, where `a` ends `a`."""


_ENDED_BY_THE_NEXT = frozenset({"p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option"})
"""Elements without need of an end tag: they nest only within others that are counted."""


class Nesting:
    """Counts the raw tags that are open, so that a tag too many can be shown as text.

    `told` keeps the names of the elements that the author was told of already.
    """

    def __init__(self) -> None:
        self.told: set[str] = set()
        self._open: Counter[str] = Counter()
        self._depth = 0
        self._phrases = 0

    def allows(self, tag: str) -> bool:
        """Whether the tag, which comes next in the text, stays within `NESTING_LIMIT`."""
        name = name_of(tag)
        if name in VOID or name in _ENDED_BY_THE_NEXT:
            return True
        if tag.startswith("</"):
            self.close(name)
            return True
        is_phrase = name in _PHRASES
        if self._depth >= NESTING_LIMIT or (is_phrase and self._phrases >= PHRASE_LIMIT):
            return False
        self._open[name] += 1
        self._depth += 1
        self._phrases += is_phrase
        return True

    def close(self, name: str) -> None:
        """Count the end of an element; what ends nothing counts for nothing, as browsers read it."""
        if self._open[name]:
            self._open[name] -= 1
            self._depth -= 1
            self._phrases -= name in _PHRASES


def name_of(tag: str) -> str:
    """The name of the element that a tag begins or ends."""
    match = _NAME.match(tag)
    return "br" if match is None else match.group(1).lower()
