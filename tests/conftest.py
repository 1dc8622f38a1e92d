"""What several rooms' tests share: one browser for the whole run."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.chromium import find_chromium, launch_arguments

pytest_plugins = ["tests.studio_cast"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running Chromium; a test opens contexts of its own in it and closes them.

    There can be only one: Playwright's synchronous interface runs a loop that a second one would meet.
    """
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=launch_arguments())
        yield browser
        browser.close()
