"""Who is asking: the session behind the cookie, looked up in the database at each request that wants to know."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, current_app, request
from flask import session as cookie
from flask_login import LoginManager, current_user, login_user
from sqlalchemy.exc import DBAPIError

from app.config import Settings
from app.database import database, look_again, session
from app.services import sessions
from app.services.passwords import Passwords
from app.services.sessions import Client, Lifetimes
from app.storage.models import Author, AuthorSession
from app.web import kept, visit
from app.web.cookies import Cookies

_EXTENSION = "longwave-entrance"


@dataclass(frozen=True, slots=True)
class Entrance:
    """What the door needs: the hasher of passwords, and how long sessions live."""

    passwords: Passwords
    lifetimes: Lifetimes


@dataclass(frozen=True, slots=True)
class Visitor:
    """An author who is logged in, in the shape that Flask-Login expects: its `id` is the secret of the session."""

    secret: str
    row: AuthorSession
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    @property
    def author(self) -> Author:
        """The author, as this request's reading session sees them."""
        return self.row.author

    def get_id(self) -> str:
        """What the cookie keeps."""
        return self.secret


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application sessions of authors and the cookie that they are known by."""
    lifetimes = Lifetimes(timedelta(days=settings.session_idle_days), timedelta(days=settings.session_days))
    passwords = Passwords(memory=settings.password_memory, passes=settings.password_passes)
    app.extensions[_EXTENSION] = Entrance(passwords, lifetimes)
    app.session_interface = Cookies()
    app.secret_key = settings.secret_key.get_secret_value()
    app.config.update(
        SESSION_COOKIE_NAME="__Host-longwave" if settings.is_production else "longwave",
        SESSION_COOKIE_SECURE=settings.is_production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,  # Else a reader's page would set a cookie for those who are logged in.
        PERMANENT_SESSION_LIFETIME=lifetimes.absolute,
    )
    manager = LoginManager()
    manager.session_protection = None  # Its fingerprint of address and browser logs out whoever changes networks.
    manager.user_loader(_load)
    # Not `init_app`: it would look into the cookie on every page, and then no page could be cached for everybody.
    app.login_manager = manager  # type: ignore[attr-defined]


def entrance() -> Entrance:
    """The hasher and the lifetimes of the current application."""
    found: Entrance = current_app.extensions[_EXTENSION]
    return found


def visitor() -> Visitor | None:
    """Who is logged in, if anybody is. Asking makes the answer depend on the cookie."""
    found = current_user._get_current_object()  # noqa: SLF001 - the one way to what the proxy stands for
    return found if isinstance(found, Visitor) else None


def client() -> Client:
    """Where this request comes from."""
    return Client(request.remote_addr or "", str(request.user_agent))


def admit(secret: str) -> bool:
    """Let the browser keep the secret of a session that has been committed; whatever the cookie held before is gone."""
    look_again()  # This request may see the state from before the session began.
    kept.forget()
    found = _load(secret)
    if found is None:
        return False
    cookie.clear()
    cookie.permanent = True
    login_user(found)
    return True


def dismiss() -> None:
    """Let the browser forget everything."""
    cookie.clear()


def _load(secret: str) -> Visitor | None:
    """The author of a session. Its last use is written down in a transaction of its own, and seldom."""
    now = visit.now()
    found = sessions.find(session(), secret, lifetimes=entrance().lifetimes, now=now)
    if found is None:
        return None
    if sessions.needs_touch(found, now=now):
        _touch(found.id, now)
    return Visitor(secret, found)


def _touch(session_id: int, now: datetime) -> None:
    try:
        with database().write.begin() as writing:
            sessions.touch(writing, session_id, now=now)
    except DBAPIError:  # A full disk or a busy database must not keep authors from reading what they wrote.
        current_app.logger.warning("the last use of a session could not be written down", exc_info=True)
