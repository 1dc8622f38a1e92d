"""From the empty installation to the first published post, and what the editor does while one writes."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser

from app.cli.authors import setup_link
from tests.browser import workplace
from tests.browser.serving import served
from tests.browser.workplace import Writer, begin
from tests.drawing import drawn, noise
from tests.studio_cast import PASSWORD

SitDown = Callable[..., Writer]

TEXT = """Euler found $e^{i\\pi} + 1 = 0$.

| n | n! |
|---|----|
| 3 | 6  |

"""


def set_up(owner: Writer, empty: Flask) -> None:
    """Follow the link that the empty installation prints, and become its owner."""
    with empty.app_context():
        link = setup_link()
    assert link
    owner.page.goto(owner.address + link.removeprefix("http://127.0.0.1:8000"))
    owner.page.get_by_label("Name", exact=True).fill("nina")
    owner.page.get_by_label("Name that readers see").fill("Nina Ray")
    owner.page.get_by_label("Password").fill(PASSWORD)
    owner.page.keyboard.press("Enter")
    owner.page.wait_for_url("**/studio/**")


def write_with_picture(owner: Writer) -> None:
    """Type the text, and put a picture at its end."""
    owner.page.get_by_role("textbox", name="Text in Markdown").click()
    owner.page.keyboard.insert_text(TEXT)
    owner.page.locator("[data-choose-picture]").set_input_files(
        {"name": "wave.png", "mimeType": "image/png", "buffer": drawn("PNG", noise(1000, 300))}
    )
    owner.wait_until("longwave.studio.view.state.doc.toString().includes('](/media/')")
    owner.wait_for_preview()


def assert_picture_is_shown(reader: Writer) -> None:
    """The page shows the picture, with room kept for it and smaller ones for smaller screens."""
    image = reader.page.locator(".post .prose img")
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert [image.get_attribute(name) for name in ("width", "height")] == ["1000", "300"]
    assert "480w" in (image.get_attribute("srcset") or "")


def test_from_an_empty_installation_to_the_first_post(chromium: Browser, empty: Flask) -> None:
    with served(empty) as address, chromium.new_context() as context:
        owner = workplace.writer(context, address)
        set_up(owner, empty)
        owner.page.goto(f"{address}/studio/")
        owner.page.get_by_role("button", name="New post").click()
        owner.wait_until("globalThis.longwave?.studio")
        owner.page.get_by_label("Title").fill("On identities")
        write_with_picture(owner)
        assert owner.page.locator(".preview-page .math mjx-container").count() == 1
        assert owner.page.locator(".preview-page img").count() == 1
        assert owner.page.locator(".preview-page table").count() == 1
        owner.page.get_by_role("button", name="Publish", exact=True).click()
        owner.page.locator('[data-editor][data-state="published"]').wait_for()
        owner.page.locator("summary", has_text="More").click()
        owner.page.get_by_role("link", name="Read it as readers do").click()
        owner.page.locator(".post .math mjx-container").first.wait_for()
        assert owner.page.locator("h1").inner_text() == "On identities"
        assert owner.page.locator(".post table td").all_inner_texts() == ["3", "6"]
        assert_picture_is_shown(owner)
        assert owner.complaints == []
        assert owner.violations == []


def test_publishing_broken_formulas_asks_first(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, "Broken: $\\frac{1}$.")
    writer = sit_down()
    writer.open(post)
    writer.page.keyboard.press("Control+Shift+p")
    dialog = writer.page.get_by_role("dialog", name="Publish with formula errors?")
    dialog.wait_for()
    assert "Line 1" in dialog.inner_text()
    assert writer.faults == {}
    dialog.get_by_role("button", name="Look at the first one").click()
    assert writer.page.locator("[data-editor]").get_attribute("data-state") == "draft"
    writer.page.get_by_role("button", name="Publish", exact=True).click()
    dialog.get_by_role("button", name="Publish anyway").click()
    writer.page.locator('[data-editor][data-state="published"]').wait_for()


@pytest.mark.parametrize(
    ("keys", "result"),
    [
        ("Control+b", "**word**"),
        ("Control+i", "*word*"),
        ("Control+e", "`word`"),
        ("Control+m", "$word$"),
        ("Control+k", "[word]()"),
    ],
)
def test_keys_write_markup_around_the_selection(studio: Flask, sit_down: SitDown, keys: str, result: str) -> None:
    writer = sit_down()
    writer.open(begin(studio, "word"))
    writer.page.get_by_role("textbox", name="Text in Markdown").click()
    writer.page.keyboard.press("Control+a")
    writer.page.keyboard.press(keys)
    assert writer.source == result


@pytest.mark.parametrize(
    ("typed", "choice", "result"),
    [
        ("$\\vareps", "\\varepsilon", "$\\varepsilon$"),
        ("$\\dfr", "\\dfrac", "$\\dfrac{}{}$"),
        ("\\begin{ali", "\\begin{align}", "\\begin{align}\n\n\\end{align}"),
        ("$\\eqref{eq:g", "eq:gumbel", "$\\eqref{eq:gumbel}$"),
        ("[[Other", "Other post", "[Other post](/posts/other-post)"),
    ],
)
def test_names_are_completed(studio: Flask, sit_down: SitDown, typed: str, choice: str, result: str) -> None:
    begin(studio, "Text.", title="Other post", published=True)
    before = "\\begin{equation}\\label{eq:gumbel} a \\end{equation}\n\n"
    writer = sit_down()
    writer.open(begin(studio, f"{before}END"))
    writer.place_cursor("END")
    for _ in "END":
        writer.page.keyboard.press("Delete")
    writer.type(typed)
    writer.page.locator(".cm-completionLabel", has_text=choice).first.wait_for()
    writer.page.wait_for_timeout(150)  # the list ignores keys that come before anybody can have read it
    writer.page.keyboard.press("Enter")
    assert writer.source.removeprefix(before) == result


def test_vim_keys_are_kept_for_the_next_time(studio: Flask, sit_down: SitDown) -> None:
    writer = sit_down()
    post = begin(studio, "one two")
    writer.open(post)
    writer.page.keyboard.press("Control+/")
    writer.page.get_by_label("Vim keys").check()
    writer.page.keyboard.press("Escape")
    writer.page.reload()
    writer.wait_for_preview()
    writer.place_cursor("one")
    writer.type("dw")
    assert writer.source == "two"
    assert writer.violations == []


def test_without_javascript_the_form_saves(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, "Begun.")
    writer = sit_down(java_script_enabled=False)
    writer.page.goto(f"{writer.address}/studio/posts/{post}")
    writer.page.get_by_label("Text in Markdown").fill("Typed without a script.")
    writer.page.get_by_role("button", name="Save", exact=True).click()
    assert writer.page.get_by_label("Text in Markdown").input_value() == "Typed without a script."
    assert "Typed without a script." in workplace.kept(studio, post)
