"""`setting` and `database`: the owner's decisions, and the state of the tables."""

import pytest
import sqlalchemy as sa

from tests.cli.conftest import Site


def test_a_setting_is_shown_changed_and_given_back(site: Site) -> None:
    assert site.run("setting", "get", "title").stdout == "Longwave\n"
    assert site.run("setting", "set", "title", "Kurzwelle").exit_code == 0
    assert site.run("setting", "get", "title").stdout == "Kurzwelle\n"
    assert "title = Kurzwelle\n    the site's name\n" in site.run("setting", "list").stdout
    site.run("setting", "reset", "title")
    assert site.run("setting", "get", "title").stdout == "Longwave\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("get", "colour"), "Error: There is no setting 'colour'; there are: title,"),
        (("set", "colour", "red"), "Error: There is no setting 'colour'; there are: title,"),
        (("reset", "colour"), "Error: There is no setting 'colour'; there are: title,"),
        (("set", "timezone", "Mars"), "Error: timezone: 'Mars' is no IANA name"),
        (("set", "language", "fr"), "Error: language: 'fr' is not one of zh-Hans, en."),
    ],
)
def test_what_cannot_be_set_is_one_sentence(site: Site, words: tuple[str, ...], sentence: str) -> None:
    result = site.run("setting", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(sentence)
    assert result.stderr.count("\n") == 1


def test_the_database_is_brought_up_to_date(new_site: Site) -> None:
    assert new_site.run("database", "check").exit_code == 2
    assert new_site.run("database", "upgrade").stdout == "The database is up to date now.\n"
    assert new_site.run("database", "upgrade").stdout == "The database is up to date already.\n"
    assert new_site.run("database", "check").stdout == "The database is up to date and sound.\n"


def test_a_row_that_refers_to_none_is_found(site: Site) -> None:
    with site.where.engine.execution_options(changes_schema=True).begin() as connection:
        connection.execute(sa.text("INSERT INTO redirects (slug, post_id) VALUES ('old', 7)"))
    result = site.run("database", "check")
    assert result.exit_code == 2
    assert "a row of redirects refers to none of posts" in result.stderr
