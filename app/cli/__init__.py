"""The command line: `flask --app wsgi …`."""

from flask import Flask

from app.cli import authors


def init_app(app: Flask) -> None:
    """Give the application its commands."""
    authors.init_app(app)
