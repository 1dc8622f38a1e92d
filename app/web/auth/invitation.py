"""The page behind a link that lets somebody in once: an invitation, a new password, or the set-up of an empty site."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.database import session, write_session
from app.services import accounts, invitations
from app.services.accounts import Newcomer
from app.services.errors import RefusedFieldError
from app.services.sessions import begin
from app.storage.models import Author, Invitation
from app.web import visit, visitors
from app.web.security_log import record

_NOBODY = Newcomer("", "", "")


def show(secret: str) -> ResponseReturnValue:
    """Ask for a name and a password. Looking does not use the link up: previews of messages follow links too."""
    found = invitations.find(session(), secret, now=visit.now())
    return _form(found, _NOBODY, {}) if found else _nowhere()


def accept(secret: str) -> ResponseReturnValue:
    """Make the account or set the password, and let the author in."""
    fields = ("name", "display_name", "password")
    newcomer = Newcomer(*(request.form.get(field, "") for field in fields))
    writing, now, passwords = write_session(), visit.now(), visitors.entrance().passwords
    try:
        author = invitations.accept(writing, secret, newcomer, passwords=passwords, now=now)
    except RefusedFieldError as refusal:
        writing.rollback()
        found = invitations.find(session(), secret, now=now)
        return _form(found, newcomer, {refusal.field: gettext(str(refusal))}, 422) if found else _nowhere()
    return _enter(author) if author else _nowhere()


def _enter(author: Author) -> ResponseReturnValue:
    writing = write_session()
    secret = begin(writing, author, client=visitors.client(), now=visit.now())
    writing.commit()
    record("invitation accepted", author=author.name, role=author.role)
    visitors.admit(secret)
    return redirect(url_for("studio.home"), 303)


def _form(found: Invitation, typed: Newcomer, errors: dict[str, str], status: int = 200) -> ResponseReturnValue:
    is_setup = found.invited_by_id is None and accounts.is_empty(session())
    page = {"is_setup": is_setup, "known": found.author, "typed": typed, "errors": errors}
    return render_template("auth/invitation.html", **page), status


def _nowhere() -> ResponseReturnValue:
    """Used up, run out, taken back and never made look alike."""
    record("link refused", is_refusal=True)
    heading = gettext("This link leads nowhere")
    message = gettext("It was used, has run out or was taken back. Ask for another one.")
    return render_template("auth/message.html", heading=heading, message=message), 404
