"""How the studio answers what was asked: in JSON where a script asks, else by sending on to a page that says it."""

from collections.abc import Mapping
from datetime import datetime

from flask import flash, jsonify, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.services.errors import RefusedError
from app.web.studio import moments
from app.web.visit import wants_json


def said(refusal: RefusedError) -> str:
    """What a refusal says, in the interface's language."""
    return worded(refusal.message, refusal.values)


def worded(message: str, values: Mapping[str, object]) -> str:
    """A message of the services in the interface's language, its moments in the time zone of the site."""
    told = {name: moments.shown(value) if isinstance(value, datetime) else value for name, value in values.items()}
    return str(gettext(message, **told))


def refused(refusal: RefusedError, back: str, status: int = 422, **more: object) -> ResponseReturnValue:
    """Say why nothing was done: to a script with this status, to a person on the page `back`."""
    message = said(refusal)
    if wants_json():
        return jsonify(message=message, **more), status
    flash(message, "error")
    return redirect(back, 303)


def done(message: str, to: str, **facts: object) -> ResponseReturnValue:
    """Say what was done: to a script with the facts, to a person on the page `to`."""
    if wants_json():
        return jsonify(message=message, **facts)
    flash(message)
    return redirect(to, 303)
