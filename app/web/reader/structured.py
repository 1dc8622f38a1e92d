"""Structured data (JSON-LD of schema.org) by which search engines understand a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.storage.queries.reading import TagRow, TextRow
from app.web import addresses, visit
from app.web.addresses import Address
from app.web.reader.cards import plain_title

_CONTEXT = "https://schema.org"


def listing(title: str, address: Address) -> Mapping[str, Any]:
    """A listing: the blog itself, or a collection within it."""
    if not title:
        return {"@context": _CONTEXT, **_blog()}
    collection = {
        "@type": "CollectionPage",
        "name": title,
        "url": visit.absolute(address),
        "inLanguage": visit.language(),
        "isPartOf": _blog(),
    }
    return {"@context": _CONTEXT, "@graph": [collection, _crumbs([("", addresses.HOME), (title, address)])]}


def post(row: TextRow, tags: Sequence[TagRow], *, description: str, image: str) -> Mapping[str, Any]:
    """A post with its place in the site."""
    address, origin, title = addresses.post(row.slug), visit.origin(), plain_title(row)
    published_at = row.published_at or row.updated_at
    posting = {
        "@type": "BlogPosting",
        "headline": title,
        "description": description,
        "url": origin + address.written(),
        "mainEntityOfPage": origin + address.written(),
        "inLanguage": row.language,
        "datePublished": published_at.isoformat(timespec="seconds"),
        "dateModified": max(row.updated_at, published_at).isoformat(timespec="seconds"),
        "author": {
            "@type": "Person",
            "name": row.author_display_name,
            "url": origin + addresses.author(row.author_name).written(),
        },
        "keywords": [tag.name for tag in tags],
        "wordCount": row.word_count or 0,
        "isPartOf": _blog(),
    }
    shelf = (
        [(row.category_name, addresses.category(row.category_slug))] if row.category_name and row.category_slug else []
    )
    if shelf:
        posting["articleSection"] = row.category_name
    if image:
        posting["image"] = image
    return {"@context": _CONTEXT, "@graph": [posting, _crumbs([("", addresses.HOME), *shelf, (title, address)])]}


def static_page(row: TextRow, *, description: str) -> Mapping[str, Any]:
    """A page that stands alone."""
    return {
        "@context": _CONTEXT,
        "@type": "WebPage",
        "name": plain_title(row),
        "description": description,
        "url": visit.origin() + addresses.static_page(row.slug).written(),
        "inLanguage": row.language,
        "isPartOf": _blog(),
    }


def _blog() -> dict[str, Any]:
    site = visit.site()
    return {
        "@type": "Blog",
        "name": site.title,
        "description": site.description or site.tagline,
        "url": visit.origin() + addresses.HOME.written(),
        "inLanguage": site.language,
    }


def _crumbs(places: Sequence[tuple[str, Address]]) -> dict[str, Any]:
    """The way from the home page; the first place is called by the site's name."""
    own_name, origin = visit.site().title, visit.origin()
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name or own_name,
                "item": origin + address.written(),
            }
            for position, (name, address) in enumerate(places, start=1)
        ],
    }
