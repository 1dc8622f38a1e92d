"""`import`: what was left out, refused or not understood is said, with its file and line."""

import os
from pathlib import Path

from tests.cli.conftest import Site, write


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
    (blog / "latin.md").write_bytes(b"\xe9 \xe0")
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
    write(blog / os.fsdecode(b"\xff.md"), "# B\n")
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


def test_commands_to_a_generator_are_reported(site: Site, blog: Path) -> None:
    text = (
        "# A\n\n{% asset_img a.png %}\n\n```\n{% raw %}\n```\n\n{{< figure src=x >}} $\\frac{%\n1}{2}$ {{ site.url }}\n"
    )
    write(blog / "a.md", text)
    lines = site.run("import", str(blog)).stderr.splitlines()
    assert [line.partition(" is a command")[0] for line in lines if "generator" in line] == [
        "a.md:3: “asset_img”",
        "a.md:9: “figure”",
        "a.md:10: “site.url”",
    ]


def test_a_folder_that_is_not_there_is_one_sentence(site: Site) -> None:
    result = site.run("import", "nowhere")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "Error: There is no folder nowhere.\n")


def test_without_tables_it_says_what_to_do(new_site: Site, blog: Path) -> None:
    result = new_site.run("import", str(blog))
    assert result.exit_code == 2
    assert "flask --app wsgi database upgrade" in result.stderr
