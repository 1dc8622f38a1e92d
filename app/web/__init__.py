"""The HTTP rooms: parse a request, call a service or a query, render a page."""

from flask import Flask

from app.config import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its pages."""
    app.config["MAX_CONTENT_LENGTH"] = settings.max_request_bytes
