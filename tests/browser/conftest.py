"""What the browser tests share: a small site to visit and visitors that notice what goes wrong."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.small_site import SmallSite, serving
from tests.browser.visiting import Visit


@pytest.fixture(scope="session")
def small_site() -> Iterator[SmallSite]:
    """A server for pages that tests write, with the built files and the site's policy."""
    with serving() as site:
        yield site


@pytest.fixture
def visit(chromium: Browser, small_site: SmallSite) -> Iterator[Callable[..., Visit]]:
    """Visit an address in a context of its own, which takes the options of Playwright's `new_context`."""
    contexts = []

    def go(address: str, *, wait: bool = True, **options: Any) -> Visit:
        context = chromium.new_context(**{"viewport": {"width": 1000, "height": 800}, **options})
        contexts.append(context)
        visit = Visit(context.new_page(), small_site.address)
        visit.go(address, wait=wait)
        return visit

    yield go
    for context in contexts:
        context.close()
