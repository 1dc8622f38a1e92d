"""Coming in and going out: the route table of log-in, log-out and invitations."""

from flask import Blueprint, Flask, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError

from app.config import Settings
from app.web import access, csrf, limits, visitors
from app.web.auth import entering, invitation
from app.web.private import keep_private, speak, words


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its door: sessions, tokens against forged requests, limits and the pages before the door."""
    visitors.init_app(app, settings)
    csrf.init_app(app)
    limits.init_app(app, settings)
    app.register_error_handler(CSRFError, _forged)
    app.register_blueprint(_blueprint(app))


def _blueprint(app: Flask) -> Blueprint:
    # Another blueprint for every application, since limits belong to one application.
    room = Blueprint("auth", __name__)
    limiter = limits.limiter_of(app)
    by_network = limiter.limit(limits.PER_NETWORK)
    by_name = limiter.limit(limits.PER_NAME, key_func=limits.name_and_network)
    room.add_url_rule("/login", "log_in", entering.show)
    room.add_url_rule("/login", "session", by_network(by_name(entering.log_in)), methods=["POST"])
    room.add_url_rule("/logout", "log_out", entering.log_out, methods=["POST"])
    room.add_url_rule("/setup/<secret>", "invitation", by_network(invitation.show))
    room.add_url_rule("/setup/<secret>", "acceptance", by_network(invitation.accept), methods=["POST"])
    room.before_request(speak)
    room.after_request(keep_private)
    room.context_processor(words)
    return room


def _forged(_error: CSRFError) -> ResponseReturnValue:
    """A token is also wrong when the cookie has run out or belongs to a later log-in; say what helps then."""
    if request.blueprint == "studio" and visitors.visitor() is None:
        return access.unauthorised()
    message = gettext(
        "This page is from before you logged in or out elsewhere. Go back, reload it and send it again: "
        "nothing was changed."
    )
    if access.wants_json():
        return jsonify(message=message), 400
    heading = gettext("Please send it again")
    return render_template("auth/message.html", heading=heading, message=message, kept=access.typed_text()), 400
