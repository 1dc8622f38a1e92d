"""`prepare`: what a start needs, done once."""

from pathlib import Path

import sqlalchemy as sa

from app.storage.models import Post
from tests.cli.conftest import Site, is_quiet, made_site


def count(site: Site) -> int:
    with site.sessions() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Post)) or 0


def test_a_new_site_gets_tables_and_sample_posts(new_site: Site) -> None:
    result = new_site.run("prepare")
    assert result.exit_code == 0
    assert result.stdout.startswith("A new site: loaded 26 sample posts.")
    assert count(new_site) == 26
    assert new_site.where.settings.media_dir.is_dir()


def test_a_second_start_changes_nothing_and_says_nothing_new(new_site: Site) -> None:
    new_site.run("prepare")
    before = new_site.post("sample:zh/vae-elbo.md")
    result = new_site.run("prepare")
    assert result.exit_code == 0
    assert is_quiet(result)
    assert new_site.post("sample:zh/vae-elbo.md").version == before.version


def test_samples_that_were_removed_do_not_come_back(new_site: Site) -> None:
    new_site.run("prepare")
    new_site.run("samples", "remove")
    assert is_quiet(new_site.run("prepare"))
    assert count(new_site) == 0


def test_a_site_that_has_posts_already_gets_no_samples(site: Site, blog: Path) -> None:
    (blog / "a.md").write_text("# A\n\nText.\n", encoding="utf-8")
    site.run("import", str(blog))
    assert is_quiet(site.run("prepare"))
    assert count(site) == 1
    with site.where.write() as session:
        session.execute(sa.delete(Post))
        session.commit()
    assert is_quiet(site.run("prepare"))
    assert count(site) == 0


def test_a_database_of_a_newer_version_is_refused(new_site: Site) -> None:
    new_site.run("database", "upgrade")
    with new_site.where.write() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        session.commit()
    result = new_site.run("prepare")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: The database was made by a newer version of Longwave;")


def test_a_database_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "longwave.sqlite3").write_text("This is a text, and not a short one.\n" * 100, encoding="utf-8")
    site = made_site(tmp_path)
    result = site.run("prepare")
    site.where.engine.dispose()
    assert result.exit_code == 2
    assert result.stderr == "Error: The database cannot be used: file is not a database. Nothing unfinished was kept.\n"
