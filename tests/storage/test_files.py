"""The bytes of pictures: whole or not at all, under a name made of what they hold."""

import stat
from pathlib import Path

import pytest

from app.storage import files

DIGEST = "a" * 64


def test_a_picture_is_served_under_its_digest() -> None:
    assert files.filename(DIGEST, "image/jpeg") == f"{DIGEST}.jpg"
    assert files.address(DIGEST, "image/webp") == f"/media/{DIGEST}.webp"


def test_what_is_no_picture_has_no_name() -> None:
    with pytest.raises(KeyError):
        files.filename(DIGEST, "text/html")


def test_bytes_are_kept_for_everyone_to_read(tmp_path: Path) -> None:
    folder = tmp_path / "media"
    files.write(folder, "a.png", b"bytes")
    assert (folder / "a.png").read_bytes() == b"bytes"
    assert stat.S_IMODE((folder / "a.png").stat().st_mode) == 0o644
    assert [path.name for path in folder.iterdir()] == ["a.png"]


def test_a_name_is_written_once(tmp_path: Path) -> None:
    files.write(tmp_path, "a.png", b"first")
    before = (tmp_path / "a.png").stat()
    files.write(tmp_path, "a.png", b"first")
    assert (tmp_path / "a.png").stat().st_ino == before.st_ino


def test_a_failure_leaves_nothing_half_written(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files.write(tmp_path, "missing/a.png", b"bytes")
    assert list(tmp_path.iterdir()) == []


def test_removing_forgets_bytes_and_minds_no_absence(tmp_path: Path) -> None:
    files.write(tmp_path, "a.png", b"bytes")
    files.remove(tmp_path, "a.png")
    files.remove(tmp_path, "a.png")
    assert list(tmp_path.iterdir()) == []
