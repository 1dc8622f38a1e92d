"""What is typed is never lost: sessions that end, tabs that cross, pages that die."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Route

from app.storage.models import AuthorSession
from tests.browser.workplace import Writer, begin, kept
from tests.studio_cast import PASSWORD, database_of

SitDown = Callable[..., Writer]


def end_all_sessions(app: Flask) -> None:
    """End every session, as a changed password or a passing week does."""
    with database_of(app).write.begin() as session:
        for row in session.query(AuthorSession):
            session.delete(row)


def test_what_is_typed_is_saved_by_itself(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, "Begun.")
    writer = sit_down()
    writer.open(post)
    writer.place_cursor("Begun.")
    writer.type("Just ")
    assert writer.page.evaluate("longwave.studio.saver.isDirty")
    writer.wait_until_saved()
    assert "Just Begun." in kept(studio, post)
    assert "Saved" in writer.page.locator("[data-saved]").inner_text()
    assert writer.complaints == []
    assert writer.violations == []


def test_what_is_typed_before_the_script_has_come_is_saved_too(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, "Begun.")
    writer = sit_down()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    writer.page.route("**/static/editor-*.js", hold)
    writer.page.goto(f"{writer.address}/studio/posts/{post}", wait_until="commit")
    writer.page.get_by_label("Text in Markdown").fill("Typed early.")
    held[0].continue_()
    writer.wait_until("globalThis.longwave?.studio")
    writer.wait_until_saved()
    assert "Typed early." in kept(studio, post)


def test_an_acknowledgement_that_is_lost_makes_no_conflict_of_one_author(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, "Begun.")
    writer = sit_down()
    writer.open(post)
    lost: list[int] = []

    def lose_first_answer(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    writer.page.route("**/autosave", lose_first_answer)
    writer.place_cursor("Begun.")
    writer.type("One. ")
    writer.wait_until("longwave.studio.saver.state === 'offline'")
    writer.type("Two. ")
    writer.wait_until_saved()
    assert lost == [200]
    assert "One. Two. Begun." in kept(studio, post)
    assert not writer.page.get_by_role("dialog").is_visible()


def test_a_session_that_ends_while_typing_costs_nothing(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, "Begun.")
    writer = sit_down()
    writer.open(post)
    end_all_sessions(studio)
    writer.place_cursor("Begun.")
    writer.type("Typed after the end. ")
    dialog = writer.page.get_by_role("dialog", name="You are logged out")
    dialog.wait_for()
    assert writer.faults == {}
    dialog.get_by_label("Password").fill("wrong")
    writer.page.keyboard.press("Enter")
    writer.page.get_by_text("Name or password is wrong.").wait_for()
    dialog.get_by_label("Password").fill(PASSWORD)
    writer.page.keyboard.press("Enter")
    writer.wait_until_saved()
    assert not dialog.is_visible()
    assert "Typed after the end. Begun." in kept(studio, post)
    assert writer.source == "Typed after the end. Begun."


def test_the_second_of_two_authors_sees_both_texts_and_their_merge(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, "First line.\n\nLast line.")
    anna, edgar = sit_down("anna"), sit_down("edgar")
    anna.open(post)
    edgar.open(post)
    edgar.place_cursor("Last line.")
    edgar.type("Edgar's ")
    edgar.page.keyboard.press("Control+s")
    edgar.wait_until_saved()
    anna.place_cursor("First line.")
    anna.type("Anna's ")
    anna.page.keyboard.press("Control+s")
    dialog = anna.page.get_by_role("dialog", name="Somebody else saved this post first")
    dialog.wait_for()
    assert anna.faults == {}
    assert "Edgar's Last line." in dialog.inner_text()
    dialog.get_by_role("button", name="Take the merge").click()
    anna.wait_until_saved()
    assert anna.source == "Anna's First line.\n\nEdgar's Last line."
    assert {"Anna's First line.\n\nLast line.", "First line.\n\nEdgar's Last line.", anna.source} <= kept(studio, post)


def test_two_tabs_of_one_author_lose_neither_text(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, "Text.")
    one = sit_down()
    other = one.another_tab()
    one.open(post)
    other.open(post)
    one.place_cursor("Text.")
    one.type("One. ")
    one.wait_until_saved()
    other.place_cursor("Text.")
    other.type("Other. ")
    other.wait_until("longwave.studio.saver.state === 'saved' || longwave.studio.saver.state === 'conflict'")
    other.wait_until("!longwave.studio.saver.running")
    assert {"One. Text.", "Other. Text."} <= kept(studio, post)


def test_a_page_that_dies_leaves_its_text_in_the_journal(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, "Begun.")
    writer = sit_down()
    writer.open(post)
    writer.context.set_offline(True)
    writer.place_cursor("Begun.")
    writer.type("Nobody has this yet. ")
    writer.page.evaluate("longwave.studio.saver.journal.work")
    writer.page.close(run_before_unload=False)
    writer.context.set_offline(False)
    again = writer.another_tab()
    again.open(post)
    dialog = again.page.get_by_role("dialog", name="Text that was not saved")
    dialog.wait_for()
    assert "Nobody has this yet. Begun." in dialog.inner_text()
    assert again.faults == {}
    dialog.get_by_role("button", name="Take it into the editor").click()
    again.wait_until("longwave.studio.view.state.doc.toString() !== 'Begun.'")
    again.wait_until_saved()
    assert "Nobody has this yet. Begun." in kept(studio, post)
    again.page.reload()
    again.wait_for_preview()
    assert not again.page.get_by_role("dialog").is_visible()


def test_leaving_with_unsaved_text_warns(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, "Begun.")
    writer = sit_down()
    writer.open(post)
    writer.context.set_offline(True)
    writer.place_cursor("Begun.")
    writer.type("More. ")
    warnings: list[str] = []

    def stay(dialog: object) -> None:
        warnings.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    writer.page.on("dialog", stay)
    writer.page.close(run_before_unload=True)
    writer.page.wait_for_timeout(500)
    assert warnings == ["beforeunload"]
    assert writer.source == "More. Begun."


def test_the_network_comes_back_and_everything_is_saved(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, "Begun.")
    writer = sit_down()
    writer.open(post)
    writer.context.set_offline(True)
    writer.place_cursor("Begun.")
    writer.type("Offline. ")
    writer.wait_until("longwave.studio.saver.state === 'offline'")
    assert "cannot be reached" in writer.page.locator("[data-saved]").inner_text()
    writer.context.set_offline(False)
    writer.wait_until_saved()
    assert "Offline. Begun." in kept(studio, post)


def test_what_readers_do_not_see_yet_is_said_at_once(studio: Flask, sit_down: SitDown) -> None:
    writer = sit_down()
    writer.open(begin(studio, "Text.", published=True))
    notice = writer.page.get_by_text("Readers do not see the saved changes")
    assert not notice.is_visible()
    writer.page.keyboard.press("Control+s")
    writer.wait_until_saved()
    writer.place_cursor("Text.")
    writer.type("More. ")
    writer.page.keyboard.press("Control+s")
    notice.wait_for()
    writer.page.get_by_role("button", name="Update").click()
    writer.page.get_by_text("It is published.").wait_for()
    assert not notice.is_visible()


def test_the_notice_about_unsaved_words_goes_when_they_are_saved(studio: Flask, sit_down: SitDown) -> None:
    writer = sit_down()
    post = begin(studio, "Text.")
    writer.open(post)
    writer.place_cursor("Text.")
    writer.type("More. ")
    writer.wait_until_saved()
    writer.open(post)
    notice = writer.page.get_by_text("it is kept but not saved yet")
    assert notice.is_visible()
    writer.page.keyboard.press("Control+s")
    notice.wait_for(state="detached")
