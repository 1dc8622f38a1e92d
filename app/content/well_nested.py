"""HTML that a parser of the HTML Standard would leave as it is written, told without building a tree.

A parser repairs: it closes paragraphs, moves what stands between cells, opens phrases again. Where every element ends
within the one that it began in, and each is where it may be, it has nothing to do, and the tags are the tree. Only
that is accepted here; whatever else is HTML, or is rare, is left to the parser.
See https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody, whose steps are named below.
"""

import re
from collections import Counter
from collections.abc import Sequence

from app.content.tags import PIECES, Tag, tag_of

TOKEN_LIMIT = 100_000
"""Most tags and stretches of text in one text; a post of 10,000 characters has about 500."""

_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]")
_STRETCH = re.compile(r"[ \t\n]+|&|[^ \t\n&][^&]*")
_SPACE = " \t\n"

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_END_A_PARAGRAPH = frozenset(
    {
        *("address", "article", "aside", "blockquote", "center", "details", "div", "dl", "figcaption", "figure"),
        *("footer", "header", "hgroup", "main", "nav", "ol", "p", "section", "summary", "ul", "pre", "table", "hr"),
        *_HEADINGS,
    }
)
"""Elements before which an open paragraph would be closed ("if the stack has a p element in button scope")."""

_PHRASES = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd"),
        *("label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u"),
        "var",
    }
)
"""Formatting elements, which end by the adoption agency as the current node, and any other start tag."""

_VOID = frozenset({"br", "hr", "img"})
_PARENTS = {
    "li": frozenset({"ul", "ol"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tfoot": frozenset({"table"}),
    "tr": frozenset({"thead", "tbody", "tfoot"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
}
"""Where elements may stand that imply others elsewhere; a list item right in its list implies nothing."""

_ROWS = frozenset({"table", "thead", "tbody", "tfoot", "tr"})
"""Elements that hold others of `_PARENTS` and white space; all else would be put before the table."""
_KNOWN = _END_A_PARAGRAPH | _PHRASES | _VOID | _PARENTS.keys()
_ONCE = frozenset({"a", "table"})
"""Elements that are accepted only outside another of their name."""


def well_nested(html: str) -> Sequence[str] | None:
    """The texts (at even places) and tags (at odd ones) of HTML without need of repair; None for all other HTML."""
    if _UNWANTED.search(html):
        return None
    pieces = PIECES.split(html)
    if html.count("<") != len(pieces) // 2 or _is_too_long(pieces):
        return None
    nesting = _Nesting()
    for place in range(1, len(pieces), 2):
        if not nesting.takes(tag_of(pieces[place]), pieces[place - 1], pieces[place + 1]):
            return None
    return pieces if nesting.is_complete else None


def _is_too_long(pieces: Sequence[str]) -> bool:
    """Whether a parser would give the text up. It counts white space before a text, and each `&`, by themselves."""
    tags = len(pieces) // 2
    texts = pieces[::2]
    if tags + 2 * len(texts) + 3 * sum(text.count("&") for text in texts) <= TOKEN_LIMIT:
        return False
    return tags + sum(len(_STRETCH.findall(text)) for text in texts) > TOKEN_LIMIT


class _Nesting:
    """The elements that are open at a place of the text."""

    def __init__(self) -> None:
        self._open = [""]
        self._count: Counter[str] = Counter()

    @property
    def is_complete(self) -> bool:
        """Whether every element has ended."""
        return len(self._open) == 1

    def takes(self, tag: Tag, before: str, after: str) -> bool:
        """Whether the tag, between two texts, needs no repair."""
        if self._open[-1] in _ROWS and before.strip(_SPACE):
            return False
        if tag.is_end:
            return self._ends(tag)
        if tag.name == "pre" and after.startswith("\n"):  # which parsers drop
            return False
        return self._may_begin(tag.name) and not tag.has_doubles and self._begins(tag)

    def _ends(self, tag: Tag) -> bool:
        if tag.attributes or tag.closes_itself:
            return False
        self._count[tag.name] -= 1
        return self._open.pop() == tag.name

    def _may_begin(self, name: str) -> bool:
        parent = self._open[-1]
        if name in _PARENTS:
            return parent in _PARENTS[name]
        if name not in _KNOWN or parent in _ROWS or (parent in _HEADINGS and name in _HEADINGS):
            return False
        return not ((name in _END_A_PARAGRAPH and self._count["p"]) or (name in _ONCE and self._count[name]))

    def _begins(self, tag: Tag) -> bool:
        if tag.name in _VOID:
            return True
        self._open.append(tag.name)
        self._count[tag.name] += 1
        return not tag.closes_itself
