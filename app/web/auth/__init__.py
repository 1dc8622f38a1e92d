"""Coming in and going out: the route table of log-in, log-out and invitations."""

from collections.abc import Callable

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue

from app.config import Settings
from app.web import csrf, limits, visitors
from app.web.deferred import deferred
from app.web.private import keep_private, speak, words


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its door: sessions, tokens against forged requests, limits and the pages before the door."""
    visitors.init_app(app, settings)
    csrf.init_app(app, deferred("app.web.auth.forgery:refuse"))
    limits.init_app(app, settings)
    app.register_blueprint(_blueprint(app))


def _blueprint(app: Flask) -> Blueprint:
    # Another blueprint for every application, since limits belong to one application.
    room = Blueprint("auth", __name__)
    limiter = limits.limiter_of(app)
    by_network = limiter.limit(limits.PER_NETWORK)
    by_name = limiter.limit(limits.PER_NAME, key_func=limits.name_and_network)
    log_in = by_network(by_name(_view("entering:log_in")))
    room.add_url_rule("/login", "log_in", _view("entering:show"))
    room.add_url_rule("/login", "session", log_in, methods=["POST"])
    room.add_url_rule("/logout", "log_out", _view("entering:log_out"), methods=["POST"])
    room.add_url_rule("/setup/<secret>", "invitation", by_network(_view("invitation:show")))
    room.add_url_rule("/setup/<secret>", "acceptance", by_network(_view("invitation:accept")), methods=["POST"])
    room.before_request(speak)
    room.after_request(keep_private)
    room.context_processor(words)
    return room


def _view(place: str) -> Callable[..., ResponseReturnValue]:
    return deferred(f"{__name__}.{place}")
