"""What an author decides about themselves: name, picture, language, password, and where they stay logged in."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.database import session, write_session
from app.services import accounts, pictures, sessions
from app.services.errors import N_, RefusedFieldError
from app.services.permissions import Action
from app.web import visit, visitors
from app.web.access import acting_author, current_author, current_session, demands
from app.web.private import speak_in
from app.web.security_log import record
from app.web.studio.confirmation import is_own_password
from app.web.studio.pages import profile_page
from app.web.studio.taking import NotTakenError, taken


def show() -> ResponseReturnValue:
    """The profile with its forms."""
    return render_template("studio/profile.html", page=_page())


def change() -> ResponseReturnValue:
    """Change what readers see, and the language of the studio."""
    typed = {name: request.form.get(name, "") for name in ("display_name", "bio", "language")}
    writing = write_session()
    try:
        accounts.change_profile(acting_author(writing), **typed)
    except RefusedFieldError as refusal:
        writing.rollback()
        return _refuse(refusal, typed)
    writing.commit()
    speak_in(typed["language"])
    flash(gettext("The profile is saved."))
    return redirect(url_for("studio.profile"), 303)


@demands(Action.UPLOAD)
def change_avatar() -> ResponseReturnValue:
    """Put a picture beside the author's name; one that stood there before stays in the library."""
    try:
        picture = taken("avatar")
    except NotTakenError as refusal:
        return render_template("studio/profile.html", page=_page({}, {"avatar": str(refusal)})), refusal.status
    writing = write_session()
    author = acting_author(writing)
    author.avatar_id = pictures.upload(writing, picture, author=author, now=visit.now()).id
    writing.commit()
    flash(gettext("Your picture is saved."))
    return redirect(url_for("studio.profile"), 303)


def remove_avatar() -> ResponseReturnValue:
    """Take the picture away from the author's name; it stays in the library."""
    writing = write_session()
    acting_author(writing).avatar_id = None
    writing.commit()
    flash(gettext("Your picture is removed. It stays in the library."))
    return redirect(url_for("studio.profile"), 303)


def change_password() -> ResponseReturnValue:
    """Change the password for those who know the old one; every other session ends."""
    if not is_own_password(request.form.get("current_password", "")):
        record("password change refused", is_refusal=True, author=current_author().name)
        return _refuse(RefusedFieldError("current_password", N_("The present password is wrong.")), {})
    writing = write_session()
    author = acting_author(writing)
    passwords = visitors.entrance().passwords
    try:
        accounts.change_password(writing, author, request.form.get("password", ""), passwords=passwords)
    except RefusedFieldError as refusal:
        writing.rollback()
        return _refuse(refusal, {})
    sessions.end_all(writing, author.id, but=current_session().id)
    sessions.confirm(writing, current_session().id, now=visit.now())
    writing.commit()
    record("password changed", author=author.name)
    flash(gettext("The password is changed, and you are logged out everywhere else."))
    return redirect(url_for("studio.profile"), 303)


def end_session(session_id: int) -> ResponseReturnValue:
    """Log out in another browser; 404 if it is nobody's or somebody else's."""
    if not sessions.end(write_session(), current_author().id, session_id):
        abort(404)
    write_session().commit()
    record("session ended", author=current_author().name)
    flash(gettext("That browser is logged out."))
    return redirect(url_for("studio.profile"), 303)


def end_other_sessions() -> ResponseReturnValue:
    """Log out everywhere but here."""
    sessions.end_all(write_session(), current_author().id, but=current_session().id)
    write_session().commit()
    record("other sessions ended", author=current_author().name)
    flash(gettext("You are logged out everywhere else."))
    return redirect(url_for("studio.profile"), 303)


def _refuse(refusal: RefusedFieldError, typed: dict[str, str]) -> ResponseReturnValue:
    errors = {refusal.field: gettext(str(refusal))}
    return render_template("studio/profile.html", page=_page(typed, errors)), 422


def _page(typed: dict[str, str] | None = None, errors: dict[str, str] | None = None) -> object:
    now, lifetimes = visit.now(), visitors.entrance().lifetimes
    return profile_page(session(), current_session(), lifetimes=lifetimes, now=now, answers=(typed or {}, errors or {}))
