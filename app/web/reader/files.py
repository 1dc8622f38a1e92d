"""Pictures of posts, and the site's own icon."""

import re

from flask import Response, abort, current_app, send_file
from werkzeug.wrappers import Response as BaseResponse

from app import database
from app.storage.files import EXTENSIONS
from app.web import addresses, caching, visit
from app.web.addresses import Address
from app.web.assets import Assets

_MEDIA_TYPES = {extension: media_type for media_type, extension in EXTENSIONS.items()}
_NAME = re.compile(rf"(?P<digest>[0-9a-f]{{64}})\.(?P<extension>{'|'.join(_MEDIA_TYPES)})")

PICTURE_POLICY = "default-src 'none'; sandbox"
"""A picture that is opened by itself is a document, and one that can do nothing."""


def picture(name: str) -> Response:
    """A stored picture; its name is the digest of its bytes, so it never changes."""
    match = _NAME.fullmatch(name)
    path = (database.database().settings.media_dir / name).absolute()
    if match is None or not path.is_file():
        abort(404)
    visit.settle_plain(Address(f"/media/{name}"))
    response = send_file(path, mimetype=_MEDIA_TYPES[match["extension"]], etag=match["digest"])
    response.headers["Cache-Control"] = caching.FOREVER
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    # Feeds carry pictures to readers that show them on pages of their own.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


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
