"""What robots are told: the sitemap (sitemaps.org) and robots.txt."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response
from flask_babel import gettext as _

from app import database
from app.storage.models import Kind, Post
from app.storage.queries import posts, taxonomy
from app.web import addresses, visit
from app.web.addresses import Address
from app.web.reader.documents import document
from app.web.refusals import missing

MOST_POSTS = 40_000
"""Posts in one file; the protocol allows 50,000 addresses, and the first file has other pages too."""

MOST_OTHERS = 9_000
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
    count = _part_count()
    if count > 1:
        parts = [Place(_absolute(addresses.sitemap_part(number))) for number in range(1, count + 1)]
        return _answer("feeds/sitemap-index.xml", parts)
    return _answer("feeds/sitemap.xml", _places(1))


def part(number: int) -> Response:
    """A part of the sitemap."""
    if not 1 <= number <= _part_count():
        missing(_("The sitemap has no such part."))
    visit.settle_plain(addresses.sitemap_part(number))
    return _answer("feeds/sitemap.xml", _places(number))


def robots() -> Response:
    """Where the sitemap is, and that combinations of tags are not worth walking."""
    visit.settle_plain(Address("/robots.txt"))
    body = document("feeds/robots.txt", sitemap=_absolute(addresses.SITEMAP))
    return Response(body, content_type="text/plain; charset=utf-8")


def _answer(template: str, places: list[Place]) -> Response:
    return Response(document(template, places=places), content_type=CONTENT_TYPE)


def _part_count() -> int:
    total = database.session().scalar(posts.counted(posts.sitemap(visit.now()))) or 0
    return max(1, -(-total // MOST_POSTS))


def _places(number: int) -> list[Place]:
    statement = posts.sitemap(visit.now()).limit(MOST_POSTS).offset((number - 1) * MOST_POSTS)
    texts = [_place(post) for post in database.session().scalars(statement)]
    return [*(_others() if number == 1 else ()), *texts]


def _others() -> list[Place]:
    """The pages that are no texts: the home page, the lists, tags and categories."""
    session, now = database.session(), visit.now()
    tags = session.execute(taxonomy.tags_with_counts(now).limit(MOST_OTHERS - 1_000)).all()
    categories = session.execute(taxonomy.categories_with_counts(now).limit(1_000)).all()
    found = [
        *(addresses.HOME, addresses.TAGS, addresses.ARCHIVE),
        *(addresses.tag(tag.slug) for tag, _count in tags),
        *(addresses.category(category.slug) for category, _count in categories),
    ]
    return [Place(_absolute(address)) for address in found]


def _place(post: Post) -> Place:
    address = addresses.static_page(post.slug) if post.kind is Kind.PAGE else addresses.post(post.slug)
    return Place(_absolute(address), max(post.updated_at, post.published_at or post.updated_at))


def _absolute(address: Address) -> str:
    return visit.origin() + address.written()
