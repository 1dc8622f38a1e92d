"""What the browser tests share: a small site to visit and visitors that notice what goes wrong."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser import reader_site, workplace
from tests.browser.serving import served
from tests.browser.small_site import SmallSite, serving
from tests.browser.visiting import Visit
from tests.browser.workplace import Writer


@pytest.fixture(scope="session")
def small_site() -> Iterator[SmallSite]:
    """A server for pages that tests write, with the built files and the site's policy."""
    with serving() as site:
        yield site


@pytest.fixture
def visit(chromium: Browser, small_site: SmallSite) -> Iterator[Callable[..., Visit]]:
    """Visit an address in a context of its own, which takes the options of Playwright's `new_context`."""
    contexts = []

    def go(address: str, *, wait: bool = True, script: str = "", **options: Any) -> Visit:
        context = chromium.new_context(**{"viewport": {"width": 1000, "height": 800}, **options})
        contexts.append(context)
        visit = Visit(context.new_page(), small_site.address)
        visit.go(address, wait=wait, script=script)
        return visit

    yield go
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site itself with its sample posts."""
    with reader_site.serving(tmp_path_factory.mktemp("reader")) as address:
        yield address


@pytest.fixture
def read(chromium: Browser, sample_site: str) -> Iterator[Callable[..., Visit]]:
    """Read a page of the site in a context of its own; `wait` for the formulas of a page that has some."""
    contexts = []

    def go(path: str, *, wait: bool = False, **options: Any) -> Visit:
        context = chromium.new_context(**{"viewport": {"width": 1360, "height": 900}, **options})
        contexts.append(context)
        visit = Visit(context.new_page(), sample_site)
        visit.go(sample_site + path, wait=wait)
        return visit

    yield go
    for context in contexts:
        context.close()


@pytest.fixture
def studio_address(studio: Flask) -> Iterator[str]:
    """The address of the running application in which olga, edgar, anna and carl have accounts."""
    with served(studio) as address:
        yield address


@pytest.fixture
def sit_down(chromium: Browser, studio_address: str) -> Iterator[Callable[..., Writer]]:
    """Let an author log in with a browser of their own, which takes the options of Playwright's `new_context`."""
    contexts = []

    def go(name: str = "anna", **options: Any) -> Writer:
        context = chromium.new_context(**{"viewport": {"width": 1360, "height": 800}, **options})
        contexts.append(context)
        someone = workplace.writer(context, studio_address)
        someone.log_in(name)
        return someone

    yield go
    for context in contexts:
        context.close()
