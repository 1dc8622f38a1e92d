"""`import`: a folder becomes posts, and a second time nothing changes."""

import os
from pathlib import Path

from app.storage.models import Kind, State
from tests.cli.conftest import Site, draw, write


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


def test_a_renamed_file_keeps_its_post_and_address(site: Site, blog: Path) -> None:
    write(blog / "_drafts/idea.md", "---\ntitle: Idea\n---\nText. [other](other.md)\n")
    write(blog / "_posts/other.md", "# Other\n\n[idea](2024-01-02-idea.md)\n")
    site.run("import", str(blog))
    (blog / "_drafts/idea.md").rename(blog / "_posts/2024-01-02-idea.md")
    assert "0 new, 1 changed, 1 unchanged" in site.run("import", str(blog)).stdout
    post = site.post("import:blog/_posts/2024-01-02-idea.md")
    assert (post.slug, post.state) == ("idea", State.PUBLISHED)
    other = site.post("import:blog/_posts/other.md")
    assert post.rendering is not None
    assert other.rendering is not None
    assert 'href="/posts/other"' in post.rendering.html
    assert 'href="/posts/idea"' in other.rendering.html
    assert len(site.origins()) == 2


def test_a_post_stays_when_its_file_goes(site: Site, blog: Path) -> None:
    write(blog / "a.md", "# A\n\nText.\n")
    site.run("import", str(blog))
    (blog / "a.md").unlink()
    assert "1 kept without a file" in site.run("import", str(blog)).stdout
    assert site.origins() == ["import:blog/a.md"]
