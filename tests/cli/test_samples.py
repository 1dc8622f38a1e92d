"""The sample posts: complete, sound, and gone without a trace at a word."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image
from sqlalchemy.orm import selectinload

from app.cli.samples import FOLDER
from app.services.importing.folder import listing
from app.services.pictures import file_names
from app.storage.models import Category, Kind, Media, Post, PostMedia, State, Tag
from app.storage.queries import media as media_queries
from tests.cli.conftest import Site, made_site

POSTS = [path for path in listing(FOLDER).texts if not path.startswith("pages/")]
SHOWS_WHAT_IS_NO_FORMULA = "zh/style-guide.md"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """The data folder of a site with its sample posts; only ever copied."""
    folder = tmp_path_factory.mktemp("samples")
    shutil.copyfile(migrated_file, folder / "longwave.sqlite3")
    site = made_site(folder)
    assert site.run("samples", "load").stdout == "Loaded 26 sample posts.\n"
    site.where.engine.dispose()
    return folder


@pytest.fixture
def sampled(tmp_path: Path, loaded: Path) -> Iterator[Site]:
    """A site with its sample posts."""
    shutil.copytree(loaded, tmp_path / "data")
    site = made_site(tmp_path / "data")
    yield site
    site.where.engine.dispose()


def everything(site: Site) -> list[Post]:
    with site.sessions() as session:
        options = (selectinload(Post.rendering), selectinload(Post.category), selectinload(Post.tags))
        return list(session.scalars(sa.select(Post).options(*options)))


def test_there_are_sixteen_in_chinese_and_eight_in_english_at_least() -> None:
    assert len([path for path in POSTS if path.startswith("zh/")]) >= 16
    assert len([path for path in POSTS if path.startswith("en/")]) >= 8


def test_each_has_all_that_a_post_has(sampled: Site) -> None:
    for post in everything(sampled):
        assert post.state is State.PUBLISHED
        assert post.origin is not None
        if post.kind is Kind.PAGE:
            continue
        assert post.category is not None, post.origin
        assert len(post.tags) >= 3, post.origin
        assert post.language == ("en" if "/en/" in post.origin or ":en/" in post.origin else "zh-Hans")
        assert post.slug == Path(post.origin).stem


def test_none_has_a_problem(sampled: Site) -> None:
    problems = {post.origin: post.rendering.problems for post in everything(sampled) if post.rendering}
    guide = problems.pop(f"sample:{SHOWS_WHAT_IS_NO_FORMULA}")
    assert {problem["code"] for problem in guide} == {"dollar-not-formula", "html-not-allowed"}
    assert {origin: found for origin, found in problems.items() if found} == {}


def test_eight_have_twenty_formulas_or_more(sampled: Site) -> None:
    rich = [post for post in everything(sampled) if post.rendering and post.rendering.formula_count >= 20]
    assert len(rich) >= 8


def test_all_pictures_are_there(sampled: Site) -> None:
    for post in everything(sampled):
        assert post.rendering is not None
        assert all(f'src="{image["url"]}"' not in post.rendering.html for image in post.rendering.images), post.origin
    kept = {path.name for path in sampled.where.settings.media_dir.iterdir()}
    with sampled.sessions() as session:
        rows = session.scalars(media_queries.with_variants(sa.select(Media))).all()
        assert kept == {name for row in rows for name in file_names(row)}
    assert len(rows) == 7
    assert len(kept) > 7


def test_loading_again_changes_nothing(sampled: Site) -> None:
    assert sampled.run("samples", "load").stdout == "Loaded 0 sample posts.\n"


def test_removing_them_leaves_nothing_of_them(sampled: Site) -> None:
    assert sampled.run("samples", "remove").stdout == "Removed 26 sample posts.\n"
    with sampled.sessions() as session:
        left = [session.scalar(sa.select(sa.func.count()).select_from(table)) for table in (Post, Tag, Category, Media)]
    assert left == [0, 0, 0, 0]
    assert list(sampled.where.settings.media_dir.iterdir()) == []


def test_removing_them_leaves_what_the_authors_own_posts_use(sampled: Site, blog: Path) -> None:
    picture = "images/vq-cells.png"
    (blog / "images").mkdir()
    with Image.open(FOLDER / "zh" / picture) as drawn:
        drawn.save(blog / picture)
    text = f"---\ntitle: Mine\ntags: [VAE, 我的]\ncategories: 生成模型\n---\n![]({picture})\n"
    (blog / "mine.md").write_text(text, encoding="utf-8")
    sampled.run("import", str(blog))
    sampled.run("samples", "remove")
    (mine,) = everything(sampled)
    assert (mine.title, [tag.name for tag in mine.tags]) == ("Mine", ["VAE", "我的"])
    assert mine.category is not None
    assert mine.category.name == "生成模型"
    with sampled.sessions() as session:
        tags = set(session.scalars(sa.select(Tag.name)))
        shown = session.scalars(sa.select(PostMedia).options(selectinload(PostMedia.media))).one()
    assert tags == {"VAE", "我的"}
    assert (sampled.where.settings.media_dir / f"{shown.media.digest}.png").is_file()
