"""Keeping what an author types: saves and autosaves, and the answer to whoever comes second."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.database import session, write_session
from app.services import drafting, recording
from app.services.conflicts import Conflict
from app.services.drafting import Saved
from app.services.drafts import Draft, snapshot
from app.services.errors import RefusedError
from app.services.permissions import Action
from app.web import visit
from app.web.access import current_author
from app.web.studio import publication
from app.web.studio.answers import done, refused
from app.web.studio.editor_page import editor_page, typed_again
from app.web.studio.finding import held, seen
from app.web.studio.keeping import keep_typed
from app.web.studio.submission import submission, typed
from app.web.visit import wants_json

Keep = Callable[..., Saved | Conflict]


def save(post_id: int) -> ResponseReturnValue:
    """Make a text the post's, as a revision of its own. A form may ask to publish it at once."""
    return _keep(post_id, drafting.save)


def autosave(post_id: int) -> ResponseReturnValue:
    """Keep what was typed so far, as a working copy of its author's."""
    return _keep(post_id, drafting.autosave)


def discard(post_id: int) -> ResponseReturnValue:
    """Go back to the saved text; what was typed since stays among the revisions."""
    writing = write_session()
    author, post = held(writing, post_id, Action.EDIT)
    keep_typed(writing, author, post)
    drafting.discard(writing, post, author)
    writing.commit()
    return done(gettext("The saved text is back; yours is among the revisions."), _editor(post_id))


def _keep(post_id: int, keep: Keep) -> ResponseReturnValue:
    writing = write_session()
    author, post = held(writing, post_id, Action.EDIT)
    try:
        sent = submission(recording.head(writing, post))
        editor = sent.editor(author)
        answer = keep(writing, post, sent.draft, editor=editor, now=visit.now())
        is_waiting = recording.has_unpublished_changes(writing, post)
    except RefusedError as refusal:
        writing.rollback()
        return _refuse(post_id, refusal)
    writing.commit()
    if isinstance(answer, Conflict):
        return _second(post_id, answer)
    return _acknowledge(post_id, answer, visit.now(), is_waiting=is_waiting)


def _refuse(post_id: int, refusal: RefusedError) -> ResponseReturnValue:
    """A person gets the form back with everything in it."""
    if wants_json():
        return refused(refusal, _editor(post_id))
    post = seen(post_id)
    page = editor_page(session(), post, current_author())
    page = typed_again(page, typed(recording.head(session(), post)), refusal, request.form)
    return render_template("studio/editor.html", page=page), 422


def _acknowledge(post_id: int, saved: Saved, now: datetime, *, is_waiting: bool) -> ResponseReturnValue:
    if not wants_json() and request.form.get("then") == "publish":
        return publication.publish_saved(post_id, saved.version)
    return done(
        gettext("Saved."),
        _editor(post_id),
        state="saved",
        version=saved.version,
        copy_version=saved.copy_version,
        saved_at=now.isoformat(timespec="seconds"),
        revision=saved.revision.number,
        has_unpublished_changes=is_waiting,
    )


def _second(post_id: int, conflict: Conflict) -> ResponseReturnValue:
    """The text was not applied and not thrown away: both texts and their merge, for a decision."""
    page = url_for("studio.conflict", post_id=post_id, number=conflict.revision.number)
    if not wants_json():
        return redirect(page, 303)
    message = gettext("Somebody saved another text meanwhile. Yours is kept; compare the two and save again.")
    return jsonify(message=message, url=page, **_facts(conflict)), 409


def _facts(conflict: Conflict) -> dict[str, Any]:
    return {
        "state": "conflict",
        "version": conflict.version,
        "copy_version": conflict.copy_version,
        "revision": conflict.revision.number,
        "theirs": as_sent(conflict.theirs),
        "base": as_sent(conflict.base) if conflict.base else None,
        "merged": {
            **as_sent(conflict.proposal),
            "conflicts": conflict.source.collisions,
            "disputed": list(conflict.disputed),
        },
    }


def as_sent(draft: Draft) -> dict[str, Any]:
    """A text in the form in which an editor sends it."""
    return {"title": draft.title, "source": draft.source, "settings": snapshot(draft.settings)}


def _editor(post_id: int) -> str:
    return url_for("studio.editor", post_id=post_id)
