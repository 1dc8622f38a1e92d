"""Lifetimes of what readers get: a page depends on its address and the content, and on nothing else."""

from collections.abc import Sequence
from datetime import timedelta

from flask import current_app
from werkzeug.wrappers import Response

FOREVER = "public, max-age=31536000, immutable"
"""For what is named by a digest of its content."""

A_DAY = "public, max-age=86400"

ASK_EACH_TIME = "public, max-age=0, s-maxage=0, must-revalidate"
"""For a page that is about to change by itself."""

_PAGE = "public, max-age=0, s-maxage="


def page(shared_seconds: int) -> str:
    """The `Cache-Control` of readers' pages.

    Browsers ask again each time (304 if nothing changed); a shared cache may answer a burst for so many seconds, and
    for as long again while it asks: no longer, or the first reader after a quiet hour would get the page of before.
    """
    return f"{_PAGE}{shared_seconds}, stale-while-revalidate={shared_seconds}"


def elsewhere(shared_seconds: int) -> timedelta:
    """How long a cache in front may answer with a page that `page` was said of."""
    return timedelta(seconds=2 * shared_seconds)


def lasting(response: Response) -> Response:
    """Say how long a page lasts, if it does not say so itself."""
    if response.status_code == 200 and not response.direct_passthrough:
        response.headers.setdefault("Cache-Control", current_app.config["PAGE_LIFETIME"])
    return response


def is_for_everybody(status: str, headers: Sequence[tuple[str, str]]) -> bool:
    """Whether an answer is a page that every reader gets: marked as one by `lasting`, and not made for somebody."""
    named = {name.lower(): value for name, value in headers}
    is_page = status.startswith("200 ") and named.get("cache-control", "").startswith(_PAGE)
    return is_page and "set-cookie" not in named and "vary" not in named
