"""A site of one's own for each test of the command line: real commands on a real SQLite file."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from PIL import Image
from sqlalchemy.orm import Session, sessionmaker

from app import create_app
from app.config import Settings
from app.database import Database
from app.storage.models import Post
from app.storage.queries import posts as post_queries


@dataclass(frozen=True)
class Site:
    """A site with its commands."""

    app: Flask
    where: Database

    def run(self, *words: str, given: bytes | str | None = None) -> Result:
        """Run a command and return what it printed and its status."""
        return self.app.test_cli_runner().invoke(args=list(words), input=given)

    @property
    def sessions(self) -> sessionmaker[Session]:
        """Sessions that look."""
        return self.where.read

    def post(self, origin: str) -> Post:
        """Return the post that was made of a file."""
        with self.sessions() as session:
            return session.scalars(post_queries.by_origin(origin)).one()

    def origins(self) -> list[str]:
        """Return the origins of all posts, in order."""
        with self.sessions() as session:
            return sorted(post.origin or "" for post in session.scalars(post_queries.from_origins("")))


def is_quiet(result: Result) -> bool:
    """Say whether a start had nothing to tell but how the site, which nobody can write in yet, is set up."""
    return bool(re.fullmatch(r"Nobody can write here yet\. .* http://\S+/setup/\S+\n", result.output))


def write(path: Path, text: str) -> None:
    """Write a text, with the folders that it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def draw(path: Path, colour: str = "red") -> None:
    """Draw a picture of 4 by 3 pixels, with the folders that it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (4, 3), colour).save(path)


def made_site(folder: Path, database_url: str = "") -> Site:
    """Make a site that keeps everything in a folder, or its rows in another database."""
    folder.mkdir(exist_ok=True)
    url = database_url or f"sqlite:///{folder / 'longwave.sqlite3'}"
    app = create_app(Settings(_env_file=None, data_dir=folder, database_url=url))
    return Site(app, app.extensions["longwave-database"])


@pytest.fixture
def new_site(tmp_path: Path) -> Iterator[Site]:
    """A site that was never started."""
    folder = tmp_path / "data"
    folder.mkdir()
    site = made_site(folder)
    yield site
    site.where.engine.dispose()


@pytest.fixture
def site(tmp_path: Path, migrated_file: Path) -> Iterator[Site]:
    """A site with tables and without posts."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copyfile(migrated_file, folder / "longwave.sqlite3")
    site = made_site(folder)
    yield site
    site.where.engine.dispose()


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """An empty folder for posts."""
    folder = tmp_path / "blog"
    folder.mkdir()
    return folder


@pytest.fixture
def each_site(tmp_path: Path, database_url: str) -> Iterator[Site]:
    """A site with tables and without posts, on each of the two databases."""
    site = made_site(tmp_path / "data", database_url)
    yield site
    site.where.engine.dispose()
