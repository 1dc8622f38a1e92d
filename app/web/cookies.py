"""The signed cookie, for those who have one: a reader brings none and gets none, and nothing is prepared for either."""

from flask import Flask
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from werkzeug.wrappers import Request, Response


class Cookies(SecureCookieSessionInterface):
    """Flask's sessions in a cookie, without their work for requests that do not touch them."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of the cookie; without cookies an empty one, for which no signature is needed."""
        if app.secret_key and "HTTP_COOKIE" not in request.environ:
            return self.session_class()
        return super().open_session(app, request)  # type: ignore[arg-type] # Flask's own request

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set or delete the cookie if the session was touched."""
        if session.accessed or session.modified:
            super().save_session(app, session, response)  # type: ignore[arg-type] # Flask's own response
