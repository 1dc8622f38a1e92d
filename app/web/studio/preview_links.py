"""Links by which people without an account read a post before it is published."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urljoin

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from app.database import database, session, write_session
from app.services import previews
from app.services.errors import RefusedError
from app.services.permissions import Action
from app.storage.models import Post, PreviewLink
from app.storage.queries import previews as queries
from app.web import visit
from app.web.studio import moments
from app.web.studio.answers import done, refused
from app.web.studio.finding import held, seen
from app.web.studio.submission import body, number_from
from app.web.visit import wants_json


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link that works; its address was shown when it was made and is nowhere to be found again."""

    id: int
    author: str
    created: str
    expires: str
    expires_exact: str


@dataclass(frozen=True, slots=True)
class LinksPage:
    """The links to a post. `made` is the address of one just made, shown this once."""

    post_id: int
    title: str
    rows: tuple[LinkRow, ...]
    made: str
    lifetimes: tuple[int, ...]
    zone: str


LIFETIMES = (1, 7, 30, 90)
"""Days for which a link can be made."""


def show(post_id: int) -> ResponseReturnValue:
    """The links that lead to the post now."""
    return render_template("studio/preview_links.html", page=_page(session(), seen(post_id, Action.EDIT)))


def create(post_id: int) -> ResponseReturnValue:
    """Make a link and show it, this once."""
    writing = write_session()
    author, post = held(writing, post_id, Action.EDIT)
    try:
        lifetime = timedelta(days=min(number_from(body(), "days", missing=previews.LIFETIME.days), 10_000))
        link, token = previews.create(writing, post, author=author, now=visit.now(), lifetime=lifetime)
    except RefusedError as refusal:
        writing.rollback()
        return refused(refusal, url_for("studio.preview_links", post_id=post_id))
    writing.commit()
    address = urljoin(database().settings.site_url, url_for("shared.preview", token=token))
    if wants_json():
        return {"url": address, "id": link.id, "expires_at": link.expires_at.isoformat(timespec="seconds")}, 201
    with database().read() as reading:  # This request's own session looks at the state from before.
        page = _page(reading, reading.get_one(Post, post_id), made=address)
    return render_template("studio/preview_links.html", page=page), 201


def revoke(post_id: int, link_id: int) -> ResponseReturnValue:
    """Close a link."""
    writing = write_session()
    _author, post = held(writing, post_id, Action.EDIT)
    link = writing.get(PreviewLink, link_id)
    if link is None or link.post_id != post.id:
        abort(404)
    previews.revoke(link, now=visit.now())
    writing.commit()
    return done(gettext("The link leads nowhere now."), url_for("studio.preview_links", post_id=post_id))


def _page(reading: Session, post: Post, *, made: str = "") -> LinksPage:
    rows = tuple(
        LinkRow(
            row.id,
            row.author.display_name,
            moments.shown(row.created_at),
            moments.shown(row.expires_at),
            row.expires_at.isoformat(timespec="seconds"),
        )
        for row in reading.scalars(queries.open_links(post.id, visit.now()))
    )
    return LinksPage(post.id, post.title, rows, made, LIFETIMES, visit.site().timezone)
