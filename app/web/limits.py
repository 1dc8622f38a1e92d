"""How often somebody may try: in Redis where there is one, else in the memory of the process."""

from ipaddress import ip_address, ip_network
from typing import Any

from flask import Flask, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_limiter import Limiter, RateLimitExceeded
from limits.errors import ConfigurationError as StorageError

from app.config import ConfigurationError, Settings
from app.services.accounts import folded_name
from app.web import visitors
from app.web.security_log import record
from app.web.visit import wants_json

_EXTENSION = "longwave-limiter"

_ROOMS = ("auth", "studio")
"""The blueprints whose views have limits."""

PER_NETWORK = "20 per minute; 200 per hour"
"""Attempts from one network: many authors may share it, few of them mistype at the same minute."""

PER_NAME = "5 per minute; 20 per hour"
"""Attempts on one name from one network. From elsewhere its owner still gets in."""


UPLOADS = "60 per minute; 600 per hour"
"""Pictures of one author: a whole travelogue at once, but not the disk."""


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its counters. While Redis does not answer, each process counts for itself.

    Raises `ConfigurationError` for an address that is none of Redis, or if the package for it is missing.
    """
    url = settings.redis_url.get_secret_value()
    limiter = Limiter(
        network,
        storage_uri=url or "memory://",
        storage_options={"socket_connect_timeout": 1, "socket_timeout": 1} if url else {},
        in_memory_fallback_enabled=bool(url),
        key_prefix="longwave",
        headers_enabled=True,
    )
    try:
        limiter.init_app(app)
    except (StorageError, ValueError) as error:
        raise ConfigurationError(
            "LONGWAVE_REDIS_URL: must look like redis://host:6379/0, and needs the package `redis` (the extra `redis`)"
        ) from error
    _look_where_limits_are(app)
    app.extensions[_EXTENSION] = limiter
    app.register_error_handler(RateLimitExceeded, _show)


def _look_where_limits_are(app: Flask) -> None:
    """Leave the limiter's hooks to the rooms that have limits, so that no reader's page pays for them.

    They are the last that were hung up, and all limits are those of views, which are held by the views themselves.
    """
    for hooks in (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs):
        moved: Any = hooks[None].pop()
        for room in _ROOMS:
            hooks.setdefault(room, []).append(moved)


def limiter_of(app: Flask) -> Limiter:
    """The counters of an application."""
    found: Limiter = app.extensions[_EXTENSION]
    return found


def network() -> str:
    """The network that a request comes from: an IPv4 address, or the /64 that one subscriber of IPv6 has."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))


def name_and_network() -> str:
    """The name that is tried, with the network that tries it."""
    return f"{folded_name(request.form.get('name', ''))[:200]}|{network()}"


def author() -> str:
    """The author who is logged in: a borrowed browser guesses no faster from several networks."""
    found = visitors.visitor()
    return found.author.name if found else network()


def _show(error: RateLimitExceeded) -> ResponseReturnValue:
    record("too many attempts", is_refusal=True, path=request.url_rule.rule if request.url_rule else None)
    minutes = max(1, error.limit.limit.get_expiry() // 60)
    heading = gettext("Too many attempts")
    message = ngettext("Wait %(num)s minute, then try again.", "Wait %(num)s minutes, then try again.", minutes)
    if wants_json():
        return jsonify(message=f"{heading}. {message}"), 429
    return render_template("auth/message.html", heading=heading, message=message), 429
