"""Every page of the studio: usable on a phone, from the keyboard, with a screen reader, within the policy."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.browser.workplace import Writer, begin

SitDown = Callable[..., Writer]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
PAGES = [
    *("/studio/", "/studio/profile", "/studio/authors", "/studio/posts/{post}", "/studio/posts/{post}/revisions"),
    *("/studio/posts/{post}/preview-links", "/studio/pictures"),
]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("options", [{}, PHONE, {"color_scheme": "dark"}], ids=["desk", "phone", "dark"])
def test_every_page_is_accessible_and_fits(
    studio: Flask, sit_down: SitDown, path: str, options: dict[str, object]
) -> None:
    post = begin(studio, "# One\n\nText with $x$.\n\n$\\frac{1}$\n", name="olga")
    writer = sit_down("olga", **options)
    writer.page.goto(writer.address + path.format(post=post))
    if path == "/studio/posts/{post}":
        writer.wait_for_preview()
    assert writer.faults == {}
    assert writer.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert writer.violations == []
    assert writer.complaints == []
    assert all(url.startswith((writer.address, "data:", "blob:")) for url in writer.asked)


def test_a_phone_shows_source_or_preview(studio: Flask, sit_down: SitDown) -> None:
    writer = sit_down(**PHONE)
    writer.open(begin(studio, "Text with $x$."))
    source, preview = writer.page.locator(".editor-source"), writer.page.locator("[data-preview]")
    assert source.is_visible()
    assert not preview.is_visible()
    writer.page.get_by_role("tab", name="Preview").click()
    writer.wait_for_preview()
    assert preview.is_visible()
    assert not source.is_visible()
    assert preview.locator("mjx-container").is_visible()
    assert writer.faults == {}


def test_what_a_phone_does_not_show_yet_is_measured_all_the_same(studio: Flask, sit_down: SitDown) -> None:
    writer = sit_down(**PHONE)
    writer.open(begin(studio, "Text with $\\text{中文}$ in it."))
    writer.page.get_by_role("tab", name="Preview").click()
    word = writer.page.locator("[data-preview] mjx-utext")
    assert word.evaluate("word => word.getBoundingClientRect().width") > 20


def test_the_keyboard_alone_is_enough(studio: Flask, sit_down: SitDown) -> None:
    writer = sit_down()
    writer.open(begin(studio, ""))
    for _ in range(30):
        writer.page.keyboard.press("Tab")
        if writer.page.evaluate("document.activeElement.classList.contains('cm-content')"):
            break
    writer.type("Typed.")
    writer.page.keyboard.press("Control+s")
    writer.wait_until_saved()
    writer.page.keyboard.press("Escape")
    writer.page.keyboard.press("Tab")
    assert not writer.page.evaluate("document.activeElement.classList.contains('cm-content')")
    writer.page.keyboard.press("Control+/")
    assert writer.page.get_by_role("dialog", name="Keys").is_visible()
    assert writer.faults == {}
    writer.page.keyboard.press("Escape")
    assert not writer.page.get_by_role("dialog", name="Keys").is_visible()
    assert writer.source == "Typed."


def test_the_list_of_problems_lies_over_nothing(studio: Flask, sit_down: SitDown) -> None:
    writer = sit_down(viewport={"width": 1280, "height": 720})
    writer.open(begin(studio, "# One\n\n" + "#### Skipped\n\n![](/media/none.png)\n\n" * 9))
    writer.page.locator(".problems summary").click()
    writer.page.locator("[data-problems] button").last.click()
    writer.page.locator(".problems summary").click(timeout=2000)
    assert not writer.page.locator("[data-problems]").is_visible()


def test_a_link_that_is_shown_once_can_be_copied(studio: Flask, sit_down: SitDown) -> None:
    writer = sit_down(permissions=["clipboard-read", "clipboard-write"])
    writer.page.goto(f"{writer.address}/studio/posts/{begin(studio, 'Text.')}/preview-links")
    writer.page.get_by_role("button", name="Make a link").click()
    writer.page.get_by_role("button", name="Copy").click()
    writer.page.get_by_role("button", name="Copied").wait_for()
    copied = writer.page.evaluate("navigator.clipboard.readText()")
    assert copied == writer.page.locator("[data-copied-text]").inner_text()


def test_without_scripts_nothing_stands_there_in_vain(studio: Flask, sit_down: SitDown) -> None:
    writer = sit_down(java_script_enabled=False)
    writer.page.goto(f"{writer.address}/studio/posts/{begin(studio, 'Text.')}")
    assert writer.page.get_by_role("textbox", name="Text in Markdown").is_visible()
    assert not writer.page.locator("[data-preview]").is_visible()
    assert not writer.page.get_by_role("button", name="Keys").is_visible()
