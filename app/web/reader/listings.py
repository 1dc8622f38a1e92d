"""Listings of posts: the home page with its filter, and the posts of a tag, a category, an author."""

from dataclasses import dataclass, replace
from typing import NoReturn

import sqlalchemy as sa
from flask import render_template
from flask_babel import gettext as _

from app import database
from app.services import pictures
from app.storage.models import Post
from app.storage.queries import authors, posts, taxonomy
from app.web import addresses, markup, visit
from app.web.addresses import Address
from app.web.reader import asking, cards, choosing, heads, lookup, paging, shelves, structured
from app.web.reader.choosing import NO_CHOICE, Choice, Counted
from app.web.reader.pages import Card, Head, ListingPage, Pager
from app.web.refusals import ExplainedBadRequest, Way, missing

NO_INDEX = "noindex, follow"
"""For combinations of tags: robots need not walk them, since each post stands on pages of its own."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which posts are listed, where, and under which heading.

    `address` is that of the first page, `canonical` the one that search engines shall know, `choice` the tags that are
    chosen among those `counted`.
    """

    statement: sa.Select[Post]
    address: Address
    canonical: Address
    counted: Counted
    choice: Choice = NO_CHOICE
    heading: str = ""
    kind: str = ""
    description: str = ""
    avatar_url: str = ""


def home() -> str:
    """The newest posts, narrowed to tags if the address names any."""
    return _home(addresses.HOME)


def blog() -> str:
    """The home page at the address that readers of an older site know."""
    return _home(addresses.BLOG)


def tag(slug: str) -> str:
    """The posts of a tag."""
    found = lookup.find(taxonomy.tag_by_slug, slug) or _missing_tag()
    counted = _counted_tags()
    selection = Selection(
        posts.tagged_any(posts.listing(visit.now()), [found.id]),
        *(addresses.tag(found.slug),) * 2,
        counted=counted,
        choice=Choice((found.id,)),
        heading=found.name,
        kind="tag",
        description=_("Posts about %(name)s", name=found.name),
    )
    return _shown(selection)


def category(slug: str) -> str:
    """The posts of a category."""
    found = lookup.find(taxonomy.category_by_slug, slug) or missing(_("There is no such category."))
    selection = Selection(
        posts.in_category(posts.listing(visit.now()), found.id),
        *(addresses.category(found.slug),) * 2,
        counted=_counted_tags(),
        heading=found.name,
        kind="category",
        description=_("Posts in the category %(name)s", name=found.name),
    )
    return _shown(selection)


def author(name: str) -> str:
    """The posts of an author."""
    found = lookup.find(authors.by_name, name) or missing(_("There is no such author."))
    avatar = pictures.avatar_of(database.session(), found)
    selection = Selection(
        posts.by_author(posts.listing(visit.now()), found.id),
        *(addresses.author(found.name),) * 2,
        counted=_counted_tags(),
        heading=found.display_name,
        kind="author",
        avatar_url=pictures.smallest_of(avatar) if avatar else "",
        description=found.bio or _("Posts by %(name)s", name=found.display_name),
    )
    return _shown(selection)


def _home(place: Address) -> str:
    counted = _counted_tags()
    choice = _choice(counted)
    address = Address(place.path, choice.address().query)
    statement = posts.listing(visit.now())
    if choice.ids:
        narrowed = posts.tagged_all if choice.matches_all else posts.tagged_any
        statement = narrowed(statement, choice.ids)
    return _shown(Selection(statement, address, _canonical(choice, counted), counted, choice))


def _choice(counted: Counted) -> Choice:
    """The tags that the address names; 404 if there are none of them, 400 if they are too many."""
    try:
        asked = asking.tags(visit.fields())
    except asking.TooManyTagsError:
        said = _("At most %(number)d tags can be chosen at once.", number=asking.MOST_TAGS)
        raise ExplainedBadRequest(said, (Way(_("All posts"), addresses.HOME),)) from None
    choice = choosing.choice_of(asked, counted)
    if asked.is_filter and not choice.ids:
        _missing_tag()
    return choice


def _canonical(choice: Choice, counted: Counted) -> Address:
    """A listing narrowed to one tag is the page of that tag."""
    if len(choice.ids) == 1:
        return next(addresses.tag(tag.slug) for tag, _count in counted if tag.id in choice.ids)
    return choice.address()


def _missing_tag() -> NoReturn:
    missing(_("No posts carry this tag."), Way(_("All tags"), addresses.TAGS))


def _counted_tags() -> Counted:
    return visit.same("tags", _count_tags)


def _count_tags() -> Counted:
    rows = database.session().execute(taxonomy.tags_with_counts(visit.now())).all()
    return [(tag, count) for tag, count in rows]


def _shown(selection: Selection) -> str:
    number = paging.asked_page(selection.address)
    visit.settle(addresses.on_page(selection.address, number))
    per_page = visit.site().posts_per_page
    total = database.session().scalar(posts.counted(selection.statement)) or 0
    if not total and selection.kind:
        missing(_("No posts are here."))
    pager = paging.pager(selection.address, number, paging.last_page(total, per_page))
    on_page = selection.statement.with_only_columns(Post.id).limit(per_page).offset((number - 1) * per_page)
    page = _page(selection, pager, cards.by_ids(database.connection().scalars(on_page).all()), total)
    return render_template("reader/listing.html", page=page)


def _page(selection: Selection, pager: Pager, shown: tuple[Card, ...], total: int) -> ListingPage:
    return ListingPage(
        head=_head(selection, pager),
        cards=shown,
        total=total,
        pager=pager,
        has_formulas=any(cards.has_formulas(card.title_html + card.excerpt_html) for card in shown),
        is_home=not selection.kind,
        heading=selection.heading,
        heading_kind=selection.kind,
        description=selection.description if selection.kind == "author" else "",
        avatar_url=selection.avatar_url,
        aside=_aside(selection),
        filter=choosing.filter_of(selection.choice, selection.counted) if not selection.kind else None,
    )


def _aside(selection: Selection) -> str:
    """The other ways through the posts; where no tag is chosen they are the same beside every page of a listing."""
    if selection.choice.ids:
        return _made_aside(selection)
    key = ("aside", visit.language(), bool(selection.kind))
    return visit.same(key, lambda: _made_aside(selection))


def _made_aside(selection: Selection) -> str:
    return markup.part(
        "fragments/_aside.html",
        tags=choosing.offered(selection.choice, selection.counted),
        categories=shelves.categories() if not selection.kind else (),
    )


def _head(selection: Selection, pager: Pager) -> Head:
    canonical = addresses.on_page(selection.canonical, pager.number)
    numbered = _("page %(number)d", number=pager.number) if pager.number > 1 else ""
    names = ", ".join(tag.name for tag, _count in selection.counted if tag.id in selection.choice.ids)
    before, after = heads.around(selection.canonical, pager)
    made = heads.head(
        " · ".join(part for part in (selection.heading or names, numbered) if part),
        canonical,
        description=selection.description,
        robots=NO_INDEX if len(selection.choice.ids) > 1 else "",
        structured=structured.listing(selection.heading or names, canonical),
    )
    return replace(made, previous=before, next=after)
