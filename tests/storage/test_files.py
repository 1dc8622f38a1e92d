"""The bytes of pictures: whole or not at all, under a name made of what they hold, in a folder or an object store."""

import pickle
import stat
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from app.storage import files
from app.storage.files import Bucket, Folder, Store, StoreError
from tests.object_store import ObjectStore, nowhere

DIGEST = "a" * 64
CONTENT = bytes(range(256)) * 1000
NAME = f"{sha256(CONTENT).hexdigest()}.png"


def content_of(store: Store, name: str) -> bytes | None:
    """Return all that lies under a name."""
    stored = store.open(name)
    if stored is None:
        return None
    content = b"".join(iter(lambda: stored.stream.read(10_000), b""))
    stored.stream.close()
    assert len(content) == stored.size
    return content


def test_a_picture_is_served_under_its_digest() -> None:
    assert files.filename(DIGEST, "image/jpeg") == f"{DIGEST}.jpg"
    assert files.address(DIGEST, "image/webp") == f"/media/{DIGEST}.webp"


def test_what_is_no_picture_has_no_name() -> None:
    with pytest.raises(KeyError):
        files.filename(DIGEST, "text/html")


def test_an_address_is_found_in_a_text() -> None:
    address = files.address(DIGEST, "image/png")
    for text in (f"![a]({address})", f'<img src="{address}">', f"[1]: {address}", address):
        assert [match[0] for match in files.ADDRESS.finditer(text)] == [address]
    for text in (f"https://elsewhere.example{address}", f"{address}x", f"a{address}", address.upper()):
        assert not files.ADDRESS.search(text)


def test_bytes_come_back_as_they_went(store: Store) -> None:
    assert store.open(NAME) is None
    store.write(NAME, CONTENT)
    assert content_of(store, NAME) == CONTENT
    store.write(NAME, CONTENT)
    assert content_of(store, NAME) == CONTENT


def test_nothing_is_a_picture_too(store: Store) -> None:
    store.write(NAME, b"")
    assert content_of(store, NAME) == b""


def test_removing_forgets_bytes_and_minds_no_absence(store: Store) -> None:
    store.write(NAME, CONTENT)
    store.remove(NAME)
    store.remove(NAME)
    assert store.open(NAME) is None


def test_a_store_is_the_same_in_another_process(store: Store) -> None:
    store.write(NAME, CONTENT)
    sent = pickle.loads(pickle.dumps(store))  # noqa: S301 - our own bytes
    assert sent == store
    assert hash(sent) == hash(store)
    assert content_of(sent, NAME) == CONTENT


def test_a_file_of_the_folder_is_for_everyone_to_read(tmp_path: Path) -> None:
    folder = tmp_path / "media"
    Folder(folder).write("a.png", b"bytes")
    assert (folder / "a.png").read_bytes() == b"bytes"
    assert stat.S_IMODE((folder / "a.png").stat().st_mode) == 0o644
    assert [path.name for path in folder.iterdir()] == ["a.png"]


def test_a_file_of_the_folder_is_written_once(tmp_path: Path) -> None:
    Folder(tmp_path).write("a.png", b"first")
    before = (tmp_path / "a.png").stat()
    Folder(tmp_path).write("a.png", b"first")
    assert (tmp_path / "a.png").stat().st_ino == before.st_ino


def test_a_failure_leaves_nothing_half_written(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Folder(tmp_path).write("missing/a.png", b"bytes")
    assert list(tmp_path.iterdir()) == []


def test_the_object_store_knows_what_it_keeps(object_store: ObjectStore) -> None:
    bucket = object_store.bucket()
    bucket.write(NAME, CONTENT)
    assert object_store.names(bucket) == [NAME]
    assert object_store.client.head_object(Bucket=bucket.name, Key=NAME)["ContentType"] == "image/png"


def refused(store: Bucket) -> list[str]:
    """Return what a store says that can neither be read nor written."""
    said = []
    for attempt in (lambda: store.open(NAME), lambda: store.write(NAME, CONTENT), lambda: store.remove(NAME)):
        with pytest.raises(StoreError) as caught:
            attempt()
        said.append(str(caught.value))
    return said


def test_a_wrong_key_opens_no_bucket(object_store: ObjectStore) -> None:
    bucket = object_store.bucket()
    bucket.write(NAME, CONTENT)
    said = refused(replace(bucket, secret_key="wrong"))
    assert said == ["the object store refuses: SignatureDoesNotMatch"] * 3
    assert content_of(bucket, NAME) == CONTENT


def test_a_store_that_is_gone_is_an_error_without_secrets() -> None:
    said = refused(nowhere())
    assert all("does not answer" in each for each in said)
    assert nowhere().secret_key not in repr(nowhere())
