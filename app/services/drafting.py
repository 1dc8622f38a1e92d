"""Writing without losing a word: autosave, save, and what happens to the one who comes second.

Every text that is acknowledged is in a revision. A saved text stays there for good. An autosaved text stays until the
same author has typed on in the same editor: for ten minutes the later text takes the earlier one's place, unless more
than a few words of it would be gone (docs/decisions/2026-11-24-never-lost.md).

The caller commits whatever comes back, a `Conflict` too: that is what keeps the text of the one who came second.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.content.differences import words
from app.services import pictures, recording, rendering, writing
from app.services.applying import Showing, advance, manuscript, set_extras
from app.services.conflicts import Conflict, conflict
from app.services.drafts import Draft, Editor, accepted, draft_of, snapshot
from app.services.recording import Entry
from app.storage.models import Author, Kind, Post, Revision, RevisionKind, State, WorkingCopy
from app.storage.queries import revisions

FOLDING = timedelta(minutes=10)
"""How long later autosaves of an editor take the place of the first in one revision."""

MOST_REMOVED = 200
"""How many characters of words may go missing from a revision by that; one more, and a new revision begins."""


@dataclass(frozen=True, slots=True)
class Saved:
    """An acknowledgement: the text is in `revision`.

    `version` and `copy_version` are what the editor names with its next text. Autosaving does not change the version:
    it is still the one that the text started from, whoever has saved meanwhile.
    """

    version: int
    copy_version: int
    revision: Revision


@dataclass(frozen=True, slots=True)
class Opened:
    """What an editor begins with: the text of the post, and what its author typed since the last save, if anything.

    `copy_base` is the version of the post that the working copy started from: less than `version` means that somebody
    saved meanwhile.
    """

    draft: Draft
    version: int
    copy: Draft | None
    copy_version: int
    copy_base: int
    has_unpublished_changes: bool


def begin(session: Session, draft: Draft, *, author: Author, now: datetime, kind: Kind = Kind.POST) -> Post:
    """Write a new post, as a draft. It may have neither title nor text yet."""
    draft = accepted(draft)
    written = manuscript(draft, Showing(State.DRAFT, None), slug=draft.settings.slug)
    post = writing.create(session, replace(written, kind=kind), author=author, now=now)
    set_extras(session, post, draft)
    if draft.settings.macros:  # What was written did not have them.
        rendering.refresh(session, post)
    recording.record(session, post, draft, Entry(RevisionKind.SAVE, author.id, now, 0), version=post.version)
    return post


def open_editor(session: Session, post: Post, author: Author) -> Opened:
    """What an author's editor begins with; changes nothing."""
    copy = session.scalars(revisions.working_copy(post.id, author.id)).first()
    typed = copy.revision if copy else None
    return Opened(
        draft=recording.head(session, post),
        version=post.version,
        copy=draft_of(typed) if typed else None,
        copy_version=copy.version if copy else 0,
        copy_base=typed.base_version if typed else post.version,
        has_unpublished_changes=recording.has_unpublished_changes(session, post),
    )


def save(session: Session, post: Post, draft: Draft, *, editor: Editor, now: datetime) -> Saved | Conflict:
    """Make a text the post's. Readers of a published post see it when it is published (publishing.py).

    If the post has another version than the editor's, nothing of it is changed: the text is kept in a revision and
    comes back with the other one. Raises `RefusedError` for a text that cannot be kept.
    """
    draft = accepted(draft)
    recording.lock(session, post)
    present = recording.keep_present(session, post, now=now)
    copy = _copy(session, post, editor)
    before = draft_of(present)
    if draft == before:
        _close(copy, editor)
        return Saved(post.version, copy.version, present)
    if editor.version != post.version:
        kept = _kept_conflict(session, post, draft, editor, now)
        base = _version(session, post, editor.version)
        return conflict(kept, draft, before, base, versions=(post.version, copy.version))
    revision = advance(session, post, draft, Entry.of(RevisionKind.SAVE, editor, now))
    _close(copy, editor)
    return Saved(post.version, copy.version, revision)


def autosave(session: Session, post: Post, draft: Draft, *, editor: Editor, now: datetime) -> Saved | Conflict:
    """Keep what an author has typed so far, as a working copy of theirs; the post stays as it is.

    If their working copy has another version than the editor's, another tab of theirs was faster: the text is kept in a
    revision of its own and comes back with the other one. An editor sends one text at a time.
    """
    draft = accepted(draft)
    recording.lock(session, post)
    copy = _copy(session, post, editor)
    present = copy.revision or recording.keep_present(session, post, now=now)
    other = draft_of(present)
    if draft == other:
        return Saved(editor.version, copy.version, present)
    entry = Entry.of(RevisionKind.AUTOSAVE, editor, now)
    if editor.copy_version != copy.version:
        kept = _folded(session, post, draft, entry, _last_aside(session, post, editor, copy))
        base = _version(session, post, editor.version)
        began_with = min(editor.version, present.base_version) if copy.revision else post.version
        return conflict(kept, draft, other, base, versions=(began_with, copy.version))
    copy.revision = _folded(session, post, draft, entry, copy.revision)
    copy.version += 1
    session.flush()  # Whoever asks next must find the new version.
    return Saved(editor.version, copy.version, copy.revision)


def reopen(session: Session, post: Post, revision: Revision, author: Author) -> Conflict:
    """A text that came second (see `save` and `autosave`), against what is there now: both may have waited for days."""
    opened = open_editor(session, post, author)
    mine, is_aside = draft_of(revision), revision.kind is RevisionKind.AUTOSAVE and opened.copy is not None
    theirs = opened.copy if is_aside and opened.copy else opened.draft
    version = min(revision.base_version, opened.copy_base) if is_aside else opened.version
    base = _version(session, post, revision.base_version)
    return conflict(revision, mine, theirs, base, versions=(version, opened.copy_version))


def discard(session: Session, post: Post, author: Author) -> None:
    """Forget that an author has a working copy; its text stays in its revision."""
    recording.lock(session, post)
    copy = session.scalars(revisions.working_copy(post.id, author.id)).first()
    if copy is not None and copy.revision is not None:
        copy.revision = None
        copy.version += 1
        session.flush()  # As in `autosave`.


def _copy(session: Session, post: Post, editor: Editor) -> WorkingCopy:
    """The author's working copy as the database has it now, made if there is none."""
    statement = revisions.working_copy(post.id, editor.author.id).execution_options(populate_existing=True)
    copy = session.scalars(statement).first()
    if copy is None:
        copy = WorkingCopy(post_id=post.id, author_id=editor.author.id, revision=None, version=0)
        session.add(copy)
    return copy


def _close(copy: WorkingCopy, editor: Editor) -> None:
    """What was typed is saved; a working copy that this editor does not know (another tab's) stays."""
    if copy.revision is not None and editor.copy_version == copy.version:
        copy.revision = None
        copy.version += 1


def _kept_conflict(session: Session, post: Post, draft: Draft, editor: Editor, now: datetime) -> Revision:
    """The revision that holds a text which came second; one that was sent twice is kept once."""
    kind = RevisionKind.CONFLICT
    last = session.scalars(revisions.newest(post.id, editor.author.id, editor.branch, kind)).first()
    if last is not None and last.base_version == editor.version and draft_of(last) == draft:
        return last
    return recording.record(session, post, draft, Entry.of(kind, editor, now))


def _version(session: Session, post: Post, version: int) -> Draft | None:
    revision = session.scalars(revisions.by_version(post.id, version)).first()
    return draft_of(revision) if revision else None


def _last_aside(session: Session, post: Post, editor: Editor, copy: WorkingCopy) -> Revision | None:
    """The autosave of this editor that did not become the working copy, if it made one."""
    newest = revisions.newest(post.id, editor.author.id, editor.branch, RevisionKind.AUTOSAVE)
    last = session.scalars(newest.execution_options(populate_existing=True)).first()
    return None if last is copy.revision else last


def _folded(session: Session, post: Post, draft: Draft, entry: Entry, earlier: Revision | None) -> Revision:
    """The revision that holds an autosaved text: the earlier one, if this only goes on from it, else a new one."""
    if earlier is None or not _goes_on(entry, earlier):
        return recording.record(session, post, draft, entry)
    removed = earlier.removed + missing(draft_of(earlier), draft)
    if removed > MOST_REMOVED:
        return recording.record(session, post, draft, entry)
    earlier.title, earlier.source, earlier.settings = draft.title, draft.source, snapshot(draft.settings)
    earlier.removed, earlier.updated_at = removed, entry.now
    pictures.tie(session, post.id, draft.source, draft.settings.summary)
    return earlier


def _goes_on(entry: Entry, earlier: Revision) -> bool:
    is_same_editor = (earlier.branch, earlier.base_version) == (entry.branch, entry.base_version)
    return is_same_editor and abs(entry.now - earlier.created_at) < FOLDING


def missing(before: Draft, after: Draft) -> int:
    """How many characters of words the one draft holds that the other does not, wherever they stand in it.

    A word that only grew (`the` became `theorem`) is not missing.
    """
    had, has = Counter(_everything(before)), Counter(_everything(after))
    gone = {word: count for word, count in (had - has).items() if word.strip()}
    if len(gone) <= MOST_REMOVED:  # Else there is no need to look closer.
        added = "\n".join(has - had)
        gone = {word: max(0, count - added.count(word)) for word, count in gone.items()}
    return sum(len(word) * count for word, count in gone.items())


def _everything(draft: Draft) -> list[str]:
    return [
        word
        for text in (draft.title, draft.source, draft.settings.summary, draft.settings.macros)
        for word in words(text)
    ]
