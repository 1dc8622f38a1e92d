"""2,469 real posts go in, and a second import changes nothing."""

import re
import tarfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from app import clock
from app.services.rendering import TEXT_FILE
from app.storage.models import Post, Rendering
from app.storage.queries import posts as post_queries
from tests.cli.conftest import Site

ARCHIVE = Path(__file__).parents[3] / "shared/corpus/maths/posts.tar.xz"

NO_POSTS = {
    *("OI-wiki+OI-wiki/docs/dp/misc.md", "OI-wiki+OI-wiki/docs/ds/persistent-block-array.md"),
    *("OI-wiki+OI-wiki/docs/ds/seg-in-balanced.md", "OI-wiki+OI-wiki/docs/geometry/misc.md"),
    "OI-wiki+OI-wiki/docs/math/game-theory/partizan-game.md",
    *("leovan+leovan.me/content/_index.md", "leovan+leovan.me/content/cn/_index.md"),
    "leovan+leovan.me/content/en/_index.md",
}
"""Five files whose text is empty or a head alone, three that are the front pages of folders."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The posts, unpacked."""
    unpacked = tmp_path_factory.mktemp("corpus") / "blogs"
    with tarfile.open(ARCHIVE) as archive:
        for member in archive:
            if member.isfile() and TEXT_FILE.search(member.name) and ".." not in member.name:
                archive.extract(member, unpacked, set_attrs=False)
    return unpacked


def wrong_answers(site: Site) -> dict[str, int]:
    """Return the pages that do not answer as they should: those of the sitemap, and every page of the listing."""
    client = site.app.test_client()
    addresses = [
        urlsplit(address).path for address in re.findall("<loc>([^<]+)</loc>", client.get("/sitemap.xml").text)
    ]
    with site.sessions() as session:
        posts = session.scalar(post_queries.counted(post_queries.published(clock.now()))) or 0
    assert sum(address.startswith("/posts/") for address in addresses) == posts
    addresses += [f"/?page={number}" for number in range(2, -(-posts // 10) + 1)]
    answers = {address: client.get(address).status_code for address in addresses}
    return {address: status for address, status in answers.items() if status != 200}


@pytest.mark.corpus
def test_all_posts_go_in_and_a_second_import_changes_nothing(site: Site, folder: Path, tmp_path: Path) -> None:
    texts = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    report = tmp_path / "report.txt"
    first = site.run("import", str(folder), "--report", str(report))
    assert first.exit_code == 0
    left_out = {line.partition(":")[0] for line in report.read_text("utf-8").splitlines() if ":1: skipped:" in line}
    imported = {origin.removeprefix("import:blogs/") for origin in site.origins()}
    assert imported | left_out == texts
    assert {path for path in left_out if path.partition("/")[2]} <= {*NO_POSTS}
    assert len(texts) == 2469
    with site.sessions() as session:
        unfinished = sa.select(sa.func.count()).select_from(Post).outerjoin(Rendering)
        wrong = sa.or_(Rendering.post_id.is_(None), Rendering.renderer_version == "")
        assert session.scalar(unfinished.where(wrong)) == 0
    assert wrong_answers(site) == {}
    second = site.run("import", str(folder))
    assert f"0 new, 0 changed, {len(imported):,} unchanged, {len(left_out)} left out, 0 refused" in second.stdout
