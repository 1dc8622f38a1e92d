"""Errors as pages of the site: what happened, and where to go from here. Nothing leaks."""

from collections.abc import Mapping
from types import MappingProxyType

import sqlalchemy as sa
from flask import Flask, abort, current_app, jsonify, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from app.web import addresses, journal, visit
from app.web.reader.pages import ErrorPage, Head, Link
from app.web.refusals import ExplainedBadRequest, ExplainedNotFound, Way

RETRY_AFTER = "10"
"""Seconds after which a reader may find the database back."""

WORDS: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        400: (
            lazy_gettext("This request makes no sense"),
            lazy_gettext("The address or the form holds something that cannot be read. Nothing was changed."),
        ),
        403: (
            lazy_gettext("This is not open to you"),
            lazy_gettext("You may not see this or do this. Nothing was changed."),
        ),
        404: (
            lazy_gettext("Nothing is here"),
            lazy_gettext("There is no page at this address: it was never written, or it has been taken back."),
        ),
        405: (
            lazy_gettext("This page cannot be asked that way"),
            lazy_gettext("The page exists, but it does not take this kind of request. Nothing was changed."),
        ),
        413: (
            lazy_gettext("Too large"),
            lazy_gettext("What was sent is larger than this site takes. Nothing was kept; send something smaller."),
        ),
        429: (
            lazy_gettext("Too many requests"),
            lazy_gettext("So many requests came from your address that the site takes a rest. Wait a minute."),
        ),
        500: (
            lazy_gettext("Something broke"),
            lazy_gettext("The fault is on this site, not with you. It has been written down; try again later."),
        ),
        503: (
            lazy_gettext("Back in a moment"),
            lazy_gettext("The site cannot reach its texts just now. Try again in a few seconds."),
        ),
    }
)

LAST_RESORT = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Something broke</title></head>
<body>
<h1>Something broke</h1>
<p>The fault is on this site, not with you. Try again later.</p>
<p lang="zh-Hans">本站出了故障，与你无关。请稍后再试。</p>
<p><a href="/">Home / <span lang="zh-Hans">首页</span></a></p>
</body>
</html>
"""
"""What is shown when not even the error page can be made."""


def init_app(app: Flask) -> None:
    """Answer every error with a page."""
    app.register_error_handler(HTTPException, _refused)
    for kind in (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError):
        app.register_error_handler(kind, _unreachable)
    app.register_error_handler(Exception, _broken)
    app.before_request(_refuse_large_body)


def _refuse_large_body() -> None:
    """A body that is announced as too large is refused before anyone reads it."""
    if (request.content_length or 0) > (request.max_content_length or 0):
        abort(413)


def _refused(error: HTTPException) -> Response:
    """Show what was raised with an HTTP status, with the headers that belong to it (`Allow`, `Retry-After`)."""
    status = error.code or 500
    journal.report(status)
    response = _page(status, *_explained(error))
    for name, value in error.get_headers():
        if name.lower() != "content-type":
            response.headers[name] = value
    return response


def _unreachable(error: Exception) -> Response:
    """Show that the database does not answer."""
    journal.report(503, error)
    visit.degrade()
    response = _page(503)
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def _broken(error: Exception) -> Response:
    """Show a fault of the site; in debugging let the developer see it."""
    if current_app.debug:
        raise error
    journal.report(500, error)
    visit.degrade()
    return _page(500)


def _explained(error: HTTPException) -> tuple[str, tuple[Way, ...]]:
    if isinstance(error, ExplainedNotFound | ExplainedBadRequest):
        return error.said, error.ways
    return "", ()


def _page(status: int, said: str = "", ways: tuple[Way, ...] = ()) -> Response:
    """The error page; if it cannot be made, one without the database, and at last one that needs nothing.

    A script of the studio gets the words alone.
    """
    if request.path.startswith("/studio") and visit.wants_json():
        return _message(status, said)
    body = _attempted(status, said, ways)
    if body is None:
        visit.degrade()
        body = _attempted(status, said, ways)
    if body is None:
        status, body = max(status, 500), LAST_RESORT
    response = Response(body, status, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    if status >= 500:
        response.headers["X-Request-ID"] = journal.request_id()
    return response


def _message(status: int, said: str) -> Response:
    heading, usual = WORDS.get(status) or WORDS[400 if status < 500 else 500]
    response = jsonify(message=f"{heading}. {said or usual}")
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _attempted(status: int, said: str, ways: tuple[Way, ...]) -> str | None:
    """The error page, or None if it cannot be made: a reader must get an answer whatever is broken."""
    try:
        return _rendered(status, said, ways)
    except Exception as error:  # noqa: BLE001 - any fault at all
        journal.report(500, error)
        return None


def _rendered(status: int, said: str, ways: tuple[Way, ...]) -> str:
    heading, usual = WORDS.get(status) or WORDS[400 if status < 500 else 500]
    message = said or str(usual)
    if status >= 500:
        message += " " + _("Number of this request: %(number)s.", number=journal.request_id())
    page = ErrorPage(
        head=Head(f"{heading} · {visit.site().title}", message, "", visit.language(), robots="noindex"),
        status=status,
        heading=str(heading),
        message=message,
        suggestions=tuple(Link(way.label, visit.url(way.address)) for way in (*ways, *_usual_ways())),
    )
    return render_template("errors/error.html", page=page)


def _usual_ways() -> tuple[Way, ...]:
    return (
        Way(_("Home"), addresses.HOME),
        Way(_("Archive"), addresses.ARCHIVE),
        Way(_("Tags"), addresses.TAGS),
    )
