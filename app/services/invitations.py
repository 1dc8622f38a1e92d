"""Links that let somebody in once: an invitation, a new password, and the link that sets up an empty site."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.services import accounts, sessions
from app.services.accounts import Newcomer
from app.services.errors import N_, RefusedError
from app.services.passwords import Passwords
from app.storage.models import Author, Invitation, Role
from app.storage.queries import accounts as queries

LIFETIME = timedelta(days=7)
"""How long an invitation waits to be accepted."""

SETUP_LIFETIME = timedelta(days=1)
"""How long the link of an empty site waits; the next start prints another one."""

NOTE_LENGTH = 100


def set_up(session: Session, *, now: datetime) -> str | None:
    """Make the link of an empty site anew: its secret, or None once there is an owner. Earlier ones lead nowhere."""
    session.execute(sa.delete(Invitation).where(Invitation.invited_by_id.is_(None)))
    if not accounts.is_empty(session):
        return None
    return _make(session, Invitation(role=Role.OWNER, note="", created_at=now, expires_at=now + SETUP_LIFETIME))


def invite(session: Session, inviter: Author, *, role: Role, note: str, now: datetime) -> str:
    """Invite somebody who becomes an author with this role: the secret of the link, which is kept nowhere."""
    made = Invitation(role=role, note=" ".join(note.replace("\0", "").split())[:NOTE_LENGTH], invited_by_id=inviter.id)
    made.created_at, made.expires_at = now, now + LIFETIME
    return _make(session, made)


def invite_back(session: Session, inviter: Author, author: Author, *, now: datetime) -> str:
    """Let an author who is there already choose a password: one who forgot it, or who only signed posts so far.

    Raises `RefusedError` for one without a role or whose account is closed.
    """
    if not author.is_active or author.role is None:
        raise RefusedError(N_("Give this author a role first, and open the account if it is closed."))
    session.execute(sa.delete(Invitation).where(Invitation.author_id == author.id, Invitation.accepted_at.is_(None)))
    made = Invitation(role=author.role, note=author.display_name[:NOTE_LENGTH], invited_by_id=inviter.id)
    made.author_id, made.created_at, made.expires_at = author.id, now, now + LIFETIME
    return _make(session, made)


def find(session: Session, secret: str, *, now: datetime) -> Invitation | None:
    """The invitation of this secret if it still lets somebody in."""
    found = session.scalars(queries.invitation_by_digest(sessions.digest(secret), now)).first()
    return found if found is not None and _is_open(session, found) else None


def accept(session: Session, secret: str, newcomer: Newcomer, *, passwords: Passwords, now: datetime) -> Author | None:
    """Use an invitation up: the author that it made, or whose password it set; None if it lets nobody in any more.

    Raises `RefusedFieldError` for what cannot be taken; the invitation is then still open, since nothing is committed.
    """
    found = find(session, secret, now=now)
    if found is None or not _claim(session, found, now=now):
        return None
    if found.author is None:
        return accounts.create(session, newcomer, role=found.role, passwords=passwords, now=now)
    accounts.change_password(session, found.author, newcomer.password, passwords=passwords)
    sessions.end_all(session, found.author.id)
    return found.author


def revoke(session: Session, invitation_id: int) -> None:
    """Take an invitation back; nothing happens to one that was accepted."""
    session.execute(sa.delete(Invitation).where(Invitation.id == invitation_id, Invitation.accepted_at.is_(None)))


def _make(session: Session, made: Invitation) -> str:
    secret = token_urlsafe(32)
    made.digest = sessions.digest(secret)
    session.add(made)
    return secret


def _is_open(session: Session, found: Invitation) -> bool:
    """The link of an empty site closes for good when there is an owner; one for an author when they are shut out."""
    if found.invited_by_id is None:
        return accounts.is_empty(session)
    return found.author is None or found.author.is_active


def _claim(session: Session, found: Invitation, *, now: datetime) -> bool:
    """Whether this was the first to use it; of two at the same moment the database lets one through."""
    first = sa.update(Invitation).where(Invitation.id == found.id, Invitation.accepted_at.is_(None))
    return session.scalar(first.values(accepted_at=now).returning(Invitation.id)) is not None
