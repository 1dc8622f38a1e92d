"""From an empty site to a second author, in a real browser and with the keyboard alone where people type."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from app.cli.authors import setup_link
from tests.browser.serving import served
from tests.studio_cast import PASSWORD


@pytest.fixture
def address(empty: Flask) -> Iterator[str]:
    """The address of a running site that nobody has set up yet."""
    with served(empty) as address:
        yield address


@pytest.fixture
def link(empty: Flask, address: str) -> str:
    """The link that sets the site up, at its present address."""
    with empty.app_context():
        made = setup_link()
    assert made
    return address + made.removeprefix("http://127.0.0.1:8000")


def faults(page: Page) -> dict[str, list[str]]:
    """Return what axe finds wrong on a page, by rule."""
    found = Axe().run(page).response["violations"]
    return {rule["id"]: [node["html"] for node in rule["nodes"]] for rule in found}


def type_into(page: Page, *words: str) -> None:
    """Type one answer after the other, moving on with the tabulator, and send the form with the return key."""
    for number, word in enumerate(words):
        page.keyboard.type(word)
        page.keyboard.press("Enter" if number == len(words) - 1 else "Tab")


def set_up(owner: Page, link: str) -> None:
    """Fill in the form behind the link, first with a password that is refused."""
    owner.goto(link)
    assert faults(owner) == {}
    owner.get_by_label("Name", exact=True).focus()
    type_into(owner, "nina", "Nina Ray", "password1")
    password = owner.get_by_label("Password")
    owner.locator("#password-error").wait_for()
    assert password.get_attribute("aria-describedby") == "password-error password-hint"
    assert owner.get_by_label("Name that readers see").input_value() == "Nina Ray"
    assert faults(owner) == {}
    password.fill(PASSWORD)
    owner.keyboard.press("Enter")
    owner.wait_for_url("**/studio/")
    assert faults(owner) == {}


def invite(owner: Page, address: str) -> str:
    """Make a link for somebody and return it."""
    owner.get_by_role("link", name="Authors").click()
    owner.get_by_label("For whom").fill("Mara")
    owner.get_by_role("button", name="Make a link").click()
    assert faults(owner) == {}
    return owner.locator("code").inner_text().replace("http://127.0.0.1:8000", address)


def test_an_owner_sets_the_site_up_and_logs_in_again(chromium: Browser, link: str) -> None:
    with chromium.new_context(viewport={"width": 390, "height": 844}) as context:
        owner = context.new_page()
        set_up(owner, link)
        owner.get_by_role("button", name="Log out").click()
        owner.wait_for_url("**/login")
        assert faults(owner) == {}
        type_into(owner, "nina", PASSWORD)
        owner.wait_for_url("**/studio/")


def test_an_author_is_invited_and_shut_out(chromium: Browser, address: str, link: str) -> None:
    with chromium.new_context() as here, chromium.new_context() as there:
        owner, writer = here.new_page(), there.new_page()
        set_up(owner, link)
        writer.goto(invite(owner, address))
        writer.get_by_label("Name", exact=True).focus()
        type_into(writer, "mara", "Mara Quist", PASSWORD)
        writer.wait_for_url("**/studio/")
        owner.get_by_role("link", name="Authors").click()
        owner.get_by_role("button", name="Close the account of Mara Quist").click()
        assert "every session has ended" in owner.get_by_role("status").inner_text()
        assert faults(owner) == {}
        writer.reload()
        assert writer.url == f"{address}/login?next=/studio/"
