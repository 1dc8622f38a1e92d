"""What robots are told: the sitemap (sitemaps.org) and robots.txt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import Response
from flask_babel import gettext as _

from app import database
from app.services import subjects
from app.storage.base import LARGEST_KEY
from app.storage.models import Kind, Post
from app.storage.queries import posts
from app.web import addresses, visit
from app.web.addresses import Address
from app.web.reader import standing
from app.web.reader.documents import document
from app.web.refusals import missing

MOST_POSTS = 40_000
"""Posts in one file; the protocol allows 50,000 addresses, and the first file has other pages too."""

LAST_PART = LARGEST_KEY // MOST_POSTS + 1

MOST_TAGS = 8_000
MOST_CATEGORIES = 1_000
"""Tags and categories in the first file."""

CONTENT_TYPE = "application/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Place:
    """An absolute address, and when it last changed if that is known."""

    address: str
    changed_at: datetime | None = None


def whole() -> Response:
    """The sitemap; of a site too large for one file, the index of its parts."""
    visit.settle_plain(addresses.SITEMAP)
    numbers = list(_parts())
    if numbers and numbers[-1] > 1:
        # The first part has the pages that are no texts, so it is there even if its texts are not.
        parts = [Place(_absolute(addresses.sitemap_part(number))) for number in sorted({1, *numbers})]
        return _answer("feeds/sitemap-index.xml", parts)
    return _answer("feeds/sitemap.xml", _places(1))


def part(number: int) -> Response:
    """A part of the sitemap."""
    places = _places(number) if 1 <= number <= LAST_PART else []
    if not places:
        missing(_("The sitemap has no such part."))
    visit.settle_plain(addresses.sitemap_part(number))
    return _answer("feeds/sitemap.xml", places)


def robots() -> Response:
    """Where the sitemap is, and that combinations of tags are not worth walking."""
    visit.settle_plain(Address("/robots.txt"))
    body = document("feeds/robots.txt", sitemap=_absolute(addresses.SITEMAP))
    return Response(body, content_type="text/plain; charset=utf-8")


def _answer(template: str, places: list[Place]) -> Response:
    return Response(document(template, places=places), content_type=CONTENT_TYPE)


def _parts() -> Iterator[int]:
    """The numbers of the parts that have texts: part n holds the ids up to n times `MOST_POSTS`."""
    last = 0
    while (found := database.session().scalar(posts.first_visible(visit.now(), after=last * MOST_POSTS))) is not None:
        last = -(-found // MOST_POSTS)
        yield last


def _places(number: int) -> list[Place]:
    statement = posts.sitemap(visit.now(), after=(number - 1) * MOST_POSTS, until=number * MOST_POSTS)
    texts = [_place(post) for post in database.session().scalars(statement)]
    return [*(_others() if number == 1 else ()), *texts]


def _others() -> list[Place]:
    """The pages that are no texts: the home page, the lists, tags and categories."""
    tags = subjects.fullest_tags(database.connection(), standing.waiting(), MOST_TAGS)
    found = [
        *(addresses.HOME, addresses.TAGS, addresses.ARCHIVE),
        *(addresses.tag(tag.slug) for tag in tags),
        *(addresses.category(category.slug) for category in standing.categories()[:MOST_CATEGORIES]),
    ]
    return [Place(_absolute(address)) for address in found]


def _place(post: Post) -> Place:
    address = addresses.static_page(post.slug) if post.kind is Kind.PAGE else addresses.post(post.slug)
    return Place(_absolute(address), max(post.updated_at, post.published_at or post.updated_at))


def _absolute(address: Address) -> str:
    return visit.origin() + address.written()
