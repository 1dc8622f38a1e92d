"""The application on a free port, for a browser to visit."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.studio_cast import database_of


class QuietHandler(WSGIRequestHandler):
    """Keeps no log of requests."""

    def log(self, *arguments: object) -> None:
        """Keep quiet."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
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
        database_of(app).engine.dispose()
