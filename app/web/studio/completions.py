"""What an editor completes: names that exist already, and posts to link to."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from app.database import session
from app.storage.queries import studio as queries
from app.web import visit
from app.web.access import current_author

MOST_POSTS = 2_000
"""More would be a long answer for a short list."""


def show() -> ResponseReturnValue:
    """Tags, categories and series by name, and posts."""
    reading = session()
    posts = reading.execute(queries.linkable(visit.now(), own_id=current_author().id).limit(MOST_POSTS))
    return jsonify(
        tags=[tag.name for tag in reading.scalars(queries.tags())],
        categories=[category.name for category in reading.scalars(queries.categories())],
        series=[series.name for series in reading.scalars(queries.series())],
        posts=[{"slug": slug, "title": title} for slug, title in posts],
    )
