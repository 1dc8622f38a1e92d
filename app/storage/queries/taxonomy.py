"""Tags and categories, and how many posts readers find under each."""

from collections.abc import Iterable
from datetime import datetime
from unicodedata import normalize

import sqlalchemy as sa

from app.storage.models import Category, Kind, Post, PostTag, State, Tag


def tag_by_slug(slug: str) -> sa.Select[Tag]:
    """The tag at an address."""
    return sa.select(Tag).where(Tag.slug == slug)


def category_by_slug(slug: str) -> sa.Select[Category]:
    """The category at an address."""
    return sa.select(Category).where(Category.slug == slug)


def tags_by_ids(ids: Iterable[int]) -> sa.Select[Tag]:
    """Those of these tags that exist, in the order of their ids."""
    return sa.select(Tag).where(Tag.id.in_(list(ids))).order_by(Tag.id)


def tags_by_names(names: Iterable[str]) -> sa.Select[Tag]:
    """Those of these tags that exist; names are compared folded, see `folded`."""
    return sa.select(Tag).where(Tag.folded.in_([folded(name) for name in names])).order_by(Tag.id)


def categories_by_names(names: Iterable[str]) -> sa.Select[Category]:
    """Those of these categories that exist; names are compared folded."""
    return sa.select(Category).where(Category.folded.in_([folded(name) for name in names])).order_by(Category.id)


def tags_with_counts(now: datetime) -> sa.Select[Tag, int]:
    """Each tag that readers find posts under, with their number; the fullest first, then by name."""
    count = sa.func.count(Post.id)
    used = sa.select(Tag, count).join(PostTag, PostTag.tag_id == Tag.id).join(Post, Post.id == PostTag.post_id)
    return used.where(*_visible(now)).group_by(Tag.id).order_by(count.desc(), Tag.name, Tag.id)


def categories_with_counts(now: datetime) -> sa.Select[Category, int]:
    """Each category that readers find posts under, with their number; the fullest first, then by name."""
    count = sa.func.count(Post.id)
    used = sa.select(Category, count).join(Post, Post.category_id == Category.id).where(*_visible(now))
    return used.group_by(Category.id).order_by(count.desc(), Category.name, Category.id)


def unused_tags(ids: Iterable[int]) -> sa.Select[Tag]:
    """Those of these tags that no post carries, whatever its state."""
    return sa.select(Tag).where(Tag.id.in_(list(ids)), ~sa.exists().where(PostTag.tag_id == Tag.id))


def unused_categories(ids: Iterable[int]) -> sa.Select[Category]:
    """Those of these categories that no post stands in, whatever its state."""
    return sa.select(Category).where(Category.id.in_(list(ids)), ~sa.exists().where(Post.category_id == Category.id))


def folded(name: str) -> str:
    """A name as it is compared: without case, outer blanks and the compatibility forms of Unicode (`ＶＡＥ`)."""
    return " ".join(normalize("NFKC", normalize("NFKC", name).casefold()).split())


def _visible(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return Post.kind == Kind.POST, Post.state == State.PUBLISHED, Post.published_at <= now
