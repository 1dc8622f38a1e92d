"""The HTTP rooms: parse a request, call a service or a query, render a page."""

from pathlib import Path

from flask import Flask
from werkzeug.debug import DebuggedApplication
from werkzeug.middleware.proxy_fix import ProxyFix

from app import clock
from app.config import Settings
from app.web import assets, auth, errors, filters, frame, journal, kept, languages, reader, shared, spoken, studio
from app.web.headers import SecurityHeaders


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its pages."""
    # A long text of Chinese characters is nine times as long in a form; nothing that is typed may be refused for that.
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_request_bytes
    app.config["CLOCK"] = clock.now
    # Each page knows its one address and sends other forms there itself, see `visit.settle`.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    for part in (spoken, kept, languages, filters, frame, errors):
        part.init_app(app)
    journal.init_app(app, settings.log_level)
    app.register_blueprint(reader.blueprint)
    auth.init_app(app, settings)
    studio.init_app(app, settings)
    app.register_blueprint(shared.blueprint)
    _wrap(app, settings)


def _wrap(app: Flask, settings: Settings) -> None:
    """Put the middleware around the application, the innermost first."""
    if settings.debug:
        app.debug = True
        app.wsgi_app = DebuggedApplication(app.wsgi_app)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        trusted = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted)  # type: ignore[method-assign]
    assets.init_app(app, Path(app.root_path) / "static" / "dist")
    is_https = settings.site_url.startswith("https:")
    app.wsgi_app = SecurityHeaders(app.wsgi_app, is_https=is_https)  # type: ignore[method-assign]
