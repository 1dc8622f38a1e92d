"""The site's addresses: which path and query each page has, and how they are written."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from app.storage.models import Kind

_PLAIN = re.compile(r"/(?:[\w.~-][\w.~/-]*)?", re.ASCII)
"""A path that is written as it is; nearly every one, and a page has a hundred."""


@dataclass(frozen=True, slots=True)
class Address:
    """A place of the site: its path as decoded, and its query without the interface's language."""

    path: str
    query: tuple[tuple[str, str], ...] = ()

    def written(self, language: str = "") -> str:
        """The address in its one canonical form, with the language at the end unless that is the site's own.

        A path always begins with exactly one slash: with two, a browser would read the name of a host.
        """
        path = self.path if _PLAIN.fullmatch(self.path) else quote("/" + self.path.lstrip("/"), errors="replace")
        if not self.query and not language:
            return path
        fields = (*self.query, ("lang", language)) if language else self.query
        query = "&".join(f"{name}={quote(value, safe=',')}" for name, value in fields)
        return f"{path}?{query}"


HOME = Address("/")
BLOG = Address("/blog/")
TAGS = Address("/tags/")
ARCHIVE = Address("/archive")
FEED = Address("/feed.xml")
SITEMAP = Address("/sitemap.xml")
FAVICON = Address("/favicon.svg")


def on_page(address: Address, page: int) -> Address:
    """A listing's page; the first has no number."""
    return Address(address.path, (("page", str(page)), *address.query)) if page > 1 else address


def filtered(tag_ids: tuple[int, ...], *, matches_all: bool) -> Address:
    """The home page narrowed to posts with any or all of these tags, in the order given."""
    if not tag_ids:
        return HOME
    ids = ("tag_ids", ",".join(map(str, tag_ids)))
    return Address("/", (ids, ("match", "all")) if matches_all and len(tag_ids) > 1 else (ids,))


def post(slug: str) -> Address:
    """A post."""
    return Address(f"/posts/{slug}")


def static_page(slug: str) -> Address:
    """A page that stands alone, such as `/about`."""
    return Address(f"/{slug}")


def of_post(kind: Kind, slug: str) -> Address:
    """A post or a page that stands alone."""
    return static_page(slug) if kind is Kind.PAGE else post(slug)


def tag(slug: str) -> Address:
    """The posts of a tag."""
    return Address(f"/tags/{slug}")


def category(slug: str) -> Address:
    """The posts of a category."""
    return Address(f"/categories/{slug}")


def author(name: str) -> Address:
    """The posts of an author."""
    return Address(f"/authors/{name}")


def archive(year: int) -> Address:
    """The posts of a year."""
    return Address(f"/archive/{year}")


def sitemap_part(number: int) -> Address:
    """A part of a sitemap that is too long for one file."""
    return Address(f"/sitemap/{number}.xml")
