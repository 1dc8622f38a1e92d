"""Logging in and out."""

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf

from app.database import session, write_session
from app.services import accounts, sessions
from app.web import visit, visitors
from app.web.redirects import own_path
from app.web.security_log import record
from app.web.visit import wants_json


def show() -> ResponseReturnValue:
    """The log-in page; a script gets the token that its log-in needs."""
    wanted = own_path(request.args.get("next"), url_for("studio.home"))
    if wants_json():
        return jsonify(csrf_token=generate_csrf())
    if visitors.visitor():
        return redirect(wanted, 303)
    return render_template("auth/log_in.html", next=wanted, name="", error="")


def log_in() -> ResponseReturnValue:
    """Begin a session, or say that name or password is wrong, never which."""
    name, password = request.form.get("name", ""), request.form.get("password", "")
    wanted = own_path(request.form.get("next"), url_for("studio.home"))
    author_name = _begin(name, password)
    if author_name is None:
        return _refuse(name, wanted)
    record("logged in", author=author_name)
    if wants_json():
        return jsonify(author=author_name, csrf_token=generate_csrf())
    return redirect(wanted, 303)


def log_out() -> ResponseReturnValue:
    """End the session, also where a copy of the cookie is kept."""
    found = visitors.visitor()
    if found:
        sessions.end(write_session(), found.author.id, found.row.id)
        write_session().commit()
        record("logged out", author=found.author.name)
    visitors.dismiss()
    return redirect(url_for("auth.log_in"), 303)


def _begin(name: str, password: str) -> str | None:
    """The name of the author for whom a session has begun; the one before it, if any, has ended."""
    entrance, now, before = visitors.entrance(), visit.now(), visitors.visitor()
    proved = accounts.prove(session(), name, password, passwords=entrance.passwords)
    if proved is None:
        return None
    writing = write_session()
    secret = accounts.enter(writing, proved, client=visitors.client(), now=now)
    sessions.forget_dead(writing, lifetimes=entrance.lifetimes, now=now)
    if before:
        sessions.end(writing, before.author.id, before.row.id)
    writing.commit()
    if secret is None or not visitors.admit(secret):
        return None
    found = visitors.visitor()
    return found.author.name if found else None


def _refuse(name: str, wanted: str) -> ResponseReturnValue:
    record("log-in refused", is_refusal=True, author=_known(name))
    message = gettext("Name or password is wrong.")
    if wants_json():
        return jsonify(message=message), 401
    return render_template("auth/log_in.html", next=wanted, name=name, error=message), 401


def _known(name: str) -> str | None:
    """The name if an author has it; anything else that was typed may be a password in the wrong field."""
    found = accounts.by_typed_name(session(), name)
    return found.name if found else None
