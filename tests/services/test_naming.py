"""Names and addresses: each post, tag, category and author has one address that no other has."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.services import naming
from app.services.errors import RefusedError
from app.storage.models import Author, Category, Kind, Redirect, State, Tag
from app.storage.sessions import write_sessions
from tests.cast import NOW, add_author, add_post


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("vae", "vae"),
        (" VAE_2 ", "VAE_2"),
        ("变分自编码器", "变分自编码器"),
        ("a/b?c#d", "a-b-c-d"),
        ("../../etc/passwd", "etc-passwd"),
        ("v1.0~beta", "v1.0~beta"),
        ("--a--", "a"),
        ("", ""),
        ("///", ""),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        ("x" * 500, "x" * naming.SLUG_LENGTH),
    ],
)
def test_a_chosen_address_stays_as_typed_as_far_as_it_can(typed: str, slug: str) -> None:
    assert naming.clean_slug(typed) == slug


@given(st.text())
@example("-" * 119 + ".a")
def test_an_address_never_needs_quoting_or_leads_elsewhere(typed: str) -> None:
    slug = naming.clean_slug(typed)
    assert naming.clean_slug(slug) == slug
    assert len(slug) <= naming.SLUG_LENGTH
    assert not set(slug) & set("/?#%:\\ \n\0<>\"'&")
    assert slug not in {".", ".."}


def test_a_taken_address_gets_a_number(session: Session) -> None:
    author = add_author(session)
    assert naming.free_slug(session, "vae", kind=Kind.POST) == "vae"
    add_post(session, "vae", author=author, state=State.DRAFT)
    assert naming.free_slug(session, "vae", kind=Kind.POST) == "vae-2"
    add_post(session, "vae-2", author=author)
    assert naming.free_slug(session, "vae", kind=Kind.PAGE) == "vae-3"


def test_a_post_may_keep_its_own_address(session: Session) -> None:
    post = add_post(session, "vae", author=add_author(session))
    assert naming.free_slug(session, "vae", kind=Kind.POST, post_id=post.id) == "vae"


def test_an_old_address_of_another_post_is_taken(session: Session) -> None:
    post = add_post(session, "new", author=add_author(session))
    session.add(Redirect(slug="old", post_id=post.id))
    session.flush()
    assert naming.free_slug(session, "old", kind=Kind.POST) == "old-2"
    assert naming.free_slug(session, "old", kind=Kind.POST, post_id=post.id) == "old"


@pytest.mark.parametrize("wanted", ["tags", "Archive", "feed.xml"])
def test_a_page_cannot_stand_where_the_site_itself_answers(session: Session, wanted: str) -> None:
    assert naming.free_slug(session, wanted, kind=Kind.PAGE) == f"{wanted}-2"
    assert naming.free_slug(session, wanted, kind=Kind.POST) == wanted


@pytest.mark.parametrize(("kind", "slug"), [(Kind.POST, "post"), (Kind.PAGE, "page-2")])
def test_what_has_no_letters_is_named_by_its_kind(session: Session, kind: Kind, slug: str) -> None:
    assert naming.free_slug(session, "!!!", kind=kind) == slug


def test_tags_are_made_once_with_readable_addresses(session: Session) -> None:
    made = naming.tags_of(session, ["重庆", "VAE", "C++"])
    assert {tag.name: tag.slug for tag in made} == {"C++": "c", "VAE": "vae", "重庆": "chong-qing"}
    assert naming.tags_of(session, ["VAE", "C++", "重庆"]) == made


def test_two_spellings_of_a_tag_are_one_and_the_first_counts(session: Session) -> None:
    assert [tag.name for tag in naming.tags_of(session, ["VAE", "vae", "ＶＡＥ "])] == ["VAE"]
    assert [tag.name for tag in naming.tags_of(session, ["vae"])] == ["VAE"]


def test_tags_that_read_alike_have_different_addresses(session: Session) -> None:
    made = naming.tags_of(session, ["C", "C++", "C#"])
    assert {tag.name: tag.slug for tag in made} == {"C": "c", "C++": "c-2", "C#": "c-3"}


def test_a_tag_that_cannot_be_read_has_an_address_too(session: Session) -> None:
    assert {tag.slug for tag in naming.tags_of(session, ["∑", "∫"])} == {"tag", "tag-2"}


@pytest.mark.parametrize("blank", ["", "  ", "\n", "\u3000", "\0", "\ud800"])
def test_a_blank_name_names_nothing(session: Session, blank: str) -> None:
    assert naming.tags_of(session, [blank]) == []
    assert naming.category_of(session, blank) is None
    with pytest.raises(RefusedError, match="needs a name"):
        naming.author_of(session, blank, now=NOW)


def test_a_name_is_one_line_of_limited_length(session: Session) -> None:
    tag = naming.tags_of(session, ["a \n b\0c" + "ﷺ" * 500])[0]
    assert tag.name.startswith("a b c")
    assert len(tag.name) == naming.NAME_LENGTH
    assert naming.tags_of(session, [tag.name]) == [tag]


def test_a_category_is_made_once(session: Session) -> None:
    made = naming.category_of(session, "学习 笔记")
    assert made is not None
    assert (made.name, made.slug) == ("学习 笔记", "xue-xi-bi-ji")
    assert naming.category_of(session, " 学习\u3000笔记 ") is made
    other = naming.category_of(session, "学习、笔记")
    assert other is not None
    assert other.slug == "xue-xi-bi-ji-2"


def test_an_author_is_found_by_the_name_above_posts(session: Session) -> None:
    made = naming.author_of(session, "李 雷", now=NOW)
    assert (made.name, made.display_name, made.created_at) == ("li-lei", "李 雷", NOW)
    assert naming.author_of(session, "李 雷", now=NOW) is made
    assert naming.author_of(session, "Li Lei", now=NOW).name == "li-lei-2"
    assert naming.author_of(session, "∑", now=NOW).name == "author"


def test_writers_at_once_make_a_tag_and_an_address_once(engine: sa.Engine, session: Session) -> None:
    author_id = add_author(session).id
    session.commit()

    def write(_: int) -> str:
        with write_sessions(engine)() as own:
            slug = naming.free_slug(own, "same", kind=Kind.POST)
            tags, category = naming.tags_of(own, ["VAE"]), naming.category_of(own, "Notes")
            author = own.get_one(Author, author_id)
            add_post(own, slug, author=author, tags=tags, category=category)
            own.commit()
        return slug

    with ThreadPoolExecutor(4) as pool:
        slugs = sorted(pool.map(write, range(8)))
    assert slugs == ["same", *(f"same-{number}" for number in range(2, 9))]
    for table in (Tag, Category):
        assert session.scalar(sa.select(sa.func.count()).select_from(table)) == 1
