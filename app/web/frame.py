"""What surrounds every page, and the values that every template may use."""

from dataclasses import replace
from typing import Any

from flask import Flask
from flask_babel import gettext as _

from app import database
from app.services.site import LANGUAGES
from app.storage.queries import posts
from app.web import addresses, visit
from app.web.addresses import Address
from app.web.languages import NAMES
from app.web.reader.pages import Frame, Link

MOST_PAGES = 6
"""Static pages in the navigation; more would not fit beside the rest."""


def init_app(app: Flask) -> None:
    """Give every template `site`, `frame` and `language`."""
    app.context_processor(values)


def values() -> dict[str, Any]:
    """The values that every template may use besides its page."""
    return {"site": visit.site(), "frame": frame(), "language": visit.language()}


def frame() -> Frame:
    """The way around the site from the place that is shown."""
    place, language = visit.place(), visit.language()
    return Frame(
        navigation=tuple(
            replace(link, is_current=True) if _is_within(place.path, path) else link for path, link in _navigation()
        ),
        languages=tuple(
            Link(NAMES[tag], visit.in_language(place, tag), is_current=tag == language, language=tag)
            for tag in LANGUAGES
        ),
        home_url=visit.url(addresses.HOME),
        feed_url=addresses.FEED.written(),
    )


def _navigation() -> tuple[tuple[str, Link], ...]:
    """The places of the navigation with their paths, as if the reader were at none of them."""
    if visit.is_degraded():
        return _places()
    return visit.same(("navigation", visit.language()), lambda: (*_places(), *_pages()))


def _places() -> tuple[tuple[str, Link], ...]:
    return (
        _link(_("Posts"), addresses.HOME),
        _link(_("Archive"), addresses.ARCHIVE),
        _link(_("Tags"), addresses.TAGS),
    )


def _pages() -> tuple[tuple[str, Link], ...]:
    found = database.session().scalars(posts.pages(visit.now()).limit(MOST_PAGES))
    return tuple(
        _link(
            page.rendering.title_text if page.rendering else page.title,
            addresses.static_page(page.slug),
            page.language,
        )
        for page in found
    )


def _link(label: str, address: Address, language: str = "") -> tuple[str, Link]:
    return address.path, Link(label, visit.url(address), language=language)


def _is_within(here: str, path: str) -> bool:
    """Whether the place that is shown is this one or lies in it: `/archive/2025` is in the archive."""
    if path == addresses.HOME.path:
        return here == path or here.startswith(("/posts/", "/categories/", addresses.BLOG.path))
    return here == path or here.startswith(path.rstrip("/") + "/")
