"""Reads finished HTML: it is well-formed, so a scan over its tags will do."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from html import unescape

_STEP = re.compile(
    r"<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|(?P<more><!--more-->)|(?P<text>[^<]+|<)"
)
_ATTRIBUTE = re.compile(r"([a-z-]+)(?:=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]*)))?")
MORE_MARK = "<!--more-->"
"""What stands where the author ended the excerpt, until the text is finished."""

VOID = frozenset({"br", "hr", "img", "input"})


class Happening(Enum):
    """What an event is."""

    START = "start"
    END = "end"
    TEXT = "text"
    FORMULA = "formula"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Event:
    """A tag, a text or a whole formula. `text` is unescaped; of a formula it is the TeX without delimiters."""

    what: Happening
    name: str = ""
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    source: str = ""

    @property
    def classes(self) -> frozenset[str]:
        """The classes of the element that begins."""
        return frozenset(self.attributes.get("class", "").split())

    @property
    def is_display(self) -> bool:
        """Whether a formula is a display."""
        return "display" in self.classes


def events(html: str) -> Iterator[Event]:
    """The tags, texts and formulas of the HTML, in order; an element without content ends right after it began."""
    position = 0
    while match := _STEP.match(html, position):
        position = match.end()
        if match["text"]:
            yield Event(Happening.TEXT, text=unescape(match["text"]), source=match["text"])
        elif match["more"]:
            yield Event(Happening.MORE, source=match["more"])
        elif match["close"]:
            yield Event(Happening.END, match["name"], source=match[0])
        else:
            start = Event(Happening.START, match["name"], "", _attributes(match["attributes"]), match[0])
            if "math" in start.classes:
                start, position = _formula(start, html, position)
            yield start
            if start.name in VOID:
                yield Event(Happening.END, start.name)


def _attributes(text: str) -> dict[str, str]:
    if not text:
        return {}
    return {name: unescape(double or single or plain) for name, double, single, plain in _ATTRIBUTE.findall(text)}


def _formula(start: Event, html: str, position: int) -> tuple[Event, int]:
    """A formula is one event: its element holds nothing but text."""
    end = html.find("</span>", position)
    content = html[position:end]
    source = start.source + content + "</span>"
    return Event(Happening.FORMULA, "span", unescape(content)[2:-2], start.attributes, source), end + 7


def without(all_events: Iterable[Event], classes: frozenset[str]) -> Iterator[Event]:
    """The events without the elements of the classes and all that is in them."""
    depth = 0
    for event in all_events:
        if depth or (event.what is Happening.START and not classes.isdisjoint(event.classes)):
            depth += {Happening.START: 1, Happening.END: -1}.get(event.what, 0)
        else:
            yield event
