"""Two authors who save the same version at the same moment: one wins each time, the other keeps their text."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from app.services import drafting
from app.services.conflicts import Conflict
from app.services.drafting import Saved
from app.services.drafts import Editor
from app.storage.models import Author, Post, Revision, RevisionKind
from app.storage.sessions import write_sessions
from tests.services.authoring import NOW, text

PAIRS = 200


def begun(sessions: sessionmaker[Session]) -> int:
    """Return the id of a post with one version, by the first of two authors."""
    with sessions.begin() as session:
        authors = [Author(name=name, display_name=name, bio="", created_at=NOW) for name in ("ada", "emmy")]
        session.add_all(authors)
        session.flush()
        return drafting.begin(session, text("Once."), author=authors[0], now=NOW).id


def save_both(sessions: sessionmaker[Session], post_id: int, version: int) -> list[Saved | Conflict]:
    """Let both authors save what they made of a version; return both answers."""
    together = Barrier(2)

    def save(author_id: int) -> Saved | Conflict:
        together.wait()
        with sessions.begin() as session:
            post, author = session.get_one(Post, post_id), session.get_one(Author, author_id)
            draft = text(f"Version {version} by author {author_id}.")
            return drafting.save(session, post, draft, editor=Editor(author, version), now=NOW)

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(save, (1, 2)))


def test_of_two_who_save_one_version_one_wins_and_the_other_keeps_their_text(engine: sa.Engine) -> None:
    sessions = write_sessions(engine)
    post_id = begun(sessions)
    for version in range(1, PAIRS + 1):
        answers = save_both(sessions, post_id, version)
        assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "Saved"]
    with sessions() as session:
        kept = list(session.scalars(sa.select(Revision).where(Revision.post_id == post_id)))
        sources = {revision.source for revision in kept}
        won = sorted(revision.version for revision in kept if revision.kind is RevisionKind.SAVE and revision.version)
        assert won == list(range(1, PAIRS + 2))
        assert sources == {"Once."} | {f"Version {v} by author {a}." for v in range(1, PAIRS + 1) for a in (1, 2)}
        assert sorted(revision.number for revision in kept) == list(range(1, 2 * PAIRS + 2))


def test_two_tabs_that_autosave_at_once_keep_both_texts(engine: sa.Engine) -> None:
    sessions = write_sessions(engine)
    post_id = begun(sessions)
    together = Barrier(2)

    def autosave(branch: str) -> Saved | Conflict:
        together.wait()
        with sessions.begin() as session:
            post, author = session.get_one(Post, post_id), session.get_one(Author, 1)
            editor = Editor(author, 1, 0, branch)
            return drafting.autosave(session, post, text(f"From {branch}."), editor=editor, now=NOW)

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(autosave, ("one", "other")))
    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "Saved"]
    with sessions() as session:
        sources = set(session.scalars(sa.select(Revision.source)))
        assert sources == {"Once.", "From one.", "From other."}
