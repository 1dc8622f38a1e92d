"""Stored pictures: kept once, tied to the posts that show them, described, and deleted without harm to a text."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.services import library, pictures, revising
from app.services.errors import RefusedFieldError
from app.services.library import InUseError
from app.services.pictures import Picture, keep, name_of
from app.services.publishing import publish
from app.storage.files import Folder, Store
from app.storage.models import Media, MediaVariant, Post, PostMedia, Revision
from app.storage.queries import media as queries
from tests.drawing import drawn, noise
from tests.services.authoring import NOW, Desk, later, text


@pytest.fixture
def picture(tmp_path: Path) -> Picture:
    """A kept picture with two smaller forms."""
    return keep(drawn("PNG", noise()), filename="wave.png", store=Folder(tmp_path))


@pytest.fixture
def media(at_desk: Desk, picture: Picture) -> Media:
    """The row of the picture, which Ada brought."""
    return pictures.upload(at_desk.session, picture, author=at_desk.ada, now=NOW)


def shown(at_desk: Desk, post: Post) -> str:
    """Return the finished form of a post as the database has it."""
    at_desk.session.flush()
    at_desk.session.refresh(post, ["rendering"])
    assert post.rendering is not None
    return post.rendering.html


def uses(session: Session, media: Media) -> list[int]:
    """Return the keys of the posts that use a picture."""
    return library.users_of(session, [media.id]).get(media.id, [])


def test_the_same_picture_is_kept_once(store: Store) -> None:
    content = drawn("PNG", noise())
    first = keep(content, filename="a.png", store=store)
    second = keep(content, filename="b.png", store=store)
    assert (first.digest, first.variants) == (second.digest, second.variants)
    assert first.source.url == f"/media/{first.digest}.png"
    assert [variant.width for variant in first.variants] == [480, 960]
    for name, size in [(f"{first.digest}.png", first.byte_count)] + [
        (f"{variant.digest}.webp", variant.byte_count) for variant in first.variants
    ]:
        stored = store.open(name)
        assert stored
        assert stored.size == size
        stored.stream.close()


def test_the_same_picture_has_one_row_and_its_first_uploader(at_desk: Desk, media: Media, picture: Picture) -> None:
    again = pictures.upload(at_desk.session, picture, author=at_desk.emmy, now=later(days=1))
    assert again is media
    assert (media.uploader_id, media.uploaded_at) == (at_desk.ada.id, NOW)
    assert at_desk.session.scalars(sa.select(sa.func.count()).select_from(MediaVariant)).one() == 2


def test_a_picture_from_before_gets_its_smaller_forms(at_desk: Desk, media: Media, picture: Picture) -> None:
    media.variants = []
    at_desk.session.flush()
    assert len(pictures.row_of(at_desk.session, picture).variants) == 2


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("C:\\fakepath\\a.png", "a.png"),
        ("../../etc/passwd", "passwd"),
        ("a\nb\0c\ud800.png", "a bc\ufffd.png"),
        ("x" * 300, "x" * 200),
        ("/", ""),
    ],
)
def test_a_name_is_only_a_name(typed: str, name: str) -> None:
    assert name_of(typed) == name


def test_a_text_shows_a_picture_by_its_address(at_desk: Desk, media: Media) -> None:
    post = at_desk.begin(f"A ![wave]({pictures.address_of(media)}).")
    html = shown(at_desk, post)
    assert "480w" in html
    assert 'width="1000" height="100"' in html
    assert uses(at_desk.session, media) == [post.id]


def test_a_picture_of_an_earlier_version_stays_in_use(at_desk: Desk, media: Media) -> None:
    post = at_desk.begin(f"![wave]({pictures.address_of(media)})")
    at_desk.save(post, text("No picture."))
    assert "<img" not in shown(at_desk, post)
    assert uses(at_desk.session, media) == [post.id]
    first = at_desk.session.scalars(sa.select(Revision).order_by(Revision.number)).first()
    assert first is not None
    revising.restore(at_desk.session, post, first, author=at_desk.ada, now=later(minutes=1))
    assert "480w" in shown(at_desk, post)


def test_a_picture_of_what_is_not_published_yet_is_in_use(at_desk: Desk, media: Media) -> None:
    post = at_desk.begin("Words.")
    publish(at_desk.session, post, editor=at_desk.editor(post), now=NOW)
    at_desk.save(post, text(f"![wave]({pictures.address_of(media)})"))
    assert "<img" not in shown(at_desk, post)
    assert uses(at_desk.session, media) == [post.id]


def test_a_cover_is_in_use(at_desk: Desk, media: Media) -> None:
    post = at_desk.begin(cover=media.digest)
    at_desk.session.flush()
    assert uses(at_desk.session, media) == [post.id]
    assert at_desk.session.scalars(queries.library(only_unused=True)).all() == []
    library.delete(at_desk.session, media, is_confirmed=True)
    at_desk.session.refresh(post)
    assert post.cover_id is None


def test_a_description_stands_in_where_a_text_says_nothing(at_desk: Desk, media: Media) -> None:
    address = pictures.address_of(media)
    silent, own = at_desk.begin(f"![]({address})"), at_desk.begin(f"![mine]({address})")
    library.describe(at_desk.session, media, "  A wave\n on a <string> ")
    assert 'alt="A wave on a &lt;string&gt;"' in shown(at_desk, silent)
    assert 'alt="mine"' in shown(at_desk, own)
    assert pictures.markdown_of(media) == rf"![A wave on a \<string\>]({address})"


def test_a_description_that_is_a_text_is_refused(at_desk: Desk, media: Media) -> None:
    with pytest.raises(RefusedFieldError):
        library.describe(at_desk.session, media, "x" * 1001)


def test_a_picture_in_use_is_not_deleted_unasked(at_desk: Desk, media: Media) -> None:
    at_desk.begin(f"![wave]({pictures.address_of(media)})")
    with pytest.raises(InUseError):
        library.delete(at_desk.session, media, is_confirmed=False)
    assert at_desk.session.scalars(sa.select(Media)).all() == [media]


def test_posts_keep_their_text_when_a_picture_is_deleted(at_desk: Desk, media: Media, picture: Picture) -> None:
    source = f"Before. ![A wave]({pictures.address_of(media)}) After."
    post = at_desk.begin(source)
    names = library.delete(at_desk.session, media, is_confirmed=True)
    assert names == {f"{picture.digest}.png", *(f"{variant.digest}.webp" for variant in picture.variants)}
    assert shown(at_desk, post) == "<p>Before. <span>A wave</span> After.</p>"
    assert post.source == source
    at_desk.save(post, text(source + " More."))
    assert "<span>A wave</span> After. More." in shown(at_desk, post)


def test_a_deleted_picture_that_comes_again_is_shown_again(at_desk: Desk, media: Media, picture: Picture) -> None:
    source = f"![A wave]({pictures.address_of(media)})"
    post = at_desk.begin(source)
    library.delete(at_desk.session, media, is_confirmed=True)
    again = pictures.upload(at_desk.session, picture, author=at_desk.emmy, now=NOW)
    at_desk.save(post, text(source + " again"))
    assert "480w" in shown(at_desk, post)
    assert [row.media_id for row in at_desk.session.scalars(sa.select(PostMedia))] == [again.id]


def test_a_file_that_another_picture_has_too_stays(at_desk: Desk, media: Media) -> None:
    shared = media.variants[0].digest
    other = Media(digest="e" * 64, media_type="image/png", width=500, height=5, byte_count=1, filename="")
    other.variants = [MediaVariant(width=480, digest=shared, byte_count=1)]
    at_desk.session.add(other)
    at_desk.session.flush()
    names = library.delete(at_desk.session, media, is_confirmed=False)
    assert len(names) == 2
    assert f"{shared}.webp" not in names


def test_the_library_is_searched_by_all_words(at_desk: Desk, media: Media) -> None:
    library.describe(at_desk.session, media, "An 100% blue string")
    for words, count in ((["WAVE"], 1), (["string", "wave.png"], 1), (["string", "red"], 0), (["0%"], 1), (["_"], 0)):
        assert len(at_desk.session.scalars(queries.library(words)).all()) == count
    assert at_desk.session.scalars(queries.library(only_unused=True)).all() == [media]
