"""An import that is killed leaves whole posts, and the next one finishes it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Site

ROOT = Path(__file__).parents[2]
TEXTS = 160


@pytest.fixture
def long_blog(blog: Path) -> Path:
    """A folder that takes some seconds to import, with pictures and links."""
    paragraph = "Let $x_{{{n}}}$ be a *number*, and `code`; see [the next]({n}.md).\n\n" * 12
    for number in range(TEXTS):
        Image.new("RGB", (8, 8), (number % 250, 0, 0)).save(blog / f"{number}.png")
        text = f"# Post {number}\n\n![]({number}.png)\n\n" + paragraph.replace("{n}", str((number + 1) % TEXTS))
        (blog / f"{number}.md").write_text(text, encoding="utf-8")
    return blog


def count_of(path: Path, statement: str) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute(statement).fetchone()[0])
    finally:
        connection.close()


def test_whole_posts_are_left_and_a_second_import_finishes(site: Site, long_blog: Path) -> None:
    folder = site.where.settings.data_dir
    file = folder / "longwave.sqlite3"
    environment = {**os.environ, "LONGWAVE_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "import", str(long_blog)]
    importing = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    posts = "SELECT count(*) FROM posts"
    while importing.poll() is None and count_of(file, posts) == 0:
        time.sleep(0.01)
    importing.kill()
    importing.wait()
    left = count_of(file, posts)
    assert 0 < left < TEXTS
    assert left % 50 == 0
    assert count_of(file, "SELECT count(*) FROM renderings") == left
    assert count_of(file, "SELECT count(*) FROM post_media") == left
    kept = {path.stem for path in site.where.settings.media_dir.iterdir()}
    assert len(kept) >= count_of(file, "SELECT count(*) FROM media")
    result = site.run("import", str(long_blog))
    assert f"{TEXTS - left} new, 0 changed, {left} unchanged" in result.stdout
    assert count_of(file, "SELECT count(*) FROM renderings WHERE renderer_version = ''") == 0
    assert count_of(file, "SELECT count(*) FROM renderings WHERE html LIKE '%href=\"/posts/%'") == TEXTS
    assert site.run("database", "check").exit_code == 0
    wait_for_the_end_of(importing.pid)


def wait_for_the_end_of(group: int) -> None:
    """Return when no process of the group is left; the workers of a killed import end by themselves."""
    for _ in range(1000):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    os.killpg(group, signal.SIGKILL)
    raise AssertionError("the workers of a killed import live on")
