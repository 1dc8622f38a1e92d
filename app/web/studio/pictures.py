"""Pictures that authors bring, and the library of all of them."""

from collections.abc import Callable

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from app.database import database, session, write_session
from app.services import library, pictures
from app.services.errors import RefusedError
from app.services.library import InUseError
from app.services.permissions import Action
from app.services.pictures import Picture
from app.storage.models import Author, Media
from app.storage.queries import media as queries
from app.web import journal, visit
from app.web.access import acting_author, current_author, demands
from app.web.studio.picture_pages import LONGEST_SEARCH, Search, as_sent, may_change, pictures_page, users_of
from app.web.studio.taking import NotTakenError, taken

_AWAY = 503


@demands(Action.UPLOAD)
def show() -> ResponseReturnValue:
    """The library: what there is, where it is used, what nobody uses; for a script what one chooses a picture by."""
    if visit.wants_json():
        return jsonify(as_sent(pictures_page(session(), current_author(), _search())))
    return _page()


@demands(Action.UPLOAD)
def add() -> ResponseReturnValue:
    """Take a picture in and say how a text shows it."""
    try:
        return _noted(taken("file"))
    except NotTakenError as refusal:
        return _refuse(str(refusal), refusal.status)


def _noted(picture: Picture) -> ResponseReturnValue:
    writing = write_session()
    row = pictures.upload(writing, picture, author=acting_author(writing), now=visit.now())
    answer = {
        "digest": row.digest,
        "url": pictures.address_of(row),
        "preview_url": pictures.smallest_of(row),
        "name": row.description or row.filename,
        "width": row.width,
        "height": row.height,
        "markdown": pictures.markdown_of(row),
    }
    writing.commit()
    if _is_for_people():
        flash(gettext("The picture is kept."))
        return redirect(url_for("studio.pictures"), 303)
    return jsonify(answer), 201


@demands(Action.UPLOAD)
def describe(media_id: int) -> ResponseReturnValue:
    """Replace what describes a picture."""

    def change(writing: Session, media: Media) -> None:
        library.describe(writing, media, request.form.get("description", ""))

    return _change(media_id, change, gettext("The description is saved."))


@demands(Action.UPLOAD)
def delete(media_id: int) -> ResponseReturnValue:
    """Delete a picture that nobody uses, or that somebody uses and whose deletion was confirmed."""
    names: set[str] = set()

    def change(writing: Session, media: Media) -> None:
        names.update(library.delete(writing, media, is_confirmed=request.form.get("confirmed") == "1"))

    try:
        answer = _change(media_id, change, gettext("The picture is deleted."))
    except InUseError:
        write_session().rollback()
        return _page(asked_id=media_id), 409
    for name in names:
        _remove(name)
    return answer


def too_large(_error: HTTPException) -> ResponseReturnValue:
    """Answer a request whose body is larger than the site takes."""
    limit = database().settings.max_request_bytes // 1_000_000
    return _refuse(gettext("What was sent is larger than %(limit)d MB. Nothing of it was kept.", limit=limit), 413)


def _change(media_id: int, change: Callable[[Session, Media], None], message: str) -> ResponseReturnValue:
    writing = write_session()
    author, media = acting_author(writing), _found(writing, media_id)
    _require(writing, author, media)
    try:
        change(writing, media)
    except InUseError:
        raise
    except RefusedError as refusal:
        writing.rollback()
        flash(gettext(str(refusal)), "error")
        return redirect(url_for("studio.pictures"), 303)
    writing.commit()
    flash(message)
    return redirect(url_for("studio.pictures"), 303)


def _found(writing: Session, media_id: int) -> Media:
    return writing.scalars(queries.with_variants(queries.by_id(media_id))).first() or abort(404)


def _require(writing: Session, author: Author, media: Media) -> None:
    users = users_of(writing, [media]).get(media.id, [])
    if not may_change(author, media, users, library.avatars_of(writing, [media.id]).get(media.id, [])):
        abort(403)


def _remove(name: str) -> None:
    """Remove a file whose picture is gone; one that stays is seen by nobody, so it is only written down."""
    try:
        database().files.remove(name)
    except OSError as error:
        journal.report(_AWAY, error)


def _page(*, asked_id: int = 0) -> str:
    page = pictures_page(session(), current_author(), _search(), asked_id=asked_id)
    return render_template("studio/pictures.html", page=page)


def _search() -> Search:
    fields = request.args
    page = fields.get("page", "")
    return Search(
        fields.get("q", "").strip()[:LONGEST_SEARCH],
        fields.get("unused") == "1",
        max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )


def _is_for_people() -> bool:
    """Whether a form of a page asks; scripts need not say that they want JSON."""
    accepted = request.accept_mimetypes
    return accepted["text/html"] > accepted["application/json"]


def _refuse(message: str, status: int) -> ResponseReturnValue:
    """Say why a picture was not taken, to a script with the status, to a person on the page with the form."""
    if _is_for_people():
        flash(message, "error")
        came_from = "studio.profile" if request.endpoint == "studio.change_avatar" else "studio.pictures"
        return redirect(url_for(came_from), 303)
    return jsonify(message=message), status
