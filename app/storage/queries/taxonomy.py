"""Tags and categories, and how many posts readers find under each."""

from collections.abc import Iterable
from unicodedata import normalize

import sqlalchemy as sa

from app.storage.base import LARGEST_KEY, NAME_LENGTH
from app.storage.models import Category, Post, PostTag, Shelf, ShelfKind, Tag


def tag_by_slug(slug: str) -> sa.Select[Tag]:
    """The tag at an address."""
    return sa.select(Tag).where(Tag.slug == slug)


def category_by_slug(slug: str) -> sa.Select[Category]:
    """The category at an address."""
    return sa.select(Category).where(Category.slug == slug)


def tags_by_ids(ids: Iterable[int]) -> sa.Select[Tag]:
    """Those of these tags that exist, in the order of their ids; a number of any size may be asked for."""
    return sa.select(Tag).where(Tag.id.in_([number for number in ids if 0 < number <= LARGEST_KEY])).order_by(Tag.id)


def tags_by_names(names: Iterable[str]) -> sa.Select[Tag]:
    """Those of these tags that exist; names are compared folded, see `folded`."""
    return sa.select(Tag).where(Tag.folded.in_([folded(name) for name in names])).order_by(Tag.id)


def categories_by_names(names: Iterable[str]) -> sa.Select[Category]:
    """Those of these categories that exist; names are compared folded."""
    return sa.select(Category).where(Category.folded.in_([folded(name) for name in names])).order_by(Category.id)


def shelved_tags() -> sa.Select[int, str, str, int, int]:
    """Id, slug and name of each tag that posts stand under, with its shelf and their number; the fullest first.

    Posts of the future count too: see `queries.shelves.waiting`.
    """
    return _shelved(Tag, ShelfKind.TAG)


def shelved_categories() -> sa.Select[int, str, str, int, int]:
    """As `shelved_tags`, of categories."""
    return _shelved(Category, ShelfKind.CATEGORY)


def _shelved(subject: type[Tag] | type[Category], kind: ShelfKind) -> sa.Select[int, str, str, int, int]:
    found = sa.select(subject.id, subject.slug, subject.name, Shelf.id.label("shelf_id"), Shelf.size)
    found = found.join_from(Shelf, subject, subject.id == Shelf.subject_id).where(Shelf.kind == kind)
    return found.order_by(Shelf.size.desc(), Shelf.subject_id.desc())


def unused_tags(ids: Iterable[int]) -> sa.Select[Tag]:
    """Those of these tags that no post carries, whatever its state."""
    return sa.select(Tag).where(Tag.id.in_(list(ids)), ~sa.exists().where(PostTag.tag_id == Tag.id))


def unused_categories(ids: Iterable[int]) -> sa.Select[Category]:
    """Those of these categories that no post stands in, whatever its state."""
    return sa.select(Category).where(Category.id.in_(list(ids)), ~sa.exists().where(Post.category_id == Category.id))


def folded(name: str) -> str:
    """A name as it is compared: without case, outer blanks and the compatibility forms of Unicode (`ＶＡＥ`)."""
    return " ".join(normalize("NFKC", normalize("NFKC", name).casefold()).split())[:NAME_LENGTH]  # `ﷺ` grows to 18
