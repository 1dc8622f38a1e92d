"""What a finished text holds: headings, links and images, read from its final HTML."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from app.content.conversion import Conversion
from app.content.document import Heading, Image, Reference
from app.content.html_events import Event, Happening

_FURNITURE = frozenset({"anchor", "footnote-ref", "footnote-backref"})
_PHRASES = frozenset(
    {
        *("em", "strong", "a", "b", "i", "u", "s", "del", "ins", "sup", "sub", "mark", "small", "q", "cite", "var"),
        *("abbr", "code", "kbd", "samp", "span", "img", "br"),
    }
)
"""What a heading keeps where it is shown again; raw HTML can put whole blocks into one."""


class Findings(NamedTuple):
    """Headings with their HTML, links to other places than the text itself, images."""

    headings: tuple[Heading, ...]
    references: tuple[Reference, ...]
    images: tuple[Image, ...]


def findings(all_events: Iterable[Event], conversion: Conversion) -> Findings:
    """What a finished text holds; lines are those that the conversion noted."""
    finder = _Finder(conversion)
    for event in all_events:
        finder.take(event)
    return Findings(tuple(finder.headings), tuple(finder.references), tuple(finder.images))


class _Finder:
    def __init__(self, conversion: Conversion) -> None:
        self.headings: list[Heading] = []
        self.references: list[Reference] = []
        self.images: list[Image] = []
        self._known = {heading.id: heading for heading in conversion.headings}
        self._lines = _first_lines(conversion)
        self._typed = {source.url: typed for typed, source in conversion.options.images.items()}
        self._typed_links = {meant: typed for typed, meant in conversion.options.links.items()}
        self._heading: tuple[Heading, list[str]] | None = None
        self._depth = 0
        self._link: tuple[str, list[str]] | None = None
        self._furniture = 0

    def take(self, event: Event) -> None:
        if self._furniture:
            self._furniture += (event.what is Happening.START) - (event.what is Happening.END)
            return
        if event.what is Happening.START and not _FURNITURE.isdisjoint(event.classes):
            self._furniture = 1
            return
        if self._heading:
            self._continue_heading(event, self._heading)
        if event.what is Happening.START:
            self._start(event)
        elif event.what is Happening.END:
            self._end(event)
        elif self._link:
            self._link[1].append(event.text)

    def _start(self, event: Event) -> None:
        if event.name == "a":
            self._begin_link(event.attributes.get("href", ""))
        elif event.name == "img":
            attributes = event.attributes
            source = attributes.get("src", "")
            typed = self._typed.get(source, source)
            self.images.append(Image(typed, attributes.get("alt", ""), self._lines.get(typed, 0)))
        elif event.name[0] == "h" and event.name[1:].isdigit():
            self._begin_heading(event.attributes.get("id", ""))

    def _begin_link(self, address: str) -> None:
        if address and not address.startswith("#"):
            self._link = (self._typed_links.get(address, address), [])

    def _begin_heading(self, name: str) -> None:
        known = self._known.get(name) or self._known.get(name.removeprefix("u-"))
        if known and not self._heading:
            self._heading, self._depth = (replace(known, id=name), []), 1

    def _continue_heading(self, event: Event, found: tuple[Heading, list[str]]) -> None:
        """Keep what stands in the heading; with the end of its own element, not of one within it, it is complete."""
        heading, parts = found
        self._depth += (event.what is Happening.START) - (event.what is Happening.END)
        if self._depth == 0:
            self.headings.append(replace(heading, html="".join(parts).strip()))
            self._heading = None
        elif event.what not in (Happening.START, Happening.END) or event.name in _PHRASES:
            parts.append(event.source)

    def _end(self, event: Event) -> None:
        if event.name == "a" and self._link:
            url, parts = self._link
            self.references.append(Reference(url, " ".join("".join(parts).split()), self._lines.get(url, 0)))
            self._link = None


def _first_lines(conversion: Conversion) -> Mapping[str, int]:
    """The first line that each address stands on, as far as it is known."""
    lines: dict[str, int] = {}
    noted: list[Reference | Image] = [*conversion.references, *conversion.images]
    for found in noted:
        if found.line:
            lines.setdefault(found.url, found.line)
    return lines
