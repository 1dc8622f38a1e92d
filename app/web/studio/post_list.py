"""What the list of posts shows, and how its address says what is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import url_for
from sqlalchemy.orm import Session

from app.services import permissions
from app.services.permissions import Action, Reach
from app.storage.models import Author, Category, Post, Tag
from app.storage.queries import authors as author_queries
from app.storage.queries import studio as queries
from app.storage.queries import taxonomy
from app.storage.queries.studio import Filter, Order, Shelf
from app.web import addresses, visit
from app.web.reader.pages import Pager, Step
from app.web.reader.paging import last_page, numbers
from app.web.studio import moments
from app.web.studio.editor_page import shelf_of

PER_PAGE = 50
LARGEST_PAGE = 10**6

Kind = TypeVar("Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, as typed: authors, tags and categories by the names in their addresses."""

    state: Shelf | None = None
    q: str = ""
    author: str = ""
    tag: str = ""
    category: str = ""
    sort: Order = Order.UPDATED
    ascending: bool = False
    page: int = 1

    def address(self, **other: object) -> str:
        """The address of the list with something else asked for; from another filter on, the first page again."""
        wanted: dict[str, Any] = {
            "state": self.state or "",
            "q": self.q,
            "author": self.author,
            "tag": self.tag,
            "category": self.category,
            "sort": "" if self.sort is Order.UPDATED else self.sort.value,
            "order": "ascending" if self.ascending else "",
            "page": "",
            **other,
        }
        query = urlencode({name: value for name, value in wanted.items() if value not in ("", None, 1)})
        return url_for("studio.home") + (f"?{query}" if query else "")


@dataclass(frozen=True, slots=True)
class Row:
    """A post in the list. `url` is where readers find it, if they do."""

    id: int
    title: str
    shelf: Shelf
    has_unpublished_changes: bool
    is_page: bool
    url: str
    author: str
    category: str
    tags: tuple[str, ...]
    updated_at: datetime
    updated_shown: str
    published_at: datetime | None
    published_shown: str
    words: int
    formulas: int
    problems: int
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """A shelf of the list, or all of it without the trash (`shelf` is then None), and how many posts it has."""

    shelf: Shelf | None
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PostsPage:
    """The list. What the author may not see is counted nowhere; `may_choose_author` tells that there are others."""

    asked: Asked
    tabs: tuple[Tab, ...]
    rows: tuple[Row, ...]
    total: int
    pager: Pager
    orders: Mapping[str, str]
    authors: Sequence[Author]
    tags: Sequence[Tag]
    categories: Sequence[Category]
    may_choose_author: bool
    may_publish: bool
    zone: str

    @property
    def is_unfiltered(self) -> bool:
        """Whether the list shows everything there is."""
        asked = self.asked
        return not (asked.state or asked.q or asked.author or asked.tag or asked.category)


def asked_for(fields: Mapping[str, str]) -> Asked:
    """What the address asks for; what it cannot mean is as if it were not there."""
    page = fields.get("page", "")
    return Asked(
        state=_member(Shelf, fields.get("state", "")),
        q=fields.get("q", "").strip()[: queries.LONGEST_SEARCH],
        author=fields.get("author", ""),
        tag=fields.get("tag", ""),
        category=fields.get("category", ""),
        sort=_member(Order, fields.get("sort", "")) or Order.UPDATED,
        ascending=fields.get("order") == "ascending",
        page=min(int(page), LARGEST_PAGE) if page.isascii() and page.isdigit() and len(page) < 9 else 1,
    )


def posts_page(reading: Session, author: Author, asked: Asked) -> PostsPage:
    """The list for one author."""
    now, sees_all = visit.now(), permissions.reach(author, Action.VIEW) is Reach.ALL
    wanted = _filter(reading, asked, None if sees_all else author.id)
    total = reading.scalar(queries.matching(wanted, now)) or 0
    last = last_page(total, PER_PAGE)
    number = min(max(1, asked.page), last)
    places = range((number - 1) * PER_PAGE, number * PER_PAGE)
    listing = queries.listing(wanted, now, order=asked.sort, is_descending=not asked.ascending, places=places)
    found = reading.execute(listing).unique().all()
    return PostsPage(
        asked=asked,
        tabs=_tabs(reading, asked, wanted, now),
        rows=tuple(_row(post, author, is_waiting=bool(is_waiting)) for post, is_waiting in found),
        total=total,
        pager=_pager(asked, number, last),
        orders={order.value: _sorted_by(asked, order) for order in Order},
        authors=reading.scalars(queries.authors()).all() if sees_all else (),
        tags=reading.scalars(queries.tags()).all(),
        categories=reading.scalars(queries.categories()).all(),
        may_choose_author=sees_all,
        may_publish=permissions.reach(author, Action.PUBLISH) is not Reach.NONE,
        zone=visit.site().timezone,
    )


def _filter(reading: Session, asked: Asked, own_id: int | None) -> Filter:
    """The filter; a name that nothing has finds nothing."""
    author, tag, category = (
        _id(reading, statement)
        for statement in (
            author_queries.by_name(asked.author) if asked.author else None,
            taxonomy.tag_by_slug(asked.tag) if asked.tag else None,
            taxonomy.category_by_slug(asked.category) if asked.category else None,
        )
    )
    return Filter(
        shelf=asked.state,
        text=asked.q,
        author_id=author if own_id is None else own_id,
        tag_id=tag,
        category_id=category,
    )


def _id(reading: Session, statement: Any) -> int | None:
    if statement is None:
        return None
    found = reading.scalars(statement).first()
    return found.id if found else 0


def _tabs(reading: Session, asked: Asked, wanted: Filter, now: datetime) -> tuple[Tab, ...]:
    counts = {Shelf(name): count for name, count in reading.execute(queries.shelf_counts(wanted, now))}
    whole = sum(count for shelf, count in counts.items() if shelf is not Shelf.TRASHED)
    return (
        Tab(None, whole, asked.address(state=""), asked.state is None),
        *(Tab(shelf, counts.get(shelf, 0), asked.address(state=shelf), asked.state is shelf) for shelf in Shelf),
    )


def _row(post: Post, author: Author, *, is_waiting: bool) -> Row:
    rendering = post.rendering
    return Row(
        id=post.id,
        title=rendering.title_text if rendering else post.title,
        shelf=shelf_of(post),
        has_unpublished_changes=is_waiting,
        is_page=post.kind.value == "page",
        url=addresses.of_post(post.kind, post.slug).written() if post.is_visible(visit.now()) else "",
        author=post.author.display_name,
        category=post.category.name if post.category else "",
        tags=tuple(tag.name for tag in post.tags),
        updated_at=post.updated_at,
        updated_shown=moments.shown(post.updated_at),
        published_at=post.published_at,
        published_shown=moments.shown(post.published_at) if post.published_at else "",
        words=rendering.word_count if rendering else 0,
        formulas=rendering.formula_count if rendering else 0,
        problems=len(rendering.problems) if rendering else 0,
        may_edit=permissions.may(author, Action.EDIT, post),
    )


def _sorted_by(asked: Asked, order: Order) -> str:
    """Where the heading of a column leads: to its order, or the other way round if the list has it already."""
    turns = asked.sort is order and not asked.ascending
    return asked.address(sort="" if order is Order.UPDATED else order.value, order="ascending" if turns else "")


def _pager(asked: Asked, number: int, last: int) -> Pager:
    steps = tuple(Step(n, asked.address(page=n) if n else "", is_current=n == number) for n in numbers(number, last))
    return Pager(
        number=number,
        last=last,
        steps=steps,
        previous_url=asked.address(page=number - 1) if number > 1 else "",
        next_url=asked.address(page=number + 1) if number < last else "",
    )


def _member(kind: type[Kind], value: str) -> Kind | None:
    try:
        return kind(value)
    except ValueError:
        return None
