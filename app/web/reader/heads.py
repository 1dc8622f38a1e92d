"""What pages say about themselves to browsers, search engines and those who share them."""

from collections.abc import Mapping
from typing import Any

from app.services.site import LANGUAGES
from app.web import addresses, visit
from app.web.addresses import Address
from app.web.reader.pages import Head, Pager


def head(
    title: str,
    address: Address,
    *,
    description: str = "",
    robots: str = "",
    structured: Mapping[str, Any] | None = None,
) -> Head:
    """The head of a page of the interface; an empty title is the site's own."""
    site = visit.site()
    own = f"{site.title} — {site.tagline}" if site.tagline else site.title
    return Head(
        title=f"{title} · {site.title}" if title else own,
        description=description or site.description or site.tagline,
        canonical=visit.absolute(address),
        language=visit.language(),
        robots=robots,
        alternates=alternates(address),
        structured=structured,
    )


def alternates(address: Address) -> dict[str, str]:
    """The same page with the interface in each language."""
    origin = visit.origin()
    found = {tag: origin + visit.in_language(address, tag) for tag in LANGUAGES}
    return {**found, "x-default": origin + address.written()}


def around(address: Address, pager: Pager) -> tuple[str, str]:
    """The absolute addresses of the pages before and after, empty where there is none."""
    before, after = (
        visit.absolute(addresses.on_page(address, number)) if 1 <= number <= pager.last else ""
        for number in (pager.number - 1, pager.number + 1)
    )
    return before, after
