"""What the owner decided about the site, with the defaults of what was left open."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.services.errors import RefusedError
from app.storage.models import Setting
from app.storage.queries import settings as queries

LANGUAGES = ("zh-Hans", "en")
"""The languages of the interface."""

MOST_POSTS_PER_PAGE = 100
"""More would make a page that no reader can use and that costs its reader's browser seconds."""

_NOT_IN_A_LINE = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Site:
    """The site's settings; each default is what a new site shows.

    An empty `hero_label` or `updates_label` means the interface's own words. `author` signs posts that name nobody;
    empty means the title. `footer` stands at the end of every page, for a licence or a registration number.
    """

    title: str = "Longwave"
    tagline: str = "长波：写得慢一点，走得远一点"
    description: str = ""
    hero_label: str = ""
    updates_label: str = ""
    language: str = "zh-Hans"
    posts_per_page: int = 10
    feed_length: int = 20
    timezone: str = "Asia/Shanghai"
    author: str = ""
    footer: str = ""

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which dates are shown and dates without a zone are read."""
        return ZoneInfo(self.timezone)

    @property
    def signature(self) -> str:
        """The name above posts that name nobody."""
        return self.author or self.title


DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "title": "the site's name",
        "tagline": "one line under the name",
        "description": "what search engines show; empty means the tagline",
        "hero_label": "the small label above the name; empty means INCOMING TRANSMISSION or its translation",
        "updates_label": "the heading of the listing; empty means LATEST UPDATES or its translation",
        "language": "the interface's language: zh-Hans or en",
        "posts_per_page": f"cards on a page of a listing, 1 to {MOST_POSTS_PER_PAGE}",
        "feed_length": f"posts in the feed, 1 to {MOST_POSTS_PER_PAGE}",
        "timezone": "IANA name of the zone that dates are shown in, and read in where they name none",
        "author": "who signs posts that name nobody; empty means the site's name",
        "footer": "a line at the end of every page",
    }
)


def load(session: Session) -> Site:
    """The site's settings as stored; what is not stored, or no longer valid, has its default."""
    site = Site()
    for setting in session.scalars(queries.every()):
        if setting.key in DESCRIPTIONS:
            try:
                site = changed(site, setting.key, setting.value)
            except RefusedError:
                continue
    return site


def save(session: Session, key: str, value: str) -> Site:
    """Store one setting. Raises `RefusedError` for an unknown name or a value that cannot be used."""
    changed(Site(), key, value)
    stored = session.get(Setting, key)
    if stored is None:
        session.add(Setting(key=key, value=value.strip()))
    else:
        stored.value = value.strip()
    session.flush()  # The answer must hold the new value.
    return load(session)


def known(key: str) -> str:
    """The name of a setting, as it came. Raises `RefusedError` if there is no such setting."""
    if key not in DESCRIPTIONS:
        raise RefusedError(f"There is no setting {key!r}; there are: {', '.join(DESCRIPTIONS)}.")
    return key


def reset(session: Session, key: str) -> None:
    """Give a setting its default again."""
    session.execute(sa.delete(Setting).where(Setting.key == key))


def changed(site: Site, key: str, value: str) -> Site:
    """The settings with one of them replaced. Raises `RefusedError` as `save` does."""
    return replace(site, **{known(key): _checked(key, value.strip())})


def as_text(site: Site) -> dict[str, str]:
    """Every setting as it would be stored."""
    return {key: str(value) for key, value in asdict(site).items()}


def _checked(key: str, value: str) -> Any:
    if key in {"posts_per_page", "feed_length"}:
        return _count(key, value)
    if key == "language" and value not in LANGUAGES:
        raise RefusedError(f"language: {value!r} is not one of {', '.join(LANGUAGES)}.")
    if key == "timezone" and value not in _zones():
        raise RefusedError(f"timezone: {value!r} is no IANA name like Asia/Shanghai or Europe/Berlin.")
    if key == "title" and not value:
        raise RefusedError("title: a site needs a name.")
    if len(value) > 500 or _NOT_IN_A_LINE.search(value):
        raise RefusedError(f"{key}: must be one line of at most 500 characters.")
    return value


def _count(key: str, value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 9 or not 1 <= int(value) <= MOST_POSTS_PER_PAGE:
        raise RefusedError(f"{key}: {value!r} is not a number from 1 to {MOST_POSTS_PER_PAGE}.")
    return int(value)


@cache
def _zones() -> frozenset[str]:
    """The time zones of this machine; looking through them takes 60 ms, and settings are read for every page."""
    return frozenset(available_timezones())
