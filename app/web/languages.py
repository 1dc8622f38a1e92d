"""The languages of the interface, and the reader's choice among them in the address."""

from functools import cache

from babel import Locale
from babel.support import Translations
from flask import Flask
from flask_babel import Babel, force_locale, get_domain

from app.web import visit

NAMES = {"zh-Hans": "简体中文", "en": "English"}
"""Each language in its own words, as its speakers look for it."""

_CATALOGUES = {"zh-Hans": "zh_Hans", "en": "en"}


def init_app(app: Flask) -> None:
    """Let the address choose the catalogue: never a cookie and never `Accept-Language`, or no cache could share it."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "app/translations"
    Babel(app, default_locale="en", locale_selector=lambda: locale(visit.language()))
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined] # by the extension that Babel adds
        gettext=lambda message: _spoken().ugettext(message),
        ngettext=lambda singular, plural, number: _spoken().ungettext(singular, plural, number),
        newstyle=True,
    )


def _spoken() -> Translations:
    """The catalogue for templates: Babel would look for the request's language anew at each word."""
    return translations(visit.language())


@cache
def locale(tag: str) -> Locale:
    """A language as Babel knows it. Found out once: for each request that would cost as much as a dozen look-ups."""
    return Locale.parse(_CATALOGUES[tag])


@cache
def translations(tag: str) -> Translations:
    """The catalogue of a language."""
    with force_locale(locale(tag)):
        found: Translations = get_domain().get_translations()
        return found
