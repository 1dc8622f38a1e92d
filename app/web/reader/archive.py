"""The archive: the posts of a year by month, and the way to the other years."""

from collections import Counter
from datetime import datetime
from itertools import groupby

from flask import render_template
from flask_babel import gettext as _

from app import database
from app.storage.models import Post
from app.storage.queries import archive as queries
from app.web import addresses, visit
from app.web.addresses import Address
from app.web.reader import cards, heads
from app.web.reader.pages import ArchivePage, Link, Month, Year
from app.web.refusals import Way, missing


def newest() -> str:
    """The archive at its newest year."""
    visit.settle(addresses.ARCHIVE)
    counts = _counts()
    return _shown(max(counts, default=None), counts, addresses.ARCHIVE)


def year(year: int) -> str:
    """The archive at a year."""
    counts = _counts()
    if year not in counts:
        missing(_("No posts are from that year."), Way(_("Archive"), addresses.ARCHIVE))
    visit.settle(addresses.archive(year))
    return _shown(year, counts, addresses.archive(year))


def _counts() -> Counter[int]:
    """How many posts each year has, in the site's time zone."""
    zone = visit.site().zone
    moments = database.session().scalars(queries.moments(visit.now()))
    return Counter(moment.astimezone(zone).year for moment in moments if moment)


def _shown(number: int | None, counts: Counter[int], address: Address) -> str:
    found = _year(number) if number else None
    page = ArchivePage(
        head=heads.head(_("Archive") if number is None else _("Archive %(year)d", year=number), address),
        year=found,
        years=tuple(
            Link(str(other), visit.url(addresses.archive(other)), counts[other], is_current=other == number)
            for other in sorted(counts, reverse=True)
        ),
        total=counts.total(),
        has_formulas=found is not None and any(map(_has_formulas, found.months)),
    )
    return render_template("reader/archive.html", page=page)


def _year(number: int) -> Year:
    zone = visit.site().zone
    start = datetime(number, 1, 1, tzinfo=zone)
    end = datetime(number + 1, 1, 1, tzinfo=zone)
    rows = database.session().scalars(queries.between(queries.chronicle(visit.now()), start, end)).all()
    months = tuple(Month(month, tuple(map(cards.entry, found))) for month, found in groupby(rows, _month))
    return Year(number, len(rows), months)


def _month(post: Post) -> int:
    moment = post.published_at or post.updated_at
    return moment.astimezone(visit.site().zone).month


def _has_formulas(month: Month) -> bool:
    return any(cards.has_formulas(entry.title_html) for entry in month.entries)
