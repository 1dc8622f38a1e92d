"""Going back: the revisions of a post, how one differs from what is there now, and taking one as the text again."""

from dataclasses import dataclass

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.content.macros import definitions_html
from app.database import session, write_session
from app.services import recording, revising
from app.services.drafts import Draft, draft_of
from app.services.permissions import Action
from app.services.revising import Comparison
from app.storage.models import Post, Revision, RevisionKind
from app.web import visit
from app.web.access import current_author
from app.web.studio import moments
from app.web.studio.answers import done
from app.web.studio.editor_page import Rights, rights_of
from app.web.studio.finding import held, revision_of, seen


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision in the list. `is_present` is the text that authors work on now."""

    number: int
    kind: RevisionKind
    title: str
    author: str
    at: str
    exact: str
    is_present: bool


@dataclass(frozen=True, slots=True)
class RevisionsPage:
    """The revisions of a post, newest first."""

    post_id: int
    title: str
    rows: tuple[RevisionRow, ...]
    zone: str


@dataclass(frozen=True, slots=True)
class RevisionPage:
    """A revision against another text: the one before it, or the present one (`other` is then empty).

    `definitions_html` defines the macros that the formulas of the rendered difference need.
    """

    post_id: int
    row: RevisionRow
    text: Draft
    other: str
    older: int | None
    newer: int | None
    comparison: Comparison
    definitions_html: str
    rights: Rights
    zone: str


def listing(post_id: int) -> ResponseReturnValue:
    """Every text that the post ever had."""
    post = seen(post_id)
    present = recording.present(session(), post)
    rows = tuple(_row(row, present) for row in revising.history(session(), post))
    page = RevisionsPage(post.id, recording.head(session(), post).shown_title, rows, visit.site().timezone)
    return render_template("studio/revisions.html", page=page)


def show(post_id: int, number: int) -> ResponseReturnValue:
    """One revision: what it changed (`?against=before`), or how it differs from the present text."""
    post = seen(post_id)
    revision = revision_of(session(), post, number)
    return render_template("studio/revision.html", page=_page(post, revision))


def restore(post_id: int, number: int) -> ResponseReturnValue:
    """Make a revision the post's text again."""
    writing = write_session()
    author, post = held(writing, post_id, Action.EDIT)
    revision = recording.find(writing, post, number) or abort(404)
    revising.restore(writing, post, revision, author=author, now=visit.now())
    writing.commit()
    message = gettext(
        "Revision %(number)d is the text again. What was there before is among the revisions.", number=number
    )
    return done(message, url_for("studio.editor", post_id=post_id), version=post.version)


def _page(post: Post, revision: Revision) -> RevisionPage:
    reading, text = session(), draft_of(revision)
    numbers = [row.number for row in revising.history(reading, post)]
    older = next((number for number in numbers if number < revision.number), None)
    newer = next((number for number in reversed(numbers) if number > revision.number), None)
    before = revising.find(reading, post, older) if older and request.args.get("against") == "before" else None
    pair = (before, text) if before else (text, recording.head(reading, post))
    return RevisionPage(
        post_id=post.id,
        row=_row(revision, recording.present(reading, post)),
        text=text,
        other=str(older) if before else "",
        older=older,
        newer=newer,
        comparison=revising.compare(reading, post, *pair),
        definitions_html="".join(dict.fromkeys(definitions_html(draft.settings.macros) for draft in pair)),
        rights=rights_of(current_author(), post),
        zone=visit.site().timezone,
    )


def _row(row: Revision, present: Revision | None) -> RevisionRow:
    return RevisionRow(
        number=row.number,
        kind=row.kind,
        title=row.title,
        author=row.author.display_name,
        at=moments.shown(row.updated_at),
        exact=row.updated_at.isoformat(timespec="seconds"),
        is_present=present is not None and row.id == present.id,
    )
