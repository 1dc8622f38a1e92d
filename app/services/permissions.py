"""Who may do what: the one table of permissions."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from app.storage.models import Author, Post, Role, State


class Action(StrEnum):
    """What can be done in the studio. Those from `MANAGE_TOPICS` on, `WRITE` and `UPLOAD` are not about one post."""

    WRITE = "write"  # begin a post
    UPLOAD = "upload"  # add pictures
    VIEW = "view"  # a post in the studio with its revisions
    EDIT = "edit"  # its text and settings; hand out links to a preview
    TRASH = "trash"  # and take it out of the trash again
    PUBLISH = "publish"  # now or later, update what readers see, withdraw
    PURGE = "purge"  # delete for good what lies in the trash
    ASSIGN = "assign"  # put another author's name above it
    MANAGE_TOPICS = "manage_topics"  # rename, merge and delete categories, tags and series
    MANAGE_MEDIA = "manage_media"  # change and delete pictures that others added
    MANAGE_AUTHORS = "manage_authors"  # invite, change roles, deactivate
    MANAGE_SITE = "manage_site"  # the site's settings


class Reach(StrEnum):
    """On which posts somebody may do something; what is not about one post needs `ALL`."""

    NONE = "none"
    OWN_DRAFTS = "own_drafts"
    OWN = "own"
    ALL = "all"


_NONE, _DRAFTS, _OWN, _ALL = Reach.NONE, Reach.OWN_DRAFTS, Reach.OWN, Reach.ALL

PERMISSIONS: Mapping[Action, Mapping[Role, Reach]] = MappingProxyType(
    {
        action: MappingProxyType(dict(zip(Role, reaches, strict=True)))
        for action, *reaches in (
            # Action               owner editor author contributor
            (Action.WRITE, _ALL, _ALL, _ALL, _ALL),
            (Action.UPLOAD, _ALL, _ALL, _ALL, _ALL),
            (Action.VIEW, _ALL, _ALL, _OWN, _OWN),
            (Action.EDIT, _ALL, _ALL, _OWN, _DRAFTS),
            (Action.TRASH, _ALL, _ALL, _OWN, _DRAFTS),
            (Action.PUBLISH, _ALL, _ALL, _OWN, _NONE),
            (Action.PURGE, _ALL, _ALL, _OWN, _DRAFTS),
            (Action.ASSIGN, _ALL, _ALL, _NONE, _NONE),
            (Action.MANAGE_TOPICS, _ALL, _ALL, _NONE, _NONE),
            (Action.MANAGE_MEDIA, _ALL, _ALL, _NONE, _NONE),
            (Action.MANAGE_AUTHORS, _ALL, _NONE, _NONE, _NONE),
            (Action.MANAGE_SITE, _ALL, _NONE, _NONE, _NONE),
        )
    }
)


def may(author: Author, action: Action, post: Post | None = None) -> bool:
    """Whether an author may do something, to this post if it is about one.

    Without a post the answer is about every post there is, so a forgotten argument closes the door.
    """
    allowed = reach(author, action)
    if allowed is Reach.ALL or post is None:
        return allowed is Reach.ALL
    is_own = post.author_id == author.id
    return is_own and (allowed is Reach.OWN or (allowed is Reach.OWN_DRAFTS and is_draft(post)))


def reach(author: Author, action: Action) -> Reach:
    """On which posts an author may do something, for those who list them."""
    if author.role is None or author.deactivated_at is not None:
        return Reach.NONE
    return PERMISSIONS[action][author.role]


def is_draft(post: Post) -> bool:
    """Whether no reader was meant to see it, also when it lies in the trash; a scheduled post is no draft."""
    return post.state is State.DRAFT or (post.state is State.TRASHED and post.published_at is None)
