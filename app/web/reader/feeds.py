"""The feed: the newest posts in full, as Atom (RFC 4287)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from flask import Response

from app import database
from app.storage.models import Post
from app.storage.queries import posts
from app.web import addresses, visit
from app.web.reader import cards
from app.web.reader.documents import document
from app.web.reader.portable import legal, portable

LONGEST_KEPT = 4 * 2**20
"""Bytes; a longer feed is written for each request, or it would cost every process its memory."""

CONTENT_TYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Label:
    """A tag or category of an entry: the part of its address, and its name."""

    term: str
    label: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A post in the feed. `id` stays the same when the post moves, so that no reader shows it twice."""

    id: str
    title: str
    address: str
    language: str
    author: str
    author_address: str
    labels: tuple[Label, ...]
    published_at: datetime
    updated_at: datetime
    html: str


@dataclass(frozen=True, slots=True)
class Feed:
    """The feed whole; all addresses are absolute, all texts such as XML can hold."""

    title: str
    subtitle: str
    language: str
    address: str
    home: str
    author: str
    updated_at: datetime
    entries: tuple[FeedEntry, ...]


def feed() -> Response:
    """The newest posts in full; written once for a version of the content, since it is the same for everybody."""
    visit.settle_plain(addresses.FEED)
    body = visit.same("feed", lambda: _of_length(_written())) or _written()
    # Readers on the web may fetch it: it holds nothing that is not public.
    return Response(body, content_type=CONTENT_TYPE, headers={"Cross-Origin-Resource-Policy": "cross-origin"})


def _of_length(body: bytes) -> bytes | None:
    """The feed if it may be kept."""
    return body if len(body) <= LONGEST_KEPT else None


def _written() -> bytes:
    return document("feeds/feed.xml", feed=_feed()).encode()


def _feed() -> Feed:
    site = visit.site()
    rows = database.session().scalars(posts.feed(visit.now(), site.feed_length)).all()
    entries = tuple(map(_entry, rows))
    return Feed(
        title=legal(site.title),
        subtitle=legal(site.tagline),
        language=site.language,
        address=visit.origin() + addresses.FEED.written(),
        home=visit.origin() + addresses.HOME.written(),
        author=legal(site.signature),
        updated_at=max((entry.updated_at for entry in entries), default=datetime.fromtimestamp(0, UTC)),
        entries=entries,
    )


def _entry(post: Post) -> FeedEntry:
    rendering = cards.finished(post)
    address = visit.origin() + addresses.post(post.slug).written()
    published_at = post.published_at or post.updated_at
    return FeedEntry(
        id=uuid5(NAMESPACE_URL, f"{post.id} {post.created_at.isoformat()}").urn,
        title=legal(rendering.title_text),
        address=address,
        language=post.language,
        author=legal(post.author.display_name),
        author_address=visit.origin() + addresses.author(post.author.name).written(),
        labels=_labels(post),
        published_at=published_at,
        updated_at=max(post.updated_at, published_at),
        html=portable(rendering.html, address),
    )


def _labels(post: Post) -> tuple[Label, ...]:
    shelf = [Label(legal(post.category.slug), legal(post.category.name))] if post.category else []
    return (*shelf, *(Label(legal(tag.slug), legal(tag.name)) for tag in post.tags))
