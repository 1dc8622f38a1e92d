"""Which content coding a browser gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.page_cache.codings import CODECS, Coding, accepted


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP;q=0.5, Br;q=0.4", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("zstd", "zstd"),
        ("zstd, gzip;q=0.2", "zstd"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("br;q=0, *", "gzip"),
        ("identity", "identity"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("gzip;q=0.0", "identity"),
        ("deflate", "identity"),
        ("gzip;q=nan", "identity"),
        ("gzip;q=-1", "identity"),
        ("gzip;level=9", "identity"),
        ("gzip ; q = 0.7", "gzip"),
        (",,;;==,", "identity"),
    ],
)
def test_a_browser_gets_the_best_that_it_takes(header: str, coding: str) -> None:
    assert accepted(header) == coding


@given(st.text())
def test_whatever_is_sent_means_some_coding(header: str) -> None:
    assert accepted(header) in Coding


@given(st.binary(max_size=5_000), st.sampled_from(Coding))
def test_every_coding_gives_back_the_bytes(body: bytes, coding: Coding) -> None:
    codec = CODECS[coding]
    assert codec.restore(codec.quick(body)) == body
    assert codec.restore(codec.thorough(body)) == body
