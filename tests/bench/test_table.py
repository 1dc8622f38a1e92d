"""The table of `make bench`: a bound that does not hold is named, and only that."""

from pathlib import Path

import pytest

from bench.behind_nginx import Front, site_of
from bench.measuring import Spread
from bench.promises import PROMISES, Promise, Sense, Verdict
from bench.table import lines, missed


def figure(median: float) -> Spread:
    return Spread(median, median * 0.9, median * 1.1)


@pytest.mark.parametrize(
    ("sense", "median", "verdict"),
    [
        (Sense.AT_LEAST, 4.99, Verdict.MISSED),
        (Sense.AT_LEAST, 5, Verdict.HELD),
        (Sense.AT_LEAST, 7.5, Verdict.BETTER),
        (Sense.AT_MOST, 7.51, Verdict.MISSED),
        (Sense.AT_MOST, 7.5, Verdict.HELD),
        (Sense.AT_MOST, 5, Verdict.BETTER),
    ],
)
def test_a_bound_holds_up_to_itself(sense: Sense, median: float, verdict: Verdict) -> None:
    must, stretch = (5, 7.5) if sense is Sense.AT_LEAST else (7.5, 5)
    assert Promise("key", "words", must, stretch, sense).verdict(figure(median)) is verdict


def test_only_what_was_measured_can_be_missed() -> None:
    assert [promise.key for promise in missed({"home": figure(1), "post": figure(9)})] == ["home"]


def test_a_figure_without_a_bound_is_told_and_never_missed() -> None:
    figures = {"nginx-tls": figure(0.1)}
    assert missed(figures) == []
    assert any("with TLS" in line for line in lines(figures, {}))


def test_each_row_says_what_became_of_it_since_the_last_run() -> None:
    rows = list(lines({"home": figure(6), "post": figure(6)}, {"home": figure(5)}))
    assert "+20 %" in rows[2]
    assert "new" in rows[3]


def test_every_figure_has_one_row() -> None:
    keys = [promise.key for promise in PROMISES]
    assert len(keys) == len(set(keys))


def test_the_shipped_site_of_nginx_can_be_served_here(tmp_path: Path) -> None:
    front = Front("http://127.0.0.1:1001", "https://127.0.0.1:1002")
    text = site_of(tmp_path, 1003, front)
    assert "listen 1001; listen 1002 ssl" in text
    assert "server 127.0.0.1:1003;" in text
    assert text.count("server {") == 1
    assert "/srv/" not in text
    assert "/var/" not in text
