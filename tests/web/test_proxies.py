"""What proxies say about a visitor counts only as far as they are trusted."""

import pytest
from flask import Flask, request

from app import create_app
from app.config import Settings

FORWARDED = {
    "X-Forwarded-For": "198.51.100.1, 203.0.113.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.test",
}


def visitor(app: Flask) -> tuple[str | None, str, str]:
    """Return where a request seems to come from: address, scheme, host."""
    seen: list[tuple[str | None, str, str]] = []

    def look() -> str:
        seen.append((request.remote_addr, request.scheme, request.host))
        return ""

    app.add_url_rule("/look/around", view_func=look)
    app.test_client().get("/look/around", headers=FORWARDED)
    return seen[0]


@pytest.mark.parametrize(
    ("trusted", "expected"),
    [
        (0, ("127.0.0.1", "http", "localhost")),
        (1, ("203.0.113.7", "https", "localhost")),
        (2, ("198.51.100.1", "http", "localhost")),
    ],
)
def test_only_so_many_proxies_are_believed(
    settings: Settings, trusted: int, expected: tuple[str | None, str, str]
) -> None:
    assert visitor(create_app(settings.model_copy(update={"trusted_proxies": trusted}))) == expected
