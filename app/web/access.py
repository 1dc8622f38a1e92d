"""The studio's door: who may come in, and who may do what inside. Everything is closed that is not opened here."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from app.services import permissions, sessions
from app.services.permissions import Action
from app.storage.models import Author, AuthorSession, Post
from app.storage.queries import authors as queries
from app.web import visit, visitors

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def door() -> ResponseReturnValue | None:
    """Runs before every request to the studio: an author passes, anybody else is asked to log in."""
    return None if visitors.visitor() else unauthorised()


def unauthorised() -> ResponseReturnValue:
    """Send whoever reads to the log-in page and back; tell whoever writes, so that nothing typed is lost."""
    if request.method in {"GET", "HEAD"} and not visit.wants_json():
        wanted = request.full_path.rstrip("?")
        return redirect(url_for("auth.log_in", next=wanted), 303)
    message = gettext("You are logged out. Log in, then do it again: nothing was changed.")
    if visit.wants_json():
        return jsonify(message=message, log_in=url_for("auth.log_in")), 401
    heading = gettext("You are logged out")
    return render_template("auth/message.html", heading=heading, message=message, kept=typed_text()), 401


def typed_text() -> str:
    """The text in a form that is refused: whoever typed it gets it back, since no page before the door keeps it."""
    return request.form.get("source", "")


def current_author() -> Author:
    """The author who is logged in, to read; 401 if there is none."""
    return (visitors.visitor() or abort(401)).author


def current_session() -> AuthorSession:
    """The session that this request came with; 401 if there is none."""
    return (visitors.visitor() or abort(401)).row


def acting_author(session: Session) -> Author:
    """The author who is logged in, as the writing session sees them now: 403 if the door was closed meanwhile."""
    author = session.scalars(queries.by_id(current_author().id)).first()
    return author if author is not None and author.is_active else abort(403)


def require(author: Author, action: Action, post: Post | None = None) -> None:
    """Answer 403 unless this author may do this, to this post if it is about one."""
    if not permissions.may(author, action, post):
        abort(403)


def demands(action: Action) -> Callable[[View[P]], View[P]]:
    """A view for those who may do this, whatever it is done to; others are answered 403."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            require(current_author(), action)
            return view(*args, **kwargs)

        return guarded

    return decorate


def freshly(view: View[P]) -> View[P]:
    """A view for those who typed their password a short time ago; others do so first (ASVS 5.0 V7.5.1)."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if sessions.is_recent(current_session(), now=visit.now()):
            return view(*args, **kwargs)
        wanted = request.full_path.rstrip("?") if request.method == "GET" else url_for("studio.authors")
        return redirect(url_for("studio.confirmation", next=wanted), 303)

    return guarded
