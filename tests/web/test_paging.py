"""The numbers of a pager."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.reader.paging import last_page, numbers


@pytest.mark.parametrize(
    ("number", "last", "expected"),
    [
        (1, 1, [1]),
        (1, 2, [1, 2]),
        (1, 9, [1, 2, 0, 9]),
        (3, 9, [1, 2, 3, 4, 0, 9]),
        (4, 9, [1, 2, 3, 4, 5, 0, 9]),
        (5, 9, [1, 0, 4, 5, 6, 0, 9]),
        (9, 9, [1, 0, 8, 9]),
    ],
)
def test_the_first_the_last_and_the_near_pages_are_named(number: int, last: int, expected: list[int]) -> None:
    assert list(numbers(number, last)) == expected


@given(st.data())
def test_a_gap_hides_at_least_two_pages(data: st.DataObject) -> None:
    last = data.draw(st.integers(1, 10**9))
    number = data.draw(st.integers(1, last))
    shown = list(numbers(number, last))
    assert {1, number, last} <= set(shown)
    assert len(shown) <= 7
    for before, gap, after in zip(shown, shown[1:], shown[2:], strict=False):
        assert after - before >= 3 if gap == 0 else gap - (before or gap - 1) == 1


@pytest.mark.parametrize(("total", "expected"), [(0, 1), (1, 1), (10, 1), (11, 2), (20, 2), (21, 3)])
def test_a_listing_has_as_many_pages_as_its_posts_fill(total: int, expected: int) -> None:
    assert last_page(total, 10) == expected
