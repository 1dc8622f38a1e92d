"""A little server for pages and the files they need, all compressed with gzip before they are asked for."""

import gzip
import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

LEVEL = 9
KINDS = {".woff2": "font/woff2", ".js": "text/javascript", ".html": "text/html; charset=utf-8"}


@dataclass
class StaticSite:
    """Pages by path, and folders by the path that they are served under."""

    address: str
    folders: Mapping[str, Path]
    pages: dict[str, str] = field(default_factory=dict)

    def answer(self, path: str) -> tuple[bytes, str] | None:
        """Return the compressed body and the type of what lies at a path."""
        if path in self.pages:
            return _compressed(self.pages[path].encode()), KINDS[".html"]
        for prefix, folder in self.folders.items():
            file = folder / path.removeprefix(prefix)
            if path.startswith(prefix) and ".." not in path and file.is_file():
                kind = KINDS.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                return _compressed(file.read_bytes()), kind
        return None


@contextmanager
def serving(folders: Mapping[str, Path]) -> Iterator[StaticSite]:
    """Serve on a free port of this machine until the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = server.site = StaticSite(f"http://127.0.0.1:{server.server_port}", folders)  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@cache
def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, LEVEL, mtime=0)


class Handler(BaseHTTPRequestHandler):
    """Answers GET."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave together, not as two packets of which one waits

    def do_GET(self) -> None:
        """Send the page or file."""
        site: StaticSite = self.server.site  # type: ignore[attr-defined]
        found = site.answer(urlsplit(self.path).path)
        body, kind = found or (b"", "text/plain")
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        if body:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Keep quiet."""
