"""The tables, one subject a module."""

from app.storage.base import Base
from app.storage.models.account import AuthorSession, Invitation
from app.storage.models.author import Author, Role
from app.storage.models.content_version import ContentVersion
from app.storage.models.media import Media, MediaVariant, PostMedia
from app.storage.models.post import Kind, Post, PostTag, Redirect, State
from app.storage.models.preview_link import PreviewLink
from app.storage.models.rendering import Rendering
from app.storage.models.revision import Revision, RevisionKind, WorkingCopy
from app.storage.models.series import Series
from app.storage.models.setting import Setting
from app.storage.models.shelf import Shelf, ShelfBlock, ShelfEntry, ShelfKind
from app.storage.models.taxonomy import Category, Tag

__all__ = [
    "Author",
    "AuthorSession",
    "Base",
    "Category",
    "ContentVersion",
    "Invitation",
    "Kind",
    "Media",
    "MediaVariant",
    "Post",
    "PostMedia",
    "PostTag",
    "PreviewLink",
    "Redirect",
    "Rendering",
    "Revision",
    "RevisionKind",
    "Role",
    "Series",
    "Setting",
    "Shelf",
    "ShelfBlock",
    "ShelfEntry",
    "ShelfKind",
    "State",
    "Tag",
    "WorkingCopy",
]
