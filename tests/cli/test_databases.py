"""The whole round on both databases: start, import, import again, remove the samples."""

from pathlib import Path

import sqlalchemy as sa
from PIL import Image

from app.storage.models import Post
from tests.cli.conftest import Site, is_quiet


def test_a_site_is_begun_filled_and_cleared(each_site: Site, blog: Path) -> None:
    assert each_site.run("prepare").stdout.startswith("A new site: loaded 26 sample posts.")
    assert is_quiet(each_site.run("prepare"))
    Image.new("RGB", (4, 3)).save(blog / "p.png")
    head = "---\ntitle: A \U0001d49c\ntags: [VAE, 采样]\n---\n"
    (blog / "a.md").write_text(head + "![](p.png) [b](b.md) $x$ \x01\n", encoding="utf-8")
    (blog / "b.md").write_text("# B\n\n[a](a.md)\n", encoding="utf-8")
    (blog / "c.md").write_bytes(b"\x00")
    first = each_site.run("import", str(blog))
    assert (first.exit_code, "2 new, 0 changed, 0 unchanged, 0 left out, 1 refused" in first.stdout) == (1, True)
    assert "0 new, 0 changed, 2 unchanged" in each_site.run("import", str(blog)).stdout
    (blog / "b.md").write_text("---\nslug: better\n---\n# B\n\n[a](a.md)\n", encoding="utf-8")
    assert "0 new, 1 changed, 1 unchanged" in each_site.run("import", str(blog)).stdout
    post = each_site.post("import:blog/a.md")
    assert post.rendering is not None
    assert 'src="/media/' in post.rendering.html
    assert 'href="/posts/better"' in post.rendering.html
    assert each_site.run("rerender", "--all").stdout == "Rendered 28 posts.\n"
    assert each_site.run("setting", "set", "title", "Kurzwelle").exit_code == 0
    assert each_site.run("samples", "remove").stdout == "Removed 26 sample posts.\n"
    assert each_site.run("database", "check").exit_code == 0
    with each_site.sessions() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Post)) == 2


def test_what_was_changed_with_other_tools_is_found_and_put_right(each_site: Site) -> None:
    each_site.run("prepare")
    with each_site.where.write() as session:
        session.connection().execute(sa.update(Post).where(Post.id == 1).values(pinned=True))
        session.commit()
    check = each_site.run("database", "check")
    assert check.exit_code == 2
    assert "database recount" in check.stderr
    recount = each_site.run("database", "recount")
    assert recount.stdout.startswith("The listings were made anew: ")
    assert each_site.run("database", "check").exit_code == 0
    assert each_site.run("database", "recount").stdout == "The listings were made anew: nothing was wrong.\n"
