"""Light and dark: the system's choice, the reader's, and no flash between them."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.visiting import Visit

LIGHT, DARK = "rgb(250, 248, 243)", "rgb(12, 16, 22)"
FIRST_BODY = """
new MutationObserver((_, observer) => {
  if (document.body) { window.themeOfFirstPaint = document.documentElement.dataset.theme; observer.disconnect(); }
}).observe(document, {childList: true, subtree: true});
"""


def paper(page: Page) -> str:
    """Return the colour behind the text."""
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


def test_the_theme_follows_the_system(read: Callable[..., Visit]) -> None:
    page = read("/tags/", color_scheme="dark").page
    assert paper(page) == DARK
    page.emulate_media(color_scheme="light")
    assert paper(page) == LIGHT


def test_a_chosen_theme_stays_and_is_on_before_there_is_anything_to_paint(read: Callable[..., Visit]) -> None:
    page = read("/tags/", color_scheme="light").page
    page.get_by_role("button", name="切换到深色").click()
    assert paper(page) == DARK
    page.add_init_script(FIRST_BODY)
    page.reload()
    assert page.evaluate("themeOfFirstPaint") == "dark"
    assert paper(page) == DARK


def test_choosing_what_the_system_says_follows_the_system_again(read: Callable[..., Visit]) -> None:
    page = read("/tags/", color_scheme="light").page
    page.get_by_role("button", name="切换到深色").click()
    page.get_by_role("button", name="切换到浅色").click()
    page.emulate_media(color_scheme="dark")
    assert paper(page) == DARK
    assert page.evaluate("localStorage.length") == 0


def test_the_browsers_own_colour_follows_the_chosen_theme(read: Callable[..., Visit]) -> None:
    page = read("/tags/", color_scheme="light").page
    page.get_by_role("button", name="切换到深色").click()
    assert page.locator("meta[name=theme-color]").first.get_attribute("content") == DARK


def test_without_scripts_there_is_no_button_that_does_nothing(read: Callable[..., Visit]) -> None:
    page = read("/tags/", java_script_enabled=False, color_scheme="dark").page
    assert page.locator("[data-theme-switch]").is_hidden()


def test_paper_is_white_whatever_the_theme(read: Callable[..., Visit]) -> None:
    page = read("/tags/", color_scheme="light").page
    page.get_by_role("button", name="切换到深色").click()
    page.emulate_media(media="print", color_scheme="dark")
    assert paper(page) == "rgb(255, 255, 255)"
