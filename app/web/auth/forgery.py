"""What is said to a request without the token of its session."""

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.web import access, visit, visitors


def refuse() -> ResponseReturnValue:
    """A token is also wrong when the cookie has run out or belongs to a later log-in; say what helps then."""
    if request.blueprint == "studio" and visitors.visitor() is None:
        return access.unauthorised()
    message = gettext(
        "This page is from before you logged in or out elsewhere. Go back, reload it and send it again: "
        "nothing was changed."
    )
    if visit.wants_json():
        return jsonify(message=message), 400
    heading = gettext("Please send it again")
    return render_template("auth/message.html", heading=heading, message=message, kept=access.typed_text()), 400
