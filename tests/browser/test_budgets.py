"""What a reader's first visit may cost: bytes as they come over the wire, requests, and how far the text jumps.

Times are measured by `python -m bench.browser`, since they depend on the machine.
"""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser

from app.storage.models import Post
from bench.texts import post
from tests.browser.observing import DESK, PHONE, Device, observed
from tests.browser.visiting import RECORDER
from tests.browser.workplace import begin
from tests.studio_cast import database_of

SHIFT = 0.05
"""Above it Chromium's own scale begins to call a page restless at 0.1; this is half of that."""

FORMULAS = post(22_000)
"""A text with 300 of them."""

TYPESET = "seen.typeset"
DEVICES = pytest.mark.parametrize("device", [DESK, PHONE], ids=["desk", "phone"])


Publish = Callable[[str], str]


@pytest.fixture
def publish(studio: Flask, studio_address: str) -> Publish:
    """Publish a text and return the address of its post."""

    def go(source: str) -> str:
        post_id = begin(studio, source, published=True)
        with database_of(studio).read() as session:
            return f"{studio_address}/posts/{session.get_one(Post, post_id).slug}"

    return go


@DEVICES
def test_a_post_of_three_hundred_formulas(chromium: Browser, publish: Publish, device: Device) -> None:
    seen = observed(chromium, publish(FORMULAS), TYPESET, device, RECORDER)
    assert seen["kB"] < 310
    assert seen["requests"] <= 15
    assert seen["shift"] < SHIFT


def test_its_first_screen_at_a_quarter_of_the_speed(chromium: Browser, publish: Publish) -> None:
    seen = observed(chromium, publish(FORMULAS), TYPESET, Device(slower=4), RECORDER)
    assert seen["shift"] < SHIFT


@DEVICES
def test_a_post_without_formulas(chromium: Browser, publish: Publish, device: Device) -> None:
    seen = observed(
        chromium, publish("Words and `code`, and more of them than a screen shows.\n\n" * 200), device=device
    )
    assert seen["kB"] < 30
    assert seen["requests"] <= 5
    assert seen["shift"] < SHIFT


@DEVICES
def test_the_home_page_of_a_mathematical_blog(chromium: Browser, sample_site: str, device: Device) -> None:
    seen = observed(chromium, sample_site + "/", TYPESET, device, RECORDER)
    assert seen["kB"] < 320
    assert seen["requests"] <= 16
    assert seen["shift"] < SHIFT
