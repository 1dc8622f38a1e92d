"""`import`: a folder becomes posts, a second time changes nothing, and what was not understood is said."""

import os
from pathlib import Path

import pytest
from PIL import Image

from app.storage.models import Kind, State
from app.storage.queries import media as media_queries
from tests.cli.conftest import Site


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def draw(path: Path, colour: str = "red") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (4, 3), colour).save(path)


def test_a_folder_becomes_posts(site: Site, blog: Path) -> None:
    write(
        blog / "a.md", "---\ntitle: VAE\ndate: 2024-05-01 10:00\ntags: [VAE, 采样]\ncategories: 模型\n---\n设 $x$。\n"
    )
    write(blog / "_posts/2023-02-03-second-post.md", "# Second\n\nText.\n")
    result = site.run("import", str(blog))
    assert result.exit_code == 0
    assert "2 new, 0 changed, 0 unchanged, 0 left out, 0 refused" in result.stdout
    assert site.origins() == ["import:blog/_posts/2023-02-03-second-post.md", "import:blog/a.md"]
    post = site.post("import:blog/a.md")
    assert (post.title, post.slug, post.state, [tag.name for tag in post.tags]) == (
        "VAE",
        "a",
        State.PUBLISHED,
        ["VAE", "采样"],
    )
    assert post.published_at is not None
    assert post.published_at.isoformat() == "2024-05-01T02:00:00+00:00"
    assert post.rendering is not None
    assert '<span class="math inline"' in post.rendering.html


def test_a_second_import_changes_nothing(site: Site, blog: Path) -> None:
    write(blog / "a.md", "# A\n\n![](p.png) [b](b.md)\n")
    write(blog / "b.md", "# B\n\nText.\n")
    draw(blog / "p.png")
    site.run("import", str(blog))
    before = site.post("import:blog/a.md")
    result = site.run("import", str(blog))
    assert "0 new, 0 changed, 2 unchanged" in result.stdout
    after = site.post("import:blog/a.md")
    assert (after.version, after.updated_at, after.published_at) == (
        before.version,
        before.updated_at,
        before.published_at,
    )


def test_a_post_without_a_date_keeps_its_moment_when_its_file_is_touched(site: Site, blog: Path) -> None:
    write(blog / "a.md", "# A\n\nText.\n")
    os.utime(blog / "a.md", (1_600_000_000, 1_600_000_000))
    site.run("import", str(blog))
    before = site.post("import:blog/a.md").published_at
    write(blog / "a.md", "# A\n\nOther text.\n")
    assert "1 changed" in site.run("import", str(blog)).stdout
    assert before is not None
    assert before.timestamp() == 1_600_000_000
    assert site.post("import:blog/a.md").published_at == before


def test_a_changed_file_changes_its_post_and_keeps_its_address(site: Site, blog: Path) -> None:
    write(blog / "a.md", "---\ntitle: One\n---\nFirst.\n")
    site.run("import", str(blog))
    write(blog / "a.md", "---\ntitle: Two\n---\nSecond.\n")
    site.run("import", str(blog))
    post = site.post("import:blog/a.md")
    assert (post.title, post.slug, post.source) == ("Two", "a", "Second.\n")
    assert post.rendering is not None
    assert "Second." in post.rendering.html


def test_a_changed_picture_changes_its_post(site: Site, blog: Path) -> None:
    write(blog / "a.md", "# A\n\n![](p.png)\n")
    draw(blog / "p.png", "red")
    site.run("import", str(blog))
    before = site.post("import:blog/a.md").rendering
    draw(blog / "p.png", "blue")
    assert "1 changed" in site.run("import", str(blog)).stdout
    after = site.post("import:blog/a.md").rendering
    assert before is not None
    assert after is not None
    assert before.html != after.html


def test_a_new_tag_in_an_old_file_changes_only_the_tags(site: Site, blog: Path) -> None:
    write(blog / "a.md", "---\ntitle: A\ndate: 2020-01-01\n---\nText.\n")
    site.run("import", str(blog))
    before = site.post("import:blog/a.md")
    write(blog / "a.md", "---\ntitle: A\ndate: 2020-01-01\ntags: new\n---\nText.\n")
    site.run("import", str(blog))
    after = site.post("import:blog/a.md")
    assert [tag.name for tag in after.tags] == ["new"]
    assert after.updated_at == before.updated_at


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        ("posts/p.png", "p.png"),
        ("posts/p.png", "./p.png"),
        ("posts/images/图 1.png", "<images/图 1.png>"),
        ("posts/images/图1.png", "images/%E5%9B%BE1.png"),
        ("shared/p.png", "../shared/p.png"),
        ("posts/text/p.png", "p.png"),
        ("static/images/p.png", "/images/p.png"),
        ("source/images/p.png", "/images/p.png"),
        ("images/p.png", "/images/p.png"),
    ],
)
def test_pictures_come_along_from_where_generators_keep_them(site: Site, blog: Path, place: str, typed: str) -> None:
    draw(blog / place)
    write(blog / "posts/text.md", f"# A\n\n![picture]({typed})\n")
    result = site.run("import", str(blog))
    assert result.stderr == ""
    post = site.post("import:blog/posts/text.md")
    with site.sessions() as session:
        (shown,) = session.scalars(media_queries.of_post(post.id)).all()
    assert (shown.media.width, shown.media.height) == (4, 3)
    assert post.rendering is not None
    assert f'src="/media/{shown.media.digest}.png"' in post.rendering.html
    assert (site.where.settings.media_dir / f"{shown.media.digest}.png").is_file()


def test_a_picture_of_raw_html_comes_along(site: Site, blog: Path) -> None:
    draw(blog / "p.png")
    write(blog / "a.md", '# A\n\n<img src="p.png" width="50">\n\n<p align=center><img src=p.png></p>\n')
    assert site.run("import", str(blog)).stderr == ""
    rendering = site.post("import:blog/a.md").rendering
    assert rendering is not None
    assert rendering.html.count('src="/media/') == 2


@pytest.mark.parametrize("typed", ["../secret.png", "/../secret.png", "link.png", "%2e%2e/secret.png", "up/secret.png"])
def test_no_picture_comes_from_outside_the_folder(site: Site, blog: Path, typed: str) -> None:
    draw(blog.parent / "secret.png")
    (blog / "link.png").symlink_to(blog.parent / "secret.png")
    (blog / "up").symlink_to(blog.parent)
    write(blog / "a.md", f"# A\n\n![]({typed})\n")
    result = site.run("import", str(blog))
    assert "a.md:3: The picture" in result.stderr
    assert not list(site.where.settings.media_dir.glob("*"))


def test_svg_and_broken_pictures_are_reported_and_left_as_typed(site: Site, blog: Path) -> None:
    write(blog / "a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    (blog / "b.png").write_bytes(b"\x89PNG broken")
    write(blog / "a.md", "# A\n\n![](a.svg)\n\n![](b.png)\n")
    result = site.run("import", str(blog))
    assert result.exit_code == 0
    assert "a.md:3: The picture “a.svg” was left as typed: SVG is not taken" in result.stderr
    assert "a.md:5: The picture “b.png” was left as typed: it cannot be read as a picture" in result.stderr
    rendering = site.post("import:blog/a.md").rendering
    assert rendering is not None
    assert 'src="a.svg"' in rendering.html


def test_links_between_files_become_links_between_posts(site: Site, blog: Path) -> None:
    write(blog / "a.md", "# A\n\n[b](sub/b.md#part) [c](c.md) [gone](gone.md)\n")
    write(blog / "sub/b.md", "# B\n\n[a](../a.md)\n")
    write(blog / "c.md", "---\npage: true\n---\nText.\n")
    site.run("import", str(blog))
    first, second = site.post("import:blog/a.md").rendering, site.post("import:blog/sub/b.md").rendering
    assert first is not None
    assert second is not None
    assert 'href="/posts/b#part"' in first.html
    assert 'href="/c"' in first.html
    assert 'href="gone.md"' in first.html
    assert 'href="/posts/a"' in second.html
    assert {first.renderer_version, second.renderer_version} == {"1"}


def test_a_link_to_a_file_that_comes_later_is_mended_then(site: Site, blog: Path) -> None:
    write(blog / "a.md", "# A\n\n[b](b.md)\n")
    site.run("import", str(blog))
    write(blog / "b.md", "# B\n\nText.\n")
    site.run("import", str(blog))
    rendering = site.post("import:blog/a.md").rendering
    assert rendering is not None
    assert 'href="/posts/b"' in rendering.html


def test_a_link_follows_a_file_that_gets_another_address(site: Site, blog: Path) -> None:
    write(blog / "a.md", "# A\n\n[b](b.md)\n")
    write(blog / "b.md", "# B\n\nText.\n")
    site.run("import", str(blog))
    write(blog / "b.md", "---\nslug: better\n---\n# B\n\nText.\n")
    site.run("import", str(blog))
    rendering = site.post("import:blog/a.md").rendering
    assert rendering is not None
    assert 'href="/posts/better"' in rendering.html


def test_drafts_stay_drafts_and_are_counted(site: Site, blog: Path) -> None:
    write(blog / "_drafts/a.md", "# A\n\nText.\n")
    write(blog / "b.md", "---\ndraft: true\n---\nText.\n")
    assert "(2 drafts among them)" in site.run("import", str(blog)).stdout
    assert site.post("import:blog/b.md").state is State.DRAFT


def test_a_dry_run_changes_nothing(site: Site, blog: Path) -> None:
    draw(blog / "p.png")
    write(blog / "a.md", "# A\n\n![](p.png)\n")
    result = site.run("import", str(blog), "--dry-run")
    assert "Would import: 1 new" in result.stdout
    assert site.origins() == []
    assert not site.where.settings.media_dir.exists()


def test_what_is_no_post_is_left_out_and_said(site: Site, blog: Path) -> None:
    write(blog / "README.md", "# The repository\n")
    write(blog / "empty.md", "---\ntitle: Nothing\n---\n\n")
    write(blog / "_index.md", "---\ntitle: Section\n---\n")
    write(blog / ".git/a.md", "# hidden")
    write(blog / "node_modules/x/readme.md", "# package")
    (blog / "link.md").symlink_to(blog / "README.md")
    (blog / "loop").symlink_to(blog)
    (blog / "folder.md").mkdir()
    write(blog / "real.md", "# Real\n\nText.\n")
    result = site.run("import", str(blog))
    assert result.exit_code == 0
    assert "1 new, 0 changed, 0 unchanged, 4 left out" in result.stdout
    assert "empty.md:1: skipped: has no text." in result.stderr
    assert site.origins() == ["import:blog/real.md"]


def test_what_cannot_be_read_is_refused_with_a_reason(site: Site, blog: Path) -> None:
    write(blog / "large.md", "x" * 1_000_001)
    (blog / "binary.md").write_bytes(b"\x00\x01\x02")
    (blog / "latin.md").write_bytes("caf\xe9 \xe0".encode("latin-1"))
    os.mkfifo(blog / "pipe.md")
    write(blog / "good.md", "# Good\n\nText.\n")
    result = site.run("import", str(blog))
    assert result.exit_code == 1
    assert "1 new, 0 changed, 0 unchanged, 0 left out, 4 refused" in result.stdout
    assert "large.md:1: refused: has 1,000,001 bytes; a text has at most 1,000,000." in result.stderr
    assert "binary.md:1: refused: is not a text file." in result.stderr
    assert "latin.md:1: refused: is not UTF-8 (see line 1)" in result.stderr
    assert "pipe.md:1: refused: is not a regular file." in result.stderr


def test_a_file_name_cannot_move_the_cursor(site: Site, blog: Path) -> None:
    write(blog / "bad\x1b[2Jname.md", "# A\n")
    write(blog / os.fsdecode(b"\xff.md"), "# B\n") if os.name == "posix" else None
    result = site.run("import", str(blog))
    assert "\x1b" not in result.output
    assert "2 refused" in result.stdout


def test_unknown_fields_are_reported_with_their_line(site: Site, blog: Path) -> None:
    write(blog / "a.md", "---\ntitle: A\nmathjax: true\nseries: Proofs\ndate: soon\n---\nText $5 and $ 6.\n")
    lines = site.run("import", str(blog)).stderr.splitlines()
    assert "a.md:4: “series” is not understood: it was left out." in lines
    assert "a.md:5: “date: soon” is no moment that is understood: it was left out." in lines
    assert not any("mathjax" in line for line in lines)


def test_the_report_can_be_written_to_a_file(site: Site, blog: Path, tmp_path: Path) -> None:
    write(blog / "a.md", "---\nseries: x\n---\nText.\n")
    result = site.run("import", str(blog), "--report", str(tmp_path / "report.txt"))
    assert result.stderr == ""
    assert "a.md:2: “series”" in (tmp_path / "report.txt").read_text(encoding="utf-8")


def test_author_and_language_can_be_given(site: Site, blog: Path) -> None:
    write(blog / "a.md", "# A\n\nTexte.\n")
    write(blog / "b.md", "---\nauthor: Emmy\nlang: zh-CN\n---\nText.\n")
    site.run("import", str(blog), "--author", "Ada", "--language", "fr")
    with site.sessions() as session:
        posts = {origin: session.merge(site.post(origin), load=True) for origin in site.origins()}
        session.refresh(posts["import:blog/a.md"], ["author"])
        assert posts["import:blog/a.md"].author.display_name == "Ada"
    assert site.post("import:blog/a.md").language == "fr"
    assert site.post("import:blog/b.md").language == "zh-Hans"


def test_two_folders_of_one_name_do_not_write_over_each_other(site: Site, blog: Path, tmp_path: Path) -> None:
    write(blog / "a.md", "# Mine\n\nText.\n")
    other = tmp_path / "other/blog"
    write(other / "a.md", "# Other\n\nText.\n")
    site.run("import", str(blog))
    refused = site.run("import", str(other))
    assert refused.exit_code == 2
    assert "Another folder was imported as 'blog' before" in refused.stderr
    assert site.run("import", str(other), "--name", "second").exit_code == 0
    assert site.post("import:blog/a.md").title == "Mine"
    assert site.post("import:second/a.md").slug == "a-2"


def test_a_folder_that_was_moved_is_known_again(site: Site, blog: Path, tmp_path: Path) -> None:
    write(blog / "a.md", "# A\n\nText.\n")
    site.run("import", str(blog))
    (tmp_path / "new").mkdir()
    blog.rename(tmp_path / "new/blog")
    assert "1 unchanged" in site.run("import", str(tmp_path / "new/blog")).stdout


def test_what_is_in_the_trash_stays_there(site: Site, blog: Path) -> None:
    write(blog / "a.md", "# A\n\nText.\n")
    site.run("import", str(blog))
    with site.where.write() as session:
        session.merge(site.post("import:blog/a.md")).state = State.TRASHED
        session.commit()
    write(blog / "a.md", "# A\n\nOther.\n")
    assert "1 left in the trash" in site.run("import", str(blog)).stdout
    assert site.post("import:blog/a.md").state is State.TRASHED


def test_pages_stand_alone(site: Site, blog: Path) -> None:
    write(blog / "source/_posts/a.md", "---\ntitle: A\n---\nText.\n")
    write(blog / "source/about/index.md", "---\ntitle: About\n---\nText.\n")
    site.run("import", str(blog))
    page = site.post("import:blog/source/about/index.md")
    assert (page.kind, page.slug) == (Kind.PAGE, "about")
    assert site.post("import:blog/source/_posts/a.md").kind is Kind.POST


def test_a_folder_that_is_not_there_is_one_sentence(site: Site) -> None:
    result = site.run("import", "nowhere")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "Error: There is no folder nowhere.\n")


def test_without_tables_it_says_what_to_do(new_site: Site, blog: Path) -> None:
    result = new_site.run("import", str(blog))
    assert result.exit_code == 2
    assert "flask --app wsgi database upgrade" in result.stderr
