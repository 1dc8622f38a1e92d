"""How the addresses among the settings are written."""

import re
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

_HOST = re.compile(r"[\w.-]+(?::\d{1,5})?|\[[0-9a-fA-F:.]+\](?::\d{1,5})?")
"""A host by name or number, with or without a port, and nothing else: no user, no password."""


def database(value: str) -> str:
    """The address of a database with its driver: hosts give `postgres://` or `postgresql://`, installed is psycopg 3.

    Raises `ValueError` for what is no such address, without repeating it, since it may hold a password.
    """
    scheme, separator, rest = value.partition("://")
    if scheme in {"postgres", "postgresql", "postgresql+psycopg"}:
        return _checked(f"postgresql+psycopg://{rest}")
    if value and (not separator or scheme != "sqlite"):
        raise ValueError("must begin with postgresql:// or sqlite:///")
    if scheme == "sqlite" and rest.partition("?")[0] in {"", "/", "/:memory:"}:
        raise ValueError("must name a file, like sqlite:////srv/longwave/longwave.sqlite3: memory would forget it")
    return value


def site(value: str) -> str:
    """The address of a site without a slash at its end. Raises `ValueError` for another form.

    Absolute addresses are this plus a path, so a path or a slash of its own would double.
    """
    if not value:
        return value
    parts = urlsplit(value)
    is_named = _HOST.fullmatch(parts.netloc) is not None and parts.port != 0  # or raises if it is too large
    if parts.scheme not in {"http", "https"} or not is_named or parts.query or parts.fragment:
        raise ValueError("must look like https://blog.example.org")
    if parts.path.strip("/"):
        raise ValueError("must not have a path: the site answers at the root of its host")
    return f"{parts.scheme}://{parts.netloc}"


def web_address(value: str, *, like: str) -> str:
    """An address of the web, or nothing; without user and password. Raises `ValueError` with an example of one."""
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not _HOST.fullmatch(parts.netloc) or parts.query):
        raise ValueError(f"must look like {like}")
    return value


def bracketed(host: str) -> str:
    """A host as it stands in an address: IPv6 between brackets."""
    return f"[{host}]" if ":" in host else host


def _checked(url: str) -> str:
    try:
        make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError("must look like postgresql://user:password@host:5432/database") from None
    return url
