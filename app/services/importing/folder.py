"""A folder that is imported: which of its files are texts, and which picture a text means. Nothing outside is read."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from app.services.rendering import TEXT_FILE

PATH_LENGTH = 800
"""Longest path of a text within the folder."""

_NEVER = frozenset({"node_modules", "bower_components", "__pycache__", "venv"})
_GENERATORS = frozenset({"themes", "scaffolds", "archetypes", "layouts", "public", "resources", "_site", "_layouts"})
_GENERATOR_FILES = ("_config.yml", "_config.yaml", "hugo.toml", "hugo.yaml", "config.toml", "config.yaml", "config.yml")
_ROOTS = ("", "static", "source", "assets", "content", "public", "docs")
_ABOUT_THE_FOLDER = re.compile(
    r"\A(?:readme|license|licence|changelog|contributing|code[_-]of[_-]conduct|security|summary)\b", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_FURNITURE = re.compile(r"\A_(?:index|sidebar|navbar|coverpage|footer)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Folder:
    """A folder of texts. `prefix` begins the origin of all of them: `import:my-blog/`, `sample:`."""

    root: Path
    prefix: str

    def origin(self, path: str) -> str:
        """The name by which the database knows a file of this folder again."""
        return self.prefix + path

    @cached_property
    def real_root(self) -> Path:
        """The folder itself, wherever links to it lie."""
        return self.root.resolve(strict=True)

    def contains(self, path: Path) -> bool:
        """Whether a file really lies in this folder, when all links are followed; false if there is none."""
        try:
            real = path.resolve(strict=True)
            return real.is_relative_to(self.real_root) and stat.S_ISREG(real.stat().st_mode)
        except (OSError, ValueError, RuntimeError):
            return False

    def picture(self, text: str, reference: str) -> Path | None:
        """The file within the folder that a text means by an address; None if there is none or it is elsewhere."""
        path = _path_of(reference)
        if not path:
            return None
        return next((place for place in self._places(text, path) if self.contains(place)), None)

    def _places(self, text: str, path: str) -> Iterator[Path]:
        """Beside the text, in the folder that Hexo keeps for it, then under the roots of a site."""
        home = self.root / text
        if not path.startswith("/"):
            yield home.parent / path
            yield home.with_suffix("") / path
        for root in _ROOTS:
            yield self.root / root / path.lstrip("/")


def _path_of(reference: str) -> str:
    """The path that an address names, without query and fragment; empty for addresses elsewhere."""
    try:
        parts = urlsplit(reference.strip())
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not parts.path or "\0" in reference:
        return ""
    return unquote(parts.path).replace("\\", "/")


@dataclass(slots=True)
class Listing:
    """The texts of a folder by path, in order, and what was left out or cannot be read, with the reason."""

    texts: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def listing(root: Path) -> Listing:
    """Look through a folder. Links are not followed; what is hidden or belongs to package managers is passed over."""
    found = Listing()
    has_generator = any((root / name).is_file() for name in _GENERATOR_FILES)

    def unreadable(error: OSError) -> None:
        found.refused.append((_relative(root, error.filename or ""), f"cannot be read ({error.strerror})."))

    for place, folders, files in os.walk(root, onerror=unreadable):
        here = _relative(root, place)
        for name in sorted(folders):
            if has_generator and not here and name in _GENERATORS:
                found.skipped.append((name, "belongs to the generator of the site."))
        folders[:] = sorted(name for name in folders if not _is_passed_over(name, at_top=has_generator and not here))
        for name in sorted(name for name in files if TEXT_FILE.search(name) and not name.startswith(".")):
            _sort_in(found, Path(place, name), f"{here}/{name}" if here else name)
    return found


def _relative(root: Path, place: str) -> str:
    relative = PurePosixPath(Path(place).relative_to(root)).as_posix() if place else ""
    return "" if relative == "." else relative


def _is_passed_over(name: str, *, at_top: bool) -> bool:
    return name.startswith(".") or name in _NEVER or (at_top and name in _GENERATORS)


def _sort_in(found: Listing, path: Path, name: str) -> None:
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        found.refused.append((name, f"cannot be read ({error.strerror})."))
        return
    if stat.S_ISLNK(mode):
        found.skipped.append((name, "is a link to another file."))
    elif not stat.S_ISREG(mode):
        found.refused.append((name, "is not a regular file."))
    elif not _is_storable(name):
        found.refused.append((name, "has a name that is too long or is not text."))
    else:
        found.texts.append(name)


def _is_storable(name: str) -> bool:
    try:
        return len(name.encode()) <= PATH_LENGTH and not _CONTROL.search(name)
    except UnicodeEncodeError:
        return False


def is_no_post(path: str, *, has_facts: bool) -> str:
    """Why a file is not a post although it is a text: words about the folder itself; empty if it is one."""
    name = PurePosixPath(path).name
    if _FURNITURE.match(name):
        return "is the front page or the menu of a folder."
    if not has_facts and "/" not in path and _ABOUT_THE_FOLDER.match(name):
        return "is about the folder and has no front matter."
    return ""
