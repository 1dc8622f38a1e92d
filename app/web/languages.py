"""The languages of the interface, and the reader's choice among them in the address."""

from flask import Flask
from flask_babel import Babel

from app.web import visit

NAMES = {"zh-Hans": "简体中文", "en": "English"}
"""Each language in its own words, as its speakers look for it."""

LOCALES = {"zh-Hans": "zh_Hans", "en": "en"}
"""The name of each language's catalogue."""


def init_app(app: Flask) -> None:
    """Let the address choose the catalogue: never a cookie and never `Accept-Language`, or no cache could share it."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "app/translations"
    Babel(app, default_locale="en", locale_selector=lambda: LOCALES[visit.language()])
