from datetime import UTC, datetime
from itertools import product

import pytest

from app.services.permissions import PERMISSIONS, Action, Reach, may, reach
from app.storage.models import Author, Post, Role, State

MOMENT = datetime(2026, 11, 18, 9, tzinfo=UTC)

POSTS = {
    "own draft": Post(author_id=1, state=State.DRAFT),
    "own withdrawn": Post(author_id=1, state=State.DRAFT, published_at=MOMENT),
    "own published": Post(author_id=1, state=State.PUBLISHED, published_at=MOMENT),
    "own trashed draft": Post(author_id=1, state=State.TRASHED),
    "own trashed, once published": Post(author_id=1, state=State.TRASHED, published_at=MOMENT),
    "other's draft": Post(author_id=2, state=State.DRAFT),
    "other's published": Post(author_id=2, state=State.PUBLISHED, published_at=MOMENT),
    "other's trashed draft": Post(author_id=2, state=State.TRASHED),
}
EVERY = frozenset(POSTS)
OWN = frozenset(name for name in POSTS if name.startswith("own"))
OWN_DRAFTS = frozenset({"own draft", "own withdrawn", "own trashed draft"})
NOTHING: frozenset[str] = frozenset()

ON_POSTS = {
    Action.VIEW: (EVERY, EVERY, OWN, OWN),
    Action.EDIT: (EVERY, EVERY, OWN, OWN_DRAFTS),
    Action.TRASH: (EVERY, EVERY, OWN, OWN_DRAFTS),
    Action.PUBLISH: (EVERY, EVERY, OWN, NOTHING),
    Action.PURGE: (EVERY, EVERY, OWN, OWN_DRAFTS),
    Action.ASSIGN: (EVERY, EVERY, NOTHING, NOTHING),
}
"""On which of these posts an owner, an editor, an author and a contributor may do it."""

ON_THE_SITE = {
    Action.WRITE: (True, True, True, True),
    Action.UPLOAD: (True, True, True, True),
    Action.MANAGE_TOPICS: (True, True, False, False),
    Action.MANAGE_MEDIA: (True, True, False, False),
    Action.MANAGE_AUTHORS: (True, False, False, False),
    Action.MANAGE_SITE: (True, False, False, False),
}


def author(role: Role | None) -> Author:
    return Author(id=1, name="anna", role=role)


def test_every_action_is_judged_below() -> None:
    assert set(ON_POSTS) | set(ON_THE_SITE) == set(Action) == set(PERMISSIONS)
    assert not set(ON_POSTS) & set(ON_THE_SITE)


@pytest.mark.parametrize(("action", "column"), [*product(ON_POSTS, range(4))])
def test_what_each_role_may_do_to_which_posts(action: Action, column: int) -> None:
    role = list(Role)[column]
    allowed = {name for name, post in POSTS.items() if may(author(role), action, post)}
    assert allowed == ON_POSTS[action][column]


@pytest.mark.parametrize(("action", "column"), [*product(ON_THE_SITE, range(4))])
def test_what_each_role_may_do_to_the_site(action: Action, column: int) -> None:
    assert may(author(list(Role)[column]), action) is ON_THE_SITE[action][column]


@pytest.mark.parametrize("action", ON_POSTS)
def test_without_a_post_the_question_is_about_every_post(action: Action) -> None:
    assert [may(author(role), action) for role in Role] == [posts == EVERY for posts in ON_POSTS[action]]


@pytest.mark.parametrize("action", Action)
def test_who_only_signs_posts_or_is_shut_out_may_nothing(action: Action) -> None:
    shut_out = author(Role.OWNER)
    shut_out.deactivated_at = MOMENT
    for nobody in (author(None), shut_out):
        assert not may(nobody, action)
        assert not may(nobody, action, POSTS["own draft"])
        assert reach(nobody, action) is Reach.NONE
