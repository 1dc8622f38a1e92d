"""One action on many posts; each post has its own outcome, and one that is refused does not stop the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.services import publishing, recording
from app.services.applying import Showing, advance, show
from app.services.drafts import Draft, Editor
from app.services.errors import N_, RefusedError
from app.services.recording import Entry
from app.storage.models import Author, Post, RevisionKind, State
from app.storage.queries.taxonomy import folded


class Action(StrEnum):
    """What can be done to many posts at once."""

    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    TRASH = "trash"
    RECOVER = "recover"
    TAG = "tag"
    UNTAG = "untag"
    CATEGORISE = "categorise"
    PURGE = "purge"


@dataclass(frozen=True, slots=True)
class Order:
    """An action and whose it is. `names` are the tags that are added or removed, or the one category; empty for none.

    `may` says whether its author may do this to a post, `is_early` that what is deleted need not have been in the trash
    for its thirty days.
    """

    action: Action
    author: Author
    names: tuple[str, ...] = ()
    may: Callable[[Post], bool] = lambda _post: True
    is_early: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one post: done, or why not, in words with `values`. A post that does not exist has no title."""

    post_id: int
    title: str
    is_done: bool
    reason: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def apply(session: Session, order: Order, post_ids: Sequence[int], *, now: datetime) -> tuple[Outcome, ...]:
    """Do something to each of the posts, in the order of their ids, and say what became of each."""
    found = {post.id: post for post in session.scalars(sa.select(Post).where(Post.id.in_(post_ids)))}
    return tuple(_outcome(session, order, found.get(post_id), post_id, now) for post_id in sorted(set(post_ids)))


def _outcome(session: Session, order: Order, post: Post | None, post_id: int, now: datetime) -> Outcome:
    if post is None or not order.may(post):
        return Outcome(post_id, "", is_done=False, reason=N_("There is no such post, or it is not yours to change."))
    title = post.title
    try:
        with session.begin_nested():
            _ACTIONS[order.action](session, post, order, now)
    except RefusedError as error:
        return Outcome(post_id, title, is_done=False, reason=error.message, values=error.values)
    return Outcome(post_id, title, is_done=True)


def _publish(session: Session, post: Post, order: Order, now: datetime) -> None:
    recording.lock(session, post)
    publishing.publish(session, post, editor=Editor(order.author, post.version), now=now)


def _withdraw(session: Session, post: Post, order: Order, now: datetime) -> None:
    publishing.withdraw(session, post, author=order.author, now=now)


def _trash(session: Session, post: Post, order: Order, now: datetime) -> None:
    publishing.trash(session, post, author=order.author, now=now)


def _recover(session: Session, post: Post, _order: Order, _now: datetime) -> None:
    publishing.recover(session, post)


def _purge(session: Session, post: Post, order: Order, now: datetime) -> None:
    publishing.purge(session, post, now=now, early=order.is_early)


def _reclassify(session: Session, post: Post, order: Order, now: datetime) -> None:
    """Change tags or category, which readers see at once; a text that waits to be published goes on waiting."""
    recording.lock(session, post)
    waiting = recording.head(session, post) if recording.has_unpublished_changes(session, post) else None
    shown = recording.in_row(session, post) if post.state is State.PUBLISHED else recording.head(session, post)
    changed = _reclassified(shown, order)
    if changed != shown:
        kind = RevisionKind.PUBLISH if post.state is State.PUBLISHED else RevisionKind.SAVE
        entry = Entry(kind, order.author.id, now, post.version)
        show(session, post, changed, entry, Showing(post.state, post.published_at))
    if waiting is not None and (changed != shown or _reclassified(waiting, order) != waiting):
        entry = Entry(RevisionKind.SAVE, order.author.id, now, post.version)
        advance(session, post, _reclassified(waiting, order), entry)


def _reclassified(draft: Draft, order: Order) -> Draft:
    settings = draft.settings
    if order.action is Action.CATEGORISE:
        return replace(draft, settings=replace(settings, category="".join(order.names[:1])))
    given = {folded(name) for name in order.names}
    others = tuple(tag for tag in settings.tags if folded(tag) not in given)
    if order.action is Action.UNTAG:
        return replace(draft, settings=replace(settings, tags=others))
    had = {folded(tag) for tag in settings.tags}
    added = tuple(name for name in order.names if folded(name) not in had)
    return replace(draft, settings=replace(settings, tags=(*settings.tags, *added)))


_ACTIONS: dict[Action, Callable[[Session, Post, Order, datetime], None]] = {
    Action.PUBLISH: _publish,
    Action.WITHDRAW: _withdraw,
    Action.TRASH: _trash,
    Action.RECOVER: _recover,
    Action.TAG: _reclassify,
    Action.UNTAG: _reclassify,
    Action.CATEGORISE: _reclassify,
    Action.PURGE: _purge,
}
