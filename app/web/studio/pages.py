"""What the studio's pages about authors show: the values that views build and templates read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.services import pictures, sessions, site
from app.services.sessions import Lifetimes
from app.storage.models import Author, AuthorSession, Role
from app.storage.queries import accounts as queries
from app.storage.queries import authors as author_queries
from app.web import visit
from app.web.devices import described


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment for people, in the site's zone, and for programs."""

    shown: str
    exact: str


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser in which the author is logged in; `is_current` is this one."""

    id: int
    browser: str
    system: str
    address: str
    used_at: Moment
    created_at: Moment
    is_current: bool


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """The profile: what was typed or is kept, what is wrong with it by the name of the field, and open sessions.

    `avatar_url` is where their picture is served, empty without one.
    """

    name: str
    display_name: str
    bio: str
    language: str
    languages: tuple[str, ...]
    sessions: tuple[OpenSession, ...]
    errors: Mapping[str, str]
    avatar_url: str = ""


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """An author in the list. Without a role they only sign posts."""

    id: int
    name: str
    display_name: str
    role: Role | None
    is_active: bool
    is_self: bool


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation that nobody has accepted yet; `known` is the author who may choose a password by it."""

    id: int
    note: str
    role: Role
    known: str
    expires_at: Moment


@dataclass(frozen=True, slots=True)
class AuthorsPage:
    """Everybody who writes or signs, and open invitations. `link` is one just made, shown this once."""

    authors: tuple[AuthorRow, ...]
    invitations: tuple[InvitationRow, ...]
    roles: tuple[Role, ...]
    link: str
    link_for: str


Answers = tuple[Mapping[str, str], Mapping[str, str]]
"""What was typed into a form, and what is wrong with it, both by the names of the fields."""


def profile_page(
    session: Session, current: AuthorSession, *, lifetimes: Lifetimes, now: datetime, answers: Answers
) -> ProfilePage:
    """The profile of the author of a session; what was typed stands instead of what is kept."""
    author, (typed, errors) = current.author, answers
    zone, avatar = visit.site().zone, pictures.avatar_of(session, author)
    found = session.scalars(queries.sessions_of(author.id)).all()
    alive = (row for row in found if sessions.is_alive(row, lifetimes=lifetimes, now=now))
    return ProfilePage(
        name=author.name,
        display_name=typed.get("display_name", author.display_name),
        bio=typed.get("bio", author.bio),
        language=typed.get("language", author.language or ""),
        languages=site.LANGUAGES,
        sessions=tuple(_open_session(row, current.id, zone) for row in alive),
        errors=errors,
        avatar_url=pictures.smallest_of(avatar) if avatar else "",
    )


def authors_page(session: Session, reader: Author, *, now: datetime, made: tuple[str, str] = ("", "")) -> AuthorsPage:
    """The list of authors for one of the owners; `made` is a new link and for whom it is."""
    zone = visit.site().zone
    rows = tuple(
        AuthorRow(row.id, row.name, row.display_name, row.role, row.deactivated_at is None, row.id == reader.id)
        for row in session.scalars(author_queries.every())
    )
    waiting = tuple(
        InvitationRow(
            row.id, row.note, row.role, row.author.display_name if row.author else "", moment(row.expires_at, zone)
        )
        for row in session.scalars(queries.open_invitations(now))
    )
    return AuthorsPage(rows, waiting, tuple(Role), *made)


def _open_session(row: AuthorSession, current_id: int, zone: ZoneInfo) -> OpenSession:
    browser, system = described(row.device)
    used_at, created_at = moment(row.used_at, zone), moment(row.created_at, zone)
    return OpenSession(row.id, browser, system, row.address, used_at, created_at, row.id == current_id)


def moment(at: datetime, zone: ZoneInfo) -> Moment:
    """A moment as a page of the site shows it."""
    return Moment(f"{at.astimezone(zone):%Y-%m-%d %H:%M}", at.isoformat(timespec="seconds"))
