"""Moments as people write them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.importing.dates import moment_of

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2015-07-01", "2015-06-30T16:00"),
        ("2015-07-01 10:00", "2015-07-01T02:00"),
        ("2015-07-01 10:00:05 +0800", "2015-07-01T02:00:05"),
        ("2015-07-01 10:00:05 -05:30", "2015-07-01T15:30:05"),
        ("2015-07-01T10:00:00.123+08:00", "2015-07-01T02:00"),
        ("2015-7-1T9:05:01Z", "2015-07-01T09:05:01"),
        ("2015/7/1 9:05", "2015-07-01T01:05"),
        ("2015.7.1", "2015-06-30T16:00"),
        ("2015年7月1日 10:05", "2015-07-01T02:05"),
        ("2015年7月1日 10时05分", "2015-07-01T02:05"),
        ("July 1, 2015", "2015-06-30T16:00"),
        ("1 Jul 2015", "2015-06-30T16:00"),
        ("Jul 1st, 2015 3:04 PM", "2015-07-01T07:04"),
        ("Wed, 01 Jul 2015 10:00:00 +0200", "2015-07-01T08:00"),
        ("Wed, 1 Jul 2015 10:00:00 GMT", "2015-07-01T10:00"),
        ("2015-07-01 10:00:00 (CST)", "2015-07-01T02:00"),
        (20150701, "2015-06-30T16:00"),
        (20150701093000, "2015-07-01T01:30"),
        (1435708800, "2015-07-01T00:00"),
        (1435708800000, "2015-07-01T00:00"),
        (date(2015, 7, 1), "2015-06-30T16:00"),
        (datetime(2015, 7, 1, 10, 0), "2015-07-01T02:00"),
        (datetime(2015, 7, 1, 10, 0, tzinfo=UTC), "2015-07-01T10:00"),
    ],
)
def test_what_is_meant(typed: object, meant: str) -> None:
    assert moment_of(typed, ZONE) == datetime.fromisoformat(meant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "now", "2015-02-30", "2026-13-45", "9999999-01-01", "0001-01-01", "7/1/2015", "2015-07-01 25:00"),
        *(True, None, [], {}, time(3), 3.5, 10**40, float("inf"), float("nan"), datetime(9999, 12, 31, 23, 59)),
    ],
)
def test_what_means_no_moment(typed: object) -> None:
    assert moment_of(typed, ZONE) is None


@given(
    st.one_of(st.text(), st.integers(), st.floats(), st.datetimes(), st.dates(), st.from_regex(r"[\d\-/:. T+Z年月日]+"))
)
def test_nothing_raises(typed: object) -> None:
    moment = moment_of(typed, ZONE)
    assert moment is None or moment.tzinfo is UTC
