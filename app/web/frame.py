"""What surrounds every page, and the values that every template may use."""

from typing import Any

from flask import Flask
from flask_babel import gettext as _

from app import database
from app.services.site import LANGUAGES
from app.storage.models import Post
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
    place = visit.place()
    return Frame(
        navigation=(
            _link(_("Posts"), addresses.HOME),
            _link(_("Archive"), addresses.ARCHIVE),
            _link(_("Tags"), addresses.TAGS),
            *(_link(_title(page), addresses.static_page(page.slug)) for page in _pages()),
        ),
        languages=tuple(
            Link(NAMES[tag], visit.in_language(place, tag), is_current=tag == visit.language()) for tag in LANGUAGES
        ),
        home_url=visit.url(addresses.HOME),
        feed_url=addresses.FEED.written(),
    )


def _link(label: str, address: Address) -> Link:
    return Link(label, visit.url(address), is_current=_is_within(address.path))


def _is_within(path: str) -> bool:
    """Whether the place that is shown is this one or lies in it: `/archive/2025` is in the archive."""
    here = visit.place().path
    if path == addresses.HOME.path:
        return here == path or here.startswith(("/posts/", "/categories/", addresses.BLOG.path))
    return here == path or here.startswith(path.rstrip("/") + "/")


def _pages() -> list[Post]:
    if visit.is_degraded():
        return []
    return list(database.session().scalars(posts.pages(visit.now()).limit(MOST_PAGES)))


def _title(page: Post) -> str:
    return page.rendering.title_text if page.rendering else page.title
