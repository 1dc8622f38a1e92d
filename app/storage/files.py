"""The bytes of pictures: a folder where each file is named by the digest of what it holds."""

import os
import tempfile
from pathlib import Path

EXTENSIONS = {
    "image/avif": "avif",
    "image/gif": "gif",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
}
"""The only media types that are ever stored, each with the ending of its file's name."""


def filename(digest: str, media_type: str) -> str:
    """The name under which a picture is kept and served: `<digest>.<extension>`."""
    return f"{digest}.{EXTENSIONS[media_type]}"


def address(digest: str, media_type: str) -> str:
    """The path at which a picture is served."""
    return f"/media/{filename(digest, media_type)}"


def write(folder: Path, name: str, content: bytes) -> None:
    """Keep bytes under a name: whole or not at all, and on the disk before this returns. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / name
    if target.exists():
        return
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".new-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o644)
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    _sync(folder)


def remove(folder: Path, name: str) -> None:
    """Forget the bytes under a name; nothing happens if there are none."""
    (folder / name).unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Bring a folder's new name to the disk too; a file without its name is lost in a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
