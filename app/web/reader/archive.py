"""The archive: the posts of a year by month, and the way to the other years."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby

from flask import render_template
from flask_babel import gettext as _

from app import database
from app.services import shelves
from app.storage.models import Post
from app.storage.queries import archive as queries
from app.web import addresses, visit
from app.web.addresses import Address
from app.web.reader import cards, heads, paging, standing
from app.web.reader.pages import ArchivePage, Head, Link, Month, Pager, Year
from app.web.refusals import Way, missing

MOST_ENTRIES = 200
"""Posts of a year on one page."""


def newest() -> str:
    """The archive at its newest year."""
    counts = _counts()
    return _shown(max(counts, default=None), counts, addresses.ARCHIVE)


def year(year: int) -> str:
    """The archive at a year."""
    counts = _counts()
    if year not in counts:
        missing(_("No posts are from that year."), Way(_("Archive"), addresses.ARCHIVE))
    return _shown(year, counts, addresses.archive(year))


def _counts() -> Mapping[int, int]:
    """How many posts each year has, in the site's time zone."""
    zone = visit.site().zone
    return visit.same("years", lambda: shelves.years(database.connection(), standing.in_time(), zone))


def _shown(number: int | None, counts: Mapping[int, int], address: Address) -> str:
    asked = paging.asked_page(address)
    visit.settle(addresses.on_page(address, asked))
    total = counts[number] if number else 0
    pager = paging.pager(address, asked, paging.last_page(total, MOST_ENTRIES))
    found = _year(number, counts, pager) if number else None
    page = ArchivePage(
        head=_head(number, address, pager),
        year=found,
        years=tuple(
            Link(str(other), visit.url(addresses.archive(other)), counts[other], is_current=other == number)
            for other in sorted(counts, reverse=True)
        ),
        total=sum(counts.values()),
        pager=pager,
        has_formulas=found is not None and any(map(_has_formulas, found.months)),
    )
    return render_template("reader/archive.html", page=page)


def _head(number: int | None, address: Address, pager: Pager) -> Head:
    named = _("Archive") if number is None else _("Archive %(year)d", year=number)
    numbered = _("page %(number)d", number=pager.number) if pager.number > 1 else ""
    made = heads.head(" · ".join(part for part in (named, numbered) if part), addresses.on_page(address, pager.number))
    before, after = heads.around(address, pager)
    return replace(made, previous=before, next=after)


def _year(number: int, counts: Mapping[int, int], pager: Pager) -> Year:
    start = (pager.number - 1) * MOST_ENTRIES
    places = range(start, start + MOST_ENTRIES)
    ids = shelves.page_of_year(database.connection(), standing.in_time(), counts, number, places)
    rows = database.session().scalars(queries.entries(ids)).all()
    months = tuple(Month(month, tuple(map(cards.entry, found))) for month, found in groupby(rows, _month))
    return Year(number, counts[number], months)


def _month(post: Post) -> int:
    moment = post.published_at or post.updated_at
    return moment.astimezone(visit.site().zone).month


def _has_formulas(month: Month) -> bool:
    return any(cards.has_formulas(entry.title_html) for entry in month.entries)
