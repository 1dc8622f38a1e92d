"""The many ways to write a moment."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

EARLIEST, LATEST = 1000, 9998
"""Years that are kept; the outermost ones cannot be moved between time zones."""

_SECOND = r"(?:[:分](?P<second>\d{1,2})(?:[.,]\d+)?)?\s*[分秒]?"
_CLOCK = rf"(?P<hour>\d{{1,2}})[:时時](?P<minute>\d{{1,2}}){_SECOND}\s*(?P<half>[AaPp][Mm])?"
_ZONE = r"(?:\s*(?P<zone>Z|z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?))?"
_AFTER = rf"(?:[Tt\s,]+(?:at\s+)?{_CLOCK}{_ZONE})?\s*(?:\([^()]*\)|\[[^\[\]]*\])?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<name>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_SPELLINGS = tuple(
    re.compile(spelling + _AFTER)
    for spelling in (
        r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        rf"(?:[A-Za-z]{{3,9}},\s*)?{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})",
        rf"(?:[A-Za-z]{{3,9}},?\s*)?{_DAY}\s+{_MONTH},?\s+(?P<year>\d{{4}})",
    )
)
_RUN = re.compile(r"(\d{8})(\d{2})(\d{2})(\d{2})?")


def moment_of(value: object, zone: tzinfo) -> datetime | None:
    """The moment that a value of front matter means, in UTC; None if it means none.

    A moment without a time zone is read in the one given, a day without a time is its first moment.
    """
    try:
        read = _read(value)
        if read is None or not EARLIEST <= read.year <= LATEST:
            return None
        return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _read(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(int(value))
    return _spelled(" ".join(value.split())) if isinstance(value, str) else None


def _number(value: int) -> datetime | None:
    """A day (20150701), a moment (20150701093000), or seconds or milliseconds since 1970."""
    digits = str(value)
    if len(digits) in {8, 12, 14}:
        return _spelled(digits)
    seconds = {10: value, 13: value / 1000}.get(len(digits))
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _spelled(text: str) -> datetime | None:
    run = _RUN.fullmatch(text)
    if run:
        text = f"{run[1]} {run[2]}:{run[3]}:{run[4] or '00'}"
    for spelling in _SPELLINGS:
        match = spelling.fullmatch(text)
        if match:
            return _from_match(match)
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None


def _from_match(match: re.Match[str]) -> datetime | None:
    parts = match.groupdict()
    if parts.get("name"):
        month = next((n for n, name in enumerate(_MONTHS, 1) if parts["name"].lower().startswith(name)), 0)
    else:
        month = int(parts["month"])
    hour = int(parts["hour"] or 0)
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"].lower() == "pm" else 0)
    clock = time(hour, int(parts["minute"] or 0), int(parts["second"] or 0), tzinfo=_zone(parts["zone"]))
    return datetime.combine(date(int(parts["year"]), month, int(parts["day"])), clock)


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)
