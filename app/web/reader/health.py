"""Whether the site can answer: what load balancers ask."""

import sqlalchemy as sa
from flask import Response

from app import database


def health() -> Response:
    """Answer 200 if the database answers; else the error page of 503 comes of itself."""
    database.session().execute(sa.text("SELECT 1"))
    return Response("ok\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})
