"""Bytes of pictures in a folder of this machine."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.storage.files.store import Stored


@dataclass(frozen=True, slots=True)
class Folder:
    """A store whose files lie in a folder, which is made when the first one comes."""

    path: Path

    def write(self, name: str, content: bytes) -> None:
        """Keep bytes under a name: whole or not at all, and on the disk before this returns. Raises `OSError`."""
        self.path.mkdir(parents=True, exist_ok=True)
        target = self.path / name
        if target.exists():
            return
        with tempfile.NamedTemporaryFile(dir=self.path, prefix=".new-", delete=False) as file:
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).chmod(0o644)
                Path(file.name).replace(target)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        self._sync()

    def open(self, name: str) -> Stored | None:
        """The file of this name; None if there is none. Raises `OSError` if it cannot be read."""
        try:
            file = (self.path / name).open("rb")
        except FileNotFoundError:
            return None
        return Stored(file, os.fstat(file.fileno()).st_size)

    def remove(self, name: str) -> None:
        """Forget the bytes under a name; nothing happens if there are none."""
        (self.path / name).unlink(missing_ok=True)

    def _sync(self) -> None:
        """Bring the new name to the disk too; a file without its name is lost in a power cut."""
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
