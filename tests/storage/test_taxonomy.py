"""Tags and categories: found by address, number or name, and counted as readers see them."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.storage.base import LARGEST_KEY, NAME_LENGTH
from app.storage.models import State
from app.storage.queries import taxonomy
from tests.cast import add_author, add_category, add_post, add_tag


def test_tags_are_found_by_address_number_and_name(session: Session) -> None:
    vae, mle = add_tag(session, "vae"), add_tag(session, "mle")
    assert session.scalars(taxonomy.tag_by_slug("mle")).one() is mle
    assert session.scalars(taxonomy.tags_by_ids([mle.id, vae.id, 404])).all() == [vae, mle]
    assert session.scalars(taxonomy.tags_by_names(["ＶＡＥ ", "none"])).all() == [vae]


@pytest.mark.parametrize("number", [0, -1, LARGEST_KEY + 1, 10**30])
def test_a_number_that_no_tag_can_have_finds_none(session: Session, number: int) -> None:
    assert session.scalars(taxonomy.tags_by_ids([number])).all() == []


def test_categories_are_found_by_address_and_name(session: Session) -> None:
    notes = add_category(session, "notes")
    assert session.scalars(taxonomy.category_by_slug("notes")).one() is notes
    assert session.scalars(taxonomy.categories_by_names([" NOTES"])).one() is notes


def test_what_no_post_carries_is_unused_whatever_its_state(session: Session) -> None:
    author = add_author(session)
    used, unused = add_tag(session, "used"), add_tag(session, "unused")
    shelf, empty = add_category(session, "shelf"), add_category(session, "empty")
    add_post(session, author=author, tags=[used], category=shelf, state=State.DRAFT)
    assert session.scalars(taxonomy.unused_tags([used.id, unused.id])).all() == [unused]
    assert session.scalars(taxonomy.unused_categories([shelf.id, empty.id])).all() == [empty]


@pytest.mark.parametrize("spelling", ["VAE", "vae", "ＶＡＥ", " Vae\u3000", "vAe\n"])
def test_spellings_of_one_name_fold_to_one(spelling: str) -> None:
    assert taxonomy.folded(spelling) == "vae"


def test_names_that_differ_stay_different() -> None:
    assert len({taxonomy.folded(name) for name in ("C", "C++", "C#", "Ç", "采样", "採樣")}) == 6


@given(st.text())
def test_folding_a_folded_name_changes_nothing(name: str) -> None:
    once = taxonomy.folded(name)
    assert taxonomy.folded(once) == once or len(once) == NAME_LENGTH
    assert taxonomy.folded(normalize("NFC", name)) == once


def test_a_folded_name_is_never_longer_than_its_column(session: Session) -> None:
    name = "ﷺ" * 100
    assert len(taxonomy.folded(name)) == NAME_LENGTH
    assert session.scalars(taxonomy.tags_by_names([name])).all() == []
