"""Pictures that come into a text while it is written: chosen, pasted or dropped, taken or refused."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from re import findall, fullmatch
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Request, Route

from app.services import remaking
from app.storage.models import AuthorSession
from tests.browser.workplace import Writer, begin
from tests.drawing import drawn
from tests.studio_cast import PASSWORD, database_of

SitDown = Callable[..., Writer]

BRING = """([way, files, words]) => {
  const {view} = longwave.studio;
  const data = new DataTransfer();
  for (const {name, type, body} of files) {
    data.items.add(new File([Uint8Array.from(atob(body), letter => letter.charCodeAt(0))], name, {type}));
  }
  if (words) data.setData('text/plain', words);
  const {left, top, bottom} = view.coordsAtPos(view.state.selection.main.head);
  const common = {bubbles: true, cancelable: true, clientX: left + 1, clientY: (top + bottom) / 2};
  const place = way === 'drop beside' ? document.querySelector('[data-preview]') : view.contentDOM;
  place.dispatchEvent(way === 'paste'
    ? new ClipboardEvent('paste', {...common, clipboardData: data})
    : new DragEvent('drop', {...common, dataTransfer: data}));
}"""


@dataclass
class File:
    """A file as an author has it."""

    name: str
    type: str
    body: bytes


WAVE = File("wave.png", "image/png", drawn())


def bring(writer: Writer, way: str, *files: File, words: str = "") -> None:
    """Choose files, or paste or drop them where the cursor is."""
    if way == "choose":
        chosen: list[Any] = [{"name": file.name, "mimeType": file.type, "buffer": file.body} for file in files]
        writer.page.locator("[data-choose-picture]").set_input_files(chosen)
    else:
        plain = [{"name": file.name, "type": file.type, "body": base64.b64encode(file.body).decode()} for file in files]
        writer.page.evaluate(BRING, [way, plain, words])


def editing(studio: Flask, sit_down: SitDown, source: str = "Before. After.") -> Writer:
    """Let Anna open a text, with the cursor before its last word."""
    writer = sit_down()
    writer.open(begin(studio, source))
    writer.place_cursor("After.")
    return writer


def said(writer: Writer) -> str:
    """What the editor says about uploads."""
    return writer.page.locator("[data-upload]").inner_text()


def end_all_sessions(app: Flask) -> None:
    """End every session, as a changed password or a passing week does."""
    with database_of(app).write.begin() as session:
        for row in session.query(AuthorSession):
            session.delete(row)


def wait_for_pictures(writer: Writer, count: int = 1) -> None:
    """Wait until the Markdown of so many pictures stands in the text, and the preview shows it."""
    writer.wait_until(f"(longwave.studio.view.state.doc.toString().match(/\\(\\/media\\//g) ?? []).length === {count}")
    writer.wait_for_preview()


@contextmanager
def held(writer: Writer) -> Iterator[list[Request]]:
    """Hold uploads on their way to the server until the end; gives them."""
    routes: list[Route] = []
    requests: list[Request] = []

    def hold(route: Route) -> None:
        routes.append(route)
        requests.append(route.request)

    writer.page.route("**/studio/pictures", hold)
    yield requests
    for route in routes:
        route.continue_()
    writer.page.unroute("**/studio/pictures")


@pytest.mark.parametrize("way", ["choose", "paste", "drop"])
def test_a_placeholder_gives_way_to_the_picture(studio: Flask, sit_down: SitDown, way: str) -> None:
    writer = editing(studio, sit_down)
    with held(writer) as requests:
        bring(writer, way, WAVE)
        writer.wait_until(
            "longwave.studio.view.state.doc.toString() === 'Before. [Uploading wave.png…](#upload-1)After.'"
        )
        writer.place_cursor("After.")
        writer.type("Typed meanwhile. ")
        writer.wait_for_preview()
        assert writer.asked.count(writer.page.url) == 1  # the preview fetches nothing for a placeholder
        assert writer.page.locator("[data-problem-summary]").inner_text() == "No problems"
        assert [request.headers["accept"] for request in requests] == ["application/json"]
    wait_for_pictures(writer)
    assert fullmatch(r"Before\. !\[\]\(/media/\S+\)Typed meanwhile\. After\.", writer.source)
    shown = writer.page.locator(".preview-page img")
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 6
    assert said(writer) == ""
    assert writer.complaints == []
    assert writer.violations == []


def test_several_pictures_stand_in_the_order_of_their_files(studio: Flask, sit_down: SitDown) -> None:
    writer = editing(studio, sit_down)
    with held(writer):
        bring(writer, "drop", *(File(f"{name}.png", "image/png", drawn()) for name in ("one", "two", "three")))
        assert findall(r"Uploading (\w+)", writer.source) == ["one", "two", "three"]
    wait_for_pictures(writer, 3)
    assert writer.complaints == []


def test_a_file_dropped_beside_the_text_does_not_take_its_place(studio: Flask, sit_down: SitDown) -> None:
    writer = editing(studio, sit_down)
    bring(writer, "drop beside", WAVE)
    wait_for_pictures(writer)
    assert fullmatch(r"Before\. !\[\]\(/media/\S+\)After\.", writer.source)


def test_words_that_come_with_a_picture_of_themselves_are_pasted_as_words(studio: Flask, sit_down: SitDown) -> None:
    writer = editing(studio, sit_down)
    bring(writer, "paste", WAVE, words="Copied words. ")
    assert writer.source == "Before. Copied words. After."


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (File("wave.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "SVG is not taken"),
        (File("wave.png", "image/png", b"These are only words."), "This is no picture that can be shown."),
        (File("wave.png", "image/png", drawn() + bytes(remaking.BYTES)), "The file is larger than 20 MB."),
        (File("wave.png", "image/png", bytes(2 * remaking.BYTES)), "The file is larger than 20 MB."),
    ],
    ids=["svg", "words", "large", "larger than any request"],
)
def test_a_refused_file_leaves_the_text_and_says_why(studio: Flask, sit_down: SitDown, file: File, reason: str) -> None:
    writer = editing(studio, sit_down)
    bring(writer, "choose", file)
    writer.wait_until(f"document.querySelector('[data-upload]').textContent.includes({reason!r})")
    assert said(writer).startswith(f"{file.name} was not taken: ")
    assert writer.source == "Before. After."
    assert writer.violations == []


def test_a_refusal_stays_to_be_read_while_another_picture_is_taken(studio: Flask, sit_down: SitDown) -> None:
    writer = editing(studio, sit_down)
    with held(writer):
        bring(writer, "drop", File("words.png", "image/png", b"Words."), WAVE)
    wait_for_pictures(writer)
    writer.wait_until("!longwave.studio.view.state.doc.toString().includes('Uploading')")
    assert said(writer) == (
        "words.png was not taken: This is no picture that can be shown. Take PNG, JPEG, WebP, AVIF or GIF."
    )


def test_publishing_waits_for_a_picture_on_its_way(studio: Flask, sit_down: SitDown) -> None:
    writer = editing(studio, sit_down)
    with held(writer):
        bring(writer, "paste", WAVE)
        writer.page.get_by_role("button", name="Publish", exact=True).click()
        writer.wait_for_preview()
    writer.page.locator('[data-editor][data-state="published"]').wait_for()
    page = writer.page.request.get(f"{writer.address}/posts/a-post").text()
    assert "/media/" in page
    assert "Uploading" not in page


def test_a_picture_goes_through_after_logging_in_again(studio: Flask, sit_down: SitDown) -> None:
    writer = editing(studio, sit_down)
    end_all_sessions(studio)
    bring(writer, "paste", WAVE)
    dialog = writer.page.get_by_role("dialog", name="You are logged out")
    dialog.get_by_label("Password").fill(PASSWORD)
    writer.page.keyboard.press("Enter")
    wait_for_pictures(writer)
    writer.wait_until_saved()
    assert not dialog.is_visible()
    assert said(writer) == ""
    assert writer.violations == []


def test_who_does_not_log_in_again_keeps_the_text_and_hears_what_to_do(studio: Flask, sit_down: SitDown) -> None:
    writer = editing(studio, sit_down)
    end_all_sessions(studio)
    bring(writer, "paste", WAVE)
    writer.page.get_by_role("dialog", name="You are logged out").wait_for()
    writer.page.keyboard.press("Escape")
    writer.wait_until("document.querySelector('[data-upload]').textContent.includes('was not taken')")
    assert "You are logged out. Log in, then do it again" in said(writer)
    assert writer.source == "Before. After."
    assert writer.violations == []


def test_an_unreachable_server_leaves_the_text_and_is_named(studio: Flask, sit_down: SitDown) -> None:
    writer = editing(studio, sit_down)
    writer.page.route("**/studio/pictures", lambda route: route.abort())
    bring(writer, "drop", WAVE)
    writer.wait_until("document.querySelector('[data-upload]').textContent.includes('cannot be reached')")
    assert writer.source == "Before. After."
