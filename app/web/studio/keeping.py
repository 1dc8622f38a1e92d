"""What stands in the editor's form when another of its buttons is pressed than the one that saves."""

from contextlib import suppress

from flask import request
from sqlalchemy.orm import Session

from app.services import drafting, permissions, recording
from app.services.errors import RefusedError
from app.services.permissions import Action
from app.storage.models import Author, Post
from app.web import visit
from app.web.studio.submission import submission


def keep_typed(writing: Session, author: Author, post: Post) -> None:
    """Keep the text that a form brings along as its author's working copy, or aside if another tab was faster.

    What cannot be kept is no reason not to do what was asked for.
    """
    if "source" not in request.form or not permissions.may(author, Action.EDIT, post):
        return
    with suppress(RefusedError):
        sent = submission(recording.head(writing, post))
        drafting.autosave(writing, post, sent.draft, editor=sent.editor(author), now=visit.now())
