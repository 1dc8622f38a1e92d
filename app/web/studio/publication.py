"""Letting readers see a post, now or later, and taking it back; the trash."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from app.content import Problem
from app.database import database, write_session
from app.services import assigning, permissions, publishing, recording
from app.services.appearance import sheet
from app.services.drafts import Editor
from app.services.errors import N_, RefusedError
from app.services.permissions import Action
from app.services.publishing import OutdatedError
from app.storage.models import Author, Post, State
from app.web import addresses, visit
from app.web.studio import moments
from app.web.studio.answers import done, refused
from app.web.studio.finding import held
from app.web.studio.keeping import keep_typed
from app.web.studio.problems import BROKEN_FORMULAS, Note, notes
from app.web.studio.submission import body, flag_from, number_from
from app.web.visit import wants_json

MOST_REPORTED = 200
"""Formulas that a browser may report; more would say nothing new."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a post shall be published.

    Without a moment at once, or when it was published before; `keeps_moment` leaves a scheduled post scheduled.
    """

    version: int
    at: datetime | None
    keeps_moment: bool
    is_confirmed: bool
    reported: tuple[Problem, ...]


def publish(post_id: int) -> ResponseReturnValue:
    """Publish, schedule or update a post. Formulas that readers could not read make it ask first."""
    try:
        asked = _asked(body())
    except RefusedError as refusal:
        return refused(refusal, _editor(post_id))
    return _publish(post_id, asked)


def publish_saved(post_id: int, version: int) -> ResponseReturnValue:
    """Go on to publish what a form has just saved."""
    return _publish(post_id, _asked({**body(), "version": version}))


def withdraw(post_id: int) -> ResponseReturnValue:
    """Take a post back from readers."""

    def change(writing: Session, author: Author, post: Post) -> None:
        publishing.withdraw(writing, post, author=author, now=visit.now())

    return _change(post_id, Action.PUBLISH, change, gettext("Readers no longer see it; it is a draft again."))


def trash(post_id: int) -> ResponseReturnValue:
    """Put a post into the trash."""

    def change(writing: Session, author: Author, post: Post) -> None:
        publishing.trash(writing, post, author=author, now=visit.now())

    return _change(post_id, Action.TRASH, change, gettext("It is in the trash. Nothing of it is lost."))


def recover(post_id: int) -> ResponseReturnValue:
    """Take a post out of the trash."""

    def change(writing: Session, _author: Author, post: Post) -> None:
        publishing.recover(writing, post)

    return _change(post_id, Action.TRASH, change, gettext("It is out of the trash, as a draft."))


def purge(post_id: int) -> ResponseReturnValue:
    """Delete a post for good; before its time in the trash is over only where the owner asks for it."""
    writing = write_session()
    author, post = held(writing, post_id, Action.PURGE)
    early = flag_from(body(), "early") and permissions.may(author, Action.MANAGE_SITE)
    try:
        publishing.purge(writing, post, now=visit.now(), early=early)
    except RefusedError as refusal:
        writing.rollback()
        return refused(refusal, _editor(post_id))
    writing.commit()
    return done(gettext("It is deleted for good."), url_for("studio.home", state="trashed"), state="purged")


def assign(post_id: int) -> ResponseReturnValue:
    """Put another author's name above a post."""
    name = str(body().get("author") or "")

    def change(writing: Session, _author: Author, post: Post) -> None:
        assigning.assign(writing, post, name)

    return _change(post_id, Action.ASSIGN, change, gettext("The post has another author now."))


def _publish(post_id: int, asked: Asked) -> ResponseReturnValue:
    writing = write_session()
    author, post = held(writing, post_id, Action.PUBLISH)
    broken = () if asked.is_confirmed else _broken(writing, post, asked)
    if broken:
        writing.rollback()
        return _ask_first(post, asked, broken)
    try:
        _decide(writing, post, Editor(author, asked.version), asked)
    except OutdatedError as refusal:
        writing.rollback()
        return refused(refusal, _editor(post_id), 409, version=post.version)
    except RefusedError as refusal:
        writing.rollback()
        return refused(refusal, _editor(post_id))
    writing.commit()
    return _show(post)


def _decide(writing: Session, post: Post, editor: Editor, asked: Asked) -> None:
    now, at = visit.now(), asked.at
    if at and post.published_at and moments.field(at) == moments.field(post.published_at):
        at = post.published_at  # A form knows minutes alone, and this one was not changed.
    if asked.keeps_moment and at is None:
        publishing.update(writing, post, editor=editor, now=now)
    else:
        publishing.publish(writing, post, editor=editor, now=now, at=at)


def _broken(writing: Session, post: Post, asked: Asked) -> tuple[Problem, ...]:
    """Formulas that cannot be shown: those that the browser found, and those that can be told without one."""
    found = sheet(writing, post, recording.head(writing, post), site_url=database().settings.site_url)
    return (*asked.reported, *(problem for problem in found.problems if problem.code in BROKEN_FORMULAS))


def _ask_first(post: Post, asked: Asked, broken: Sequence[Problem]) -> ResponseReturnValue:
    found: list[Note] = notes(broken)
    if wants_json():
        message = gettext("Readers could not read some formulas. Publish it anyway?")
        return jsonify(message=message, problems=[note.as_json() for note in found]), 422
    page = {"post_id": post.id, "version": asked.version, "at": moments.field(asked.at), "problems": found}
    return render_template("studio/publication.html", page={**page, "keeps_moment": asked.keeps_moment}), 422


def _show(post: Post) -> ResponseReturnValue:
    moment = post.published_at or visit.now()
    is_shown = post.is_visible(visit.now())
    message = (
        gettext("It is published.")
        if is_shown
        else gettext(
            "It will appear on %(moment)s (%(zone)s).", moment=moments.shown(moment), zone=visit.site().timezone
        )
    )
    return done(
        message,
        _editor(post.id),
        state="published" if is_shown else "scheduled",
        version=post.version,
        published_at=moment.isoformat(timespec="seconds"),
        url=addresses.of_post(post.kind, post.slug).written() if is_shown else "",
    )


def _change(
    post_id: int, action: Action, change: Callable[[Session, Author, Post], None], message: str
) -> ResponseReturnValue:
    writing = write_session()
    author, post = held(writing, post_id, action)
    keep_typed(writing, author, post)
    try:
        change(writing, author, post)
    except RefusedError as refusal:
        writing.rollback()
        return refused(refusal, _editor(post_id))
    writing.commit()
    to = url_for("studio.home") if post.state is State.TRASHED else _editor(post_id)
    return done(message, to, state=post.state.value, version=post.version)


def _asked(values: Mapping[str, Any]) -> Asked:
    return Asked(
        number_from(values, "version"),
        moments.typed(str(values.get("at") or "")),
        flag_from(values, "update"),
        flag_from(values, "force"),
        _reported(values.get("formula_errors") or []),
    )


def _reported(sent: object) -> tuple[Problem, ...]:
    if not isinstance(sent, list) or not all(isinstance(error, Mapping) for error in sent):
        raise RefusedError(N_("The editor sent something that cannot be. Nothing was changed; reload the page."))
    return tuple(
        Problem(number_from(error, "line", missing=0), "formula-error", str(error.get("message", ""))[:500])
        for error in sent[:MOST_REPORTED]
    )


def _editor(post_id: int) -> str:
    return url_for("studio.editor", post_id=post_id)
