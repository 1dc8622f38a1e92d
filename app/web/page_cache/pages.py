"""Finished pages and the memory that holds them: bounded in bytes, the least recently used goes first."""

import threading
from base64 import urlsafe_b64encode
from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256

from app.storage.versions import Version
from app.web.page_cache.codings import CODECS, Coding

Headers = list[tuple[str, str]]
Address = tuple[str, str]
"""Path and query of a page, as they came: the site answers 200 at one form of each address only."""

OVERHEAD = 2048
"""Bytes that a kept page takes besides its bodies: headers, address, the places in tables."""

_NEVER_KEPT = frozenset({"content-length", "content-encoding", "etag", "vary"})

_STAYS_AT_304 = frozenset({"cache-control", "content-location", "date", "expires"})
"""RFC 9110 §15.4.5: of the headers about the page, only these belong into a 304; those that protect stay as well."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A page in one content coding, with all that is sent: `etag` is of exactly these bytes.

    `earlier` is the tag of the same page as it was compressed before, which browsers may still hold.
    """

    body: bytes
    etag: str
    headers: Headers
    headers_of_304: Headers
    earlier: str = ""
    is_thorough: bool = False


@dataclass(slots=True)
class Page:
    """A finished page in the codings that were asked for; without a version it is not for keeping."""

    version: Version | None
    headers: Headers
    variants: dict[Coding, Variant] = field(default_factory=dict)

    @classmethod
    def of(cls, version: Version | None, headers: Headers, body: bytes, coding: Coding) -> "Page":
        """A page as the application made it, in the coding of the reader it was made for."""
        page = cls(version, [header for header in headers if header[0].lower() not in _NEVER_KEPT])
        page.variants[coding] = page._variant(CODECS[coding].quick(body), coding)
        return page

    @property
    def size(self) -> int:
        """Bytes that it takes in memory."""
        return OVERHEAD + sum(len(variant.body) for variant in list(self.variants.values()))

    def asked_again(self, coding: Coding) -> Variant:
        """The page for a second reader, compressed as well as is worth while for many."""
        present = self.variants.get(coding)
        body = CODECS[coding].thorough(self._plain(coding))
        variant = self._variant(body, coding, earlier=present.etag if present else "", is_thorough=True)
        if coding is not Coding.IDENTITY:  # Hardly anybody asks for it, and it is three times as large.
            self.variants[coding] = variant
        return variant

    def _plain(self, coding: Coding) -> bytes:
        kept = coding if coding in self.variants else list(self.variants)[0]  # noqa: RUF015 - other threads may add one meanwhile
        return CODECS[kept].restore(self.variants[kept].body)

    def _variant(self, body: bytes, coding: Coding, *, earlier: str = "", is_thorough: bool = False) -> Variant:
        etag = tag_of(body)
        kept = [("ETag", etag), ("Vary", "Accept-Encoding")]
        coded = [] if coding is Coding.IDENTITY else [("Content-Encoding", coding.value)]
        headers = [*self.headers, *kept, *coded, ("Content-Length", str(len(body)))]
        of_304 = [header for header in self.headers if _belongs_into_304(header[0])]
        return Variant(body, etag, headers, [*of_304, *kept], earlier, is_thorough)


class Pages:
    """The pages that are kept; several threads may use it."""

    def __init__(self, most_bytes: int) -> None:
        """At most so many bytes are kept; 0 keeps nothing."""
        self._most_bytes = most_bytes
        self._pages: OrderedDict[Address, tuple[Page, int]] = OrderedDict()
        self._changing = threading.Lock()
        self.byte_count = 0

    def __len__(self) -> int:
        """How many pages are kept."""
        return len(self._pages)

    def get(self, address: Address, version: Version) -> Page | None:
        """The page at an address if it is of this version; one of another version is not kept any longer."""
        with self._changing:
            found = self._pages.get(address)
            if found is None:
                return None
            page = found[0]
            if page.version is None or page.version.key != version.key:
                self._remove(address)
                return None
            self._pages.move_to_end(address)
            return page

    def put(self, address: Address, page: Page) -> None:
        """Keep a page, or count it anew after it has grown; a page of more than an eighth of the memory is not kept."""
        size = page.size + len(address[0]) + len(address[1])
        with self._changing:
            self._remove(address)
            if size * 8 > self._most_bytes:
                return
            self._pages[address] = (page, size)
            self.byte_count += size
            while self.byte_count > self._most_bytes:
                self._remove(next(iter(self._pages)))

    def _remove(self, address: Address) -> None:
        found = self._pages.pop(address, None)
        if found is not None:
            self.byte_count -= found[1]


def tag_of(body: bytes) -> str:
    """The entity tag of these bytes: a digest, so that no two bodies ever share one, on whichever node."""
    return f'"{urlsafe_b64encode(sha256(body).digest()[:15]).decode()}"'


def is_held(condition: str, variant: Variant) -> bool:
    """Whether a browser that sends this `If-None-Match` has the variant already (RFC 9110 §13.1.2)."""
    if condition == variant.etag or condition.strip() == "*":
        return True
    tags = {tag.strip().removeprefix("W/") for tag in condition.split(",")}  # Our tags hold no comma.
    return variant.etag in tags or (variant.earlier != "" and variant.earlier in tags)


def _belongs_into_304(name: str) -> bool:
    name = name.lower()
    return name in _STAYS_AT_304 or not name.startswith("content-") or name == "content-security-policy"
