"""The pages of a listing: which rows are on one, and the numbers that lead to the others."""

from collections.abc import Iterator

from flask_babel import gettext as _

from app.web import addresses, visit
from app.web.addresses import Address
from app.web.reader import asking, pages
from app.web.refusals import ExplainedNotFound, Way, missing

AROUND = 1
"""Numbers on each side of the current one, beside the first and the last."""


def asked_page(address: Address) -> int:
    """The page that the address asks for; 404 with a way to the first if that is no number."""
    try:
        return asking.page_number(visit.fields())
    except asking.NoSuchPageError:
        first = Way(_("First page"), address)
        raise ExplainedNotFound(_("What stands for the page's number in the address is no number."), (first,)) from None


def last_page(total: int, per_page: int) -> int:
    """The number of the last page; a listing without posts has one page, and that is empty."""
    return max(1, -(-total // per_page))


def pager(address: Address, number: int, last: int) -> pages.Pager:
    """The way around; 404 with a way to the last page for a number beyond it."""
    if number > last:
        way = Way(_("Last page (%(number)d)", number=last), addresses.on_page(address, last))
        missing(_("There are not so many pages: the last one is %(number)d.", number=last), way)

    def url(page: int) -> str:
        return visit.url(addresses.on_page(address, page))

    return pages.Pager(
        number=number,
        last=last,
        steps=tuple(pages.Step(n, url(n) if n else "", is_current=n == number) for n in numbers(number, last)),
        previous_url=url(number - 1) if number > 1 else "",
        next_url=url(number + 1) if number < last else "",
    )


def numbers(number: int, last: int) -> Iterator[int]:
    """The numbers to show, with 0 for a gap; a gap of one is filled."""
    near = range(max(1, number - AROUND), min(last, number + AROUND) + 1)
    wanted = {1, last, *near}
    before = 0
    for shown in sorted(wanted):
        if shown - before == 2:
            yield shown - 1
        elif shown - before > 2:
            yield 0
        yield shown
        before = shown
