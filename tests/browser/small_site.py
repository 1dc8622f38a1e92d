"""A web server for one test run: pages that the tests write, and the built files, under the site's own policy."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

ROOT = Path(__file__).parents[2]
DIST = ROOT / "static/dist"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends."""

    body: bytes
    kind: str
    policy: str


class SmallSite:
    """Pages by path, each with its policy; `address` is where they are."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._pages = {"/favicon.ico": Answer(b"", "image/svg+xml", "")}  # browsers ask for one by themselves
        self._manifest: dict[str, str] = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))

    def put(self, path: str, content: str, policy: str = POLICY) -> str:
        """Serve a page or style sheet from now on and return its address; an empty policy switches the policy off."""
        kind = TYPES.get(Path(path).suffix, "text/html; charset=utf-8")
        self._pages[path] = Answer(content.encode(), kind, policy)
        return self.address + path

    def answer(self, path: str) -> "Answer | None":
        """Return what lies at a path: a page, else a built file."""
        file = DIST / path.removeprefix("/static/")
        if path in self._pages:
            return self._pages[path]
        if path.startswith("/static/") and ".." not in path and file.is_file():
            return Answer(file.read_bytes(), TYPES.get(file.suffix, "text/plain"), "")
        return None

    def asset(self, name: str) -> str:
        """Return the path of a built file by its logical name, as the site's templates do."""
        return f"/static/{self._manifest[name]}"

    def fragment(self, name: str) -> str:
        """Return a fragment of the site's templates that needs nothing but `asset`."""
        templates = Environment(loader=FileSystemLoader(ROOT / "templates"), undefined=StrictUndefined, autoescape=True)
        return templates.get_template(f"fragments/{name}.html").render(asset=self.asset)


@contextmanager
def serving() -> Iterator[SmallSite]:
    """Serve on a free port of this machine until the end."""
    if not (DIST / "manifest.json").exists():
        message = "static/dist is not built; `make assets` or `npm run build` builds it."
        raise FileNotFoundError(message)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = server.site = SmallSite(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Handler(BaseHTTPRequestHandler):
    """Answers GET: the site's pages first, then what lies under /static/."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        answer: Answer | None = self.server.site.answer(urlsplit(self.path).path)  # type: ignore[attr-defined]
        if answer is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        if answer.policy:
            self.send_header("Content-Security-Policy", answer.policy)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *arguments: object) -> None:
        """Keep quiet."""
