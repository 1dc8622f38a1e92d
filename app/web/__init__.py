"""The HTTP rooms: parse a request, call a service or a query, render a page."""

from datetime import datetime
from pathlib import Path

from flask import Flask
from werkzeug.debug import DebuggedApplication
from werkzeug.middleware.proxy_fix import ProxyFix

from app import clock
from app.config import Settings
from app.database import Database
from app.storage.sessions import after_advance
from app.storage.versions import Versions
from app.web import (
    assets,
    auth,
    caching,
    errors,
    filters,
    frame,
    journal,
    kept,
    languages,
    reader,
    shared,
    spoken,
    studio,
)
from app.web.headers import SecurityHeaders
from app.web.page_cache import PageCache, Rules
from app.web.purging import Purge

WITHOUT_PAGES = {"reader.media", "reader.favicon", "reader.old_favicon", "reader.health"}
"""What readers get besides pages."""


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its pages."""
    # A long text of Chinese characters is nine times as long in a form; nothing that is typed may be refused for that.
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_request_bytes
    app.config["CLOCK"] = clock.now
    app.config["PAGE_LIFETIME"] = caching.page(settings.shared_cache_seconds)
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
    _keep_pages(app, settings)


def _keep_pages(app: Flask, settings: Settings) -> None:
    """Put the page cache around everything, and let it and caches in front know of changes."""
    database: Database = app.extensions["longwave-database"]
    versions = Versions(database.readers)
    rules = Rules(
        most_bytes=settings.page_cache_bytes,
        rooms=_rooms_without_pages(app),
        cookie=app.config["SESSION_COOKIE_NAME"],
        elsewhere=caching.elsewhere(settings.shared_cache_seconds),
    )

    def now() -> datetime:  # Not the clock itself, which tests exchange.
        moment: datetime = app.config["CLOCK"]()
        return moment

    app.extensions["longwave-page-cache"] = cache = PageCache(app.wsgi_app, versions, now, rules)
    app.wsgi_app = cache  # type: ignore[method-assign]
    purge = Purge(settings.purge_url, settings.purge_token.get_secret_value())

    def tell() -> None:
        versions.forget()
        purge.ask()

    after_advance(database.write, tell)


def _rooms_without_pages(app: Flask) -> frozenset[str]:
    """The first parts of all paths at which no pages for everybody are: `studio`, `static`..."""
    rules = [rule for rule in app.url_map.iter_rules() if _has_no_pages(rule.endpoint)]
    return frozenset({assets.PREFIX.strip("/"), *(rule.rule.split("/")[1] for rule in rules)})


def _has_no_pages(endpoint: str) -> bool:
    return endpoint in WITHOUT_PAGES or not endpoint.startswith(f"{reader.blueprint.name}.")
