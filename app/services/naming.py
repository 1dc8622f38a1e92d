"""Names and addresses: each post, tag, category and author has one address that no other has."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from unicodedata import normalize

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.content.slugs import slug_of
from app.services.errors import RefusedError
from app.storage.models import Author, Category, Kind, Post, Redirect, Series, Tag
from app.storage.queries import authors as author_queries
from app.storage.queries import series as series_queries
from app.storage.queries import taxonomy

RESERVED = frozenset(
    {
        *("admin", "api", "archive", "assets", "authors", "blog", "categories"),
        *("category", "dist", "favicon.ico", "favicon.svg", "feed", "feed.xml", "healthz"),
        *("login", "logout", "media", "page", "posts", "preview", "robots.txt", "search"),
        *("series", "settings", "setup", "sitemap.xml", "static", "studio", "tag"),
        *("tags", "theme", "user", "users"),
    }
)
"""Addresses that a page cannot have, since the site itself answers there now or may later."""

SLUG_LENGTH = 120
NAME_LENGTH = 100

_UNFIT = re.compile(r"[^\w.~-]+")
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff]")


def clean_slug(typed: str) -> str:
    """An address that an author chose, as typed as far as it can stand in an address; may be empty."""
    return _UNFIT.sub("-", normalize("NFC", typed).strip()).strip("-.")[:SLUG_LENGTH].strip("-.")


def free_slug(session: Session, wanted: str, *, kind: Kind, post_id: int | None = None) -> str:
    """The wanted address of a post if nothing else has it or had it, else `wanted-2`, `wanted-3` and so on."""
    base = clean_slug(wanted) or kind.value

    def is_taken(slug: str) -> bool:
        if kind is Kind.PAGE and slug.lower() in RESERVED:
            return True
        owner = session.scalar(sa.select(Post.id).where(Post.slug == slug))
        moved = session.scalar(sa.select(Redirect.post_id).where(Redirect.slug == slug))
        return owner not in (None, post_id) or moved not in (None, post_id)

    return _first_free(base, is_taken)


def tags_of(session: Session, names: Iterable[str]) -> list[Tag]:
    """The tags of these names, made where they are missing; two spellings of one name are one tag."""
    wanted: dict[str, str] = {}
    for name in map(_trimmed, names):
        if taxonomy.folded(name):
            wanted.setdefault(taxonomy.folded(name), name)
    found = {tag.folded: tag for tag in session.scalars(taxonomy.tags_by_names(wanted.values()))}
    for folded, name in wanted.items():
        if folded not in found:
            found[folded] = Tag(slug=_free(session, Tag.slug, slug_of(name) or "tag"), name=name, folded=folded)
            session.add(found[folded])
            session.flush()  # The next name's address depends on this one's.
    return sorted(found.values(), key=lambda tag: tag.name)


def category_of(session: Session, name: str) -> Category | None:
    """The category of this name, made if it is missing; None for an empty name."""
    name = _trimmed(name)
    folded = taxonomy.folded(name)
    if not folded:
        return None
    found = session.scalars(taxonomy.categories_by_names([name])).first()
    if found is None:
        slug = _free(session, Category.slug, slug_of(name) or "category")
        found = Category(slug=slug, name=name, folded=folded)
        session.add(found)
        session.flush()  # A post needs its id.
    return found


def series_of(session: Session, name: str) -> Series | None:
    """The series of this name, made if it is missing; None for an empty name."""
    name = _trimmed(name)
    folded = taxonomy.folded(name)
    if not folded:
        return None
    found = session.scalars(series_queries.by_name(name)).first()
    if found is None:
        slug = _free(session, Series.slug, slug_of(name) or "series")
        found = Series(slug=slug, name=name, folded=folded)
        session.add(found)
        session.flush()  # A post needs its id.
    return found


def author_of(session: Session, display_name: str, *, now: datetime) -> Author:
    """The author who signs so, made if missing. Raises `RefusedError` for an empty name."""
    display_name = _trimmed(display_name)
    if not display_name:
        raise RefusedError("An author needs a name.")
    found = session.scalars(author_queries.by_display_name(display_name)).first()
    if found is None:
        name = _free(session, Author.name, slug_of(display_name) or "author")
        found = Author(name=name, display_name=display_name, bio="", created_at=now)
        session.add(found)
        session.flush()  # A post needs its id.
    return found


def _trimmed(name: str) -> str:
    """A name on one line, not longer than a name is."""
    return " ".join(_CONTROL.sub(" ", name).split())[:NAME_LENGTH].strip()


def _free(session: Session, column: InstrumentedAttribute[str], wanted: str) -> str:
    return _first_free(wanted, lambda slug: session.scalar(sa.select(sa.exists().where(column == slug))) is True)


def _first_free(base: str, is_taken: Callable[[str], bool]) -> str:
    candidate, number = base, 1
    while is_taken(candidate):
        number += 1
        candidate = f"{base}-{number}"
    return candidate
