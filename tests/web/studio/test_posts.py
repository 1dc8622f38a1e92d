"""The list of posts in the studio."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from tests.studio_cast import Person, logged_in
from tests.web.studio.desk import Writer, head_of, post_of

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@pytest.fixture
def anna(studio: Flask) -> Writer:
    studio.config["CLOCK"] = lambda: NOW
    return Writer(studio, "anna")


def titles(person: Person, query: str = "") -> list[str]:
    page = LexborHTMLParser(person.get(f"/studio/{query}").text)
    return [node.text().strip() for node in page.css("tr[data-post] th a")]


def counts(person: Person, query: str = "") -> dict[str, int]:
    page = LexborHTMLParser(person.get(f"/studio/{query}").text)
    tabs = [node.text(separator=" ").split() for node in page.css(".shelves a")]
    return {" ".join(words[:-1]): int(words[-1]) for words in tabs}


def begin(writer: Writer, title: str, source: str = "Words.", **settings: object) -> int:
    post_id = writer.begin(source, title)
    if settings:
        writer.save(post_id, settings=settings, version=2)
    return post_id


@pytest.fixture
def shelves(studio: Flask, anna: Writer) -> Writer:
    """A draft, a scheduled post, a published one with changes that wait, and one in the trash."""
    begin(anna, "Draft")
    anna.publish(begin(anna, "Scheduled"), at="2026-12-01T09:00")
    published = begin(anna, "Published", "A formula $x^2$ and a ![](/media/none.png).")
    anna.publish(published)
    anna.save(published, source="More words.", version=post_of(studio, published).version)
    anna.person.post(f"/studio/posts/{begin(anna, 'Trashed')}/trash")
    return anna


def test_each_shelf_has_its_posts_and_their_number(shelves: Writer) -> None:
    person = shelves.person
    assert counts(person) == {"All": 3, "Draft": 1, "Scheduled": 1, "Published": 1, "Trash": 1}
    for state, title in (
        ("draft", "Draft"),
        ("scheduled", "Scheduled"),
        ("published", "Published"),
        ("trashed", "Trashed"),
    ):
        assert titles(person, f"?state={state}") == [title]
    assert titles(person) == ["Scheduled", "Published", "Draft"]


def test_a_row_tells_how_many_formulas_words_and_problems_there_are(shelves: Writer) -> None:
    page = shelves.person.get("/studio/?state=published").text
    row = LexborHTMLParser(page).css_first("tr[data-post]")
    assert row
    assert [node.text() for node in row.css("td.number")] == ["4", "1", "1"]
    assert "Saved changes wait to be published" in row.text()


def test_posts_are_found_by_words_author_tag_and_category(studio: Flask, anna: Writer) -> None:
    begin(anna, "Entropy", "On 熵 and $\\log$.", tags=["信息"], category="Theory")
    begin(anna, "Other", "Nothing.")
    begin(Writer(studio, "edgar"), "By Edgar")
    olga = logged_in(studio, "olga")
    assert titles(olga, "?q=熵") == titles(olga, "?tag=xin-xi") == titles(olga, "?category=theory") == ["Entropy"]
    assert titles(olga, "?author=edgar") == ["By Edgar"]
    assert titles(olga, "?q=%25") == []
    assert titles(olga, "?author=nobody") == titles(olga, "?tag=nothing") == []
    assert counts(olga, "?q=熵")["All"] == 1


def test_authors_see_their_own_posts_and_editors_all(studio: Flask, anna: Writer) -> None:
    begin(anna, "By Anna")
    begin(Writer(studio, "carl"), "By Carl")
    assert titles(anna.person) == titles(anna.person, "?author=carl") == ["By Anna"]
    assert titles(logged_in(studio, "carl")) == ["By Carl"]
    assert sorted(titles(logged_in(studio, "edgar"))) == ["By Anna", "By Carl"]


def test_the_list_is_sorted_both_ways(studio: Flask, anna: Writer) -> None:
    for days, title in enumerate(("b", "a", "c")):
        studio.config["CLOCK"] = lambda days=days: NOW + timedelta(days=days)
        begin(anna, title)
    assert titles(anna.person) == ["c", "a", "b"]
    assert titles(anna.person, "?order=ascending") == ["b", "a", "c"]
    assert titles(anna.person, "?sort=title&order=ascending") == ["a", "b", "c"]
    page = LexborHTMLParser(anna.person.get("/studio/?sort=title").text)
    heading = page.css_first("th[aria-sort=descending] a")
    assert heading
    assert heading.attributes["href"] == "/studio/?sort=title&order=ascending"


def test_a_long_list_has_pages_that_keep_the_filter(studio: Flask, anna: Writer) -> None:
    for number in range(52):
        begin(anna, f"Post {number}", "x")
    assert len(titles(anna.person)) == 50
    page = anna.person.get("/studio/?q=Post&sort=created").text
    assert 'href="/studio/?q=Post&amp;sort=created&amp;page=2"' in page
    assert len(titles(anna.person, "?page=2")) == 2
    assert titles(anna.person, "?page=99") == titles(anna.person, "?page=2")


@pytest.mark.parametrize(
    "query", ["?page=x", "?page=-1", "?sort=bad", "?state=bad", "?q=%00", "?tag=%00", "?page=99999999999"]
)
def test_nonsense_in_the_address_shows_the_list(anna: Writer, query: str) -> None:
    assert anna.person.get(f"/studio/{query}").status_code == 200


def act(person: Person, action: str, ids: list[int], names: str = "") -> str:
    data = {"csrf_token": person.token(), "action": action, "names": names, "post": [str(number) for number in ids]}
    answer = person.browser.post("/studio/posts/bulk", data=data)
    assert answer.status_code == 200
    return answer.text


def test_many_posts_are_tagged_and_published_at_once(studio: Flask, anna: Writer) -> None:
    ids = [begin(anna, title) for title in ("One", "Two")]
    act(anna.person, "tag", ids, "信息论， new")
    assert all(head_of(studio, number).settings.tags == ("信息论", "new") for number in ids)
    page = act(anna.person, "publish", ids)
    assert page.count('data-done="yes"') == 2
    assert studio.test_client().get("/posts/two").status_code == 200


def test_each_post_has_its_own_outcome(studio: Flask, anna: Writer) -> None:
    untitled, fine = anna.begin("Words."), begin(anna, "Fine")
    strange = begin(Writer(studio, "edgar"), "Edgar's secret")
    page = act(anna.person, "publish", [untitled, fine, strange, 9_999])
    found = {node.attributes["data-post"]: node for node in LexborHTMLParser(page).css("li[data-post]")}
    done = {int(number or 0): node.attributes["data-done"] for number, node in found.items()}
    assert done == {untitled: "no", fine: "yes", strange: "no", 9_999: "no"}
    assert "needs a title" in found[str(untitled)].text()
    assert "secret" not in page


def test_a_contributor_publishes_nothing_by_the_way_of_many(studio: Flask) -> None:
    carl = Writer(studio, "carl")
    post_id = begin(carl, "Mine")
    assert 'data-done="no"' in act(carl.person, "publish", [post_id])
    assert studio.test_client().get("/posts/mine").status_code == 404


def test_an_action_that_does_not_exist_is_refused(anna: Writer) -> None:
    assert anna.person.post("/studio/posts/bulk", action="burn", post="1").status_code == 422


def test_several_posts_are_deleted_for_good_when_that_was_confirmed(studio: Flask, shelves: Writer) -> None:
    post_id = begin(shelves, "Gone")
    shelves.person.post(f"/studio/posts/{post_id}/trash")
    studio.config["CLOCK"] = lambda: NOW + timedelta(days=31)
    person = logged_in(studio, "anna")
    assert "purge" in person.get("/studio/?state=trashed").text
    asked = person.post("/studio/posts/bulk", action="purge", post=str(post_id)).text
    assert "Delete 1 post for good?" in asked
    early = logged_in(studio, "anna")
    studio.config["CLOCK"] = lambda: NOW + timedelta(days=1)
    told = early.post("/studio/posts/bulk", action="purge", post=str(post_id), confirmed="1").text
    assert "stays in the trash until 2026-12-24 12:00, in case" in told
    studio.config["CLOCK"] = lambda: NOW + timedelta(days=31)
    person = logged_in(studio, "anna")
    assert titles(person, "?state=trashed") == ["Gone", "Trashed"]
    person.post("/studio/posts/bulk", action="purge", post=str(post_id), confirmed="1")
    assert titles(person, "?state=trashed") == ["Trashed"]


def test_nobody_elses_posts_are_deleted_together(studio: Flask, shelves: Writer) -> None:
    post_id = begin(shelves, "Hers")
    shelves.person.post(f"/studio/posts/{post_id}/trash")
    studio.config["CLOCK"] = lambda: NOW + timedelta(days=31)
    carl = logged_in(studio, "carl")
    assert "No post was chosen." in carl.post("/studio/posts/bulk", action="purge", post=str(post_id)).text
    carl.post("/studio/posts/bulk", action="purge", post=str(post_id), confirmed="1", early="1")
    assert "Hers" in titles(logged_in(studio, "olga"), "?state=trashed")


def test_an_editor_gives_a_post_to_another_author(studio: Flask, anna: Writer) -> None:
    post_id = begin(anna, "Shared")
    edgar = logged_in(studio, "edgar")
    edgar.post(f"/studio/posts/{post_id}/author", author="carl", version="1", title="Shared", source="Words.")
    assert post_of(studio, post_id).author_id == 4
    assert anna.person.get(f"/studio/posts/{post_id}").status_code == 404
    assert 'name="author"' not in logged_in(studio, "carl").get(f"/studio/posts/{post_id}").text
