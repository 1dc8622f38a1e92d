"""The post that a request is about, for those who may do to it what they ask for."""

from flask import abort
from sqlalchemy.orm import Session

from app.database import session
from app.services import permissions, recording
from app.services.permissions import Action
from app.storage.models import Author, Post, Revision
from app.web.access import acting_author, current_author, require


def seen(post_id: int, action: Action = Action.VIEW) -> Post:
    """A post to look at; what the author may not see in the studio is as if it were not there."""
    post = _visible(session(), post_id, current_author())
    require(current_author(), action, post)
    return post


def held(writing: Session, post_id: int, action: Action) -> tuple[Author, Post]:
    """The author who acts and the post, which nobody else changes until the end of the transaction.

    What the author may do is decided by the post as it is then.
    """
    author = acting_author(writing)
    post = writing.get(Post, post_id) or abort(404)
    recording.lock(writing, post)
    if not permissions.may(author, Action.VIEW, post):
        abort(404)
    require(author, action, post)
    return author, post


def revision_of(reading: Session, post: Post, number: int) -> Revision:
    """A revision of a post."""
    return recording.find(reading, post, number) or abort(404)


def _visible(reading: Session, post_id: int, author: Author) -> Post:
    post = reading.get(Post, post_id)
    if post is None or not permissions.may(author, Action.VIEW, post):
        abort(404)
    return post
