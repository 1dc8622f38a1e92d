"""The page for an author whose text came second: both texts, and their merge to decide on and to save."""

from dataclasses import dataclass

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.content.differences import Line, hunks
from app.content.merging import Collision
from app.database import session
from app.services import drafting
from app.services.conflicts import Conflict
from app.services.drafts import Draft
from app.services.permissions import Action
from app.storage.models import Post
from app.web.access import current_author
from app.web.studio.finding import revision_of, seen


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting, or the title, that both set differently."""

    name: str
    yours: object
    theirs: object


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """Two texts and their merge.

    `collisions` are the places where both changed the same words; in the source of `proposal` each stands between
    lines that begin with seven signs. `changes` is how the saved text differs from the author's own.
    """

    post_id: int
    number: int
    version: int
    copy_version: int
    yours: Draft
    theirs: Draft
    proposal: Draft
    has_base: bool
    collisions: tuple[Collision, ...]
    choices: tuple[Choice, ...]
    changes: tuple[tuple[Line, ...], ...]


def show(post_id: int, number: int) -> ResponseReturnValue:
    """A text that was not applied, against what is there now."""
    post = seen(post_id, Action.EDIT)
    revision = revision_of(session(), post, number)
    if revision.author_id != current_author().id:
        abort(404)
    found = drafting.reopen(session(), post, revision, current_author())
    return render_template("studio/conflict.html", page=_page(post, found))


def _page(post: Post, found: Conflict) -> ConflictPage:
    return ConflictPage(
        post_id=post.id,
        number=found.revision.number,
        version=found.version,
        copy_version=found.copy_version,
        yours=found.yours,
        theirs=found.theirs,
        proposal=found.proposal,
        has_base=found.base is not None,
        collisions=tuple(part for part in found.source.parts if isinstance(part, Collision)),
        choices=tuple(Choice(name, *_both(found, name)) for name in found.disputed),
        changes=hunks(found.yours.source, found.theirs.source),
    )


def _both(found: Conflict, name: str) -> tuple[object, object]:
    if name == "title":
        return found.yours.title, found.theirs.title
    return getattr(found.yours.settings, name), getattr(found.theirs.settings, name)
