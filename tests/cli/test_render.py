"""`render` prints what becomes of one file; `rerender` brings all posts up to date."""

import json
from pathlib import Path

import sqlalchemy as sa

from app.content.pipeline import RENDERER_VERSION
from app.storage.models import Rendering
from tests.cli.conftest import Site

TEXT = "---\ntitle: A\nseries: x\n---\n# A\n\n设 $x$，价格 $5 and $6.\n"


def test_it_prints_the_html_of_a_file(site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    result = site.run("render", str(tmp_path / "a.md"))
    assert result.exit_code == 0
    assert result.stdout.startswith('<p>设 <span class="math inline"')
    assert "<h1" not in result.stdout


def test_it_reads_the_standard_input(site: Site) -> None:
    assert site.run("render", "-", given="**bold**").stdout == "<p><strong>bold</strong></p>\n"


def test_it_prints_everything_as_json(site: Site) -> None:
    known = json.loads(site.run("render", "--json", "-", given=TEXT).stdout)
    assert (known["title"], known["formulas"][0]["tex"], known["renderer_version"]) == ("A", "x", RENDERER_VERSION)
    assert {"html", "excerpt_html", "plain_text", "headings", "references", "images", "word_count"} <= known.keys()


def test_it_prints_problems_with_the_lines_of_the_file(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(TEXT, encoding="utf-8")
    result = site.run("render", "--problems", str(path))
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == f"{path}:3: “series” is not understood: it was left out."
    assert result.stdout.splitlines()[1].startswith(f"{path}:7: The text between two dollars is not read as a formula")


def test_a_text_without_problems_has_status_0(site: Site) -> None:
    result = site.run("render", "--problems", "-", given="Fine: $x$.")
    assert (result.exit_code, result.output) == (0, "")


def test_a_file_that_is_not_there_is_one_sentence(site: Site) -> None:
    result = site.run("render", "nowhere.md")
    assert (result.exit_code, result.stderr) == (2, "Error: No such file or directory: nowhere.md\n")


def test_it_needs_no_database(new_site: Site) -> None:
    assert new_site.run("render", "-", given="x").exit_code == 0


def test_rerender_refreshes_what_another_version_finished(site: Site, blog: Path) -> None:
    for number in range(3):
        (blog / f"{number}.md").write_text(f"# {number}\n\nText {number}.\n", encoding="utf-8")
    site.run("import", str(blog))
    with site.where.write() as session:
        old = sa.update(Rendering).where(Rendering.title_text != "1").values(renderer_version="0", html="old")
        session.execute(old)
        session.commit()
    assert site.run("rerender").stdout == "Rendered 2 posts.\n"
    rendering = site.post("import:blog/2.md").rendering
    assert rendering is not None
    assert (rendering.renderer_version, rendering.html) == (RENDERER_VERSION, "<p>Text 2.</p>")
    assert site.run("rerender").stdout == "Rendered 0 posts.\n"
    assert site.run("rerender", "--all").stdout == "Rendered 3 posts.\n"


def test_rerender_keeps_pictures_and_links(site: Site, blog: Path) -> None:
    (blog / "a.md").write_text("# A\n\n[b](b.md) [b](./b.md)\n", encoding="utf-8")
    (blog / "b.md").write_text("# B\n\nText.\n", encoding="utf-8")
    site.run("import", str(blog))
    before = site.post("import:blog/a.md").rendering
    site.run("rerender", "--all")
    after = site.post("import:blog/a.md").rendering
    assert before is not None
    assert after is not None
    assert before.html.count('href="/posts/b"') == 2
    assert after.html == before.html
