"""Pictures, the icon and built files."""

import gzip
import json
import logging
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from app.database import Database
from app.storage import files
from app.storage.files import Bucket, Store
from app.web import assets
from app.web.headers import SecurityHeaders
from tests.object_store import nowhere, settings_of
from tests.web.desk import NOW, Desk

PICTURE = b"\x89PNG\r\n\x1a\n and so on"
DIGEST = sha256(PICTURE).hexdigest()
STYLE = b"body { color: black }\n" * 50


@pytest.fixture
def settings(settings: Settings, store: Store) -> Settings:
    """A production site behind https that keeps its pictures in each kind of store."""
    return settings.model_copy(update=settings_of(store)) if isinstance(store, Bucket) else settings


@pytest.fixture
def picture(store: Store) -> str:
    """The address of a stored picture."""
    store.write(files.filename(DIGEST, "image/png"), PICTURE)
    return files.address(DIGEST, "image/png")


def test_a_picture_is_served_for_ever_and_can_do_nothing(picture: str, client: FlaskClient) -> None:
    answer = client.get(picture)
    assert (answer.status_code, answer.data) == (200, PICTURE)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    answer.close()
    with client.get(picture, headers={"If-None-Match": f'"{DIGEST}"'}) as again:
        assert again.status_code == 304
    with client.get(picture, headers={"Range": "bytes=1-3"}) as part:
        assert (part.status_code, part.data) == (206, b"PNG")
    with client.head(picture) as head:
        assert (head.status_code, head.content_length, head.data) == (200, len(PICTURE), b"")


def test_pages_are_served_while_the_object_store_is_gone(settings: Settings, desk: Desk) -> None:
    desk.post("Waves", f"![A wave]({files.address(DIGEST, 'image/png')})")
    app = create_app(settings.model_copy(update=settings_of(nowhere())))
    app.config["CLOCK"] = lambda: NOW
    client = app.test_client(use_cookies=False)
    assert "A wave" in client.get("/posts/waves").text
    answer = client.get(files.address(DIGEST, "image/png"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert answer.headers["Cache-Control"] == "no-store"
    database: Database = app.extensions["longwave-database"]
    database.engine.dispose()


@pytest.mark.parametrize(
    "name",
    [
        "nothing.png",
        f"{'0' * 64}.png",
        f"{DIGEST}.svg",
        f"{DIGEST}.jpg",
        f"{DIGEST}.png/",
        f"{DIGEST.upper()}.png",
        f"{DIGEST}.png%00",
        f"{DIGEST}.png%0a",
        f"..%2fmedia%2f{DIGEST}.png",
        "../site.sqlite3",
        "%2e%2e%2fsite.sqlite3",
        ".new-abc",
        "",
    ],
)
def test_nothing_but_a_stored_picture_is_served(picture: str, client: FlaskClient, name: str) -> None:
    answer = client.get(f"/media/{name}")
    assert answer.status_code in (301, 404)
    assert answer.location in (None, picture)


def test_an_icon_that_is_not_built_is_quietly_not_found(client: FlaskClient, app: Flask, tmp_path: Path) -> None:
    app.extensions["longwave-assets"] = assets.Assets(tmp_path)
    assert client.get("/favicon.svg").status_code == 404
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.location) == (301, "/favicon.svg")


@pytest.fixture
def built(tmp_path: Path) -> Flask:
    """An application with built files: a stylesheet, its compressed form, an icon, a font, a manifest."""
    folder = tmp_path / "dist"
    font = folder / "mathjax" / "4.1.3-559d4170" / "woff2" / "n.woff2"
    font.parent.mkdir(parents=True)
    font.write_bytes(b"font")
    (folder / "reader-ABCD1234.css").write_bytes(STYLE)
    (folder / "reader-ABCD1234.css.gz").write_bytes(gzip.compress(STYLE))
    (folder / "favicon-ABCD1234.svg").write_text("<svg/>")
    (folder / "plain.txt").write_text("plain")
    names = {"reader.css": "reader-ABCD1234.css", "favicon.svg": "favicon-ABCD1234.svg"}
    (folder / "manifest.json").write_text(json.dumps(names))
    app = Flask("built")
    assets.init_app(app, folder)
    app.wsgi_app = SecurityHeaders(app.wsgi_app, is_https=True)
    return app


def test_a_built_file_is_named_by_its_content_and_kept_for_ever(built: Flask) -> None:
    address = built.jinja_env.globals["asset"]("reader.css")
    assert address == "/static/reader-ABCD1234.css"
    with built.test_client().get(address) as answer:
        assert answer.data == STYLE
        assert answer.headers["Content-Type"] == 'text/css; charset="utf-8"'
        assert {"public", "immutable"} <= set(answer.headers["Cache-Control"].split(", "))
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_built_file_is_sent_compressed_to_those_who_can_read_it(built: Flask) -> None:
    with built.test_client().get("/static/reader-ABCD1234.css", headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert gzip.decompress(answer.data) == STYLE


@pytest.mark.parametrize(
    ("path", "lifetime"),
    [
        ("mathjax/4.1.3-559d4170/woff2/n.woff2", "max-age=315360000, public, immutable"),
        ("plain.txt", "max-age=3600, public"),
        ("manifest.json", "max-age=3600, public"),
    ],
)
def test_only_names_that_change_with_their_content_are_kept_for_ever(built: Flask, path: str, lifetime: str) -> None:
    with built.test_client().get(f"/static/{path}") as answer:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == lifetime


@pytest.mark.parametrize("path", ["../plain.txt", "%2e%2e/plain.txt", "mathjax", "mathjax/", "..%5cplain.txt"])
def test_nothing_outside_of_the_built_files_is_served(built: Flask, path: str) -> None:
    assert built.test_client().get(f"/static/{path}").status_code == 404


def test_an_icon_is_served_at_its_own_address(app: Flask, client: FlaskClient, built: Flask) -> None:
    app.extensions["longwave-assets"] = built.extensions["longwave-assets"]
    with client.get("/favicon.svg") as answer:
        assert answer.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
        assert answer.headers["Cache-Control"] == "public, max-age=86400"


def test_files_that_were_never_built_are_said_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "longwave"):
        found = assets.Assets(tmp_path / "dist")
    assert "make assets" in caplog.text
    assert found.url("reader.css") == "/static/reader.css"
