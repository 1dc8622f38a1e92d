"""The HTTP rooms: parse a request, call a service or a query, render a page."""

from flask import Flask
from flask_babel import Babel

from app.config import Settings
from app.web import auth, studio
from app.web.private import locale


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its pages."""
    app.config["MAX_CONTENT_LENGTH"] = settings.max_request_bytes
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "app/translations"
    Babel(app, locale_selector=locale)
    auth.init_app(app, settings)
    studio.init_app(app, settings)
