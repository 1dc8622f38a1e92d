"""Every kind of page, for every reader: keyboard, screen reader, small screen, no script."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.reader_site import GUIDE
from tests.browser.visiting import Visit

PAGES = (
    "/",
    "/?page=2",
    "/?lang=en",
    "/tags/",
    "/archive",
    "/nothing-is-here",
    GUIDE,
    "/posts/gumbel-softmax?lang=en",
)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def is_typeset(path: str) -> bool:
    """Say whether the page has formulas to wait for."""
    return path.startswith(("/?", "/posts/")) or path == "/"


@pytest.mark.parametrize("width", [1360, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(read: Callable[..., Visit], path: str, theme: str, width: int) -> None:
    seen = read(path, wait=is_typeset(path), color_scheme=theme, viewport={"width": width, "height": 900})
    found = Axe().run(seen.page, options={"runOnly": list(RULES)})
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found.response["violations"]] == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(read: Callable[..., Visit], path: str) -> None:
    page = read(path, wait=is_typeset(path), viewport={"width": 320, "height": 700}).page
    for width in (320, 390, 600, 800, 1024, 1220, 1920):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, width


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_its_policy_and_its_host(read: Callable[..., Visit], path: str) -> None:
    seen = read(path, wait=is_typeset(path))
    assert seen.violations == []
    assert seen.foreign_requests == []
    assert [text for text in seen.messages if "404" not in text] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_read_and_left_without_scripts(read: Callable[..., Visit], path: str) -> None:
    page = read(path, java_script_enabled=False).page
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main")).not_to_be_empty()
    for link in page.locator(".site-navigation a").all():
        expect(link).to_be_visible()
    assert page.locator("main a[href]").count() > 0


def test_the_first_step_of_the_keyboard_skips_to_the_text(read: Callable[..., Visit]) -> None:
    page = read("/").page
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_everything_that_is_focused_shows_it(read: Callable[..., Visit]) -> None:
    page = read(GUIDE, wait=True).page
    for _ in range(60):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")


def test_tags_are_chosen_together_and_taken_away(read: Callable[..., Visit]) -> None:
    page = read("/").page
    page.locator(".listing-aside .tag", has_text="VAE").first.click()
    page.locator(".listing-aside .tag", has_text="采样").first.click()
    expect(page.locator(".filter .tag")).to_have_count(2)
    page.locator(".match a").click()
    expect(page.locator(".match strong")).to_have_text("全部")
    page.locator(".filter .tag").first.click()
    expect(page.locator(".filter .tag")).to_have_count(1)
    page.locator(".filter-clear").click()
    expect(page.locator(".filter")).to_have_count(0)


def test_nothing_moves_for_readers_who_want_no_motion(read: Callable[..., Visit]) -> None:
    page = read("/", reduced_motion="reduce").page
    assert page.evaluate("document.getAnimations().length") == 0
