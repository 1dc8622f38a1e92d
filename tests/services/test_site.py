"""The site's settings: defaults, what is refused, and that nothing stored can break a page."""

from dataclasses import fields

import pytest
from sqlalchemy.orm import Session

from app.services import site
from app.services.errors import RefusedError
from app.services.site import DESCRIPTIONS, Site
from app.storage.models import Setting


def test_a_new_site_has_the_defaults(session: Session) -> None:
    assert site.load(session) == Site()
    assert Site().signature == "Longwave"
    assert str(Site().zone) == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", "长波\u3000Blog"),
        ("tagline", ""),
        ("language", "en"),
        ("posts_per_page", "100"),
        ("feed_length", "1"),
        ("timezone", "America/St_Johns"),
        ("author", "李雷"),
        ("footer", "x" * 500),
    ],
)
def test_a_setting_is_kept(session: Session, key: str, value: str) -> None:
    assert site.as_text(site.save(session, key, f" {value} "))[key] == value.strip()
    session.expire_all()
    assert site.as_text(site.load(session))[key] == value.strip()


def test_a_setting_can_be_changed_again_and_reset(session: Session) -> None:
    site.save(session, "title", "One")
    assert site.save(session, "title", "Two").title == "Two"
    site.reset(session, "title")
    assert site.load(session).title == "Longwave"


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("colour", "red", "no setting 'colour'"),
        ("title", " ", "needs a name"),
        ("title", "x" * 501, "one line"),
        ("footer", "a\nb", "one line"),
        ("footer", "a\u2028b", "one line"),
        ("footer", "a\0b", "one line"),
        ("language", "zh", "zh-Hans, en"),
        ("timezone", "Shanghai", "IANA"),
        ("timezone", "../etc/passwd", "IANA"),
        ("timezone", "", "IANA"),
        ("posts_per_page", "0", "1 to 100"),
        ("posts_per_page", "101", "1 to 100"),
        ("posts_per_page", "0000000101", "1 to 100"),
        ("posts_per_page", "9" * 5000, "1 to 100"),
        ("posts_per_page", "-1", "1 to 100"),
        ("posts_per_page", "٣", "1 to 100"),
        ("feed_length", "ten", "1 to 100"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(session: Session, key: str, value: str, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason):
        site.save(session, key, value)
    assert site.load(session) == Site()


def test_what_is_stored_but_no_longer_valid_has_its_default(session: Session) -> None:
    session.add_all([Setting(key="posts_per_page", value="a lot"), Setting(key="of-another-version", value="1")])
    session.add(Setting(key="title", value="Kept"))
    session.flush()
    assert site.load(session) == Site(title="Kept")


def test_posts_that_name_nobody_are_signed_by_the_author_else_the_site() -> None:
    assert Site(author="Ada").signature == "Ada"
    assert Site(title="Blog").signature == "Blog"


def test_every_setting_is_described_and_valid_by_default() -> None:
    assert list(DESCRIPTIONS) == [field.name for field in fields(Site)]
    for key, value in site.as_text(Site()).items():
        assert site.changed(Site(), key, value) == Site()


def test_an_unknown_setting_is_named_with_those_that_there_are() -> None:
    assert site.known("title") == "title"
    with pytest.raises(RefusedError, match="title, tagline"):
        site.known("Title")
