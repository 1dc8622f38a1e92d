"""Putting another author's name above a post."""

import pytest

from app.services import assigning
from app.services.errors import RefusedError
from tests.services.authoring import NOW, Desk


def test_a_post_is_given_to_another_author_with_its_text(at_desk: Desk) -> None:
    post = at_desk.begin("Once.")
    assigning.assign(at_desk.session, post, "emmy")
    assert (post.author, post.source) == (at_desk.emmy, "Once.")
    assert at_desk.kinds(post) == ["save"]


@pytest.mark.parametrize("name", ["nobody", "", "emmy"])
def test_nobody_and_a_closed_account_are_given_nothing(at_desk: Desk, name: str) -> None:
    at_desk.emmy.deactivated_at = NOW
    at_desk.session.flush()
    post = at_desk.begin()
    with pytest.raises(RefusedError):
        assigning.assign(at_desk.session, post, name)
    assert post.author is at_desk.ada
