"""Validators and lifetimes of readers' pages: a page depends on its address and the content, and on nothing else."""

from flask import request
from werkzeug.wrappers import Response

PAGE = "public, max-age=0, s-maxage=1, stale-while-revalidate=1"
"""Browsers ask again each time (304 if nothing changed); a shared cache may answer a burst for a second, and for one more
while it fetches the page behind the reader's back: what is published shows everywhere after two."""

FOREVER = "public, max-age=31536000, immutable"
"""For what is named by a digest of its content."""

A_DAY = "public, max-age=86400"


def validated(response: Response) -> Response:
    """Give a page its `ETag` and lifetime, and answer 304 to those who have it already."""
    if response.status_code != 200 or response.direct_passthrough:
        return response
    response.headers.setdefault("Cache-Control", PAGE)
    response.add_etag()
    return response.make_conditional(request)
