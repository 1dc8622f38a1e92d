"""Who writes here: invited, given a role, shut out and let in again, by the owners."""

from collections.abc import Callable
from urllib.parse import urljoin

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from app.database import database, session, write_session
from app.services import accounts, invitations
from app.services.errors import N_, RefusedError
from app.services.permissions import Action
from app.storage.models import Author, Role
from app.storage.queries import authors as queries
from app.web import visit
from app.web.access import acting_author, current_author, demands, freshly, require
from app.web.security_log import record
from app.web.studio.pages import authors_page

_owners = demands(Action.MANAGE_AUTHORS)


@_owners
@freshly
def show() -> ResponseReturnValue:
    """Everybody who writes or signs, and the invitations that wait."""
    return render_template("studio/authors.html", page=authors_page(session(), current_author(), now=visit.now()))


@_owners
@freshly
def change_role(author_id: int) -> ResponseReturnValue:
    """Let somebody else do more or less."""
    role = _role()

    def change(writing: Session, author: Author) -> None:
        accounts.change_role(writing, author, role)

    return _change(author_id, change, f"role changed to {role}", gettext("The role is changed."))


@_owners
@freshly
def deactivate(author_id: int) -> ResponseReturnValue:
    """Shut somebody else out at once."""

    def change(writing: Session, author: Author) -> None:
        accounts.deactivate(writing, author, now=visit.now())

    return _change(author_id, change, "deactivated", gettext("The account is closed, and every session has ended."))


@_owners
@freshly
def reactivate(author_id: int) -> ResponseReturnValue:
    """Let somebody in again."""

    def change(_writing: Session, author: Author) -> None:
        accounts.reactivate(author)

    return _change(author_id, change, "reactivated", gettext("The account is open again."))


@_owners
@freshly
def invite() -> ResponseReturnValue:
    """Make a link for somebody new and show it, this once."""
    writing, note, role = write_session(), request.form.get("note", ""), _role()
    secret = invitations.invite(writing, _acting_owner(writing), role=role, note=note, now=visit.now())
    writing.commit()
    record("invited", author=current_author().name, role=role)
    return _show_link(secret, note)


@_owners
@freshly
def invite_back(author_id: int) -> ResponseReturnValue:
    """Make a link by which an author who is there already chooses a password, and show it, this once."""
    writing = write_session()
    owner, author = _acting_owner(writing), _author(writing, author_id)
    try:
        secret = invitations.invite_back(writing, owner, author, now=visit.now())
    except RefusedError as refusal:
        return _refuse(writing, refusal)
    writing.commit()
    record("password link made", author=owner.name, other=author.name)
    return _show_link(secret, author.display_name)


@_owners
@freshly
def revoke_invitation(invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    writing = write_session()
    _acting_owner(writing)
    invitations.revoke(writing, invitation_id)
    writing.commit()
    record("invitation revoked", author=current_author().name)
    flash(gettext("The invitation is taken back."))
    return redirect(url_for("studio.authors"), 303)


def _change(author_id: int, change: Callable[[Session, Author], None], event: str, message: str) -> ResponseReturnValue:
    """Change somebody else's account; one's own keeps its role, so that nobody locks themselves out by mistake."""
    writing = write_session()
    owner, author = _acting_owner(writing), _author(writing, author_id)
    try:
        if author.id == owner.id:
            raise RefusedError(N_("Your own role and account are for another owner to change."))
        change(writing, author)
    except RefusedError as refusal:
        return _refuse(writing, refusal)
    writing.commit()
    record(event, author=owner.name, other=author.name)
    flash(message)
    return redirect(url_for("studio.authors"), 303)


def _refuse(writing: Session, refusal: RefusedError) -> ResponseReturnValue:
    writing.rollback()
    flash(gettext(str(refusal)), "error")
    return redirect(url_for("studio.authors"), 303)


def _show_link(secret: str, label: str) -> ResponseReturnValue:
    link = urljoin(database().settings.site_url, url_for("auth.invitation", secret=secret))
    with database().read() as reading:  # This request's own session looks at the state from before.
        page = authors_page(reading, current_author(), now=visit.now(), made=(link, label))
    return render_template("studio/authors.html", page=page), 201


def _acting_owner(writing: Session) -> Author:
    """The author who is logged in, still an owner as the writing session sees it."""
    author = acting_author(writing)
    require(author, Action.MANAGE_AUTHORS)
    return author


def _author(writing: Session, author_id: int) -> Author:
    return writing.scalars(queries.by_id(author_id)).first() or abort(404)


def _role() -> Role:
    try:
        return Role(request.form.get("role", ""))
    except ValueError:
        abort(422)
