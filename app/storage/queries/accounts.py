"""Sessions that authors have open, and invitations that nobody has accepted yet."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.storage.models import AuthorSession, Invitation


def session_by_digest(digest: str) -> sa.Select[AuthorSession]:
    """The session whose secret has this SHA-256, with its author."""
    return sa.select(AuthorSession).where(AuthorSession.digest == digest).options(joinedload(AuthorSession.author))


def sessions_of(author_id: int) -> sa.Select[AuthorSession]:
    """An author's sessions, the last used first; some may have run out."""
    own = sa.select(AuthorSession).where(AuthorSession.author_id == author_id)
    return own.order_by(AuthorSession.used_at.desc(), AuthorSession.id.desc())


def invitation_by_digest(digest: str, now: datetime) -> sa.Select[Invitation]:
    """The invitation whose secret has this SHA-256 if it is still open, with the author that it is for."""
    return _open(now).where(Invitation.digest == digest).options(joinedload(Invitation.author))


def open_invitations(now: datetime) -> sa.Select[Invitation]:
    """The invitations that authors made and nobody has accepted, the newest first."""
    made = _open(now).where(Invitation.invited_by_id.is_not(None)).order_by(Invitation.id.desc())
    return made.options(joinedload(Invitation.author))


def _open(now: datetime) -> sa.Select[Invitation]:
    return sa.select(Invitation).where(Invitation.accepted_at.is_(None), Invitation.expires_at > now)
