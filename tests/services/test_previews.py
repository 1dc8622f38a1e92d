"""Preview links: whoever has one reads the post, nobody else does, and not for ever."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.services import previews, publishing
from app.services.errors import RefusedError
from app.storage.models import PreviewLink
from tests.services.authoring import NOW, Desk, later, text


def test_a_link_leads_to_the_newest_saved_text(at_desk: Desk) -> None:
    post = at_desk.begin()
    _, token = previews.create(at_desk.session, post, author=at_desk.ada, now=NOW)
    publishing.publish(at_desk.session, post, editor=at_desk.editor(post), now=NOW)
    at_desk.save(post, text("Twice $x$."))
    found = previews.resolve(at_desk.session, token, now=later(days=6))
    assert found is not None
    assert (found.post, found.draft.source) == (post, "Twice $x$.")
    assert r"\(x\)" in found.rendered.html


def test_the_database_does_not_hold_the_token(at_desk: Desk) -> None:
    _, token = previews.create(at_desk.session, at_desk.begin(), author=at_desk.ada, now=NOW)
    assert len(token) >= 43
    row = at_desk.session.execute(sa.select(PreviewLink.__table__)).one()
    assert token not in map(str, row)


def test_tokens_differ(at_desk: Desk) -> None:
    post = at_desk.begin()
    tokens = {previews.create(at_desk.session, post, author=at_desk.ada, now=NOW)[1] for _ in range(20)}
    assert len(tokens) == 20


def test_an_expired_a_revoked_and_an_unknown_link_lead_nowhere(at_desk: Desk) -> None:
    post = at_desk.begin()
    first, token = previews.create(at_desk.session, post, author=at_desk.ada, now=NOW)
    assert previews.resolve(at_desk.session, token, now=later(days=7)) is None
    previews.revoke(first, now=later(hours=1))
    assert previews.resolve(at_desk.session, token, now=later(hours=1)) is None
    for unknown in ("", "x" * 43, "\ud800", "\0"):
        assert previews.resolve(at_desk.session, unknown, now=NOW) is None


def test_a_link_to_a_post_in_the_trash_leads_nowhere(at_desk: Desk) -> None:
    post = at_desk.begin()
    _, token = previews.create(at_desk.session, post, author=at_desk.ada, now=NOW)
    publishing.trash(at_desk.session, post, author=at_desk.ada, now=NOW)
    assert previews.resolve(at_desk.session, token, now=NOW) is None
    with pytest.raises(RefusedError, match="trash"):
        previews.create(at_desk.session, post, author=at_desk.ada, now=NOW)


def test_all_links_to_a_post_can_be_revoked_at_once(at_desk: Desk) -> None:
    post = at_desk.begin()
    tokens = [previews.create(at_desk.session, post, author=at_desk.ada, now=NOW)[1] for _ in range(3)]
    assert previews.revoke_all(at_desk.session, post, now=later(hours=1)) == 3
    assert [previews.resolve(at_desk.session, token, now=later(hours=2)) for token in tokens] == [None] * 3
    assert previews.revoke_all(at_desk.session, post, now=later(hours=3)) == 0


@pytest.mark.parametrize("days", [0, -1, 91])
def test_a_link_lives_for_a_while_only(at_desk: Desk, days: int) -> None:
    with pytest.raises(RefusedError, match="90 days"):
        previews.create(at_desk.session, at_desk.begin(), author=at_desk.ada, now=NOW, lifetime=timedelta(days=days))
