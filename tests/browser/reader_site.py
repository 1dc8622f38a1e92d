"""The application itself for the browser: the sample posts on a database of its own, served on a free port."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from app import create_app
from app.cli.samples import load_into
from app.config import Settings
from app.database import Database
from app.storage.models import Base
from tests.web.catalogues import compile_catalogues

GUIDE = "/posts/style-guide"
"""The sample post that shows everything that can be written."""


class QuietHandler(WSGIRequestHandler):
    """Keeps no log of requests."""

    def log(self, *arguments: object) -> None:
        """Keep quiet."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the sample site, which keeps its data in the folder, until the end; gives its address."""
    compile_catalogues()
    app = create_app(Settings(data_dir=folder, database_url=f"sqlite:///{folder / 'site.sqlite3'}"))
    database: Database = app.extensions["longwave-database"]
    Base.metadata.create_all(database.engine)
    load_into(database)
    with served(app, database) as address:
        yield address


@contextmanager
def served(app: Flask, database: Database) -> Iterator[str]:
    """Serve an application until the end, and let go of its database; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        database.engine.dispose()
