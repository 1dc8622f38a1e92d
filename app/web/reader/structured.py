"""Structured data (JSON-LD of schema.org) by which search engines understand a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.storage.models import Post, Rendering
from app.web import addresses, visit
from app.web.addresses import Address

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


def post(post: Post, rendering: Rendering, *, description: str, image: str) -> Mapping[str, Any]:
    """A post with its place in the site."""
    address = addresses.post(post.slug)
    posting = {
        "@type": "BlogPosting",
        "headline": rendering.title_text,
        "description": description,
        "url": visit.origin() + address.written(),
        "mainEntityOfPage": visit.origin() + address.written(),
        "inLanguage": post.language,
        "datePublished": (post.published_at or post.updated_at).isoformat(timespec="seconds"),
        "dateModified": max(post.updated_at, post.published_at or post.updated_at).isoformat(timespec="seconds"),
        "author": {
            "@type": "Person",
            "name": post.author.display_name,
            "url": visit.origin() + addresses.author(post.author.name).written(),
        },
        "keywords": [tag.name for tag in post.tags],
        "wordCount": rendering.word_count,
        "isPartOf": _blog(),
    }
    shelf = [(post.category.name, addresses.category(post.category.slug))] if post.category else []
    if post.category:
        posting["articleSection"] = post.category.name
    if image:
        posting["image"] = image
    return {
        "@context": _CONTEXT,
        "@graph": [posting, _crumbs([("", addresses.HOME), *shelf, (rendering.title_text, address)])],
    }


def static_page(post: Post, rendering: Rendering, *, description: str) -> Mapping[str, Any]:
    """A page that stands alone."""
    return {
        "@context": _CONTEXT,
        "@type": "WebPage",
        "name": rendering.title_text,
        "description": description,
        "url": visit.origin() + addresses.static_page(post.slug).written(),
        "inLanguage": post.language,
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
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name or visit.site().title,
                "item": visit.origin() + address.written(),
            }
            for position, (name, address) in enumerate(places, start=1)
        ],
    }
