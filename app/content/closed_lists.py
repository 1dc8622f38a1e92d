"""What is narrowed further after bleach: classes, ids, links within the text, pictures on other hosts."""

from collections.abc import Iterator
from html import unescape
from typing import Any

from app.content.addresses import is_elsewhere
from app.content.allowed import UNWRAPPED, allowed_classes
from app.content.ids import automatic_id, explicit_id

Attributes = dict[tuple[None, str], str]
HtmlToken = dict[str, Any]

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_CLASS, _ID, _HREF, _SRC, _ALT = (None, "class"), (None, "id"), (None, "href"), (None, "src"), (None, "alt")


class ClosedLists:
    """Narrows what bleach let through of one text: only listed classes, ids that shadow nothing, no empty wrappers."""

    def __init__(self, heading_ids: frozenset[str] = frozenset()) -> None:
        self._heading_ids = heading_ids
        self._seen: set[str] = set()
        self._links = 0

    def narrowed(self, source: Iterator[HtmlToken]) -> Iterator[HtmlToken]:
        """The tokens as they may be shown, in order."""
        for token in source:
            name = token.get("name", "")
            if name in UNWRAPPED:
                continue
            if token["type"] in ("StartTag", "EmptyTag") and token["data"]:
                self._narrow(name, token["data"])
            if name == "a":
                self._links += 1 if token["type"] == "StartTag" else -1
            if name == "img" and is_elsewhere(token["data"].get(_SRC, "")):
                yield from self._named(token["data"])
            else:
                yield token

    def _named(self, image: Attributes) -> Iterator[HtmlToken]:
        """The description of a picture on another host, leading there: readers' browsers are not sent by themselves."""
        description = {"type": "Characters", "data": unescape(image.get(_ALT, "").strip() or image[_SRC])}
        if self._links:
            yield description
        else:
            yield {"type": "StartTag", "name": "a", "namespace": None, "data": {_HREF: image[_SRC]}}
            yield description
            yield {"type": "EndTag", "name": "a", "namespace": None}

    def _narrow(self, tag: str, attributes: Attributes) -> None:
        if _CLASS in attributes:
            self._set(attributes, _CLASS, allowed_classes(attributes[_CLASS]))
        if _ID in attributes:
            name = unescape(attributes[_ID])
            own = self._own(name) if tag in _HEADINGS else explicit_id(name)
            self._set(attributes, _ID, self._unique(own))
        address = attributes.get(_HREF, "")
        if address.startswith("#"):
            attributes[_HREF] = "#" + self._own(unescape(address[1:]))

    @staticmethod
    def _set(attributes: Attributes, key: tuple[None, str], value: str) -> None:
        if value:
            attributes[key] = value
        else:
            del attributes[key]

    def _own(self, name: str) -> str:
        return automatic_id(name) if name in self._heading_ids else explicit_id(name)

    def _unique(self, name: str) -> str:
        """The id, or nothing when an element before this one has it."""
        if name in self._seen:
            return ""
        self._seen.add(name)
        return name
