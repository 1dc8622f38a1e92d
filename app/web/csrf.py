"""Requests that change something must come from a page of this site."""

from collections.abc import Callable

from flask import Flask, abort, request
from flask.typing import ResponseReturnValue

from app.web.deferred import deferred

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def init_app(app: Flask, forged: Callable[[], ResponseReturnValue]) -> None:
    """Demand the token of the session with every unsafe request, whatever room answers it.

    `forged` answers a request without it. Flask-WTF, which brings every kind of form field along, is loaded with the
    first token, so its settings are made here rather than by its `init_app`.
    """
    # A text may be written for hours: the token lives as long as its session. The referrer need not be sent at all,
    # since browsers say themselves whether a request crosses sites.
    app.config.update(
        WTF_CSRF_FIELD_NAME="csrf_token",
        WTF_CSRF_HEADERS=("X-CSRFToken", "X-CSRF-Token"),
        WTF_CSRF_METHODS=UNSAFE,
        WTF_CSRF_SSL_STRICT=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_env.globals["csrf_token"] = deferred("flask_wtf.csrf:generate_csrf")
    app.before_request(lambda: None if _is_ours() else forged())
    app.before_request(_refuse_other_sites)


def _is_ours() -> bool:
    """Whether the request changes nothing, reaches no view, or brings the token."""
    if request.method not in UNSAFE or not request.endpoint:
        return True
    from flask_wtf.csrf import CSRFError, CSRFProtect  # noqa: PLC0415 - loaded when needed

    try:
        CSRFProtect().protect()
    except CSRFError:
        return False
    return True


def _refuse_other_sites() -> None:
    """Browsers tell where a request was made (Fetch Metadata); another site or host has no business here."""
    if request.method in UNSAFE and request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        abort(403)
