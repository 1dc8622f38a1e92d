"""`import`: pictures come along, and links between files become links between posts."""

from pathlib import Path

import pytest

from app.content.pipeline import RENDERER_VERSION
from app.storage.queries import media as media_queries
from tests.cli.conftest import Site, draw, write


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        ("posts/p.png", "p.png"),
        ("posts/p.png", "./p.png"),
        ("posts/images/图 1.png", "<images/图 1.png>"),
        ("posts/images/图1.png", "images/%E5%9B%BE1.png"),
        ("posts/a_b&c.png", r"a\_b&amp;c.png"),
        ("posts/a(1).png", "a(1).png"),
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
    assert {first.renderer_version, second.renderer_version} == {RENDERER_VERSION}


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


def test_a_link_to_a_picture_leads_to_it(site: Site, blog: Path) -> None:
    draw(blog / "small.png")
    draw(blog / "large.png", "blue")
    write(blog / "a.md", "# A\n\n[![small](small.png)](large.png) [b](b.md)\n")
    write(blog / "b.md", "# B\n\nText.\n")
    assert site.run("import", str(blog)).stderr == ""
    site.run("rerender", "--all")
    rendering = site.post("import:blog/a.md").rendering
    assert rendering is not None
    assert rendering.html.count('href="/media/') == 1
    assert rendering.html.count('src="/media/') == 1
    assert 'href="/posts/b"' in rendering.html


def test_a_file_that_does_not_come_along_is_reported(site: Site, blog: Path) -> None:
    write(blog / "code.py", "print()")
    write(blog / "a.md", "# A\n\n[code](code.py) [gone](gone.py)\n")
    result = site.run("import", str(blog))
    assert result.stderr == "a.md:3: The file “code.py” does not come along: the link to it leads nowhere.\n"
