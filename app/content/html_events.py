"""Reads finished HTML: it is well-formed, so a scan over its tags will do."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from html import unescape

_STEP = re.compile(
    r"<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|(?P<more><!--more-->)|(?P<text>[^<]+|<)"
)
_ATTRIBUTE = re.compile(r"([a-z-]+)(?:=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]*)))?")
MORE_MARK = "<!--more-->"
"""What stands where the author ended the excerpt, until the text is finished."""

_TAG = re.compile(r"<[^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)*>|<!--.*?-->")
_SIMPLE_TAGS = re.compile(r"(?:<[^<>]*+>)++")
_WHOLE = frozenset({"math", "reference"})
_NO_CLASSES: frozenset[str] = frozenset()

VOID = frozenset({"br", "hr", "img", "input"})


class Happening(Enum):
    """What an event is."""

    START = "start"
    END = "end"
    TEXT = "text"
    FORMULA = "formula"
    REFERENCE = "reference"
    MORE = "more"


@dataclass(slots=True)
class Event:
    """A tag, a text, a whole formula or a whole reference to an equation.

    `text` is unescaped; of a formula it is the TeX without delimiters, of a reference what was typed.
    """

    what: Happening
    name: str = ""
    text: str = ""
    written: str = ""
    source: str = ""

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes of the element that begins."""
        return _attributes(self.written) if self.written else {}

    @property
    def classes(self) -> frozenset[str]:
        """The classes of the element that begins."""
        if "class=" not in self.written:
            return _NO_CLASSES
        return _known_classes(self.written) if len(self.written) <= _LONGEST else _classes(self.written)

    @property
    def is_display(self) -> bool:
        """Whether a formula is a display."""
        return "display" in self.classes


def _attributes(written: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(written)
    return {name: unescape(double or single or plain) for name, double, single, plain in found}


def _classes(written: str) -> frozenset[str]:
    return frozenset(_attributes(written).get("class", "").split())


_known_classes = lru_cache(maxsize=1024)(_classes)
_LONGEST = 200
"""Longest attributes, in characters, whose classes are remembered: those that come again and again are short."""


def events(html: str) -> Iterator[Event]:
    """The tags, texts, formulas and references of the HTML, in order.

    An element without content ends right after it began. What stands in `<pre>` is one text: highlighting means
    nothing outside the page.
    """
    position = 0
    while match := _STEP.match(html, position):
        position = match.end()
        kind = match.lastgroup
        if kind == "text":
            yield Event(Happening.TEXT, "", unescape(match[0]), "", match[0])
        elif kind == "more":
            yield Event(Happening.MORE, source=match[0])
        elif match["close"]:
            yield _end_of(match["name"], match[0])
        else:
            opened, position = _opened(match, html)
            yield from opened


@lru_cache(maxsize=256)
def _end_of(name: str, source: str) -> Event:
    """The end of an element, which nobody changes and many share."""
    return Event(Happening.END, name, source=source)


def _opened(match: re.Match[str], html: str) -> tuple[list[Event], int]:
    """What begins with a tag, as far as it is read at once: a whole formula or reference, `<pre>`, an empty element."""
    start = Event(Happening.START, match["name"], "", match["attributes"], match[0])
    if start.name == "span" and start.written and not _WHOLE.isdisjoint(start.classes):
        whole, position = _whole(start, html, match.end())
        return [whole], position
    if start.name == "pre":
        content, position = _preformatted(html, match.end())
        return [start, content], position
    return [start, Event(Happening.END, start.name)] if start.name in VOID else [start], match.end()


def _preformatted(html: str, position: int) -> tuple[Event, int]:
    end = html.find("</pre>", position)
    end = len(html) if end < 0 else end
    source = html[position:end]
    return Event(Happening.TEXT, text=unescape(_without_tags(source)), source=source), end


def _without_tags(source: str) -> str:
    """The text between tags. Where each `<` has one `>`, none stands in an attribute: text has them escaped."""
    tag = _SIMPLE_TAGS if source.count("<") == source.count(">") else _TAG
    return tag.sub("", source)


def _whole(start: Event, html: str, position: int) -> tuple[Event, int]:
    """A formula is one event, and so is a reference: its element holds nothing but text."""
    end = html.find("</span>", position)
    content = html[position:end]
    source = start.source + content + "</span>"
    text = unescape(content)
    if "math" in start.classes:
        return Event(Happening.FORMULA, "span", text[2:-2], start.written, source), end + 7
    return Event(Happening.REFERENCE, "span", text, start.written, source), end + 7


def without(all_events: Iterable[Event], classes: frozenset[str]) -> Iterator[Event]:
    """The events without the elements of the classes and all that is in them."""
    depth = 0
    for event in all_events:
        if depth:
            depth += (event.what is Happening.START) - (event.what is Happening.END)
        elif event.what is Happening.START and not classes.isdisjoint(event.classes):
            depth = 1
        else:
            yield event
