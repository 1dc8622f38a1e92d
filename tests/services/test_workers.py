"""Work in several processes gives what it gives in one."""

import math

import pytest

from app.services.workers import FEW, working


@pytest.mark.parametrize("count", [3, FEW, 300])
def test_results_come_in_the_order_of_the_pieces(count: int) -> None:
    with working(count) as work:
        assert list(work(math.sqrt, range(count))) == [math.sqrt(number) for number in range(count)]


@pytest.mark.parametrize("count", [3, FEW])
def test_what_a_piece_raises_is_raised_where_its_result_would_be(count: int) -> None:
    with working(count) as work:
        results = work(math.sqrt, [4.0, -1.0, *range(count)])
        assert next(results) == 2.0
        with pytest.raises(ValueError, match=r"math domain error|nonnegative"):
            next(results)
