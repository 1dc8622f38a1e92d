"""What pages have in common is kept by each application, and never beyond the version of the content it was made of."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from app.database import Database
from app.services import site
from app.storage.models import State, Tag
from app.web import kept
from tests.web.desk import NOW, Desk, on_both_databases
from tests.web.test_queries import listening

pytestmark = on_both_databases


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A site without the page cache, which would answer before anything here is asked."""
    return settings.model_copy(update={"page_cache_bytes": 0})


@pytest.fixture
def neighbour(settings: Settings, app: Flask) -> Iterator[Flask]:
    """Another application in the same process, on the same database."""
    other = create_app(settings)
    other.config["CLOCK"] = app.config["CLOCK"]
    yield other
    database: Database = other.extensions["longwave-database"]
    database.engine.dispose()


def page(client: FlaskClient, path: str = "/") -> str:
    """Return a page as it is now."""
    return client.get(path).get_data(as_text=True)


def test_what_is_the_same_on_every_page_is_asked_for_once(app: Flask, desk: Desk, client: FlaskClient) -> None:
    desk.post("One", tags=("VAE",), category="Models")
    desk.page("About", slug="about")
    client.get("/")
    with listening(app) as heard:
        client.get("/")
    asked = "\n".join(heard)
    assert "FROM settings" not in asked
    assert "FROM tags JOIN" not in asked
    assert sum("FROM content_version" in statement for statement in heard) == 1
    assert len(heard) <= 5


def test_a_decision_about_the_site_is_on_the_next_page(desk: Desk, client: FlaskClient) -> None:
    desk.post("One")
    assert "<title>Longwave" in page(client)
    desk.decide(title="Shortwave", footer="CC BY")
    assert "<title>Shortwave" in page(client)
    assert "CC BY" in page(client)


def test_another_name_of_a_tag_is_on_the_next_page(desk: Desk, client: FlaskClient) -> None:
    desk.post("One", tags=("VAE",))
    assert ">VAE <" in page(client)
    tag = desk.session.scalars(sa.select(Tag)).one()
    tag.name = "Variational autoencoders"
    desk.session.commit()
    assert ">VAE <" not in page(client)
    assert ">Variational autoencoders <" in page(client)


def test_a_new_static_page_is_in_the_next_pages_navigation(desk: Desk, client: FlaskClient) -> None:
    desk.post("One")
    assert "/colophon" not in page(client)
    desk.page("Colophon", slug="colophon")
    assert "/colophon" in page(client)


def test_a_page_whose_moment_comes_is_in_the_navigation_from_then_on(
    desk: Desk, client: FlaskClient, set_clock: Callable[[datetime], None]
) -> None:
    moment = NOW + timedelta(minutes=5)
    desk.page("Colophon", slug="colophon", published_at=moment)
    assert "/colophon" not in page(client)
    set_clock(moment - timedelta(microseconds=1))
    assert "/colophon" not in page(client)
    set_clock(moment)
    assert "/colophon" in page(client)


def test_a_change_that_is_taken_back_is_on_no_page(desk: Desk, client: FlaskClient) -> None:
    desk.post("One")
    site.save(desk.session, "title", "Shortwave")
    assert "<title>Longwave" in page(client)
    desk.session.rollback()
    assert "<title>Longwave" in page(client)


def test_a_feed_is_written_anew_after_a_change_only(app: Flask, desk: Desk, client: FlaskClient) -> None:
    desk.post("One", "Its first text.")
    assert "Its first text." in page(client, "/feed.xml")
    with listening(app) as heard:
        assert "Its first text." in page(client, "/feed.xml")
    assert not any("renderings" in statement for statement in heard)
    desk.post("Two", "Another text.")
    assert "Another text." in page(client, "/feed.xml")


def test_applications_in_one_process_keep_their_own(
    desk: Desk, client: FlaskClient, app: Flask, neighbour: Flask
) -> None:
    desk.post("One")
    page(client)
    with neighbour.app_context(), neighbour.test_request_context():
        assert kept.value("made", NOW, lambda: "by the neighbour") == "by the neighbour"
    with app.app_context(), app.test_request_context():
        assert kept.value("made", NOW, lambda: "by itself") == "by itself"


def test_what_is_kept_is_bounded(app: Flask, desk: Desk) -> None:
    desk.post("One")
    with app.app_context(), app.test_request_context():
        for number in range(2 * kept.MOST_VALUES):
            kept.value(number, NOW, lambda: "first")
        later = [kept.value(number, NOW, lambda: "again") for number in range(2 * kept.MOST_VALUES)]
    assert later.count("first") == kept.MOST_VALUES


def test_a_card_is_made_once_for_a_version(app: Flask, desk: Desk, client: FlaskClient) -> None:
    desk.post("One", "Its first text.", tags=("VAE",))
    first = page(client)
    with listening(app) as heard:
        assert page(client) == first
    assert not any("renderings" in statement for statement in heard)


def test_another_name_of_a_tag_is_on_the_next_card(desk: Desk, client: FlaskClient) -> None:
    desk.post("One", tags=("VAE",))
    assert 'rel="tag">VAE</a>' in page(client)
    tag = desk.session.scalars(sa.select(Tag)).one()
    tag.name = "Autoencoders"
    desk.session.commit()
    assert 'rel="tag">Autoencoders</a>' in page(client)


def test_a_card_has_the_words_and_the_heading_of_its_listing(desk: Desk, client: FlaskClient) -> None:
    desk.post("One", tags=("VAE",))
    assert '<h3 class="card-title"' in page(client)
    assert '<h2 class="card-title"' in page(client, "/tags/vae")
    assert "?lang=zh-Hans" not in page(client).split("card-title", maxsplit=1)[1].split("</article>")[0]
    assert 'href="/tags/vae?lang=zh-Hans" rel="tag"' in page(client, "/?lang=zh-Hans")


def test_of_a_post_that_was_shown_before_only_the_body_is_read(app: Flask, desk: Desk, client: FlaskClient) -> None:
    desk.post("Older", slug="older")
    desk.post("One", "## A heading\n\nIts text.", slug="one", tags=("VAE",))
    first = page(client, "/posts/one")
    with listening(app) as heard:
        assert page(client, "/posts/one") == first
    assert "Its text." in first
    assert len(heard) == 2


def test_a_post_that_is_kept_is_no_static_page(desk: Desk, client: FlaskClient) -> None:
    desk.post("One", slug="one")
    desk.page("About", slug="about")
    for _ in range(2):
        assert [client.get(path).status_code for path in ("/posts/one", "/about")] == [200, 200]
        assert [client.get(path).status_code for path in ("/one", "/posts/about")] == [404, 404]


def test_a_post_shows_its_neighbour_s_new_title_and_its_own_new_text(desk: Desk, client: FlaskClient) -> None:
    desk.post("One", "Its text.", slug="one")
    assert "neighbour-title" not in page(client, "/posts/one")
    desk.post("Another", slug="another")
    assert ">Another</span>" in page(client, "/posts/one")


def test_a_post_that_is_kept_still_has_one_address(desk: Desk, client: FlaskClient) -> None:
    desk.post("One", slug="one")
    page(client, "/posts/one")
    assert client.get("/posts/one?utm=1").headers["Location"] == "/posts/one"
    assert client.get("/posts/ONE").headers["Location"] == "/posts/one"


def test_a_post_that_was_shown_and_taken_back_is_gone(desk: Desk, client: FlaskClient) -> None:
    post = desk.post("One", slug="one")
    assert client.get("/posts/one").status_code == 200
    post.state = State.DRAFT
    desk.session.commit()
    assert client.get("/posts/one").status_code == 404
