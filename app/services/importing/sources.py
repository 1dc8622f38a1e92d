"""The folders that were imported, each under a name: two folders never write over each other's posts."""

import hashlib
from pathlib import Path

from sqlalchemy.orm import Session

from app.services.errors import RefusedError
from app.services.importing.folder import Folder
from app.storage.models import Setting

NAME_LENGTH = 100


def source(session: Session, root: Path, name: str = "") -> Folder:
    """The folder with the name that its posts are known by: the one given, else its own.

    Raises `RefusedError` if another folder, which is still there, was imported under its own name before.
    """
    called = name or root.name or "root"
    if len(called) > NAME_LENGTH or "/" in called or not called.isprintable():
        raise RefusedError(f"{called!r} cannot be the name of a folder of posts; give it one with --name.")
    known = session.get(Setting, _key(called))
    if known is not None and not name and known.value != str(root) and Path(known.value).is_dir():
        raise RefusedError(
            f"Another folder was imported as {called!r} before: {known.value}. "
            f"If it is the same blog, say --name {called}; if it is not, give this one a name of its own with --name."
        )
    return Folder(root, f"import:{called}/")


def remember(session: Session, folder: Folder) -> None:
    """Note where a folder of that name lies."""
    key = _key(folder.prefix.removeprefix("import:").removesuffix("/"))
    known = session.get(Setting, key)
    if known is None:
        session.add(Setting(key=key, value=str(folder.root)))
    elif known.value != str(folder.root):
        known.value = str(folder.root)


def _key(name: str) -> str:
    return f"import:{hashlib.sha256(name.encode()).hexdigest()[:32]}"
