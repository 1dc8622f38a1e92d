"""Pictures in a real browser: uploaded by hand, looked after, and fetched no larger than a screen needs."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from app.services import drafting, publishing
from app.services.drafts import Draft, Editor, PostSettings
from tests.browser.serving import served
from tests.drawing import drawn, noise
from tests.studio_cast import NOW, PASSWORD, database_of, named

REFUSALS = """
window.refused = [];
document.addEventListener('securitypolicyviolation', event => refused.push(event.violatedDirective));
"""


@pytest.fixture
def address(studio: Flask) -> Iterator[str]:
    """The address of a running site on which everybody has an account."""
    with served(studio) as address:
        yield address


def open_library(page: Page, address: str) -> None:
    """Log in as Anna and go to the library."""
    page.add_init_script(REFUSALS)
    page.goto(f"{address}/login?next=/studio/pictures")
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")
    page.wait_for_url("**/studio/pictures")


def upload(page: Page) -> str:
    """Choose a large picture, send it and return its address."""
    page.get_by_label("Add a picture").set_input_files(
        {"name": "wave.png", "mimeType": "image/png", "buffer": drawn("PNG", noise(2000, 300))}
    )
    page.get_by_role("button", name="Upload").click()
    page.get_by_text("The picture is kept.").wait_for()
    found = page.locator(".pictures a").first.get_attribute("href")
    assert found
    return found


def publish(app: Flask, source: str) -> None:
    """Let Anna publish a post."""
    with database_of(app).write.begin() as session:
        anna = named(session, "anna")
        post = drafting.begin(session, Draft("Waves", source, PostSettings(language="en")), author=anna, now=NOW)
        publishing.publish(session, post, editor=Editor(anna, post.version, 0, "tab"), now=NOW)


def test_an_author_uploads_describes_and_deletes_a_picture(chromium: Browser, address: str) -> None:
    with chromium.new_context(viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        open_library(page, address)
        upload(page)
        assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []
        page.get_by_role("textbox", name="Description").fill("A wave")
        page.get_by_role("button", name="Save the description of wave.png").click()
        assert page.get_by_alt_text("A wave").evaluate("image => image.decode().then(() => true)")
        assert page.evaluate("refused") == []
        page.get_by_role("button", name="Delete wave.png").click()
        page.get_by_text("The picture is deleted.").wait_for()
        assert page.get_by_text("No pictures here.").is_visible()


@pytest.mark.parametrize("screen", [(390, 1, 480), (390, 2, 960), (1300, 1, 960), (1300, 3, 2000)])
def test_a_screen_fetches_the_smallest_picture_that_is_sharp_on_it(
    chromium: Browser, studio: Flask, address: str, screen: tuple[int, int, int]
) -> None:
    width, density, fetched = screen
    with chromium.new_context(viewport={"width": 1000, "height": 800}) as context:
        page = context.new_page()
        open_library(page, address)
        picture = upload(page)
    publish(studio, f"![A wave]({picture})")
    viewport = {"width": width, "height": 800}
    with chromium.new_context(viewport=viewport, device_scale_factor=density) as context:
        page = context.new_page()
        page.add_init_script(REFUSALS)
        page.goto(f"{address}/posts/waves")
        image = page.get_by_alt_text("A wave")
        chosen = image.evaluate("image => image.decode().then(() => image.currentSrc)")
        real = page.evaluate(
            "address => fetch(address).then(answer => answer.blob()).then(createImageBitmap).then(map => map.width)",
            chosen,
        )
        assert real == fetched
        assert page.evaluate("refused") == []
