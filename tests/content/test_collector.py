"""Rendering puts the collector of circular garbage off, and leaves it as it was."""

import gc

import pytest

from app.content.collector import paused


def test_it_is_off_meanwhile_and_on_afterwards() -> None:
    with paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_on_after_a_fault() -> None:
    with pytest.raises(ZeroDivisionError), paused():
        _ = 1 / 0
    assert gc.isenabled()


def test_it_stays_off_where_it_was_off() -> None:
    with paused(), paused():
        pass
    with paused():
        with paused():
            pass
        assert not gc.isenabled()
