"""Going back in the studio."""

import pytest
from flask import Flask

from tests.web.studio.desk import Writer, head_of, kept


@pytest.fixture
def anna(studio: Flask) -> Writer:
    return Writer(studio, "anna")


@pytest.fixture
def post_id(anna: Writer) -> int:
    """A post with three saved texts, in the last of which a formula is another one."""
    post_id = anna.begin("The sum $a + b$ is <b>fine</b>.", "T")
    anna.save(post_id, source="The sum $a + c$ is <b>fine</b>.", settings={"tags": ["new"]}, version=2)
    return post_id


def test_revisions_are_listed_with_what_made_them(anna: Writer, post_id: int) -> None:
    anna.autosave(post_id, source="Typed.", version=3, branch="a")
    page = anna.person.get(f"/studio/posts/{post_id}/revisions").text
    assert page.count("data-revision=") == 4
    assert page.count('data-kind="save"') == 3
    assert page.count('data-kind="autosave"') == 1
    assert page.count("the present text</strong>") == 1


def test_a_revision_is_compared_by_source_and_as_readers_see_it(anna: Writer, post_id: int) -> None:
    page = anna.person.get(f"/studio/posts/{post_id}/revisions/2").text
    assert "The sum $a + <mark>b</mark>$ is &lt;b&gt;fine&lt;/b&gt;." in page
    assert "The sum $a + <mark>c</mark>$ is &lt;b&gt;fine&lt;/b&gt;." in page
    assert '<del><span class="math inline" data-line="1">\\(a + b\\)</span></del>' in page
    assert '<ins><span class="math inline" data-line="1">\\(a + c\\)</span></ins>' in page
    assert "<dt>Tags</dt>" in page


def test_what_a_revision_changed_is_shown_too(anna: Writer, post_id: int) -> None:
    page = anna.person.get(f"/studio/posts/{post_id}/revisions/3?against=before").text
    assert "What this revision changed in revision 2." in page
    assert "<mark>c</mark>" in page
    assert anna.person.get(f"/studio/posts/{post_id}/revisions/1?against=before").status_code == 200


def test_a_revision_becomes_the_text_again_and_nothing_is_lost(studio: Flask, anna: Writer, post_id: int) -> None:
    answer = anna.person.post(f"/studio/posts/{post_id}/revisions/2/restoration")
    assert (answer.status_code, answer.location) == (303, f"/studio/posts/{post_id}")
    assert head_of(studio, post_id).source == "The sum $a + b$ is <b>fine</b>."
    assert "The sum $a + c$ is <b>fine</b>." in kept(studio, post_id)
    assert 'data-kind="restore"' in anna.person.get(f"/studio/posts/{post_id}/revisions").text


def test_there_is_no_other_revision(anna: Writer, post_id: int) -> None:
    for number in (0, 99, 2**31):
        assert anna.person.get(f"/studio/posts/{post_id}/revisions/{number}").status_code == 404
        assert anna.person.post(f"/studio/posts/{post_id}/revisions/{number}/restoration").status_code == 404


def test_a_conflict_is_its_authors_own(studio: Flask, anna: Writer, post_id: int) -> None:
    olga = Writer(studio, "olga")
    olga.save(post_id, source="Hers.", version=3)
    told = anna.save(post_id, source="Mine.", version=3).get_json()
    assert anna.person.get(told["url"]).status_code == 200
    assert olga.person.get(told["url"]).status_code == 404
