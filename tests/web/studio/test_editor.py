"""Writing in the studio: opening, saving, keeping what is typed, and coming second."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.studio_cast import Person
from tests.web.studio.desk import Writer, form_of, head_of, kept, post_of

TYPED = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=200)


@pytest.fixture
def anna(studio: Flask) -> Writer:
    return Writer(studio, "anna")


@pytest.fixture
def olga(studio: Flask) -> Writer:
    return Writer(studio, "olga")


def test_a_new_post_is_an_empty_draft_in_the_editor(anna: Writer) -> None:
    form = anna.open(anna.begin())
    assert (form["title"], form["source"], form["version"], form["copy_version"]) == ("", "", "1", "0")
    assert form["branch"]


def test_a_plain_form_saves_and_comes_back(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin()
    form = anna.open(post_id) | {"title": "On $x$", "source": "One\r\n\r\n$$x^2$$\r\n", "tags": "VAE, 采样，VAE"}
    answer = anna.person.post(f"/studio/posts/{post_id}/save", **form)
    assert (answer.status_code, answer.location) == (303, f"/studio/posts/{post_id}")
    head = head_of(studio, post_id)
    assert (head.title, head.source) == ("On $x$", "One\n\n$$x^2$$\n")
    again = anna.open(post_id)
    assert (again["source"], again["tags"], again["version"]) == ("One\r\n\r\n$$x^2$$\r\n", "VAE, 采样, VAE", "2")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=TYPED)
def test_a_text_arrives_and_comes_back_exactly_as_typed(studio: Flask, anna: Writer, source: str) -> None:
    by_form, by_script = anna.begin(), anna.begin()
    form = anna.open(by_form)
    anna.person.post(f"/studio/posts/{by_form}/save", **form | {"source": source.replace("\n", "\r\n")})
    anna.save(by_script, title="", source=source, version=1)
    assert head_of(studio, by_form).source == head_of(studio, by_script).source == source
    form = anna.open(by_form)
    anna.person.post(f"/studio/posts/{by_form}/save", **form)
    assert head_of(studio, by_form).source == source


def test_a_text_of_a_megabyte_is_saved_by_a_form_too(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin()
    source = "字" * 330_000
    assert (
        anna.person.post(f"/studio/posts/{post_id}/save", **anna.open(post_id) | {"source": source}).status_code == 303
    )
    assert head_of(studio, post_id).source == source


def test_a_script_is_told_what_it_names_with_its_next_text(anna: Writer) -> None:
    post_id = anna.begin()
    first = anna.autosave(post_id, title="T", source="one", version=1, copy_version=0, branch="a").get_json()
    assert {key: first[key] for key in ("state", "version", "copy_version")} == {
        "state": "saved",
        "version": 1,
        "copy_version": 1,
    }
    saved = anna.save(post_id, title="T", source="one two", version=1, copy_version=1, branch="a").get_json()
    assert (saved["version"], saved["copy_version"], saved["revision"]) == (2, 2, 3)
    assert saved["saved_at"].endswith("+00:00")


def test_an_autosave_is_offered_when_the_editor_opens_again(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin("Saved.", "T")
    anna.autosave(post_id, source="Typed.", version=2, copy_version=0, branch="a")
    form = anna.open(post_id)
    assert (form["source"], form["title"], form["copy_version"]) == ("Typed.", "T", "1")
    assert head_of(studio, post_id).source == "Saved."
    assert "kept but not saved yet" in anna.person.get(f"/studio/posts/{post_id}").text
    anna.person.post(f"/studio/posts/{post_id}/discard")
    assert anna.open(post_id)["source"] == "Saved."
    assert "Typed." in kept(studio, post_id)


def test_what_an_editor_does_not_mention_stays_as_it_is(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin()
    said = {"summary": "Short", "tags": ["a", "b"], "pinned": True, "series": "S", "series_place": 2, "macros": "%"}
    anna.save(post_id, title="T", source="x", settings=said, version=1)
    anna.save(post_id, source="y", settings={"summary": "Shorter"}, version=2)
    now = head_of(studio, post_id)
    assert (now.title, now.source, now.settings.summary, now.settings.tags) == ("T", "y", "Shorter", ("a", "b"))
    assert (now.settings.pinned, now.settings.series, now.settings.series_place) == (True, "S", 2)


def test_a_box_that_is_not_ticked_is_off(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin()
    anna.save(post_id, settings={"pinned": True}, version=1)
    form = anna.open(post_id)
    assert form.pop("pinned") == "1"
    anna.person.post(f"/studio/posts/{post_id}/save", **form)
    assert head_of(studio, post_id).settings.pinned is False


def test_the_second_of_two_saves_is_kept_and_its_author_sees_both(studio: Flask, anna: Writer, olga: Writer) -> None:
    post_id = anna.begin("One line.\n\nAnother line.\n", "T")
    theirs, mine = olga.open(post_id), anna.open(post_id)
    olga.save(post_id, source="One line, changed.\n\nAnother line.\n", version=int(theirs["version"]))
    answer = anna.save(post_id, source="One line.\n\nAnother line, mine.\n", version=int(mine["version"]), branch="a")
    told = answer.get_json()
    assert answer.status_code == 409
    assert (told["state"], told["version"], told["merged"]["conflicts"]) == ("conflict", 3, 0)
    assert told["merged"]["source"] == "One line, changed.\n\nAnother line, mine.\n"
    assert told["theirs"]["source"] == "One line, changed.\n\nAnother line.\n"
    assert told["base"]["source"] == "One line.\n\nAnother line.\n"
    assert "One line.\n\nAnother line, mine.\n" in kept(studio, post_id)
    assert head_of(studio, post_id).source == "One line, changed.\n\nAnother line.\n"


def test_without_a_script_the_second_author_decides_on_a_page(studio: Flask, anna: Writer, olga: Writer) -> None:
    post_id = anna.begin("The value is 1.", "T")
    mine = anna.open(post_id) | {"source": "The value is 2."}
    olga.save(post_id, title="U", source="The value is 3.", version=2)
    answer = anna.person.post(f"/studio/posts/{post_id}/save", **mine)
    assert answer.status_code == 303
    page = anna.person.get(answer.location)
    assert "the same words" in page.text
    form = form_of(page.text)
    assert "<<<<<<< yours" in form["source"]
    assert (form["title"], form["version"]) == ("U", "3")
    settled = form | {"source": "The value is 2 or 3."}
    assert anna.person.post(f"/studio/posts/{post_id}/save", **settled).location == f"/studio/posts/{post_id}"
    assert head_of(studio, post_id).source == "The value is 2 or 3."
    assert {"The value is 2.", "The value is 3."} <= set(kept(studio, post_id))


def test_an_autosave_does_not_hide_that_somebody_saved_meanwhile(studio: Flask, anna: Writer, olga: Writer) -> None:
    post_id = anna.begin("One.", "T")
    anna.open(post_id)
    olga.save(post_id, source="Two.", version=2)
    told = anna.autosave(post_id, source="Three.", version=2, copy_version=0, branch="a").get_json()
    assert told["version"] == 2
    answer = anna.save(post_id, source="Three.", version=told["version"], copy_version=told["copy_version"], branch="a")
    assert answer.status_code == 409
    assert head_of(studio, post_id).source == "Two."


def test_the_other_tab_of_one_author_is_a_conflict_of_working_copies(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin("One.", "T")
    anna.autosave(post_id, source="One. Here.", version=2, copy_version=0, branch="here")
    answer = anna.autosave(post_id, source="One. There.", version=2, copy_version=0, branch="there")
    told = answer.get_json()
    assert (answer.status_code, told["theirs"]["source"]) == (409, "One. Here.")
    assert "One. There." in kept(studio, post_id)
    assert form_of(anna.person.get(told["url"]).text)["copy_version"] == "1"


@pytest.mark.parametrize(
    "sent",
    [
        {"source": None, "version": 1},
        {"source": "x"},
        {"source": "x", "version": "one"},
        {"source": "x", "version": True},
        {"source": "x", "version": -1},
        {"source": "x", "version": 2**40},
        {"source": "x\0", "version": 1},
        {"source": "x", "version": 1, "settings": []},
        {"source": "x", "version": 1, "settings": {"language": "<script>"}},
        {"source": "x", "version": 1, "settings": {"tags": [1]}},
        {"source": "x", "version": 1, "settings": {"series_place": "first"}},
        {"source": "x", "version": 1, "branch": "\n"},
        {"source": "\ud800", "version": 1},
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(studio: Flask, anna: Writer, sent: dict[str, object]) -> None:
    post_id = anna.begin()
    answer = anna.save(post_id, **sent)
    assert answer.status_code == 422
    assert answer.get_json()["message"]
    assert kept(studio, post_id) == [""]


def test_json_that_is_none_is_refused_in_json(anna: Writer) -> None:
    post_id = anna.begin()
    headers = {"X-CSRFToken": anna.person.token()}
    path = f"/studio/posts/{post_id}/save"
    for data in ("{", "[]", '"x"'):
        answer = anna.person.browser.post(path, data=data, content_type="application/json", headers=headers)
        assert answer.status_code in (400, 422)
        assert answer.get_json()["message"]


def test_a_session_that_ended_is_told_in_json_and_nothing_changes(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin("One.", "T")
    token = anna.person.token()
    anna.person.post("/logout")
    answer = Person(studio).browser.post(
        f"/studio/posts/{post_id}/autosave", json={"source": "Two.", "version": 2}, headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 401
    assert answer.get_json()["log_in"] == "/login"
    assert answer.get_json()["message"]
    assert kept(studio, post_id) == ["", "One."]


def test_readers_see_nothing_of_what_is_saved_until_it_is_published(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin("One.", "T")
    anna.publish(post_id)
    version = post_of(studio, post_id).version
    anna.save(post_id, source="Two.", version=version)
    anna.autosave(post_id, source="Three.", version=version + 1)
    assert "One." in studio.test_client().get("/posts/t").text
    assert "update the published post" in anna.person.get(f"/studio/posts/{post_id}").text


def test_the_address_is_suggested_in_pinyin(anna: Writer) -> None:
    post_id = anna.begin("x", "重参数")
    assert 'data-suggestion="zhong-can-shu"' in anna.person.get(f"/studio/posts/{post_id}").text


def test_the_editor_escapes_what_was_typed(anna: Writer) -> None:
    hostile = "</textarea><script>alert(1)</script>"
    post_id = anna.begin(hostile, hostile)
    anna.save(post_id, settings=dict.fromkeys(("slug", "summary", "category", "series", "macros"), hostile), version=2)
    page = anna.person.get(f"/studio/posts/{post_id}").text
    assert "<script>alert" not in page
    assert anna.open(post_id)["source"] == hostile


@pytest.mark.parametrize(("field", "value"), [("language", "not a language"), ("series_place", "-3"), ("version", "x")])
def test_a_form_that_is_refused_comes_back_with_everything_typed(
    studio: Flask, anna: Writer, field: str, value: str
) -> None:
    post_id = anna.begin("Saved.", "T")
    form = anna.open(post_id) | {"source": "Typed\r\nfor hours.", "title": "New", "tags": "a, b", field: value}
    answer = anna.person.post(f"/studio/posts/{post_id}/save", **form)
    assert answer.status_code == 422
    again = form_of(answer.text)
    assert (again["source"], again["title"], again["tags"]) == ("Typed\r\nfor hours.", "New", "a, b")
    assert again["branch"] == form["branch"]
    assert (f'id="{field}-error"' in answer.text) == (field != "version")
    assert "What you typed is still here." in answer.text
    assert kept(studio, post_id) == ["", "Saved."]


@pytest.mark.parametrize("button", ["withdrawal", "trash", "discard"])
def test_no_button_of_the_form_loses_what_stands_in_it(studio: Flask, anna: Writer, button: str) -> None:
    post_id = anna.begin("Saved.", "T")
    form = anna.open(post_id) | {"source": "Typed."}
    assert anna.person.post(f"/studio/posts/{post_id}/{button}", **form).status_code == 303
    assert "Typed." in kept(studio, post_id)
    assert head_of(studio, post_id).source == "Saved."


def test_a_form_gives_its_text_back_when_the_session_has_ended(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin()
    form = anna.open(post_id) | {"source": "Typed </textarea> for hours."}
    anna.person.post("/logout")
    answer = Person(studio).post(f"/studio/posts/{post_id}/save", **form)
    assert answer.status_code == 401
    assert "Typed &lt;/textarea&gt; for hours." in answer.text


def test_a_form_gives_its_text_back_when_its_token_is_too_old(anna: Writer) -> None:
    post_id = anna.begin()
    answer = anna.person.post(
        f"/studio/posts/{post_id}/save", **anna.open(post_id) | {"source": "Typed.", "csrf_token": "x"}
    )
    assert answer.status_code == 400
    assert "Typed." in answer.text
