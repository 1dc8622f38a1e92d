"""What a finished text holds: headings, links and images, read from its final HTML."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from app.content.conversion import Conversion
from app.content.document import Heading, Image, Reference
from app.content.html_events import Event, Happening, events

_FURNITURE = frozenset({"anchor", "footnote-ref", "footnote-backref"})
_OWN_CLASSES = frozenset({"toc"})


class Findings(NamedTuple):
    """Headings with their HTML, links to other places than the text itself, images."""

    headings: tuple[Heading, ...]
    references: tuple[Reference, ...]
    images: tuple[Image, ...]


def findings(html: str, conversion: Conversion) -> Findings:
    """What the finished HTML of a conversion holds; lines are those that the conversion noted."""
    finder = _Finder(conversion)
    for event in events(html):
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
        self._heading: tuple[Heading, list[str]] | None = None
        self._link: tuple[str, list[str]] | None = None
        self._furniture = 0

    def take(self, event: Event) -> None:
        if self._furniture or (event.what is Happening.START and not _FURNITURE.isdisjoint(event.classes)):
            self._furniture += {Happening.START: 1, Happening.END: -1}.get(event.what, 0)
            return
        if self._heading and not (event.what is Happening.END and event.name == f"h{self._heading[0].level}"):
            self._heading[1].append(event.source)
        if event.what is Happening.START:
            self._start(event)
        elif event.what is Happening.END:
            self._end(event)
        elif self._link:
            self._link[1].append(event.text)

    def _start(self, event: Event) -> None:
        if event.name == "a" and event.attributes.get("href", "#")[0:1] not in ("#", ""):
            self._link = (event.attributes["href"], [])
        elif event.name == "img":
            source = event.attributes.get("src", "")
            typed = self._typed.get(source, source)
            self.images.append(Image(typed, event.attributes.get("alt", ""), self._lines.get(typed, 0)))
        elif event.name[0] == "h" and event.name[1:].isdigit():
            known = self._known.get(event.attributes.get("id", "").removeprefix("u-")) or self._known.get(
                event.attributes.get("id", "")
            )
            if known:
                self._heading = (replace(known, id=event.attributes["id"]), [])

    def _end(self, event: Event) -> None:
        if event.name == "a" and self._link:
            url, parts = self._link
            self.references.append(Reference(url, " ".join("".join(parts).split()), self._lines.get(url, 0)))
            self._link = None
        elif self._heading and event.name == f"h{self._heading[0].level}":
            heading, parts = self._heading
            self.headings.append(replace(heading, html="".join(parts).strip()))
            self._heading = None


def _first_lines(conversion: Conversion) -> Mapping[str, int]:
    """The first line that each address stands on, as far as it is known."""
    lines: dict[str, int] = {}
    noted: list[Reference | Image] = [*conversion.references, *conversion.images]
    for found in noted:
        if found.line:
            lines.setdefault(found.url, found.line)
    return lines
