"""Cleaning: the one place that calls bleach, with the smallest allow-list that the syntax needs."""

from collections.abc import Iterator
from html import unescape
from typing import Any

from bleach.html5lib_shim import Filter  # type: ignore[attr-defined]

from app.content.addresses import SCHEMES, is_elsewhere, is_safe_address
from app.content.allowed import TAGS, UNWRAPPED, allowed_classes, is_allowed_attribute
from app.content.html_cleaner import LinearCleaner
from app.content.ids import automatic_id, explicit_id

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_CLASS, _ID, _HREF, _SRC, _ALT = (None, "class"), (None, "id"), (None, "href"), (None, "src"), (None, "alt")


def clean(html: str, heading_ids: frozenset[str] = frozenset()) -> str:
    """The HTML without anything that is not on the lists of `allowed`. Cleaning twice changes nothing.

    `heading_ids` are the ids that the pipeline gave to headings; every other id is an author's.
    """
    cleaner = LinearCleaner(
        tags=TAGS | UNWRAPPED,
        attributes=_is_allowed,
        protocols=SCHEMES,
        strip=False,
        strip_comments=True,
        filters=[lambda source: _ClosedLists(source, heading_ids)],
    )
    return str(cleaner.clean(html))


def _is_allowed(tag: str, name: str, value: str) -> bool:
    if name in ("href", "src") and not is_safe_address(value):
        return False
    return is_allowed_attribute(tag, name, value)


class _ClosedLists(Filter):  # type: ignore[misc]
    """Narrows what bleach let through: classes of the closed list, ids that shadow nothing, no empty wrappers."""

    def __init__(self, source: Any, heading_ids: frozenset[str]) -> None:
        super().__init__(source)
        self._heading_ids = heading_ids
        self._seen: set[str] = set()
        self._links = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for token in super().__iter__():
            if token.get("name") in UNWRAPPED:
                continue
            if token["type"] in ("StartTag", "EmptyTag") and token["data"]:
                self._narrow(token["name"], token["data"])
            if token.get("name") == "a":
                self._links += 1 if token["type"] == "StartTag" else -1
            if token.get("name") == "img" and is_elsewhere(token["data"].get(_SRC, "")):
                yield from self._named(token["data"])
            else:
                yield token

    def _named(self, image: dict[tuple[None, str], str]) -> Iterator[dict[str, Any]]:
        """The description of a picture on another host, leading there: readers' browsers are not sent by themselves."""
        description = {"type": "Characters", "data": unescape(image.get(_ALT, "").strip() or image[_SRC])}
        if self._links:
            yield description
        else:
            yield {"type": "StartTag", "name": "a", "namespace": None, "data": {_HREF: image[_SRC]}}
            yield description
            yield {"type": "EndTag", "name": "a", "namespace": None}

    def _narrow(self, tag: str, attributes: dict[tuple[None, str], str]) -> None:
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
    def _set(attributes: dict[tuple[None, str], str], key: tuple[None, str], value: str) -> None:
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
