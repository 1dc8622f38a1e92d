"""The cover is chosen by what it looks like, in a real browser."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator

from app.storage.models import Post
from tests.browser.workplace import Writer, begin
from tests.drawing import drawn, noise
from tests.studio_cast import database_of

SitDown = Callable[..., Writer]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def picture(name: str, width: int) -> dict[str, object]:
    return {"name": name, "mimeType": "image/png", "buffer": drawn("PNG", noise(width, 300))}


def bring(writer: Writer, name: str, width: int) -> None:
    """Put a picture into the library."""
    writer.page.goto(f"{writer.address}/studio/pictures")
    writer.page.get_by_label("Add a picture").set_input_files(picture(name, width))  # type: ignore[arg-type]
    writer.page.get_by_role("button", name="Upload").click()
    writer.page.get_by_text("The picture is kept.").wait_for()


def chooser(writer: Writer) -> Locator:
    """Open the settings and in them the dialog."""
    writer.page.locator("summary", has_text="Settings").click()
    writer.page.get_by_role("button", name="Choose a cover").click()
    return writer.page.get_by_role("dialog", name="Choose a cover")


@pytest.mark.parametrize("options", [{}, PHONE, {"color_scheme": "dark"}], ids=["desk", "phone", "dark"])
def test_a_cover_is_searched_seen_and_chosen(studio: Flask, sit_down: SitDown, options: dict[str, object]) -> None:
    writer = sit_down(**options)
    bring(writer, "wave.png", 400)
    bring(writer, "lattice.png", 420)
    post = begin(studio, "Text.")
    writer.open(post)
    dialog = chooser(writer)
    dialog.locator("li").nth(1).wait_for()
    assert writer.faults == {}
    writer.type("wave")
    dialog.get_by_role("button", name="lattice.png").wait_for(state="detached")
    dialog.get_by_role("button", name="wave.png").click()
    assert writer.page.locator("[data-cover-image]").is_visible()
    assert writer.page.locator("[data-cover-name]").inner_text() == "wave.png"
    writer.page.keyboard.press("Control+s")
    writer.wait_until_saved()
    with database_of(studio).read() as session:
        cover = session.get_one(Post, post).cover_id
    assert cover is not None
    assert writer.complaints == []
    assert writer.violations == []


def test_a_picture_that_is_brought_becomes_the_cover(studio: Flask, sit_down: SitDown) -> None:
    writer = sit_down()
    writer.open(begin(studio, "Text."))
    dialog = chooser(writer)
    dialog.locator("[data-cover-file]").set_input_files(picture("new.png", 500))  # type: ignore[arg-type]
    dialog.wait_for(state="hidden")
    assert writer.page.locator("[data-cover-name]").inner_text() == "new.png"
    writer.page.get_by_role("button", name="No cover").click()
    assert not writer.page.locator("[data-cover-image]").is_visible()


def test_why_a_file_is_no_cover_is_said(studio: Flask, sit_down: SitDown) -> None:
    writer = sit_down()
    writer.open(begin(studio, "Text."))
    dialog = chooser(writer)
    dialog.locator("[data-cover-file]").set_input_files(
        {"name": "words.png", "mimeType": "image/png", "buffer": b"no picture"}
    )
    dialog.get_by_text("words.png was not taken").wait_for()


def test_without_scripts_a_cover_is_a_name_in_a_list(studio: Flask, sit_down: SitDown) -> None:
    writer = sit_down(java_script_enabled=False)
    bring(writer, "wave.png", 400)
    writer.page.goto(f"{writer.address}/studio/posts/{begin(studio, 'Text.')}")
    writer.page.locator("summary", has_text="Settings").click()
    writer.page.get_by_label("Cover", exact=True).select_option(label="wave.png")
    writer.page.get_by_role("button", name="Save").click()
    assert writer.page.locator("#cover option[selected]").text_content() == "wave.png"
