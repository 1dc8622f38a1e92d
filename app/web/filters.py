"""What templates may do to values: dates and numbers in the site's manner, stored HTML."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import ngettext

from app.web import visit
from app.web.markup import stored_html

NARROW_SPACE = "\u202f"


def init_app(app: Flask) -> None:
    """Give templates the filters."""
    app.jinja_env.filters.update(stored_html=stored_html, date=date, minutes=minutes, moment=moment, number=number)


def date(value: datetime) -> str:
    """The day in the site's time zone: `2026-11-18`."""
    return _written(value, visit.site().timezone)[:10]


def moment(value: datetime) -> str:
    """The moment in the site's time zone, for `<time datetime>`: `2026-11-18T08:00:00+08:00`."""
    return _written(value, visit.site().timezone)


@lru_cache(maxsize=2048)
def _written(value: datetime, timezone: str) -> str:
    """Listings show the same moments again and again, each twice."""
    return value.astimezone(ZoneInfo(timezone)).isoformat(timespec="seconds")


def minutes(value: int) -> str:
    """How long a text takes to read, in words."""
    return _minutes(value, visit.language())


@lru_cache(maxsize=256)
def _minutes(count: int, language: str) -> str:  # noqa: ARG001 - the words are those of the language that is spoken
    words: str = ngettext("%(count)s min", "%(count)s min", count, count=count)
    return words


def number(value: int) -> str:
    """A count with its thousands apart: `4,210` in English, with narrow spaces in Chinese."""
    grouped = f"{value:,}"
    return grouped if value < 1000 or visit.language() == "en" else grouped.replace(",", NARROW_SPACE)
