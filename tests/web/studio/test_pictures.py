"""Uploading pictures, and the library of all of them."""

import base64
import gzip
import json
from io import BytesIO
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from app import create_app
from app.services import drafting
from app.services.drafts import Draft, PostSettings
from app.storage.files import Bucket, Store
from app.storage.models import Media
from tests.drawing import drawn, noise
from tests.hostile.payloads import CORPUS
from tests.object_store import nowhere, settings_of
from tests.studio_cast import NOW, Person, database_of, logged_in, named, settings_in

SCRIPT = {"Accept": "application/json"}
PAGE = {"Accept": "text/html,application/xhtml+xml,image/avif,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"}


def upload(person: Person, content: bytes, name: str = "wave.png", headers: Any = None) -> TestResponse:
    """Send a file as the editor does."""
    data = {"csrf_token": person.token(), "file": (BytesIO(content), name)}
    answer = person.browser.post("/studio/pictures", data=data, headers=headers or SCRIPT)
    answer.request.environ["wsgi.input"].close()  # The test client leaves a large body open.
    return answer


def uploaded(person: Person, content: bytes | None = None, name: str = "wave.png") -> str:
    """Upload a picture and return its address."""
    answer = upload(person, content or drawn("PNG", noise()), name)
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["url"])


def write(app: Flask, author: str, source: str, title: str = "Waves on strings") -> int:
    """Let an author write a post and return its key."""
    with database_of(app).write.begin() as session:
        draft = Draft(title, source, PostSettings(language="en"))
        return drafting.begin(session, draft, author=named(session, author), now=NOW).id


def media_of(app: Flask) -> list[Media]:
    """Return the pictures that are known."""
    with database_of(app).read() as session:
        return list(session.scalars(sa.select(Media).order_by(Media.id)))


@pytest.fixture
def placed(tmp_path: Path, stage: Path, store: Store) -> Flask:
    """The studio of a site that keeps pictures in each kind of store."""
    copy(stage, tmp_path / "longwave.sqlite3")
    return create_app(settings_in(tmp_path, **(settings_of(store) if isinstance(store, Bucket) else {})))


def test_a_picture_is_uploaded_and_served(placed: Flask) -> None:
    answer = upload(logged_in(placed, "carl"), drawn("JPEG", noise()), "../wave.exe")
    told = answer.get_json()
    url = told["url"]
    assert answer.status_code == 201
    assert (told["width"], told["height"], told["markdown"]) == (1000, 100, f"![]({url})")
    assert told["digest"] in url
    assert told["name"] == "wave.exe"
    with placed.test_client().get(url) as served:
        assert served.headers["Content-Type"] == "image/jpeg"
        assert Image.open(BytesIO(served.data)).size == (1000, 100)
    (media,) = media_of(placed)
    assert (media.filename, media.uploaded_at is not None) == ("wave.exe", True)
    database_of(placed).engine.dispose()


def test_the_same_picture_twice_is_one(studio: Flask) -> None:
    content = drawn("PNG", noise())
    assert uploaded(logged_in(studio, "anna"), content) == uploaded(logged_in(studio, "carl"), content, "other.png")
    assert [media.filename for media in media_of(studio)] == ["wave.png"]


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", 415, "SVG is not taken"),
        (b"GIF89a = 1; alert(1)", 415, "no picture"),
        (b"words", 415, "no picture"),
        (b"", 415, "no picture"),
        (drawn("BMP"), 415, "no picture"),
        (drawn("PNG")[:-20], 422, "damaged"),
        (drawn("PNG", Image.new("1", (12_000, 12_000))), 422, "too many pixels"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20_000_000, 413, "larger than 20 MB"),
        (b"\0" * 33_600_000, 413, "larger than 33 MB"),
    ],
    ids=["svg", "script", "words", "empty", "bmp", "truncated", "bomb", "bytes", "body"],
)
def test_what_cannot_be_shown_is_refused_in_words(studio: Flask, content: bytes, status: int, words: str) -> None:
    answer = upload(logged_in(studio, "anna"), content)
    assert answer.status_code == status
    assert words in answer.get_json()["message"]
    assert media_of(studio) == []
    assert not (database_of(studio).settings.media_dir).exists()


def test_a_refusal_speaks_the_language_of_its_author(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    anna.post("/studio/profile", display_name="Anna", bio="", language="zh-Hans")
    assert "不接受 SVG" in upload(anna, b"<svg/>").get_json()["message"]


def test_a_form_without_a_file_is_refused(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    answer = anna.browser.post("/studio/pictures", data={"csrf_token": anna.token()}, headers=SCRIPT)
    assert (answer.status_code, answer.get_json()["message"]) == (422, "Choose a picture first.")


def test_an_upload_without_a_token_is_refused(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    answer = anna.browser.post("/studio/pictures", data={"file": (BytesIO(drawn()), "a.png")}, headers=SCRIPT)
    assert answer.status_code == 400
    assert media_of(studio) == []


def test_a_stranger_uploads_nothing(studio: Flask) -> None:
    answer = upload(Person(studio), drawn())
    assert answer.status_code == 401
    assert "log_in" in answer.get_json()


def test_who_uploads_without_end_is_asked_to_wait(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    token = anna.token()
    statuses = [
        anna.browser.post("/studio/pictures", data={"csrf_token": token}, headers=SCRIPT).status_code for _ in range(61)
    ]
    assert set(statuses[:60]) == {422}
    assert statuses[60] == 429
    assert upload(logged_in(studio, "carl"), drawn()).status_code == 201


def test_while_the_object_store_is_gone_an_upload_says_so(tmp_path: Path, stage: Path) -> None:
    copy(stage, tmp_path / "longwave.sqlite3")
    app = create_app(settings_in(tmp_path, **settings_of(nowhere())))
    anna = logged_in(app, "anna")
    answer = upload(anna, drawn())
    assert answer.status_code == 503
    assert "Your text is kept" in answer.get_json()["message"]
    assert media_of(app) == []
    assert anna.get("/studio/pictures").status_code == 200
    database_of(app).engine.dispose()


def test_hostile_files_leave_no_script_behind(studio: Flask) -> None:
    anna, statuses = logged_in(studio, "anna"), set()
    studio.extensions["longwave-limiter"].enabled = False
    for kind in ("image.built", "image.polyglot", "upload.svg"):
        with gzip.open(CORPUS / f"{kind}.jsonl.gz", "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                statuses.add(upload(anna, base64.b64decode(row["data"]), row["title"]).status_code)
    assert statuses == {201, 415, 422}
    stored = list(database_of(studio).settings.media_dir.iterdir())
    assert stored
    assert [path for path in stored if b"<script" in path.read_bytes().lower()] == []


def test_hostile_names_are_only_names(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    studio.extensions["longwave-limiter"].enabled = False
    with gzip.open(CORPUS / "filename.jsonl.gz", "rt", encoding="utf-8") as rows:
        names = [base64.b64decode(json.loads(row)["data"]).decode("utf-8", "replace") for row in rows]
    for number, name in enumerate(names):
        if name.strip():
            content = drawn("PNG", Image.new("RGB", (3, 3), (number % 256, number // 256, 0)))
            assert upload(anna, content, name).status_code in {201, 422}
    page = anna.get("/studio/pictures")
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert "onerror=alert" not in page.text.replace("&lt;img src=x onerror=alert", "")
    folder = database_of(studio).settings.media_dir
    assert {path.suffix for path in folder.iterdir()} == {".png"}


def test_a_script_need_not_say_that_it_wants_json(studio: Flask) -> None:
    assert upload(logged_in(studio, "anna"), drawn(), headers={"Accept": "*/*"}).status_code == 201


def test_a_form_of_the_page_comes_back_to_the_page(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    assert upload(anna, drawn(), headers=PAGE).location == "/studio/pictures"
    assert "The picture is kept." in anna.get("/studio/pictures").text
    assert upload(anna, b"<svg/>", headers=PAGE).location == "/studio/pictures"
    assert "SVG is not taken" in anna.get("/studio/pictures").text


def test_the_library_shows_where_a_picture_is_used_and_what_nobody_uses(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    used, unused = uploaded(anna), uploaded(anna, drawn(), "alone.png")
    post = write(studio, "anna", f"![wave]({used})")
    page = anna.get("/studio/pictures").text
    assert f'<a href="/studio/posts/{post}">Waves on strings</a>' in page
    assert "Not used anywhere" in page
    rest = anna.get("/studio/pictures?unused=1").text
    assert unused in rest
    assert used not in rest
    found = anna.get("/studio/pictures?q=WAVE&page=99").text
    assert used in found
    assert unused not in found


def test_titles_of_drafts_of_others_are_not_told(studio: Flask) -> None:
    address = uploaded(logged_in(studio, "anna"))
    write(studio, "anna", f"![wave]({address})", "A secret discovery")
    page = logged_in(studio, "carl").get("/studio/pictures").text
    assert "A secret discovery" not in page
    assert "1 post of somebody else" in page
    assert "A secret discovery" in logged_in(studio, "edgar").get("/studio/pictures").text


def test_a_description_is_replaced_in_posts_too(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    address = uploaded(anna)
    anna.post("/studio/pictures/1/description", description='A "wave"')
    assert "A &#34;wave&#34;" in anna.get("/studio/pictures?q=wave").text
    assert upload(anna, drawn("PNG", noise(500)), "x.png").status_code == 201
    with database_of(studio).read() as session:
        assert session.get_one(Media, 1).description == 'A "wave"'
    anna.post("/studio/pictures/1/description", description="x" * 1001)
    assert "at most 1,000 characters" in anna.get("/studio/pictures").text
    assert address in anna.get("/studio/pictures").text


def test_a_picture_that_nobody_uses_is_deleted_at_once(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    address = uploaded(anna)
    assert anna.post("/studio/pictures/1/deletion").location == "/studio/pictures"
    assert media_of(studio) == []
    assert list(database_of(studio).settings.media_dir.iterdir()) == []
    assert anna.get(address).status_code == 404


def test_deleting_a_picture_in_use_is_asked_back_first(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    address = uploaded(anna)
    write(studio, "anna", f"![wave]({address})")
    asked = anna.post("/studio/pictures/1/deletion")
    assert asked.status_code == 409
    assert "Delete wave.png?" in asked.text
    assert len(media_of(studio)) == 1
    assert anna.post("/studio/pictures/1/deletion", confirmed="1").status_code == 303
    assert media_of(studio) == []


def test_pictures_of_others_are_for_editors(studio: Flask) -> None:
    uploaded(logged_in(studio, "anna"))
    carl = logged_in(studio, "carl")
    assert carl.post("/studio/pictures/1/description", description="mine").status_code == 403
    assert carl.post("/studio/pictures/1/deletion", confirmed="1").status_code == 403
    assert "/studio/pictures/1/deletion" not in carl.get("/studio/pictures").text
    assert logged_in(studio, "edgar").post("/studio/pictures/1/deletion").status_code == 303


def test_an_own_picture_in_a_post_of_somebody_else_is_for_editors(studio: Flask) -> None:
    address = uploaded(logged_in(studio, "carl"))
    write(studio, "anna", f"![wave]({address})")
    assert logged_in(studio, "carl").post("/studio/pictures/1/deletion", confirmed="1").status_code == 403
    assert len(media_of(studio)) == 1


def test_a_script_is_told_what_the_library_holds(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    address = uploaded(anna)
    answer = anna.get("/studio/pictures?q=nothing", headers={"Accept": "application/json"})
    assert answer.get_json() == {"pictures": [], "total": 0, "next_url": ""}
    [found] = anna.get("/studio/pictures", headers={"Accept": "application/json"}).get_json()["pictures"]
    assert found["url"] == address
    assert found["digest"] in address
