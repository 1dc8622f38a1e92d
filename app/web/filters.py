"""What templates may do to values: dates and numbers in the site's manner, stored HTML."""

from datetime import datetime

from flask import Flask

from app.web import visit
from app.web.markup import stored_html

NARROW_SPACE = "\u202f"


def init_app(app: Flask) -> None:
    """Give templates the filters."""
    app.jinja_env.filters.update(stored_html=stored_html, date=date, moment=moment, number=number)


def date(value: datetime) -> str:
    """The day in the site's time zone: `2026-11-18`."""
    return value.astimezone(visit.site().zone).date().isoformat()


def moment(value: datetime) -> str:
    """The moment in the site's time zone, for `<time datetime>`: `2026-11-18T08:00:00+08:00`."""
    return value.astimezone(visit.site().zone).isoformat(timespec="seconds")


def number(value: int) -> str:
    """A count with its thousands apart: `4,210` in English, with narrow spaces in Chinese."""
    grouped = f"{value:,}"
    return grouped if visit.language() == "en" else grouped.replace(",", NARROW_SPACE)
