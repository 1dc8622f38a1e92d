"""Links and images: what a `]` ends."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element  # only its data structure; no XML is parsed

from app.content.conversion import Conversion
from app.content.document import Image, Reference
from app.content.inlines.addresses import Target, inline_target, normal_label
from app.content.inlines.scanner import Bracket, Scanner

LABEL_LIMIT = 999
"""Longest label of a link, in characters (CommonMark)."""


class Links:
    """Finds the target of a pair of brackets in one text; `targets` maps normal labels to what they stand for."""

    def __init__(self, conversion: Conversion, targets: Mapping[str, Target]) -> None:
        self._conversion = conversion
        self._targets = targets

    def close(self, scanner: Scanner, bracket: Bracket) -> Element | None:
        """The empty element of the link or image that ends at the scanner's `]`; moves past it, or gives None."""
        found = self._target(scanner, bracket)
        if found is None:
            return None
        target, end = found
        line = scanner.line_at(bracket.end)
        scanner.position = end
        return self._image(target, line) if bracket.is_image else self._link(target, line)

    def _target(self, scanner: Scanner, bracket: Bracket) -> tuple[Target, int] | None:
        text, end = scanner.text, scanner.position + 1
        if text.startswith("(", end) and (found := inline_target(text, end + 1)):
            return found
        if not self._targets:
            return None
        label, after = _label_after(text, end)
        if label is None or label == "":
            if bracket.has_inner or scanner.position - bracket.end > LABEL_LIMIT:
                return None
            label = text[bracket.end : scanner.position]
        target = self._targets.get(normal_label(self._conversion.tokens.as_typed(label)))
        return None if target is None else (target, after)

    def _image(self, target: Target, line: int) -> Element:
        url = self._conversion.tokens.as_typed(target.url)
        self._conversion.images.append(Image(url, "", self._conversion.source_line(line)))
        element = Element("img", {"src": target.url, "alt": ""})
        for name in ("title", "width", "height"):
            if value := getattr(target, name):
                element.set(name, value)
        return element

    def _link(self, target: Target, line: int) -> Element:
        self._conversion.references.append(Reference(target.url, "", self._conversion.source_line(line)))
        element = Element("a", {"href": target.url})
        if target.title:
            element.set("title", target.title)
        return element


def _label_after(text: str, position: int) -> tuple[str | None, int]:
    """The label in brackets right after a link's text, and where it ends."""
    if not text.startswith("[", position):
        return None, position
    end = text.find("]", position, position + LABEL_LIMIT + 2)
    if end < 0 or "[" in text[position + 1 : end]:
        return None, position
    return text[position + 1 : end], end + 1
