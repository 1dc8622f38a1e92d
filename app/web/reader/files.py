"""Pictures of posts, and the site's own icon."""

from typing import IO, cast

from flask import Response, abort, current_app, request, send_file
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response as BaseResponse
from werkzeug.wsgi import wrap_file

from app import database
from app.storage.files import MEDIA_TYPES, NAME, Stored
from app.web import addresses, caching, visit
from app.web.addresses import Address
from app.web.assets import Assets

PICTURE_POLICY = "default-src 'none'; sandbox"
"""A picture that is opened by itself is a document, and one that can do nothing."""

RETRY_AFTER = 10
"""Seconds after which a reader may find the place of the pictures back."""


def picture(name: str) -> Response:
    """A stored picture; its name is the digest of its bytes, so it never changes.

    It comes through this application wherever it lies: readers are sent nowhere but to this host.
    """
    match = NAME.fullmatch(name) or abort(404)
    visit.settle_plain(Address(f"/media/{name}"))
    stored = _opened(name) or abort(404)
    body = wrap_file(request.environ, cast("IO[bytes]", stored.stream))  # It reads and closes, which is enough.
    response = Response(body, mimetype=MEDIA_TYPES[match["extension"]], direct_passthrough=True)
    response.content_length = stored.size
    response.set_etag(match["digest"])
    response.headers["Cache-Control"] = caching.FOREVER
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    # Feeds carry pictures to readers that show them on pages of their own.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.make_conditional(request, accept_ranges=True, complete_length=stored.size)
    return response


def _opened(name: str) -> Stored | None:
    """What the store has under a name; 503 if it cannot be asked now, which is no reason to fail for any page."""
    try:
        return database.database().files.open(name)
    except OSError as error:
        raise ServiceUnavailable(retry_after=RETRY_AFTER) from error


def favicon() -> Response:
    """The site's icon, at the address that browsers and feed readers know."""
    assets: Assets = current_app.extensions["longwave-assets"]
    path = assets.path("favicon.svg")
    if path is None:
        abort(404)
    response = send_file(path, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = caching.A_DAY
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def old_favicon() -> BaseResponse:
    """The address that browsers try by themselves."""
    return visit.moved(addresses.FAVICON, 301)
