"""Where an author arrives."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue


def show() -> ResponseReturnValue:
    """Send the author to what there is to do."""
    return redirect(url_for("studio.profile"), 303)
