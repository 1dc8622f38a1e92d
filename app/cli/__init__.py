"""The command line: `flask --app wsgi …`."""

from flask import Flask

from app.cli.deferred import DeferredGroup

COMMANDS = {
    "author": "app.cli.authors:author",
    "database": "app.cli.database:group",
    "import": "app.cli.importing:import_",
    "prepare": "app.cli.preparing:prepare",
    "render": "app.cli.rendering:render",
    "rerender": "app.cli.rendering:rerender",
    "samples": "app.cli.samples:group",
    "serve": "app.cli.serving:serve",
    "setting": "app.cli.settings:group",
}


def init_app(app: Flask) -> None:
    """Give the application its commands."""
    deferred = DeferredGroup(app.name, COMMANDS)
    deferred.commands.update(app.cli.commands)
    app.cli = deferred
