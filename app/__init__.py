"""The composition root: puts the rooms together. Only `wsgi.py` and the tests import it."""

from pathlib import Path

from flask import Flask

from app import cli, database, web
from app.config import Settings, load_settings

ROOT = Path(__file__).parents[1]


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application from the settings given, else from those of the environment.

    Raises `ConfigurationError` for settings that cannot be used or are unsafe in production.
    """
    settings = settings or load_settings()
    app = Flask("longwave", root_path=str(ROOT), static_folder=None, template_folder="templates")
    database.init_app(app, settings)
    web.init_app(app, settings)
    cli.init_app(app)
    return app
