"""Typing the password again before changing what others may do."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.database import session, write_session
from app.services import accounts, sessions
from app.web import visit, visitors
from app.web.access import current_author, current_session
from app.web.redirects import own_path
from app.web.security_log import record


def show() -> ResponseReturnValue:
    """Ask for the password."""
    return render_template("studio/confirmation.html", next=_wanted(request.args.get("next")), error="")


def confirm() -> ResponseReturnValue:
    """Remember that the password was typed, or say that it was wrong."""
    wanted, author = _wanted(request.form.get("next")), current_author()
    if not is_own_password(request.form.get("password", "")):
        record("confirmation refused", is_refusal=True, author=author.name)
        return render_template("studio/confirmation.html", next=wanted, error=gettext("The password is wrong.")), 422
    sessions.confirm(write_session(), current_session().id, now=visit.now())
    write_session().commit()
    return redirect(wanted, 303)


def is_own_password(password: str) -> bool:
    """Whether this is the password of the author who is logged in."""
    found = accounts.prove(session(), current_author().name, password, passwords=visitors.entrance().passwords)
    return found is not None


def _wanted(typed: str | None) -> str:
    return own_path(typed, url_for("studio.home"))
