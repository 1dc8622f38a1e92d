"""Accounts of authors: made, proved by a password, changed, and closed; nobody is ever deleted with their posts."""

import re
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.services import passwords as rules
from app.services import sessions, site
from app.services.errors import N_, RefusedError, RefusedFieldError
from app.services.passwords import Passwords
from app.storage.models import Author, Invitation, Role
from app.storage.queries import authors as queries

NAME_LENGTH, DISPLAY_NAME_LENGTH, BIO_LENGTH = 60, 100, 2_000
"""Most characters of what authors say about themselves."""

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\Z")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who wants an account. An empty display name means the name."""

    name: str
    display_name: str
    password: str


@dataclass(frozen=True, slots=True)
class Proved:
    """An author who typed the right password: its hash as it was then, and a new one if that is outdated."""

    author_id: int
    kept: str
    renewed: str | None


def folded_name(typed: str) -> str:
    """The name as it is kept and compared."""
    return normalize("NFKC", typed).strip().lower()


def prove(session: Session, name: str, password: str, *, passwords: Passwords) -> Proved | None:
    """The author of this name if the password is right and they may enter; None says not which of them is wrong.

    Changes nothing, so that no writer waits while it hashes; `enter` does the rest. One hash is computed whether or not
    there is such an author.
    """
    author = session.scalars(queries.with_password(queries.by_name(_as_kept(name)))).first()
    kept = author.password_hash if author else None
    if not passwords.matches(kept, password) or author is None or kept is None or not author.is_active:
        return None
    return Proved(author.id, kept, passwords.hash(password) if passwords.is_outdated(kept) else None)


def enter(session: Session, proved: Proved, *, client: sessions.Client, now: datetime) -> str | None:
    """Begin a session for an author who proved who they are; its secret, or None if the account changed meanwhile."""
    author = session.scalars(queries.with_password(queries.by_id(proved.author_id))).first()
    if author is None or not author.is_active or author.password_hash != proved.kept:
        return None
    author.password_hash = proved.renewed or proved.kept
    return sessions.begin(session, author, client=client, now=now)


def by_typed_name(session: Session, typed: str) -> Author | None:
    """The author whom somebody means by this name."""
    return session.scalars(queries.by_name(_as_kept(typed))).first()


def create(session: Session, newcomer: Newcomer, *, role: Role, passwords: Passwords, now: datetime) -> Author:
    """Make an account. An owner may take the name of an author who only signs posts so far, and these posts with it.

    Raises `RefusedFieldError` (`name`, `display_name`, `password`).
    """
    name = folded_name(newcomer.name)
    if len(name) > NAME_LENGTH or not _NAME.match(name):
        raise RefusedFieldError(
            "name", N_("A name has Latin letters, digits, dots and hyphens: at most 60 characters.")
        )
    author = session.scalars(queries.with_password(queries.by_name(name))).first()
    if author is not None and (author.role is not None or role is not Role.OWNER):
        raise RefusedFieldError("name", N_("Somebody else has this name. Take another one."))
    display_name = checked_display_name(newcomer.display_name or (author.display_name if author else name))
    if author is None:
        author = Author(name=name, display_name=display_name, bio="", created_at=now)
    author.display_name, author.role = display_name, role
    _set_password(session, author, newcomer.password, passwords)
    session.add(author)
    session.flush()  # A session needs its id.
    return author


def change_password(session: Session, author: Author, password: str, *, passwords: Passwords) -> None:
    """Give an author another password; who calls this has seen the old one. Raises `RefusedFieldError` (`password`).

    The caller ends the sessions that should not survive it.
    """
    session.refresh(author, ["password_hash"])
    _set_password(session, author, password, passwords)


def change_profile(author: Author, *, display_name: str, bio: str, language: str) -> None:
    """Change what readers see of an author, and the language of their studio (empty: the site's).

    Raises `RefusedFieldError` (`display_name`, `bio`, `language`).
    """
    if len(bio) > BIO_LENGTH:
        raise RefusedFieldError("bio", N_("At most 2,000 characters fit here."))
    if language and language not in site.LANGUAGES:
        raise RefusedFieldError("language", N_("The studio does not speak this language."))
    author.display_name = checked_display_name(display_name)
    author.bio, author.language = bio.replace("\0", "").strip(), language or None


def change_role(session: Session, author: Author, role: Role) -> None:
    """Let an author do more or less from the next request on. Raises `RefusedError` for the last owner.

    One who only signed posts so far still needs a password, which an invitation lets them choose.
    """
    if role is not Role.OWNER:
        _keep_an_owner(session, author)
        _withdraw_invitations(session, author)
    author.role = role


def deactivate(session: Session, author: Author, *, now: datetime) -> None:
    """Close the studio to an author: every session ends. Posts stay. Raises `RefusedError` for the last owner."""
    _keep_an_owner(session, author)
    author.deactivated_at = author.deactivated_at or now
    sessions.end_all(session, author.id)
    _withdraw_invitations(session, author)


def reactivate(author: Author) -> None:
    """Open the studio again to an author, with the role and the password from before."""
    author.deactivated_at = None


def is_empty(session: Session) -> bool:
    """Whether nobody may enter as an owner, so that the site has yet to be set up."""
    return session.scalars(queries.active_owners().limit(1)).first() is None


def checked_display_name(typed: str) -> str:
    """A name for readers on one line. Raises `RefusedFieldError` (`display_name`)."""
    name = " ".join(typed.replace("\0", "").split())
    if not name or len(name) > DISPLAY_NAME_LENGTH:
        raise RefusedFieldError("display_name", N_("The name that readers see has 1 to 100 characters."))
    return name


def _as_kept(typed: str) -> str:
    """A name that can be looked up: PostgreSQL refuses to hear of NUL and of text that is no Unicode."""
    return folded_name(typed).encode("utf-8", "replace").decode().replace("\0", "")[:200]


def _set_password(session: Session, author: Author, password: str, passwords: Passwords) -> None:
    rules.check(password, about=(author.name, author.display_name, site.load(session).title))
    author.password_hash = passwords.hash(password)


def _keep_an_owner(session: Session, author: Author) -> None:
    """Two owners who take each other's role at once must not both succeed, so the owners' rows are locked."""
    owners = session.execute(queries.active_owners().with_only_columns(Author.id).with_for_update()).scalars().all()
    if list(owners) == [author.id]:
        raise RefusedError(N_("A site needs an owner: make somebody else one first."))


def _withdraw_invitations(session: Session, author: Author) -> None:
    """Nobody comes back, or brings others in, by a link from when they could."""
    concerned = (Invitation.invited_by_id == author.id) | (Invitation.author_id == author.id)
    session.execute(sa.delete(Invitation).where(concerned, Invitation.accepted_at.is_(None)))
