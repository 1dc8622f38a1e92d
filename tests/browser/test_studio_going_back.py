"""The pages of the studio on which authors look back, decide and share, in a real browser."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.services import drafting
from app.services.drafts import Draft, Editor, PostSettings
from app.storage.models import Post
from tests.browser.workplace import NOW, Writer, begin
from tests.studio_cast import database_of, named

SitDown = Callable[..., Writer]

MACROS = "\\newcommand{\\risk}{\\mathcal{R}}"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def post(studio: Flask) -> int:
    """A post with a changed formula, and a text of Anna's that came second."""
    post_id = begin(studio, "The sum $a + b$.\n\n- One\n- Two\n\nIn $\\risk$.", title="On $x$")
    with database_of(studio).write.begin() as session:
        row, anna, olga = session.get_one(Post, post_id), named(session, "anna"), named(session, "olga")
        settings = PostSettings(language="en", macros=MACROS)
        hers = Draft("On $x$", "The sum $a + c$.\n\n- One\n- Two\n\nIn $\\risk$.", settings)
        drafting.save(session, row, hers, editor=Editor(olga, 1), now=NOW)
        second = Draft("On $x$", "The sum $a + d$.\n\n- One\n- Three\n\nIn $\\risk$.", settings)
        drafting.save(session, row, second, editor=Editor(anna, 1), now=NOW)
    return post_id


@pytest.mark.parametrize("options", [{}, PHONE, {"color_scheme": "dark"}], ids=["desk", "phone", "dark"])
@pytest.mark.parametrize("path", ["revisions/1", "revisions/2?against=before", "conflicts/3", "preview-links"])
def test_a_page_is_accessible_and_fits(post: int, sit_down: SitDown, path: str, options: dict[str, object]) -> None:
    writer = sit_down(**options)
    writer.page.goto(f"{writer.address}/studio/posts/{post}/{path}")
    if path.startswith("revisions"):
        writer.wait_until("document.querySelectorAll('.math:not([data-tex])').length === 0")
    assert writer.faults == {}
    assert writer.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert writer.violations == []
    assert writer.complaints == []


def test_a_changed_formula_is_shown_as_a_formula(post: int, sit_down: SitDown) -> None:
    writer = sit_down()
    writer.page.goto(f"{writer.address}/studio/posts/{post}/revisions/1")
    writer.wait_until("document.querySelectorAll('.math:not([data-tex])').length === 0")
    assert writer.page.locator(".page-difference del mjx-container").count() == 1
    assert writer.page.locator(".page-difference ins mjx-container").count() == 1
    assert writer.page.locator(".math-failed").count() == 0


def test_whoever_came_second_decides_and_saves(post: int, sit_down: SitDown) -> None:
    writer = sit_down()
    writer.page.goto(f"{writer.address}/studio/posts/{post}/conflicts/3")
    text = writer.page.get_by_label("The text made of both")
    assert "- Three" in text.input_value()
    assert "<<<<<<<" in text.input_value()
    text.fill("The sum $a + c + d$.")
    writer.page.get_by_role("button", name="Save this text").click()
    writer.wait_for_preview()
    assert writer.source == "The sum $a + c + d$."


def test_a_formula_error_is_asked_about_without_scripts(studio: Flask, sit_down: SitDown) -> None:
    broken = begin(studio, "$$a \\label{e}$$\n\n$$b \\label{e}$$")
    writer = sit_down(java_script_enabled=False)
    writer.page.goto(f"{writer.address}/studio/posts/{broken}")
    writer.page.get_by_role("button", name="Publish", exact=True).click()
    assert writer.page.get_by_role("heading", name="Publish it anyway?").is_visible()
    writer.page.get_by_role("button", name="Publish anyway").click()
    writer.page.get_by_text("It is published.").wait_for()
    writer.page.goto(f"{writer.address}/posts/a-post")
    assert writer.page.get_by_role("heading", name="A post").is_visible()


def test_a_preview_link_shows_typeset_macros_and_nothing_of_their_definitions(post: int, sit_down: SitDown) -> None:
    writer = sit_down()
    writer.page.goto(f"{writer.address}/studio/posts/{post}/preview-links")
    writer.page.get_by_role("button", name="Make a link").click()
    assert writer.faults == {}
    token = writer.page.locator("code").inner_text().rsplit("/", 1)[1]
    writer.page.goto(f"{writer.address}/preview/{token}")
    writer.wait_until("document.querySelectorAll('.math:not([data-tex])').length === 0")
    assert writer.page.locator(".math-failed, [data-mjx-unknown]").count() == 0
    assert writer.page.locator(".prose mjx-container").count() == 2
    assert writer.page.locator(".math.definitions:visible").count() == 0
    assert writer.violations == []
    assert writer.complaints == []


def test_many_posts_are_published_from_the_list(studio: Flask, sit_down: SitDown) -> None:
    for title in ("One", "Two"):
        begin(studio, "Words.", title=title)
    writer = sit_down()
    writer.page.goto(f"{writer.address}/studio/")
    for title in ("One", "Two"):
        writer.page.get_by_label(f"Choose {title}").check()
    writer.page.get_by_label("Action").select_option("publish")
    writer.page.get_by_role("button", name="Do it").click()
    assert writer.page.locator("li[data-done=yes]").count() == 2
    assert writer.faults == {}
