"""A post that an author schedules appears at its minute, by itself."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from app import clock
from tests.browser.workplace import Writer, begin

SitDown = Callable[..., Writer]

PLACES = ("/", "/feed.xml", "/archive", "/sitemap.xml", "/posts/a-letter")


def shown_in(writer: Writer) -> dict[str, bool]:
    """Say where a reader finds the post."""
    answers = {place: writer.context.request.get(writer.address + place) for place in PLACES}
    return {place: answer.ok and "a-letter" in answer.text() for place, answer in answers.items()}


def test_a_scheduled_post_appears_at_its_minute(studio: Flask, sit_down: SitDown) -> None:
    now = clock.now()
    studio.config["CLOCK"] = lambda: now
    writer = sit_down()
    writer.open(begin(studio, "Sent $x$ ahead.", title="A letter"))
    moment = (now + timedelta(hours=1)).replace(second=0)
    page = writer.page
    page.get_by_text("More", exact=True).click()
    assert "Asia/Shanghai" in page.locator("#at-hint").inner_text()
    page.get_by_label("Publish at", exact=True).fill((moment + timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Publish at this time").click()
    page.locator('[data-editor][data-state="scheduled"]').wait_for()
    studio.config["CLOCK"] = lambda: moment - timedelta(seconds=1)
    assert shown_in(writer) == dict.fromkeys(PLACES, False)
    studio.config["CLOCK"] = lambda: moment.replace(microsecond=0)
    assert shown_in(writer) == dict.fromkeys(PLACES, True)
    assert writer.violations == []
