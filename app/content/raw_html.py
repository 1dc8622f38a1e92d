"""Raw HTML in the text: which `<` begins a tag, and how deeply tags may be nested."""

import re

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


class Nesting:
    """Counts the raw tags that are open, so that a tag too many can be shown as text."""

    def __init__(self) -> None:
        self._depth = 0
        self._phrases = 0

    def allows(self, tag: str) -> bool:
        """Whether the tag, which comes next in the text, stays within `NESTING_LIMIT`."""
        match = _NAME.match(tag)
        name = "br" if match is None else match.group(1).lower()
        if name in VOID:
            return True
        step = -1 if tag.startswith("</") else 1
        depth = self._depth + step
        phrases = self._phrases + step * (name in _PHRASES)
        if depth > NESTING_LIMIT or phrases > PHRASE_LIMIT:
            return False
        self._depth, self._phrases = max(0, depth), max(0, phrases)
        return True
