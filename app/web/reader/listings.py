"""Listings of posts: the home page with its filter, and the posts of a tag, a category, an author."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from flask import render_template
from flask_babel import gettext as _

from app import database
from app.services import pictures, subjects
from app.services.shelves import Shelf
from app.services.subjects import Subject
from app.storage.models import ShelfKind
from app.storage.queries import authors, taxonomy
from app.web import addresses, markup, visit
from app.web.addresses import Address
from app.web.reader import asking, cards, choosing, heads, lookup, paging, shelves, standing, structured
from app.web.reader.choosing import NO_CHOICE, Choice
from app.web.reader.pages import Head, ListingPage, Pager
from app.web.refusals import ExplainedBadRequest, Way, missing

NO_INDEX = "noindex, follow"
"""For combinations of tags: robots need not walk them, since each post stands on pages of its own."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which posts are listed, where, and under which heading.

    `address` is that of the first page, `canonical` the one that search engines shall know, `choice` the tags that are
    chosen, which `chosen` describes.
    """

    shelves: Sequence[Shelf]
    address: Address
    canonical: Address
    choice: Choice = NO_CHOICE
    chosen: Sequence[Subject] = ()
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
    selection = Selection(
        standing.of(ShelfKind.TAG, found.id),
        *(addresses.tag(found.slug),) * 2,
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
        standing.of(ShelfKind.CATEGORY, found.id),
        *(addresses.category(found.slug),) * 2,
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
        standing.of(ShelfKind.AUTHOR, found.id),
        *(addresses.author(found.name),) * 2,
        heading=found.display_name,
        kind="author",
        avatar_url=pictures.smallest_of(avatar) if avatar else "",
        description=found.bio or _("Posts by %(name)s", name=found.display_name),
    )
    return _shown(selection)


def _home(place: Address) -> str:
    chosen, matches_all = _chosen()
    choice = Choice(tuple(tag.id for tag in chosen), matches_all)
    found = standing.of(ShelfKind.TAG, *choice.ids) if choice.ids else (standing.every_post(),)
    address = Address(place.path, choice.address().query)
    return _shown(Selection(found, address, _canonical(choice, chosen), choice, chosen))


def _chosen() -> tuple[Sequence[Subject], bool]:
    """The tags that the address names, in the order of their ids, and whether all of them must be carried.

    404 if there are none of them, 400 if they are too many.
    """
    try:
        asked = asking.tags(visit.fields())
    except asking.TooManyTagsError:
        said = _("At most %(number)d tags can be chosen at once.", number=asking.MOST_TAGS)
        raise ExplainedBadRequest(said, (Way(_("All posts"), addresses.HOME),)) from None
    if not asked.is_filter:
        return (), False
    names = {taxonomy.folded(name) for name in asked.tag_names}
    chosen = subjects.named_tags(database.connection(), asked.tag_ids, names, standing.waiting())
    return chosen or _missing_tag(), asked.matches_all and len(chosen) > 1


def _canonical(choice: Choice, chosen: Sequence[Subject]) -> Address:
    """A listing narrowed to one tag is the page of that tag."""
    return addresses.tag(chosen[0].slug) if len(chosen) == 1 else choice.address()


def _missing_tag() -> NoReturn:
    missing(_("No posts carry this tag."), Way(_("All tags"), addresses.TAGS))


def _shown(selection: Selection) -> str:
    number = paging.asked_page(selection.address)
    visit.settle(addresses.on_page(selection.address, number))
    per_page = visit.site().posts_per_page
    matches_all = selection.choice.matches_all
    total = standing.total(selection.shelves, matches_all=matches_all)
    if not total and selection.kind:
        missing(_("No posts are here."))
    pager = paging.pager(selection.address, number, paging.last_page(total, per_page))
    ids = standing.page(selection.shelves, (number - 1) * per_page, per_page, matches_all=matches_all)
    page = _page(selection, pager, cards.by_ids(ids, 2 if selection.kind else 3), total)
    return render_template("reader/listing.html", page=page)


def _page(selection: Selection, pager: Pager, shown: tuple[str, ...], total: int) -> ListingPage:
    return ListingPage(
        head=_head(selection, pager),
        cards=shown,
        total=total,
        pager=pager,
        has_formulas=any(map(cards.has_formulas, shown)),
        is_home=not selection.kind,
        heading=selection.heading,
        heading_kind=selection.kind,
        description=selection.description if selection.kind == "author" else "",
        avatar_url=selection.avatar_url,
        aside=_aside(selection),
        filter=choosing.filter_of(selection.choice, selection.chosen) if not selection.kind else None,
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
        tags=choosing.offered(selection.choice, standing.fullest_tags()),
        categories=shelves.categories() if not selection.kind else (),
    )


def _head(selection: Selection, pager: Pager) -> Head:
    canonical = addresses.on_page(selection.canonical, pager.number)
    numbered = _("page %(number)d", number=pager.number) if pager.number > 1 else ""
    names = ", ".join(tag.name for tag in sorted(selection.chosen, key=subjects.fullest_first))
    before, after = heads.around(selection.canonical, pager)
    made = heads.head(
        " · ".join(part for part in (selection.heading or names, numbered) if part),
        canonical,
        description=selection.description,
        robots=NO_INDEX if len(selection.choice.ids) > 1 else "",
        structured=structured.listing(selection.heading or names, canonical),
    )
    return replace(made, previous=before, next=after)
