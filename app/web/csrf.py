"""Requests that change something must come from a page of this site."""

from flask import Flask, abort, request
from flask_wtf.csrf import CSRFProtect

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def init_app(app: Flask) -> None:
    """Demand the token of the session with every unsafe request, whatever room answers it."""
    # A text may be written for hours: the token lives as long as its session. The referrer need not be sent at all,
    # since browsers say themselves whether a request crosses sites.
    app.config.update(WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False, WTF_CSRF_METHODS=UNSAFE)
    CSRFProtect(app)
    app.before_request(_refuse_other_sites)


def _refuse_other_sites() -> None:
    """Browsers tell where a request was made (Fetch Metadata); another site or host has no business here."""
    if request.method in UNSAFE and request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        abort(403)
