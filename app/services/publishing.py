"""Letting readers see a post, now or later; taking it back; the trash and what leaves it for good."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.services import recording, writing
from app.services.applying import Showing, advance, show
from app.services.drafts import Editor, draft_of
from app.services.errors import N_, RefusedError
from app.services.recording import Entry
from app.storage.models import Author, Post, Revision, RevisionKind, State

TRASH_PERIOD = timedelta(days=30)
"""How long a post stays in the trash at least; afterwards it stays until somebody purges it."""


class OutdatedError(RefusedError):
    """Something was decided about a text that somebody has changed meanwhile."""


def publish(session: Session, post: Post, *, editor: Editor, now: datetime, at: datetime | None = None) -> Revision:
    """Show readers the newest saved text of a post, at once or from a moment on.

    Without `at`, a post that readers saw before keeps its moment, and one that was scheduled appears now. Raises
    `OutdatedError` if somebody saved another text than the editor's, `RefusedError` for a post without a title or in
    the trash.
    """
    recording.lock(session, post)
    _check(session, post, editor)
    moment = at or (post.published_at if post.published_at and post.published_at <= now else now)
    present = recording.keep_present(session, post, now=now)
    is_shown = post.state is State.PUBLISHED and not recording.has_unpublished_changes(session, post)
    if is_shown and post.published_at == moment:
        return present
    entry = Entry.of(RevisionKind.PUBLISH, editor, now)
    return show(session, post, draft_of(present), entry, Showing(State.PUBLISHED, moment))


def schedule(session: Session, post: Post, *, editor: Editor, now: datetime, at: datetime) -> Revision:
    """Show readers the newest saved text from a moment in the future on. Raises what `publish` does, and `RefusedError`
    for a moment that is past.
    """
    if at <= now:
        raise RefusedError(N_("The time for publishing is past. Choose a later one, or publish now."))
    return publish(session, post, editor=editor, now=now, at=at)


def update(session: Session, post: Post, *, editor: Editor, now: datetime) -> Revision:
    """Show readers of a published or scheduled post its newest saved text, without changing when it appears.

    Raises what `publish` does, and `RefusedError` for a post that is not published.
    """
    recording.lock(session, post)
    if post.state is not State.PUBLISHED:
        raise RefusedError(N_("This post is not published, so there is nothing to update."))
    return publish(session, post, editor=editor, now=now, at=post.published_at)


def withdraw(session: Session, post: Post, *, author: Author, now: datetime) -> None:
    """Take a post back from readers: a draft again, with its newest saved text, its address and its moment."""
    recording.lock(session, post)
    if post.state is State.TRASHED:
        raise RefusedError(N_("This post is in the trash; readers do not see it."))
    _take_back(session, post, State.DRAFT, author, now)


def trash(session: Session, post: Post, *, author: Author, now: datetime) -> None:
    """Put a post into the trash, where nothing of it is lost; nothing happens if it is there already."""
    recording.lock(session, post)
    if post.state is not State.TRASHED:
        _take_back(session, post, State.TRASHED, author, now)
        post.trashed_at = now


def recover(session: Session, post: Post) -> None:
    """Take a post out of the trash. It is a draft then, also if readers saw it before."""
    recording.lock(session, post)
    if post.state is not State.TRASHED:
        raise RefusedError(N_("This post is not in the trash."))
    post.state, post.trashed_at = State.DRAFT, None


def purge(session: Session, post: Post, *, now: datetime, early: bool = False) -> None:
    """Delete a post for good, with every revision. Only from the trash, and after 30 days there unless `early`.

    Nothing but a call of this function deletes a post; no time does.
    """
    recording.lock(session, post)
    if post.state is not State.TRASHED:
        raise RefusedError(N_("Only a post in the trash can be deleted for good. Put it there first."))
    until = (post.trashed_at or now) + TRASH_PERIOD
    if now < until and not early:
        raise RefusedError(N_("This post stays in the trash until %(until)s, in case it is missed."), until=until)
    writing.delete(session, post)


def _check(session: Session, post: Post, editor: Editor) -> None:
    if post.state is State.TRASHED:
        raise RefusedError(N_("This post is in the trash. Take it out before you publish it."))
    if editor.version != post.version:
        raise OutdatedError(N_("Somebody saved another text of this post meanwhile. Look at it before you publish."))
    if not recording.head(session, post).title.strip():
        raise RefusedError(N_("A post needs a title before it is published."))


def _take_back(session: Session, post: Post, state: State, author: Author, now: datetime) -> None:
    """Hide a post; what was saved and not yet published becomes the text of its row."""
    is_waiting = recording.has_unpublished_changes(session, post)
    draft = recording.head(session, post)
    post.state = state
    if is_waiting:
        advance(session, post, draft, Entry(RevisionKind.SAVE, author.id, now, post.version))
